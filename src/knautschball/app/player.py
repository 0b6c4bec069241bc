"""Plays one visitor's storm in a thread of its own, no faster than the browser can follow."""

import logging
import queue
import threading
import time
from typing import Any

import numpy as np

from knautschball.app import picture
from knautschball.app.choices import DOINGS, Choice
from knautschball.app.floors import floor_if_known
from knautschball.app.pair import NO_FLOOR, Pair
from knautschball.app.widgets import Ball, Desk, Network, Waves
from knautschball.app.words import desk_words, options, words
from knautschball.model.shape import DAY
from knautschball.scenarios import load

FRAMES = 12.0
"""Pictures in a second at most."""
BALLS = 3.0
"""Balls in a second at most; a ball is forty times the bytes of a frame."""
AHEAD = 2
"""Frames that may be under way before the storm waits for the browser."""
LOST = 5.0
"""Seconds after which a frame without an answer is taken for lost."""
BEFORE = 24
"""Hours before the load at which the picture begins; nothing happens earlier."""

log = logging.getLogger(__name__)


class Player:
    """One visitor's storm: the pair, the four widgets, and the thread that moves them.

    Parameters
    ----------
    choice : Choice
        What to begin with.
    """

    def __init__(self, choice: Choice) -> None:
        self.choice, self.playing = choice, False
        self.desk, self.network, self.waves, self.ball = Desk(), Network(), Waves(), Ball()
        self.pair: Pair | None = None
        self._first, self._heat = 0, np.zeros(0, np.float32)
        self._orders: queue.Queue[dict[str, Any]] = queue.Queue(maxsize=16)
        self._closed = threading.Event()
        self._sent = self._answered = 0
        self._sent_at = self._ball_at = self._due = 0.0
        self._form, self._said = "", ""
        for widget in (self.desk, self.network):
            widget.on_msg(self._hear)
        self._speak()

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
        seen = content.get("ack")
        if isinstance(seen, int) and not isinstance(seen, bool):
            self._answered = max(self._answered, min(seen, self._sent))
        if content.get("do") in DOINGS:
            try:
                self._orders.put_nowait(content)
            except queue.Full:
                log.info("orders come faster than they can be obeyed; one is dropped")

    def _live(self) -> None:
        self._safely(self._reset)
        while not self._closed.is_set():
            try:
                order = self._orders.get(timeout=self._pause())
            except queue.Empty:
                self._safely(self._advance)
            else:
                self._safely(lambda order=order: self._obey(order))

    def _safely(self, act: Any) -> None:
        """Keep the thread alive and tell the visitor, without our innards."""
        try:
            act()
        except Exception:
            log.exception("a visitor's storm stopped")
            self.playing = False
            trouble = words(self.choice.language)["trouble"]
            self.desk.now = {**self.desk.now, "playing": False, "notice": trouble}

    def _pause(self) -> float:
        """Seconds until the next frame is due."""
        if not self.playing:
            return 0.5
        return min(max(self._due - time.monotonic(), 0.001), 0.5)

    def _obey(self, order: dict[str, Any]) -> None:
        doing = order["do"]
        if doing == "choose":
            self._choose(self.choice.changed(order.get("choice")))
        elif doing == "reset":
            self._reset()
        elif doing == "day":
            self.playing = False
            self._step(DAY - (self.pair.since_load % DAY) if self.pair else 0)
        else:
            wanted = not self.playing if doing == "toggle" else doing == "play"
            if wanted and self.pair is not None and self.pair.over:
                self._reset()
            self.playing, self._due = wanted, time.monotonic()
            self._show()

    def _choose(self, choice: Choice) -> None:
        anew, self.choice = choice.storm != self.choice.storm, choice
        self._speak()
        if anew:
            self._reset()
        else:
            self._ball_at = 0.0
            self._show()

    def _speak(self) -> None:
        """Tell every widget its words."""
        language = self.choice.language
        with self.desk.hold_sync():
            self.desk.words, self.desk.options = desk_words(language), options(self.choice)
            self.desk.choice = self.choice.as_dict()
        for widget in (self.network, self.waves, self.ball):
            widget.words = desk_words(language)

    def _reset(self) -> None:
        """Make the chosen storm and bring it to the day before the load."""
        self.playing = False
        self.desk.now = {"preparing": True, "notice": words(self.choice.language)["preparing"]}
        name, policy, seed = self.choice.storm
        pair = self.pair = Pair(load(name), policy, seed)
        self._first = max(0, pair.start - BEFORE)
        self._said = ""
        self._heat = np.zeros(pair.storm.record.people, np.float32)
        while pair.hour <= self._first and not self._closed.is_set():
            self._hour(pair)
        floor_if_known(pair.storm.scenario)  # begins to measure it
        with self.network.hold_sync():
            for name, value in picture.crowd(pair).items():
                setattr(self.network, name, value)
        with self.waves.hold_sync():
            self.waves.start = self._first - pair.start
            self.waves.length = pair.storm.horizon - self._first
        self._ball_at = 0.0
        self._show(moved=True, anew=True)

    def _hour(self, pair: Pair) -> None:
        pair.step()
        self._heat = picture.heated(pair, self._heat)

    def _advance(self) -> None:
        """Play as many hours as are due, unless the browser is behind."""
        if self.pair is None or time.monotonic() - self._ball_at > 1.0:
            self._refresh_ball()
        if not self.playing or self._behind() or time.monotonic() < self._due:
            return
        frames = min(FRAMES, self.choice.pace)
        self._due = max(self._due + 1 / frames, time.monotonic() - 1 / frames)
        self._step(round(self.choice.pace / frames))

    def _refresh_ball(self) -> None:
        """Draw the resting ball again when the noise floor has become known."""
        if self.ball.note != self._note():
            self._ball_at = 0.0
            self._show()

    def _behind(self) -> bool:
        if self._sent - self._answered <= AHEAD:
            return False
        if time.monotonic() - self._sent_at > LOST:
            self._answered = self._sent  # the connection was lost for a while
            return False
        time.sleep(0.01)
        return True

    def _step(self, hours: int) -> None:
        pair = self.pair
        if pair is None:
            return
        today = pair.hour // DAY
        for _ in range(hours):
            if self._closed.is_set() or pair.over:
                break
            self._hour(pair)
        if pair.over:
            self.playing = False
        self._show(moved=True, anew=pair.hour // DAY != today)

    def _show(self, moved: bool = False, anew: bool = False) -> None:
        """Send what has changed; the network last, since its answer says that all is drawn."""
        pair = self.pair
        if pair is None:
            return
        self._show_ball(pair)
        self._show_desk(pair)
        with self.waves.hold_sync():
            self.waves.series = picture.series(pair, self._first)
            self.waves.marks = picture.marks(pair, self._first, self.choice.language)
        if not moved:
            return
        self._sent += 1
        self._sent_at = time.monotonic()
        with self.network.hold_sync():
            if anew:
                self.network.ties = picture.ties(pair)
            self.network.state = picture.state(pair, self._heat)
            self.network.frame = self._sent

    def _show_desk(self, pair: Pair) -> None:
        say, now = words(self.choice.language), picture.gauges(pair, self.choice)
        if not self.playing or pair.hour % DAY == 0 or not self._said:
            told = {key: now[key] for key in ("complaints", "backlog")}
            self._said = say["said"].format(day=picture.day(pair), form=self._form, **told)
        now |= {"playing": self.playing, "preparing": False, "said": self._said}
        self.desk.now = now | {"notice": say["over"] if pair.over else ""}

    def _show_ball(self, pair: Pair) -> None:
        now = time.monotonic()
        if self.playing and now - self._ball_at < 1 / BALLS:
            return
        self._ball_at = now
        floor = floor_if_known(pair.storm.scenario)
        drawn, self._form = picture.ball(pair, self.choice, floor or NO_FLOOR)
        with self.ball.hold_sync():
            self.ball.svg, self.ball.note = drawn, self._note()

    def _note(self) -> str:
        say = words(self.choice.language)
        known = self.pair is None or floor_if_known(self.pair.storm.scenario) is not None
        return say["ball_note"] if known else f"{say['ball_note']} {say['floor_note']}"
