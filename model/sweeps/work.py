"""What a worker does: noise floors, and storms that share a graph."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from knautschball.model.firestorm import Community
from knautschball.model.graph import SocialGraph, build
from knautschball.model.outcome import Outcome, floor_of, outcome_of, quiet
from knautschball.model.past import Past
from knautschball.model.shape import Floor
from knautschball.model.sweeps.task import Done, Failure
from knautschball.scenarios.knobs import Section
from knautschball.scenarios.scenario import Scenario

LABELS = ("run", "scenario", "policy", "seed")
"""Columns that ``hours.parquet`` shares with ``runs.parquet``."""


@dataclass(frozen=True)
class Storm:
    """One run.

    Attributes
    ----------
    number : int
        Its place in the design.
    scenario : Scenario
        With the values of its point, before the load is applied.
    policy : str
        Name or path.
    seed : int
        Names the luck.
    load : float
        Multiple of the load.
    varied : dict
        Values of its point, by dotted key.
    floor : Floor or Failure
        Noise floor of the scenario.
    """

    number: int
    scenario: Scenario
    policy: str
    seed: int
    load: float
    varied: dict[str, Any]
    floor: Floor | Failure

    def failed(self, failure: Failure) -> Done:
        """Say that there is no result, and why."""
        return Done({**self.head(self.policy), "error": failure.error})

    def head(self, policy: str) -> dict[str, Any]:
        """Say which run it is: the first columns of its row."""
        row = {"run": self.number, "scenario": self.scenario.name, "policy": policy}
        return row | {"seed": self.seed, "load": float(self.load)} | self.varied


@dataclass(frozen=True)
class Batch:
    """Storms of one community and seed, in an order in which neighbours share the most."""

    storms: tuple[Storm, ...]
    hourly: bool


def floor_work(scenario: Scenario) -> Floor | Failure:
    """Measure the noise floor of a scenario, or say why that is impossible."""
    try:
        return floor_of(scenario)
    except (Exception, SystemExit) as problem:
        return Failure.of(problem)


def storms_work(batch: Batch) -> list[Done]:
    """Run every storm of a batch; one that fails does not stop the others."""
    ground = Ground()
    return [_done(storm, ground, batch.hourly) for storm in batch.storms]


def _done(storm: Storm, ground: "Ground", hourly: bool) -> Done:
    if isinstance(storm.floor, Failure):
        return storm.failed(storm.floor)
    try:
        outcome = ground.outcome(storm, storm.floor)
    except (Exception, SystemExit) as problem:  # a policy of the user's may do anything
        return storm.failed(Failure.of(problem))
    row = storm.head(outcome.policy.name)
    return Done(row | outcome.summary | row, _labelled(outcome.hours, row) if hourly else None)


def _labelled(hours: pd.DataFrame, row: dict[str, Any]) -> pd.DataFrame:
    """Say on every line to which run it belongs."""
    labels = pd.DataFrame({key: row[key] for key in LABELS}, index=hours.index)
    return pd.concat([labels, hours], axis=1)


@lru_cache(maxsize=1)
def _graph(community: Section, seed: int) -> SocialGraph:
    """Build a graph once for all batches on it that this worker is given in a row."""
    return build(community, seed)


class Ground:
    """What the storms of a batch have in common; made when first needed, kept while it fits."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Any, Any]] = {}

    def outcome(self, storm: Storm, floor: Floor) -> Outcome:
        """Run a storm beside its twin."""
        alike = quiet(storm.scenario), storm.policy, storm.seed
        past: Past = self._once("past", alike, lambda: self._past(storm))
        return outcome_of(past.storm(storm.scenario, storm.load), past.twin, floor, storm.load)

    def _past(self, storm: Storm) -> Past:
        community = self._community(storm.scenario, storm.seed)
        return Past(storm.scenario, storm.policy, storm.seed, community)

    def _community(self, scenario: Scenario, seed: int) -> Community:
        calm = quiet(scenario)
        graph = _graph(scenario.community, seed)
        return self._once("people", (calm, seed), lambda: Community(calm, seed, graph))

    def _once(self, what: str, of: Any, make: Any) -> Any:
        """Give what was made for the same, or make it and forget the one before."""
        if what not in self._kept or self._kept[what][0] != of:
            self._kept.pop(what, None)
            self._kept[what] = of, make()
        return self._kept[what][1]
