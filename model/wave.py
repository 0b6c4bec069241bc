"""The shape of a wave of posts in numbers: arrays from a run or from a file alike."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DAY = 24


def slope(times: Floats, rates: Floats) -> float:
    """Fit the exponent of a power law to positive rates."""
    kept = rates > 0
    if kept.sum() < 3:
        return np.nan
    return float(np.polyfit(np.log(times[kept]), np.log(rates[kept]), 1)[0])


def decay(series: Floats, edges: NDArray[np.int64]) -> float:
    """Fit the exponent of the fall after the peak, on means between logarithmic ``edges``."""
    tail = series[int(series.argmax()) :]
    spans = [(a, b) for a, b in pairwise(edges) if b <= tail.size]
    rates = np.array([tail[a:b].mean() for a, b in spans])
    times = np.array([np.sqrt(a * (b - 1)) for a, b in spans])
    return slope(times, rates)


def smooth(hourly: Floats, hours: int = 5) -> Floats:
    """Average over some hours; the hashtag series resolve nothing finer than four."""
    return np.convolve(hourly, np.ones(hours) / hours, "same")


def fall_to(series: Floats, share: float) -> float:
    """Give the steps from the peak until a series first falls to a share of it."""
    peak = int(series.argmax())
    below = np.flatnonzero(series[peak:] <= share * series[peak])
    return float(below[0]) if below.size else float(series.size - peak)


def fall_time(series: Floats, share: float) -> float:
    """Give the same time as `fall_to`, read off a straight line between the steps.

    Counts by the day would else know whole days alone.
    """
    after = int(fall_to(series, share))
    peak = int(series.argmax())
    if not after or peak + after >= series.size:
        return float(after)
    above, below = series[peak + after - 1], series[peak + after]
    return float(after - 1 + (above - share * series[peak]) / (above - below))


def rise_from(series: Floats, share: float) -> float:
    """Give the steps that a series, on its way to the peak, needs from a share of it."""
    peak = int(series.argmax())
    below = np.flatnonzero(series[: peak + 1] <= share * series[peak])
    return float(peak - below[-1]) if below.size else float(peak)


def largest_support(defence: Floats, angry: Floats, fewest: int = 10) -> float:
    """Give the largest share of support among posts that take sides, over three days.

    Parameters
    ----------
    defence, angry : float64[T]
        Posts by hour.
    fewest : int
        Posts in three days, below which they have no majority.

    Returns
    -------
    float
        0..1; NaN if there never were enough.
    """
    window = np.ones(3 * DAY)
    kind, all_sides = (
        np.convolve(one, window, "valid") if one.size >= window.size else one.sum(keepdims=True)
        for one in (np.asarray(defence, float), np.asarray(defence, float) + angry)
    )
    told = all_sides >= fewest
    return float((kind[told] / all_sides[told]).max()) if told.any() else np.nan


def days(hourly: Floats) -> Floats:
    """Sum whole days of 24 hours; what is left at the end is dropped."""
    whole = hourly.size // DAY
    return hourly[: whole * DAY].reshape(whole, DAY).sum(axis=1)


def quantile_times(series: Floats, shares: Floats) -> Floats:
    """Give the steps after which shares of all that is in a series have passed.

    Parameters
    ----------
    series : float64[T]
        Not negative; its sum is positive.
    shares : float64[k]
        In (0, 1).

    Returns
    -------
    float64[k]
        Steps from the beginning, between steps by straight lines.
    """
    passed = np.concatenate([[0.0], np.cumsum(series)])
    return np.interp(shares, passed / passed[-1], np.arange(passed.size))
