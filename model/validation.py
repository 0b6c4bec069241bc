"""Does the model behave like measured crowds? Every stylised fact, measured over seeds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from warnings import catch_warnings, simplefilter

import numpy as np
import pandas as pd

from knautschball.model.bench import DOCUMENTED, Bench, prepare
from knautschball.model.fact import Fact
from knautschball.model.facts_brand import BRAND
from knautschball.model.facts_form import FORM
from knautschball.model.facts_people import PEOPLE
from knautschball.model.facts_wave import SPAN, WAVE, around_peak
from knautschball.model.processes import finished
from knautschball.model.statistics import DRAWS, LEVEL
from knautschball.scenarios.errors import ScenarioError

FACTS: tuple[Fact, ...] = tuple(
    sorted(WAVE + PEOPLE + FORM + BRAND, key=lambda fact: (fact.name[0] == "D", int(fact.name[1:])))
)
"""All facts, in the order of the literature, then those from data files."""
SEEDS = 50
"""Seeds when nothing else is asked for."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Examination:
    """What came out.

    Attributes
    ----------
    table : DataFrame
        One row per part of a fact, see `validate`.
    waves : DataFrame
        ``since_peak`` (hours) and, per kind of storm, the median share of the peak over seeds.
    """

    table: pd.DataFrame
    waves: pd.DataFrame


@dataclass(frozen=True)
class Task:
    """All facts on one seed."""

    seed: int
    facts: tuple[int, ...]
    changes: dict[str, Any]
    waves: bool


def validate(
    seeds: int = SEEDS,
    *,
    facts: Sequence[Fact] | None = None,
    changes: dict[str, Any] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Measure every stylised fact and compare it with its target.

    Parameters
    ----------
    seeds : int
        Crowds and lucks, 1 … ``seeds``.
    facts : sequence of Fact, optional
        Some of `FACTS`; all when left out.
    changes : dict, optional
        Other values under dotted keys: which number moves which fact?
    workers : int, optional
        Processes; the result is the same for any.
    progress : callable, optional
        Called with finished and total seeds.

    Returns
    -------
    DataFrame
        ``fact, pattern, fitted, low, high, measured, ci_low, ci_high, holds, source``, and
        ``unit, over, kind, seeds, tuned``; one row per part of a fact. The interval is a 95 %
        bootstrap over seeds. A fact that no seed can tell has no measured value and fails.

    Raises
    ------
    ScenarioError
        Fewer than one seed, or ``changes`` that are not allowed.
    """
    chosen = FACTS if facts is None else tuple(facts)
    found = _found(seeds, chosen, changes or {}, False, workers, progress)
    return _table(chosen, [values for values, _ in found])


def examine(
    seeds: int = SEEDS, *, workers: int | None = None, progress: Progress | None = None
) -> Examination:
    """Measure every fact as `validate` does, and keep the shape of the waves for a picture."""
    found = _found(seeds, FACTS, {}, True, workers, progress)
    shapes = np.array([waves for _, waves in found])
    with catch_warnings():
        simplefilter("ignore", RuntimeWarning)  # hours that no run reaches have no median
        medians = np.nanmedian(shapes, axis=0)
    names = [f"{name}, {policy}" for name, policy in DOCUMENTED]
    waves = pd.DataFrame(medians.T, columns=names)
    waves.insert(0, "since_peak", SPAN)
    return Examination(_table(FACTS, [values for values, _ in found]), waves)


def _found(
    seeds: int,
    facts: Sequence[Fact],
    changes: dict[str, Any],
    waves: bool,
    workers: int | None,
    progress: Progress | None,
) -> list[tuple[list[float], list[np.ndarray]]]:
    """Measure on every seed; give numbers and wave shapes in the order of seeds."""
    if seeds < 1:
        raise ScenarioError("--runs", f"{seeds} was given", "1 or more")
    numbers = tuple(FACTS.index(fact) for fact in facts)
    prepare(changes)
    tasks = [Task(seed, numbers, changes, waves) for seed in range(1, seeds + 1)]
    found = {}
    for seed, values, shapes in finished(work, tasks, workers):
        found[seed] = values, shapes
        if progress:
            progress(len(found), seeds)
    return [found[task.seed] for task in tasks]


def work(task: Task) -> tuple[int, list[float], list[np.ndarray]]:
    """Measure all facts of a task on its seed."""
    bench = Bench(task.seed, task.changes)
    values = [float(FACTS[number].measure(bench)) for number in task.facts]
    shapes = [around_peak(bench.storm(*kind)) for kind in DOCUMENTED] if task.waves else []
    return task.seed, values, shapes


def _table(facts: Sequence[Fact], values: list[list[float]]) -> pd.DataFrame:
    table = np.array(values)
    return pd.DataFrame([_row(fact, table[:, k]) for k, fact in enumerate(facts)])


def _row(fact: Fact, values: np.ndarray) -> dict[str, Any]:
    told = values[~np.isnan(values)]
    measured = fact.joined(told) if told.size else np.nan
    low, high = _interval(fact, told)
    return {
        "fact": fact.name,
        "pattern": fact.pattern,
        "fitted": fact.fitted,
        "low": float(fact.low),
        "high": float(fact.high),
        "measured": measured,
        "ci_low": low,
        "ci_high": high,
        "holds": bool(fact.low <= measured <= fact.high),
        "source": fact.source,
        "unit": fact.unit,
        "over": fact.over,
        "kind": fact.kind,
        "seeds": int(told.size),
        "tuned": fact.tuned,
    }


def _interval(fact: Fact, told: np.ndarray) -> tuple[float, float]:
    """Draw as many seeds again, with replacement, and look how the joined value varies."""
    if told.size < 2:
        return np.nan, np.nan
    draws = np.random.default_rng(0).integers(0, told.size, (DRAWS, told.size))
    joined = np.median(told[draws], axis=1) if fact.over == "median" else told[draws].mean(axis=1)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(joined, [tail, 1 - tail])
    return float(low), float(high)
