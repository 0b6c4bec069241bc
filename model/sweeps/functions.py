"""A sweep over any function of a point: another model, or one whose answers are known."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from knautschball.model.chosen import source
from knautschball.model.sweeps.experiment import digest
from knautschball.model.sweeps.task import Done, Failure, Stage, Task

Measure = Callable[..., Mapping[str, float]]


@dataclass(frozen=True)
class Calls:
    """Calls of one function: number of the run and arguments of each."""

    measure: Measure
    points: tuple[tuple[int, dict[str, Any]], ...]


class FunctionStudy:
    """One run per row of a table.

    Parameters
    ----------
    measure : callable
        Called with the columns of a row as keyword arguments; gives the measures by name. A
        function of a module, so that other processes find it.
    points : DataFrame
        Arguments, one row per run.
    size : int
        Calls in a task: enough to fill a tenth of a second or more.
    """

    def __init__(self, measure: Measure, points: pd.DataFrame, size: int = 1) -> None:
        self._measure, self._points, self._size = measure, points.astype(object), size
        self.total = len(points)
        name = f"{measure.__module__}.{measure.__qualname__}"
        said = [name, source(measure), self._points.to_json()]
        self.facts = {"function": name, "runs": self.total, "fingerprint": digest(said)}

    def stages(self, missing: NDArray[np.bool_]) -> Iterator[Stage]:
        """Give all calls in one stage; a function needs nothing first."""
        wanted = missing.nonzero()[0].tolist()

        def then(_: list[Any]) -> Iterator[Task]:
            for start in range(0, len(wanted), self._size):
                calls = tuple(map(self._call, wanted[start : start + self._size]))
                yield Task(calls_work, Calls(self._measure, calls))

        yield Stage([], then)

    def lost(self, task: Task, failure: Failure) -> list[Done]:
        """Give the runs of a task that no worker survived."""
        return [_failed(number, point, failure) for number, point in task.given.points]

    def _call(self, number: int) -> tuple[int, dict[str, Any]]:
        return number, self._points.iloc[number].to_dict()


def calls_work(calls: Calls) -> list[Done]:
    """Call the function at every point; a call that fails does not stop the others."""
    return [_done(calls.measure, number, point) for number, point in calls.points]


def _done(measure: Measure, number: int, point: dict[str, Any]) -> Done:
    try:
        return Done({"run": number} | point | dict(measure(**point)))
    except (Exception, SystemExit) as problem:
        return _failed(number, point, Failure.of(problem))


def _failed(number: int, point: dict[str, Any], failure: Failure) -> Done:
    return Done({"run": number} | point | {"error": failure.error})
