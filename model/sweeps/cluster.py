"""The engine for several machines: a scheduler of dask.distributed, yours or one of our own."""

import logging
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

from knautschball.agents import edited
from knautschball.model.processes import cores
from knautschball.model.sweeps.task import Failure, Task
from knautschball.scenarios.errors import EngineError

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 2
"""Tasks in hand per thread, so that none waits for the way to and from the scheduler."""
GONE = ("--scheduler", "the scheduler is gone", "the same command once more, to go on")
PATIENCE = 30
"""Seconds in which a scheduler must answer."""


class Cluster:
    """Tasks go to the workers of a Dask scheduler.

    Parameters
    ----------
    scheduler : str, optional
        Its address, such as ``tcp://10.0.0.5:8786``; without it, a cluster of processes on this
        machine is started, and ended in the end.
    workers : int, optional
        Processes of the own cluster; as many as cores when left out.

    Raises
    ------
    EngineError
        dask.distributed is not installed, nobody answers at the address, or rules are edited,
        which other machines know nothing of.
    """

    def __init__(self, scheduler: str | None = None, workers: int | None = None) -> None:
        if edited.now():
            raise EngineError("--engine dask", "knows no edited rules", "local")
        self._own = None if scheduler else _own_cluster(workers or cores())
        self._client: Client = _client(scheduler or self._own)
        self._running: dict[Future, Task] = {}

    @property
    def room(self) -> int:
        """How many more tasks to take: two in hand for every thread of every worker."""
        self._connected()
        try:
            threads = sum(self._client.nthreads().values())
        except OSError:
            raise EngineError(*GONE) from None
        return AHEAD * max(1, threads) - len(self._running)

    def submit(self, task: Task) -> None:
        """Send a task to the scheduler."""
        self._running[self._client.submit(task, pure=False)] = task

    def wait(self, seconds: float) -> list[tuple[Task, Any]]:
        """Give what is finished; a task that no worker survives is given up.

        Raises
        ------
        EngineError
            The scheduler is gone.
        """
        from distributed import wait

        try:
            with self._client.as_current():
                finished = wait([*self._running], seconds, "FIRST_COMPLETED").done
        except TimeoutError:
            finished = set()
        except CancelledError:  # the client gives up what it had in hand when it loses touch
            raise EngineError(*GONE) from None
        self._connected()
        return [(self._running.pop(future), _answer(future)) for future in finished]

    def _connected(self) -> None:
        """Make sure that somebody is there to hand tasks to."""
        if self._client.status != "running":
            raise EngineError(*GONE)

    def close(self) -> None:
        """Take back what is in hand and leave the cluster; end it if it is our own."""
        self._client.cancel([*self._running], force=True)
        self._client.close()
        if self._own is not None:
            self._own.close()


def _own_cluster(workers: int) -> Any:
    _distributed()
    from distributed import LocalCluster

    return LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
    )


def _client(where: Any) -> "Client":
    distributed = _distributed()
    try:
        return distributed.Client(where, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as problem:
        reason = str(problem).splitlines()[0]
        raise EngineError(
            "--scheduler", f"{where!r} does not answer: {reason}", "such as tcp://10.0.0.5:8786"
        ) from None


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise EngineError(
            "--engine", "dask.distributed is not installed", "pip install 'knautschball[cluster]'"
        ) from None
    for name in ("distributed", "distributed.client"):  # what is lost, we say ourselves
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return distributed


def _answer(future: "Future") -> Any:
    """Give the result; our own work never raises, so an error is one of the cluster."""
    if future.status == "finished":
        return future.result()
    return Failure(f"the cluster gave it up: {' '.join(str(future.exception()).split())}")
