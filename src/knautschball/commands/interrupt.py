"""Ctrl-C ends a command at once, its worker processes included, without a word from them."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C raise `KeyboardInterrupt` here only, after all workers have been ended.

    A worker inherits the handler when it is forked. Left alone it would take the interruption
    for the failure of one run and go on with the next.
    """
    owner = os.getpid()

    def stop(number: int, frame: FrameType | None) -> None:
        if os.getpid() != owner:
            os._exit(128 + number)
        from multiprocessing import active_children

        for child in active_children():
            child.terminate()
        raise KeyboardInterrupt

    before = _handle(stop)
    try:
        yield
    finally:
        _handle(before)


def _handle(handler: Any) -> Any:
    """Set the handler and give the one before; only the main thread may."""
    try:
        return signal.signal(signal.SIGINT, handler)
    except (ValueError, TypeError):
        return None
