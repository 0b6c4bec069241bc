"""What would have happened: the course of every policy on the same luck, made once for all.

A course belongs to a storm and a policy, not to a visitor: a workshop that looks at one storm
computes it once. The table is bounded; the oldest courses are forgotten first.
"""

import logging
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd

from knautschball.agents.policy import ResponsePolicy
from knautschball.app.floors import floor
from knautschball.model.outcome import Outcome, run
from knautschball.report.balltext import closeness
from knautschball.scenarios.scenario import Scenario

KEPT = 400
"""Courses kept at the same time; each is a few kilobytes."""
AT_ONCE = 2
"""Threads that compute courses; visitors who play come first."""
POINTS = 180
"""Points of a curve at most."""
CURVES = ("dent", "issue", "conduct")

log = logging.getLogger(__name__)
_table: "OrderedDict[tuple[str, int, float, str], Future[Course]]" = OrderedDict()
_lock = threading.Lock()
_workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="knautschball-course")


@dataclass(frozen=True)
class Course:
    """What is shown of a run.

    Attributes
    ----------
    policy, title : str
        How the brand answered.
    worst, final : dict of str to float
        The ball at its deepest dent and at the end; above 1 is stronger than before.
    row : dict
        The summary of the run, as in ``runs.parquet``.
    days : float32[P]
        Days since the load.
    curves : dict of str to float32[P]
        Dent, and complaints per hour about issue and conduct, averaged between the points.
    """

    policy: str
    title: str
    worst: dict[str, float]
    final: dict[str, float]
    row: dict[str, object]
    days: np.ndarray
    curves: dict[str, np.ndarray]

    @property
    def form(self) -> float:
        """Share of the original form at the end, 0..1."""
        return closeness(self.final)


def course_of(outcome: Outcome) -> Course:
    """Keep of a run what is shown of it."""
    ball = outcome.ball.set_index("component")
    better = ball["final"].where(~(ball["change"] > 0), 2.0 - ball["final"])
    after = outcome.hours[outcome.hours["since_load"] >= -24]
    thin = _thinned(after[["since_load", *CURVES]])
    return Course(
        outcome.policy.name,
        outcome.policy.title,
        ball["worst"].to_dict(),
        better.to_dict(),
        outcome.summary,
        (thin["since_load"] / 24).to_numpy(np.float32),
        {name: thin[name].to_numpy(np.float32) for name in CURVES},
    )


def _thinned(hours: pd.DataFrame) -> pd.DataFrame:
    """Average hours so that few enough points remain, each at least six hours wide."""
    width = max(6, -(-len(hours) // POINTS))
    return hours.groupby(np.arange(len(hours)) // width).mean()


def course(
    scenario: Scenario, policy: str | ResponsePolicy, name: str, seed: int, load: float
) -> Course | None:
    """Give the course of a policy, or begin to compute it and give None.

    Parameters
    ----------
    scenario : Scenario
        Before the load is multiplied.
    policy : str or ResponsePolicy
        How the brand answers.
    name : str
        What tells this policy from every other.
    seed : int
        Names the luck.
    load : float
        Times the scenario's load.
    """
    key = (scenario.fingerprint, seed, load, name)
    with _lock:
        if key not in _table:
            _table[key] = _workers.submit(_made, scenario, policy, seed, load)
            _forget()
        _table.move_to_end(key)
        task = _table[key]
    if not task.done() or task.cancelled():
        return None
    if task.exception() is not None:
        log.error("the course of %s cannot be computed", name, exc_info=task.exception())
        return None
    return task.result()


def _made(scenario: Scenario, policy: str | ResponsePolicy, seed: int, load: float) -> Course:
    return course_of(run(scenario, policy, seed, load=load, floor=floor(scenario)))


def _forget() -> None:
    while len(_table) > KEPT:
        _, task = _table.popitem(last=False)
        task.cancel()
