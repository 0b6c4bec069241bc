"""Many runs at once: tasks go to processes, results come back as they finish."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from knautschball.agents import edited

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Count the cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def finished(
    work: Callable[[Task], Result], tasks: Sequence[Task], workers: int | None = None
) -> Iterator[Result]:
    """Do the work on every task and give each result as soon as it is there, in any order.

    Parameters
    ----------
    work : callable
        A function of a module, so that other processes find it.
    tasks : sequence
        What it is called with.
    workers : int, optional
        Processes; as many as cores when left out. With one, nothing leaves this process.
    """
    number = min(workers or cores(), len(tasks))
    if number <= 1:
        yield from map(work, tasks)
        return
    several = pool(number)
    try:
        for future in as_completed([several.submit(work, task) for task in tasks]):
            yield future.result()
    except BaseException:
        stop(several)
        raise
    several.shutdown()


def pool(workers: int) -> ProcessPoolExecutor:
    """Start processes that end with this one, even if it is killed.

    Parameters
    ----------
    workers : int
        How many.
    """
    # forked workers share the compiled kernels; elsewhere they load them from the cache
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    return ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=(edited.packed(),)
    )


def stop(several: ProcessPoolExecutor) -> None:
    """End the workers now; what they have in hand would be thrown away."""
    for process in list((several._processes or {}).values()):
        process.terminate()
    # waited for, or the pool's own thread closes the pipe that Python writes to at its exit
    several.shutdown(wait=True, cancel_futures=True)


def _begin(rules: bytes) -> None:
    """Prepare a worker: it ends with its parent and uses the same rules."""
    _end_with_parent()
    edited.unpack(rules)


def _end_with_parent() -> None:
    """Watch over the parent: without it a worker would wait for tasks forever."""
    parent = multiprocessing.parent_process()
    assert parent

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()
