"""What an engine is given and what it gives back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from traceback import extract_tb
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from knautschball.scenarios.errors import KnautschballError


@dataclass(frozen=True)
class Failure:
    """Why something could not be done, in one line."""

    error: str

    @classmethod
    def of(cls, problem: BaseException) -> "Failure":
        """Say what went wrong and where; our own errors say it themselves."""
        if isinstance(problem, KnautschballError):
            return cls(" ".join(str(problem).split()))
        places = extract_tb(problem.__traceback__)
        place = f" ({places[-1].filename}:{places[-1].lineno})" if places else ""
        return cls(" ".join(f"{type(problem).__name__}: {problem}{place}".split()))


@dataclass(frozen=True)
class Done:
    """One run that came to its end, well or not.

    Attributes
    ----------
    row : dict
        Its row of ``runs.parquet``, or of the failures if there is an ``error``.
    hours : DataFrame, optional
        Its hours, where they were asked for.
    """

    row: dict[str, Any]
    hours: pd.DataFrame | None = None

    @property
    def failed(self) -> bool:
        """Whether the run has no result."""
        return "error" in self.row


@dataclass(frozen=True, eq=False)
class Task:
    """Work for one worker, of a tenth of a second or more.

    Attributes
    ----------
    work : callable
        A function of a module, so that other processes find it.
    given : object
        What it is called with.
    """

    work: Callable[[Any], Any]
    given: Any

    def __call__(self) -> Any:
        """Do it; here or in a worker."""
        return self.work(self.given)


@dataclass(eq=False)
class Stage:
    """Tasks that need something first, such as the noise floors of their scenarios.

    Attributes
    ----------
    needs : list of Task
        What is done first; may be empty.
    then : callable
        Called with the answers to ``needs``, in their order; gives the tasks.
    """

    needs: list[Task]
    then: Callable[[list[Any]], Iterable[Task]]
    answers: dict[int, Any] = field(default_factory=dict)

    def begin(self) -> Iterator[Task]:
        """Give what can be done at once."""
        return iter(self.needs) if self.needs else iter(self.then([]))

    def take(self, task: Task, answer: Any) -> Iterator[Task]:
        """Note the answer to a need; after the last of them the tasks can be done."""
        self.answers[self.needs.index(task)] = answer
        if len(self.answers) < len(self.needs):
            return iter(())
        return iter(self.then([self.answers[place] for place in range(len(self.needs))]))


class Study(Protocol):
    """What is swept: numbered runs, parted into stages.

    Attributes
    ----------
    total : int
        Number of runs; they are numbered from 0.
    facts : dict
        What ``experiment.toml`` says of it; the fingerprint among it stands for the content.
    """

    total: int
    facts: dict[str, Any]

    def stages(self, missing: NDArray[np.bool_]) -> Iterator[Stage]:
        """Give the work on the runs that are missing, in the order it is best done."""

    def lost(self, task: Task, failure: Failure) -> list[Done]:
        """Give the failed runs of a task whose worker did not survive it."""


class Engine(Protocol):
    """Something that does tasks."""

    room: int
    """How many more tasks it would take now."""

    def submit(self, task: Task) -> None:
        """Begin with a task."""

    def wait(self, seconds: float) -> list[tuple[Task, Any]]:
        """Give what was finished within some seconds; a `Failure` where a worker was lost."""

    def close(self) -> None:
        """Stop; what is in hand is thrown away."""
