"""The engine that needs nothing: processes of this machine."""

from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from knautschball.model.processes import cores, pool, stop
from knautschball.model.sweeps.task import Failure, Task

AHEAD = 2
"""Tasks in hand per worker, so that none waits for the parent to write something down."""


class Here:
    """One worker: this process, nothing else."""

    def __init__(self) -> None:
        self._task: Task | None = None

    @property
    def room(self) -> int:
        """One task at a time."""
        return int(self._task is None)

    def submit(self, task: Task) -> None:
        """Remember the task until somebody waits for it."""
        self._task = task

    def wait(self, seconds: float) -> list[tuple[Task, Any]]:
        """Do the task, however long it takes."""
        task, self._task = self._task, None
        return [] if task is None else [(task, task())]

    def close(self) -> None:
        """Forget the task."""
        self._task = None


class Local:
    """Several processes; when one is lost, what all had in hand is done again.

    Parameters
    ----------
    workers : int
        Number of processes.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = pool(workers)
        self._running: dict[Future[Any], Task] = {}
        self._suspects: deque[Task] = deque()

    @property
    def room(self) -> int:
        """How many more tasks to take: none while the fault for a lost worker is sought."""
        return 0 if self._suspects else AHEAD * self._workers - len(self._running)

    def submit(self, task: Task) -> None:
        """Hand a task to the processes."""
        try:
            self._running[self._pool.submit(task)] = task
        except BrokenProcessPool:
            self._suspects.append(task)

    def wait(self, seconds: float) -> list[tuple[Task, Any]]:
        """Give what is finished; a task that kills its worker once more, alone, is given up."""
        if self._suspects:
            return [self._alone(self._suspects.popleft())]
        finished, _ = wait(self._running, seconds, FIRST_COMPLETED)
        answers = []
        for future in finished:
            task = self._running.pop(future)
            if isinstance(future.exception(), BrokenProcessPool):
                self._suspects.append(task)
            else:
                answers.append((task, future.result()))
        if self._suspects:
            self._recover()
        return answers

    def _recover(self) -> None:
        """Replace the broken pool; nobody knows which task broke it, so all are suspects."""
        self._suspects.extend(self._running.values())
        self._running.clear()
        self._pool.shutdown(cancel_futures=True)
        self._pool = pool(self._workers)

    def _alone(self, task: Task) -> tuple[Task, Any]:
        """Do a suspect in a process of its own."""
        single = pool(1)
        try:
            return task, single.submit(task).result()
        except BrokenProcessPool:
            return task, Failure("its worker process was killed, twice: out of memory?")
        finally:
            stop(single)

    def close(self) -> None:
        """End the processes at once."""
        stop(self._pool)


def local(workers: int | None = None) -> Here | Local:
    """Give the engine for a number of processes; as many as cores when left out."""
    number = workers or cores()
    return Here() if number == 1 else Local(number)
