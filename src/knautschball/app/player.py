"""Plays one visitor's storm in a thread of its own, no faster than the browser can follow."""

import ctypes
import gc
import logging
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from knautschball.app.choices import Choice
from knautschball.app.orders import ORDERS
from knautschball.app.visit import Visit
from knautschball.app.words import words
from knautschball.scenarios.errors import KnautschballError

FRAMES = 12.0
"""Pictures in a second at most."""
LOOK = 1.0
"""Seconds between two looks at what other threads have computed."""
IDLE = 0.3
"""Seconds that the thread sleeps where nothing is played."""
WAITING = 32
"""Orders that wait at most; more than that nobody can have clicked."""

log = logging.getLogger(__name__)


class Player:
    """The thread that moves one visitor's storm, and its ear for the browser.

    Parameters
    ----------
    choice : Choice
        What to begin with.

    Attributes
    ----------
    visit : Visit
        What is chosen, where the storm stands, and what is shown of it.
    """

    def __init__(self, choice: Choice) -> None:
        self._orders: queue.Queue[dict[str, Any]] = queue.Queue(maxsize=WAITING)
        self._closed = threading.Event()
        self._due = self._looked = 0.0
        self.visit = Visit(choice, lambda: self._closed.is_set() or not self._orders.empty())
        for widget in self.visit.stage.widgets:
            widget.on_msg(self._hear)

    def start(self) -> None:
        """Start the thread; the first storm is made there."""
        threading.Thread(target=self._live, name="knautschball-player", daemon=True).start()

    def close(self) -> None:
        """Stop the thread; the model goes with it."""
        self._closed.set()

    def _hear(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Take a message from the browser: the answer to a frame, or an order."""
        if not isinstance(content, dict):
            return
        self.visit.brake.answer(content.get("ack"))
        doing = content.get("do")
        if isinstance(doing, str) and doing in ORDERS:
            try:
                self._orders.put_nowait(content)
            except queue.Full:
                log.info("orders come faster than they can be obeyed; one is dropped")

    def _live(self) -> None:
        while not self._closed.is_set():
            try:
                order = self._orders.get(timeout=self._pause())
            except queue.Empty:
                self._safely(self._go_on)
            else:
                self._safely(lambda order=order: self._obey(order))
        self.visit.end()
        # model and page are rings of references, which would stay until the next great collection
        gc.collect()
        _give_back()

    def _obey(self, order: dict[str, Any]) -> None:
        self.visit.notice = ""
        try:
            ORDERS[order["do"]](self.visit, order)
        except KnautschballError as problem:  # what the visitor wrote cannot be used
            self.visit.refuse(str(problem))
        self._looked = 0.0

    def _safely(self, act: Callable[[], Any]) -> None:
        """Keep the thread alive and tell the visitor, without our innards."""
        try:
            act()
        except KnautschballError as problem:  # a storm cannot be made of it
            self.visit.fail(str(problem))
        except Exception:
            log.exception("a visitor's storm stopped")
            self.visit.fail(words(self.visit.choice.language)["trouble"])

    def _pause(self) -> float:
        """Seconds until the next frame is due."""
        if self.visit.under_way:
            return 0.001
        if not self.visit.playing:
            return IDLE
        return min(max(self._due - time.monotonic(), 0.001), IDLE)

    def _go_on(self) -> None:
        """Do what is to be done while there are no orders."""
        if self.visit.under_way:
            self.visit.run_on()
            return
        now = time.monotonic()
        if now - self._looked > LOOK:
            self._looked = now
            self.visit.look()
        if self.visit.playing and now >= self._due and not self.visit.brake.holds():
            self._frame()

    def _frame(self) -> None:
        """Play the hours of one frame."""
        pace = self.visit.choice.pace
        frames = min(FRAMES, pace)
        now = time.monotonic()
        # what a slow browser missed is not made up for
        self._due = max(self._due + 1 / frames, now - 1 / frames)
        self.visit.step(round(pace / frames))


def _give_back() -> None:
    """Return freed memory to the system, where the C library can (glibc); it would keep it else."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
