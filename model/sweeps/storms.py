"""A sweep over storms: which runs there are, and the order and pieces in which to do them."""

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from knautschball.agents.edited import content_now
from knautschball.agents.policy import find
from knautschball.model.chosen import content
from knautschball.model.graph import build
from knautschball.model.outcome import quiet
from knautschball.model.shape import Floor
from knautschball.model.sweeps.experiment import LOAD, Experiment, at, digest
from knautschball.model.sweeps.task import Done, Failure, Stage, Task
from knautschball.model.sweeps.work import Batch, Storm, floor_work, storms_work
from knautschball.scenarios.errors import ScenarioError, no_twice
from knautschball.scenarios.scenario import Scenario

PERSON_HOURS = 8_000_000
"""Size of a task: some seconds of work at most, so that a lost worker costs little."""
MOST = 32
"""Runs in a task at most, for communities so small that more would fit."""
STRIKES = (LOAD, "load.severity", "load.reach", "load.press")
"""Keys in which runs may differ and still share twin and noise floor."""


class Cell(NamedTuple):
    """All seeds of one scenario, point and policy; which graph and which quiet it belongs to."""

    scenario: int
    point: int
    policy: int
    graph: int
    calm: int


class StormStudy:
    """The runs of an experiment: a seed of a policy of a point of a scenario, in this order.

    Parameters
    ----------
    experiment : Experiment
        What is varied.

    Raises
    ------
    ScenarioError, PolicyError, GraphError
        Something named cannot be used.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._what, self._scenarios = experiment, experiment.scenarios()
        policies = [find(name) for name in experiment.policies]
        no_twice(ScenarioError, "policies", [policy.name for policy in policies])
        for one in self._scenarios:
            if one.community.file:  # a graph that cannot be read is found before the work starts
                build(one.community, experiment.first_seed)
        points = experiment.points()
        self._keys, self._values = list(points.columns), points.to_numpy(object)
        self._sizes = len(self._scenarios), len(points), len(policies)
        self.total = int(np.prod(self._sizes)) * experiment.runs
        self._graph = _alike(points.filter(regex=r"^community\."))
        self._calm = _alike(points.drop(columns=list(STRIKES), errors="ignore"))
        said = [one.fingerprint for one in self._scenarios] + [content(one) for one in policies]
        # not under which path scenario and policies were found
        said += [points.to_json(), repr(experiment.model_dump(exclude={"scenario", "policies"}))]
        said += filter(None, [content_now()])
        self.facts = experiment.written() | {"fingerprint": digest(said)}

    def stages(self, missing: NDArray[np.bool_]) -> Iterator[Stage]:
        """Give the runs that are missing, those of one graph together."""
        order = self._order(missing)
        for _, some in groupby(order, key=lambda cell: (cell.scenario, cell.graph)):
            first = next(some)
            size = _runs_in_a_task(self._at(first))
            for part in _stages(chain([first], some), size):
                yield self._stage(part, size, missing)

    def lost(self, task: Task, failure: Failure) -> list[Done]:
        """Give the runs of a task that no worker survived."""
        return [storm.failed(failure) for storm in task.given.storms]

    def _order(self, missing: NDArray[np.bool_]) -> Iterator[Cell]:
        """Bring the cells with missing runs into an order in which neighbours share the most."""
        wanted = missing.reshape(-1, self._what.runs).any(axis=1).nonzero()[0]
        scenario, point, policy = np.unravel_index(wanted, self._sizes)
        graph, calm = self._graph[point], self._calm[point]
        order = np.lexsort((point, policy, calm, graph, scenario))
        table = np.stack([scenario, point, policy, graph, calm], axis=1)[order]
        return (Cell(*row.tolist()) for row in table)

    def _stage(self, cells: list[Cell], size: int, missing: NDArray[np.bool_]) -> Stage:
        scenarios = {cell.point: self._at(cell) for cell in cells}
        calm = list(dict.fromkeys(quiet(one) for one in scenarios.values()))

        def then(floors: list[Floor | Failure]) -> Iterator[Task]:
            known = dict(zip(calm, floors, strict=True))
            for seed in range(self._what.runs):
                storms = [
                    self._storm(cell, seed, scenarios[cell.point], known)
                    for cell in cells
                    if missing[self._number(cell, seed)]
                ]
                for batch in _batches(storms, size):
                    yield Task(storms_work, Batch(batch, self._hourly))

        return Stage([Task(floor_work, one) for one in calm], then)

    def _storm(
        self, cell: Cell, seed: int, scenario: Scenario, floors: dict[Scenario, Floor | Failure]
    ) -> Storm:
        varied = self._varied(cell)
        return Storm(
            self._number(cell, seed),
            scenario,
            self._what.policies[cell.policy],
            self._what.first_seed + seed,
            varied.get(LOAD, self._what.load),
            varied,
            floors[quiet(scenario)],
        )

    def _number(self, cell: Cell, seed: int) -> int:
        _, points, policies = self._sizes
        place = (cell.scenario * points + cell.point) * policies + cell.policy
        return place * self._what.runs + seed

    def _at(self, cell: Cell) -> Scenario:
        return at(self._scenarios[cell.scenario], self._varied(cell))

    def _varied(self, cell: Cell) -> dict[str, Any]:
        return dict(zip(self._keys, self._values[cell.point].tolist(), strict=True))

    @property
    def _hourly(self) -> bool:
        return self._what.record == "hourly"


def _alike(table: pd.DataFrame) -> NDArray[np.int64]:
    """Number the rows so that equal ones have the same number."""
    if table.columns.empty:
        return np.zeros(len(table), np.int64)
    return table.groupby(list(table.columns), sort=False).ngroup().to_numpy()


def _stages(cells: Iterable[Cell], size: int) -> Iterator[list[Cell]]:
    """Part cells of one graph, never between two that share their quiet, into some of a task."""
    part: list[Cell] = []
    for _, alike in groupby(cells, key=lambda cell: cell.calm):
        part += alike
        if len(part) >= size:
            yield part
            part = []
    if part:
        yield part


def _batches(storms: list[Storm], size: int) -> Iterator[tuple[Storm, ...]]:
    """Part storms of one seed into some of a task; those that share a twin stay together."""
    batch: tuple[Storm, ...] = ()
    for _, alike in groupby(storms, key=lambda one: (quiet(one.scenario), one.policy)):
        twins = tuple(alike)
        for start in range(0, len(twins), MOST):
            batch += twins[start : start + MOST]
            if len(batch) >= size:
                yield batch
                batch = ()
    if batch:
        yield batch


def _runs_in_a_task(scenario: Scenario) -> int:
    """Say how many runs, each with a twin, make a task of the right size."""
    hours = 24 * (scenario.run.warm_up + scenario.run.horizon)
    return int(np.clip(PERSON_HOURS / (2 * hours * scenario.community.size), 1, MOST))
