"""Had we answered differently? The fitted storms once more, under other policies.

Every posterior draw is one storm: its own numbers, its own luck. All policies meet each of them, so
a difference between two policies varies over draws by all that the counts left open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from knautschball.agents.policy import find, usable
from knautschball.model.chosen import Policy
from knautschball.model.course import Task, work
from knautschball.model.fit import Fit
from knautschball.model.outcome import floor_of
from knautschball.model.processes import finished
from knautschball.model.ranking import rank
from knautschball.model.statistics import paired

STORMS = 20
"""Posterior draws that every policy meets."""


@dataclass(frozen=True)
class WhatIf:
    """The policies under the fitted storms.

    Attributes
    ----------
    runs : DataFrame
        As ``runs.parquet``; ``draw`` is the row of the posterior.
    ranking : DataFrame
        One row per policy, best first, with ``against_actual`` (mean difference of R to what
        was done), its interval ``against_low, against_high``, and ``better_than_actual``, the
        share of draws in which the policy is better.
    actual : str
        Name of the policy that was in force.
    """

    runs: pd.DataFrame
    ranking: pd.DataFrame
    actual: str


def what_if(
    fitted: Fit,
    policies: Sequence[Policy] | None = None,
    *,
    storms: int = STORMS,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> WhatIf:
    """Run policies against the fitted storms.

    Parameters
    ----------
    fitted : Fit
        Its posterior draws are the storms.
    policies : sequence, optional
        All that `list` shows when left out; the one that was in force always takes part.
    storms : int
        Posterior draws.
    workers : int, optional
        Processes.
    progress : callable, optional
        Called with finished and all runs.

    Notes
    -----
    One noise floor, that of the fitted scenario, serves all draws: it tells undisturbed
    communities apart, in which no load has struck.
    """
    actual = find(fitted.setting.policy)
    chosen = list(usable() if policies is None else policies)
    if actual.name not in [find(one).name for one in chosen]:
        chosen = [fitted.setting.policy, *chosen]
    floor = floor_of(fitted.scenario)
    pairs = list(zip(fitted.scenarios, fitted.draws["seed"], strict=True))[:storms]
    tasks = [Task(one, tuple(chosen), int(seed), 1.0, floor) for one, seed in pairs]
    rows: list[dict] = []
    for courses in finished(work, tasks, workers):
        rows += [course.row for course in courses]
        if progress:
            progress(len(rows), len(tasks) * len(chosen))
    runs = _ordered(pd.DataFrame(rows), [int(seed) for _, seed in pairs])
    return WhatIf(runs.drop(columns="title"), _against(runs, actual.name), actual.name)


def _ordered(runs: pd.DataFrame, seeds: list[int]) -> pd.DataFrame:
    """Bring rows into the order of the draws, whoever finished first."""
    runs.insert(0, "draw", runs["seed"].map({seed: at for at, seed in enumerate(seeds)}))
    return runs.sort_values(["draw", "policy"], kind="stable", ignore_index=True)


def _against(runs: pd.DataFrame, actual: str) -> pd.DataFrame:
    """Rank, and compare with what was done."""
    table = runs.pivot(index="draw", columns="policy", values="resilience")
    told = paired(table, actual).set_axis(
        ["against_actual", "against_low", "against_high", "better_than_actual"], axis=1
    )
    return rank(runs).join(told, on="policy").reset_index(drop=True)
