"""The ladder of loads, climbed where it matters: runs go where the chance to return bends.

A few seeds climb every rung. Each seed after them starts near the present estimate and goes up
or down from there until it has passed its own yield point, as in the staircase method of
fatigue testing (Dixon & Mood 1948, doi 10.1080/01621459.1948.10483254).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from knautschball.model.yielding import brackets, yield_point
from knautschball.scenarios.errors import ScenarioError

SURVEY = 2
"""Seeds that climb every rung."""
ROUND = 3
"""Seeds that are tried before the next estimate; fixed, so that results do not depend on the
number of processes."""
FEWEST = 8
"""Seeds below which no interval is trusted."""
ROUGH = 200
"""Draws of the bootstrap while climbing; it only decides whether to go on."""


class Plan(NamedTuple):
    """How one seed climbs for one policy."""

    rungs: tuple[float, ...]
    """Rising loads; their ends are the ends of the ladder."""
    step: float
    """Ratio of loads that is narrow enough for one seed."""
    start: float | None = None
    """Where to begin; on every rung if None."""


class Attempt(NamedTuple):
    """One seed and the plan of each policy on it."""

    seed: int
    plans: Mapping[str, Plan]


class Effort(NamedTuple):
    """When to stop."""

    precision: float = 1.25
    """Upper over lower end of the interval at which a yield point is known well enough."""
    seeds: int = 23
    """Most seeds per policy."""
    exactly: bool = False
    """Use all of these seeds, however narrow the interval is before."""


ENOUGH = Effort()
Meet = Callable[[float], Mapping[str, Any]]
"""Runs one storm at a load; gives what was measured, ``recovered`` among it."""
Trial = Callable[[list[Attempt]], pd.DataFrame]
"""Runs attempts; one row per storm with ``policy, seed, load`` and what `Meet` gives."""


def rungs(text: str) -> tuple[float, ...]:
    """Read a ladder such as ``0.25:4:9``: lowest load, highest load, number of rungs.

    Returns
    -------
    tuple of float
        Loads in equal ratios.

    Raises
    ------
    ScenarioError
        It is not three numbers, or not a ladder from a load above 0 to a higher one.
    """
    parts = text.split(":")
    try:
        low, high, number = float(parts[0]), float(parts[1]), int(parts[2])
        usable = len(parts) == 3 and 0 < low < high <= 1000 and 3 <= number <= 100
    except (ValueError, IndexError):
        usable = False
    if not usable:
        allowed = "LOW:HIGH:RUNGS with 0 < LOW < HIGH ≤ 1000 and 3 to 100 rungs, as 0.25:4:9"
        raise ScenarioError("--loads", f"{text!r} was given", allowed)
    return tuple(_round(load) for load in np.geomspace(low, high, number))


def walk(meet: Meet, plan: Plan) -> list[dict[str, Any]]:
    """Let one seed climb until it has been seen to bear one load and to yield to another.

    Parameters
    ----------
    meet : callable
        Runs the storm at a load.
    plan : Plan
        Where to begin and how closely to look.

    Returns
    -------
    list of dict
        What was measured at each load, with ``load``.
    """
    rows: list[dict[str, Any]] = []

    def bears(load: float) -> bool:
        rows.append({"load": load, **meet(load)})
        return bool(rows[-1]["recovered"])

    if plan.start is None:
        _survey(bears, plan)
    else:
        _staircase(bears, plan)
    return rows


def climb(
    trial: Trial,
    policies: Sequence[str],
    ladder: Sequence[float],
    effort: Effort = ENOUGH,
    first_seed: int = 1,
    expect: Callable[[int], None] | None = None,
) -> pd.DataFrame:
    """Let seed after seed climb until every policy's yield point is known well enough.

    Parameters
    ----------
    trial : callable
        Runs attempts.
    policies : sequence of str
        What is tested.
    ladder : sequence of float
        Rising loads, above 0.
    effort : Effort
        When to stop.
    first_seed : int
        Seeds count up from here.
    expect : callable, optional
        Told how many climbs, seeds summed over policies, there may be in all.

    Returns
    -------
    DataFrame
        All rows.
    """
    used, pending, climbs = min(SURVEY, effort.seeds), list(policies), 0
    whole = dict.fromkeys(policies, Plan(tuple(ladder), effort.precision))
    attempts = [Attempt(first_seed + k, whole) for k in range(used)]
    rows = pd.DataFrame()
    while attempts:
        climbs += len(pending) * len(attempts)
        if expect:
            expect(climbs + len(pending) * (effort.seeds - used))
        rows = pd.concat([rows, trial(attempts)], ignore_index=True)
        pending = [name for name in pending if _goes_on(_of(rows, name), used, effort)]
        batch = min(ROUND, effort.seeds - used) if pending else 0
        starts = {name: plan(_of(rows, name), ladder, effort.precision, batch) for name in pending}
        attempts = [
            Attempt(first_seed + used + k, {name: each[k] for name, each in starts.items()})
            for k in range(batch)
        ]
        used += batch
    return rows


def plan(trials: pd.DataFrame, ladder: Sequence[float], precision: float, batch: int) -> list[Plan]:
    """Plan the next seeds: around the middle of what the seeds so far bore.

    Parameters
    ----------
    trials : DataFrame
        ``seed, load, recovered`` so far.
    ladder : sequence of float
        Nothing is asked beyond its ends.
    precision : float
        Ratio of loads that is asked for.
    batch : int
        Seeds to be planned for; they start at shares of one step apart, so that together they
        look closer than each of them does.

    Returns
    -------
    list of Plan
        One per seed.
    """
    low, high = brackets(trials).T
    reach = np.log(np.clip([low, high], ladder[0], ladder[-1])).mean(axis=0)
    step = max(np.log(precision) / 2, float(reach.std()))
    shares = (np.arange(batch) + 0.5) / batch - 0.5
    starts = np.exp(np.median(reach) + step * shares).clip(ladder[0], ladder[-1])
    return [Plan(tuple(ladder), float(np.exp(step)), _round(start)) for start in starts]


def yields(rows: pd.DataFrame) -> pd.DataFrame:
    """Estimate the yield point of every policy.

    Returns
    -------
    DataFrame
        ``policy, yield_load, low, high, runs, seeds, width``, the highest yield point first;
        where it lies off the ladder ``yield_load`` is empty and one end open (0 or infinite).
    """
    found = []
    for policy, trials in rows.groupby("policy", sort=False):
        point = yield_point(trials)
        found.append(
            {"policy": policy, "yield_load": point.load, "low": point.low, "high": point.high}
            | {"runs": len(trials), "seeds": trials["seed"].nunique(), "width": point.width}
        )
    table = pd.DataFrame(found)
    order = table["yield_load"].fillna(table["low"])
    return table.iloc[np.argsort(-order.to_numpy(), kind="stable")].reset_index(drop=True)


def _survey(bears: Callable[[float], bool], plan: Plan) -> None:
    """Try every rung, then halve the gap around the first one that is too much."""
    borne = [bears(load) for load in plan.rungs]
    first = borne.index(False) if False in borne else 0
    if first:
        low, high = plan.rungs[first - 1 : first + 1]
        while high > 1.001 * plan.step * low:
            middle = _round((low * high) ** 0.5)
            low, high = (middle, high) if bears(middle) else (low, middle)


def _staircase(bears: Callable[[float], bool], plan: Plan) -> None:
    """Go up while loads are borne, or down while they are not, to the end of the ladder."""
    bottom, top = plan.rungs[0], plan.rungs[-1]
    load = plan.start or bottom
    rising = bears(load)
    end = top if rising else bottom
    ratio = plan.step if rising else 1 / plan.step
    while load != end:
        load = min(max(_round(load * ratio), bottom), top)
        if bears(load) != rising:
            return


def _of(rows: pd.DataFrame, policy: str) -> pd.DataFrame:
    return rows[rows["policy"] == policy]


def _goes_on(trials: pd.DataFrame, used: int, effort: Effort) -> bool:
    if effort.exactly or used < FEWEST:
        return True
    found = yield_point(trials, ROUGH)
    return bool(np.isfinite(found.load) and found.high > effort.precision * found.low)


def _round(load: float) -> float:
    return float(f"{load:.6g}")
