"""One storm met by every policy in turn, and what of each run is kept for the comparison."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from knautschball.model.changed import Groups, People, changed, groups, people
from knautschball.model.chosen import Policy
from knautschball.model.firestorm import Community
from knautschball.model.outcome import Outcome, outcome_of
from knautschball.model.past import Past
from knautschball.model.ranking import REFERENCE
from knautschball.model.shape import COMPONENTS, Floor
from knautschball.model.weighing import scores, weightings
from knautschball.scenarios.scenario import Scenario

CURVES = ("dent", "issue", "conduct", "defence", "press")


@dataclass(frozen=True)
class Task:
    """All policies on one crowd; the graph is built once."""

    scenario: Scenario
    policies: tuple[Policy, ...]
    seed: int
    load: float
    floor: Floor


@dataclass(frozen=True)
class Course:
    """What is kept of a run: its row, its curves by hour, its ball, its messages, its people."""

    row: dict[str, Any]
    since: np.ndarray
    curves: np.ndarray
    ball: pd.DataFrame
    messages: pd.DataFrame
    scores: np.ndarray
    changed: pd.DataFrame


def work(task: Task) -> list[Course]:
    """Run all policies of a task on its crowd, and find out whom each of them changed."""
    community = Community(task.scenario, task.seed)
    lives = {}
    for policy in task.policies:
        past = Past(task.scenario, policy, task.seed, community)
        storm, twin = past.storm(task.scenario, task.load), past.twin
        outcome = outcome_of(storm, twin, task.floor, task.load)
        ends = people(storm.engine.columns), people(twin.engine.columns)
        lives[storm.policy.name] = Life(outcome, *ends, tuple(storm.voices))
    told = lives.get(REFERENCE) or next(iter(lives.values()))
    sorted_by = groups(community.columns, community.graph, told.voices)
    return [
        _course(life.outcome, _changed(name, life, lives.get(REFERENCE), sorted_by))
        for name, life in lives.items()
    ]


class Life(NamedTuple):
    """A run, its people at the end with and without the load, and who spoke first."""

    outcome: Outcome
    people: People
    twins: People
    voices: tuple[int, ...]


def _changed(name: str, life: Life, silent: Life | None, sorted_by: Groups) -> pd.DataFrame:
    """Hold the people of a policy against those of silence, those of silence against twins."""
    other, against = (life.twins, "twin")
    if silent is not None and name != REFERENCE:
        other, against = silent.people, REFERENCE
    row = life.outcome.summary
    who = {"scenario": row["scenario"], "policy": name, "against": against, "seed": row["seed"]}
    return changed(life.people, other, sorted_by).assign(**who)


def _course(outcome: Outcome, changed: pd.DataFrame) -> Course:
    after = outcome.hours[outcome.hours["since_load"] >= -24]
    curves = after[list(CURVES)].to_numpy(np.float32)
    since = after["since_load"].to_numpy()
    row = outcome.summary | {"title": outcome.policy.title}
    shape = after[[f"d_{name}" for name in COMPONENTS]].to_numpy()
    marks = scores(shape, since, weightings())
    return Course(row, since, curves, outcome.ball, outcome.messages, marks, changed)
