"""The wave in some sixty numbers, none of which depends on how many people stand behind it."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knautschball.model.measured import onset, over_days
from knautschball.model.wave import DAY, fall_to, quantile_times, rise_from, smooth

Floats = NDArray[np.float64]
PASSED = np.array([0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98])
"""Shares of the surplus after which the clock is read."""
LEVELS = (0.75, 0.5, 0.25, 0.1, 0.05, 0.02)
"""Shares of the peak to which the fall is timed."""
EDGES = (-72, -36, -18, -9, -4, 0, 1, 3, 6, 12, 24, 48, 96, 168, 336, 672)
"""Hours from the peak between which the mean height is taken."""
SINCE = (2, 4, 8, 12, 18, 24, 36, 48, 72, 96, 144, 192, 240)
"""Hours from the beginning of the wave, up to which its surplus is added up."""
SLOW = (0.75, 0.5, 0.25, 0.1, 0.05)
"""Shares of the highest day to which rise and fall are timed."""
LEAST = 0.003
"""Share of the peak below which heights are not told apart."""


def summaries(counts: Floats, step: int, clock: int | None = None) -> Floats:
    """Summarise counts.

    Parameters
    ----------
    counts : float64[S]
        Per step, without gaps.
    step : int
        Hours per step.
    clock : int, optional
        Hour of the week in which the first step begins; without it the day rhythm is told by the
        hours since then.

    Returns
    -------
    float64[k]
        When shares of the surplus have passed, times of rise and fall, height of the peak over
        mean and usual, mean heights around the peak, the wave in means over whole days,
        roughness, day rhythm. Times are in logs.
    """
    hourly = np.repeat(np.asarray(counts, float) / step, step)
    even = smooth(hourly) if step == 1 else hourly
    begin, usual = onset(hourly, step)
    surplus = np.maximum(even - usual, 0.0)
    if not surplus.any():
        surplus = np.ones_like(surplus)
    times = quantile_times(surplus, PASSED)
    falls = [fall_to(surplus, share) for share in LEVELS]
    rises = [rise_from(surplus, share) for share in (0.1, 0.5)]
    peak = int(surplus.argmax())
    parts = [
        [peak - times[4], times[0], times[4], begin],
        np.log1p(times[1:] - times[:-1]),
        np.log1p(falls),
        np.log1p(rises),
        [np.log(surplus.max() / surplus.mean()), np.log((usual + 1e-9) / surplus.max() + LEAST)],
        _heights(surplus, peak),
        _whole_days(hourly - usual, begin),
        [_roughness(hourly[::step], even[::step])],
        [] if step == DAY else _swing(hourly, clock or 0),
    ]
    return np.concatenate([np.asarray(part, float) for part in parts])


def _heights(surplus: Floats, peak: int) -> Floats:
    """Give mean heights around the peak, in logs; what lies outside is as low as can be."""
    share = np.log(surplus / surplus[peak] + LEAST)
    low = np.log(LEAST)
    edges = [max(0, min(share.size, peak + edge)) for edge in EDGES]
    return np.array([share[a:b].mean() if b > a else low for a, b in pairwise(edges)])


def _whole_days(beyond: Floats, begin: int) -> Floats:
    """Give the rise and fall of means over a day, which no hour of the day bends.

    Parameters
    ----------
    beyond : float64[T]
        By hour, beyond the usual; below it, it is negative.
    begin : int
        Hour at which the wave begins.
    """
    passed = np.concatenate([[0.0], np.cumsum(beyond)])
    ends = np.minimum(begin + np.array(SINCE), beyond.size)
    shares = np.clip((passed[ends] - passed[begin]) / max(passed[-1], 1e-9), -0.2, 1.5)
    around = np.pad(beyond, DAY)  # a wave at either end of the counts rises and falls as well
    even = np.maximum(over_days(around), 0.0)
    rises = [rise_from(even, share) for share in SLOW]
    falls = [fall_to(even, share) for share in SLOW]
    height = even.max() / max(even.mean(), 1e-9)
    return np.concatenate([shares, np.log1p([*rises, *falls, height])])


def _roughness(steps: Floats, even: Floats) -> float:
    """Give how much neighbouring steps differ while the wave is high."""
    high = even > 0.2 * even.max()
    jumps = np.abs(np.diff(np.log(steps + 0.5 * steps[steps > 0].min(initial=1.0))))
    both = high[1:] & high[:-1]
    return float(jumps[both].mean()) if both.any() else 0.0


def _swing(hourly: Floats, clock: int) -> Floats:
    """Give the day rhythm and its size, whatever its hour."""
    parts = day_rhythm(hourly, clock)
    return np.append(parts, np.hypot(*parts))


def day_rhythm(hourly: Floats, clock: int) -> Floats:
    """Regress counts over their day's mean on the first harmonic of the day.

    Returns
    -------
    float64[2]
        Cosine and sine part, each about 0 where there is no rhythm, and where there is no more
        than a day to tell it from.
    """
    if hourly.size <= DAY:
        return np.zeros(2)
    around = np.convolve(hourly, np.ones(DAY + 1) / (DAY + 1), "same")
    relative = hourly / np.maximum(around, 1e-9)
    angle = 2 * np.pi * ((clock + np.arange(hourly.size)) % DAY) / DAY
    weight = around / max(around.sum(), 1e-9)
    waves = np.column_stack([np.cos(angle), np.sin(angle)])
    return 2 * (weight[:, None] * waves * (relative - 1)[:, None]).sum(axis=0)
