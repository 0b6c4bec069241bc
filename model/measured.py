"""A real storm measured without any model: dent, recovery, phases and scale from counts alone.

The code that measures runs measures counts too. What a twin is to a run, the usual day is to
counts: what would have been written anyway.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from knautschball.model.counts import Counts
from knautschball.model.phases import DEFAULT, Phases, phases, storm_scale, usual_posts
from knautschball.model.resilience import Resilience, resilience
from knautschball.model.shape import COMPONENTS, DAY, Floor, corrected, dent, last_day
from knautschball.model.wave import fall_time, rise_from, smooth

Floats = NDArray[np.float64]
WEEK = 168
BEGINS = 0.1
"""Share of the way from the usual to the peak at which a wave counts as begun, as rise times
are told (assumption)."""
QUIET = 3 * DAY
"""Hours before the wave from which on they tell what is usual; with fewer the quietest days do."""


@dataclass(frozen=True)
class Measured:
    """What counts alone say about a storm.

    Attributes
    ----------
    hours : DataFrame
        One row per hour: ``since_load``, ``complaints`` (gaps bridged), ``usual``, ``dent``.
    usual : float
        Complaints per hour that would have come anyway.
    onset : int
        Hour from the beginning of the file at which the wave begins.
    summary : dict
        Times to peak, half and tenth, parts of R, scale and phases.
    resilience : Resilience
        The return to the usual, of the components that counts tell of.
    phases : Phases
        Hours since the onset; ``change`` is never seen in counts.
    """

    hours: pd.DataFrame
    usual: float
    onset: int
    summary: dict[str, Any]
    resilience: Resilience
    phases: Phases


def measure(counts: Counts) -> Measured:
    """Measure a storm from counts.

    Parameters
    ----------
    counts : Counts
        Hourly or daily; a day is spread evenly over its hours, gaps are bridged by straight
        lines.

    Returns
    -------
    Measured
        Dent: root mean square of what can be seen of the form, which is the voice (share of the
        last day's complaints beyond the usual) and, where followers are given, the brand ties
        (share of them lost). Phase 3 is dated by its trace: complaints about conduct reach the
        share that marks a storm.
    """
    hourly = by_hour(counts)
    level = hourly["complaints"].to_numpy(float)
    begin, usual = onset(level, counts.step)
    hours = _frame(hourly, begin, usual)
    distance, weights = _distances(hours, hourly, begin)
    floor = _floor(distance[:begin], weights)
    above = corrected(distance, floor)
    since = hours["since_load"].to_numpy()
    window = min(WEEK, max(DAY, (len(level) - begin) // 4))
    back = resilience(above, since, weights=weights, window=window, tolerance=floor.dent)
    dated = phases(hours, 0, _inadequate(hours), None)
    table = hours[["since_load", "complaints"]].assign(usual=usual, dent=dent(above, weights))
    told = _summary(counts, level, begin, usual, hours, back, dated)
    return Measured(table, usual, begin, told, back, dated)


def by_hour(counts: Counts) -> pd.DataFrame:
    """Spread counts evenly over hours and bridge the gaps; levels stay as they are.

    Returns
    -------
    DataFrame
        One row per hour; columns as in the counts, without ``hour``.
    """
    table = counts.table.drop(columns="hour").interpolate(limit_direction="both")
    hourly = table.loc[table.index.repeat(counts.step)].reset_index(drop=True)
    added = [name for name in hourly if name != "followers"]
    hourly[added] = hourly[added] / counts.step
    return hourly


def onset(level: Floats, step: int = 1) -> tuple[int, float]:
    """Find where the highest wave begins, and what is usual outside it.

    Parameters
    ----------
    level : float64[T]
        Complaints by hour.
    step : int
        Hours over which they were counted; hourly counts are averaged over five hours first.

    Returns
    -------
    int, float
        Hour, and usual complaints per hour: the mean before the wave, or that of the tenth of
        days with the fewest where too little time lies before it.
    """
    even = smooth(level) if step == 1 else level
    usual = float(np.quantile(over_days(level)[::step], 0.1))
    for _ in range(2):  # the usual decides on the onset, the onset on the usual
        peak = int(even.argmax())
        line = usual + BEGINS * (even[peak] - usual)
        below = np.flatnonzero(even[:peak] <= line)
        begin = int(below[-1]) + 1 if below.size else 0
        if begin >= QUIET:
            usual = min(float(level[:begin].mean()), float(even[peak]))
    return begin, usual


def over_days(level: Floats) -> Floats:
    """Average an hourly series over the day that begins with each hour, float64[T - 23].

    A series shorter than a day gives its mean.
    """
    hours = min(DAY, level.size)
    return np.convolve(level, np.full(hours, 1 / hours), "valid")


def _frame(hourly: pd.DataFrame, begin: int, usual: float) -> pd.DataFrame:
    """Give the record that phases and scale are read off; the press is not known from counts."""
    conduct = hourly.get("conduct", pd.Series(0.0, index=hourly.index))
    before = float(conduct[:begin].mean()) if begin else 0.0
    defence = hourly.get("support", pd.Series(0.0, index=hourly.index))
    return pd.DataFrame(
        {
            "since_load": np.arange(len(hourly)) - begin,
            "complaints": hourly["complaints"],
            "issue": hourly["complaints"] - conduct,
            "conduct": conduct,
            "defence": defence,
            "press": 0.0,
            "twin_everyday": 0.0,
            "twin_issue": usual - min(before, usual),
            "twin_conduct": min(before, usual),
            "twin_defence": 0.0,
        }
    )


def _distances(hours: pd.DataFrame, hourly: pd.DataFrame, begin: int) -> tuple[Floats, list[float]]:
    """Give the distances that counts tell of, 0 and weightless for all others."""
    distance = np.zeros((len(hours), len(COMPONENTS)))
    weights = [0.0] * len(COMPONENTS)
    negative = last_day(hours["complaints"])
    usual = usual_posts(hours, 0)  # of a day, and never nothing
    voice = COMPONENTS.index("voice")
    distance[:, voice] = np.clip(1.0 - usual / np.maximum(negative, 1e-9), 0.0, 1.0)
    weights[voice] = 1.0
    if "followers" in hourly:
        ties, following = COMPONENTS.index("brand_ties"), hourly["followers"].to_numpy(float)
        before = np.median(following[: max(1, begin)])
        distance[:, ties] = np.clip(1.0 - following / max(before, 1.0), 0.0, 1.0)
        weights[ties] = 1.0
    return distance, weights


def _floor(quiet: Floats, weights: list[float]) -> Floor:
    """Give what quiet days differ from the usual by anyway; nothing where there are too few."""
    if len(quiet) < QUIET:
        return Floor(np.zeros(len(COMPONENTS)), np.zeros(len(COMPONENTS)))
    floor = Floor(np.median(quiet, axis=0), np.quantile(quiet, 0.95, axis=0))
    return floor._replace(dent=float(np.quantile(dent(corrected(quiet, floor), weights), 0.95)))


def _inadequate(hours: pd.DataFrame) -> list[int]:
    """Date an inadequate answer by its trace, complaints about it."""
    conduct = last_day(hours["conduct"] - hours["twin_conduct"])
    negative = last_day(hours["complaints"] - hours["twin_issue"] - hours["twin_conduct"])
    traced = (conduct > 0) & (conduct >= DEFAULT.storm_conduct * negative)
    return hours["since_load"][traced].tolist()


def _summary(
    counts: Counts,
    level: Floats,
    begin: int,
    usual: float,
    hours: pd.DataFrame,
    back: Resilience,
    dated: Phases,
) -> dict[str, Any]:
    steps = level[:: counts.step] * counts.step
    peak = int(steps.argmax())
    even = smooth(steps) if counts.step == 1 else steps
    surplus = np.maximum(even - usual * counts.step, 0.0)
    ended = [fall_time(surplus, share) for share in (0.5, 0.1)]
    over = surplus.size - surplus.argmax()
    return {
        "onset": counts.when(begin),
        "peak": counts.when(peak * counts.step),
        "peak_count": float(steps[peak]),
        "peak_over_usual": float(DAY / counts.step * steps[peak] / usual_posts(hours, 0)),
        "usual_per_day": DAY * usual,
        "total": float(surplus[begin // counts.step :].sum()),
        "rise_hours": rise_from(surplus, BEGINS) * counts.step,
        "half_hours": ended[0] * counts.step if ended[0] < over else None,
        "tenth_hours": ended[1] * counts.step if ended[1] < over else None,
        "storm_scale": int(storm_scale(hours, 0)),
        "phase": dated.highest,
        "resilience": back.resilience,
        "peak_dent": back.peak_dent,
        "area": back.area,
        "residual": back.residual,
        "springback": back.springback,
        "recovery_hours": back.recovery_hours,
        "recovered": back.recovered,
    }
