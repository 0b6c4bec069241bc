"""Plays one visitor's storm in a thread of its own, no faster than the browser can follow."""

import ctypes
import gc
import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from knautschball.app import inside, packed, roomdesk, rooms
from knautschball.app.address import from_address
from knautschball.app.choices import BEFORE, Choice
from knautschball.app.courses import Course, course_of
from knautschball.app.export import WRITERS
from knautschball.app.floors import floor_if_known
from knautschball.app.moves import MOST, Move, playbook
from knautschball.app.pair import Pair
from knautschball.app.source import crowd_of, policy_of, scenario_of
from knautschball.app.stage import Stage
from knautschball.app.words import words
from knautschball.model.firestorm import Community
from knautschball.model.shape import DAY
from knautschball.scenarios.errors import KnautschballError

FRAMES = 12.0
"""Pictures in a second at most."""
AHEAD = 2
"""Frames that may be under way before the storm waits for the browser."""
LOST = 5.0
"""Seconds after which a frame without an answer is taken for lost."""
ON_THE_WAY = 0.15
"""Seconds between two pictures while a storm is run up to the hour that was asked for."""
LOOK = 1.0
"""Seconds between two looks at what other threads have computed."""

log = logging.getLogger(__name__)


class Player:
    """One visitor's storm: the pair, the stage, and the thread that moves them.

    Parameters
    ----------
    choice : Choice
        What to begin with.
    """

    def __init__(self, choice: Choice) -> None:
        self.choice, self.playing = choice, False
        self.stage = Stage()
        self.pair: Pair | None = None
        self._crowd: tuple[Any, Community] | None = None
        self._orders: queue.Queue[dict[str, Any]] = queue.Queue(maxsize=32)
        self._closed = threading.Event()
        self._stale = True
        self._target: int | None = None  # hour on the way to which the storm is
        self._answered = 0
        self._due = self._looked = 0.0
        self._own: Course | None = None
        self._origin, self._who = "", secrets.token_hex(8)
        self._obeys: dict[str, Callable[[dict[str, Any]], None]] = {
            "play": lambda _: self._drive(True),
            "pause": lambda _: self._drive(False),
            "toggle": lambda _: self._drive(not self.playing),
            "hour": lambda _: self._on(1),
            "day": lambda _: self._on(DAY - (self.pair.since_load % DAY) if self.pair else 0),
            "back": lambda _: self._back(),
            "end": lambda _: self._on(self.pair.storm.horizon if self.pair else 0),
            "reset": lambda _: self._again(self.choice.changed({"hour": -BEFORE})),
            "choose": lambda order: self._choose(self.choice.permitted(order.get("choice"))),
            "address": self._follow_address,
            "hello": self._greet,
            "say": self._say,
            "order": lambda order: self._turn("team.triage", order.get("value")),
            "undo": lambda _: self._undo(),
            "export": self._export,
            "upload": self._upload,
            "room": self._room,
        }
        for widget in self.stage.widgets:
            widget.on_msg(self._hear)
        self.stage.speak(choice)

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
            self._answered = max(self._answered, min(seen, self.stage.sent))
        doing = content.get("do")
        if isinstance(doing, str) and doing in self._obeys:
            try:
                self._orders.put_nowait(content)
            except queue.Full:
                log.info("orders come faster than they can be obeyed; one is dropped")

    # the thread

    def _live(self) -> None:
        while not self._closed.is_set():
            try:
                order = self._orders.get(timeout=self._pause())
            except queue.Empty:
                self._safely(self._next())
            else:
                self._safely(lambda order=order: self._obeys[order["do"]](order))
        self.pair = self._crowd = self._own = None
        # model and page are rings of references, which would stay until the next great collection
        gc.collect()
        _give_back()

    def _next(self) -> Callable[[], None]:
        """Say what is to be done while there are no orders."""
        if self._stale:
            return self._renew
        return self._advance if self._target is None else self._run_on

    def _safely(self, act: Callable[[], Any]) -> None:
        """Keep the thread alive and tell the visitor, without our innards."""
        try:
            act()
        except KnautschballError as problem:  # what the visitor wrote cannot be used
            self._stale, self.playing = False, False
            self.stage.fail(str(problem))
        except Exception:
            log.exception("a visitor's storm stopped")
            self._stale, self.playing = False, False
            self.stage.fail(words(self.choice.language)["trouble"])

    def _pause(self) -> float:
        """Seconds until the next frame is due."""
        if self._stale or self._target is not None:
            return 0.001
        if not self.playing:
            return 0.3
        return min(max(self._due - time.monotonic(), 0.001), 0.3)

    def _renew(self) -> None:
        """Make the chosen storm and run it to the hour that was asked for."""
        self._stale, self._target, self.playing = False, None, False
        self.stage.wait(self.choice.language)
        pair = self.pair = self._new_pair()
        self._own = None
        first = max(0, pair.start - BEFORE)
        while pair.hour <= first and not self._closed.is_set():
            self._hour(pair)
        floor_if_known(pair.storm.scenario)  # begins to measure it
        self.stage.begin(pair, first)
        if self.choice.hour > pair.since_load + 1:
            self._show(notice=words(self.choice.language)["preparing"])
        self._target = self.choice.hour
        self._run_on()

    def _new_pair(self) -> Pair:
        scenario, seed = scenario_of(self.choice), self.choice.seed
        name = crowd_of(scenario, seed)
        known = self._crowd[1] if self._crowd and self._crowd[0] == name else None
        pair = Pair(scenario, policy_of(self.choice), seed, self.choice.load, known)
        self._crowd = name, pair.community
        return pair

    def _run_on(self) -> None:
        """Run on to the hour that was asked for; orders interrupt the way, and may end it."""
        pair, hour, shown = self.pair, self._target, time.monotonic()
        if pair is None or hour is None:
            return
        while pair.since_load < hour and not pair.over and not self._closed.is_set():
            if not self._orders.empty():
                return
            self._hour(pair)
            if time.monotonic() - shown > ON_THE_WAY and not self._behind():
                self._show(notice=words(self.choice.language)["preparing"])
                shown = time.monotonic()
        self._target = None
        self._settle()

    def _hour(self, pair: Pair) -> None:
        pair.step()
        self.stage.warm(pair)

    def _advance(self) -> None:
        """Play as many hours as are due, unless the browser is behind."""
        if time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            self._look()
        if not self.playing or self._behind() or time.monotonic() < self._due:
            return
        frames = min(FRAMES, self.choice.pace)
        self._due = max(self._due + 1 / frames, time.monotonic() - 1 / frames)
        self._step(round(self.choice.pace / frames))

    def _look(self) -> None:
        """Show what other threads have computed meanwhile: floors, courses, results."""
        pair, choice = self.pair, self.choice
        if pair and not self.playing and self.stage.floor_is_new(pair, choice):
            self._show()
        if choice.page == "teach":
            self.stage.room.told = roomdesk.desk(choice, self._origin)
        if choice.page == "compare" or (choice.page == "play" and pair and pair.over):
            self._measure_own()
            self.stage.compare(choice, self._own)

    def _measure_own(self) -> None:
        """Measure what the visitor did as the brand, once it is over and the floor is known."""
        pair, choice = self.pair, self.choice
        if choice.page != "play" or self._own or not pair or not pair.over:
            return
        floor = floor_if_known(pair.storm.scenario)
        if floor is None:
            return
        self._own = course_of(pair.outcome(floor))
        if choice.room:
            rooms.hand_in(choice.room, choice.weather, self._who, self._own)

    def _behind(self) -> bool:
        if self.stage.sent - self._answered <= AHEAD:
            return False
        if time.monotonic() - self.stage.sent_at > LOST:
            self._answered = self.stage.sent  # the connection was lost for a while
            return False
        time.sleep(0.01)
        return True

    def _step(self, hours: int) -> None:
        pair = self.pair
        if pair is None:
            return
        today, notice = pair.hour // DAY, ""
        for _ in range(hours):
            if self._closed.is_set() or pair.over:
                break
            self._hour(pair)
            if self.playing and self._asks(pair):
                self.playing, notice = False, words(self.choice.language)["your_turn"]
                break
        if pair.over:
            self.playing = False
        if self.playing:
            self._show(notice, anew=pair.hour // DAY != today)
        else:
            self._settle(notice)

    def _asks(self, pair: Pair) -> bool:
        """Say whether the clock stops now for the visitor who is the brand."""
        if self.choice.page != "play" or not self.choice.paused:
            return False
        compass, hour = pair.storm.brand.compass, pair.hour
        first = compass.first_sign == hour - 1
        morning = hour % DAY == pair.storm.scenario.team.opens
        return first or (morning and compass.first_sign >= 0)

    def _show(self, notice: str = "", anew: bool = True) -> None:
        if self.pair is not None:
            self.stage.show(self.pair, self.choice, self.playing, notice, anew)

    def _settle(self, notice: str = "") -> None:
        """Let the link say where the storm stands now."""
        if self.pair is None or self._stale:
            return
        self.choice = replace(self.choice, hour=self.pair.since_load)
        self.stage.tell(self.choice)
        self._looked = 0.0
        self._show(notice)

    # orders

    def _drive(self, wanted: bool) -> None:
        if wanted and self.pair is not None and self.pair.over:
            self._again(self.choice.changed({"hour": -BEFORE}))
            return
        self.playing, self._due, self._target = wanted, time.monotonic(), None
        self._show() if wanted else self._settle()

    def _on(self, hours: int) -> None:
        self.playing, self._target = False, None
        if hours > DAY and self.pair is not None:
            self._target = self.pair.since_load + hours
        else:
            self._step(hours)

    def _back(self) -> None:
        """Go to the beginning of the day, or to the day before; a storm is run anew up to there."""
        if self.pair is not None:
            since = self.pair.since_load
            day = (since - 1) // DAY * DAY
            self._again(replace(self.choice, hour=max(-BEFORE, day)))

    def _again(self, choice: Choice) -> None:
        self.choice, self._stale, self.playing, self._target = choice, True, False, None

    def _choose(self, choice: Choice) -> None:
        before, self.choice = self.choice, choice
        self.stage.speak(choice)
        if choice.storm != before.storm or choice.moves != before.moves:
            self._stale, self.playing = True, False
        else:
            self._looked = 0.0
            self._show()

    def _follow_address(self, order: dict[str, Any]) -> None:
        """Go where the browser's back and forward buttons lead."""
        search = order.get("search")
        self._choose(from_address(search if isinstance(search, str) else ""))

    def _greet(self, order: dict[str, Any]) -> None:
        """Learn where the browser found the page, and its language where the link names none."""
        self._origin = roomdesk.checked_origin(order.get("origin"))
        if "language" in order:
            self._choose(self.choice.changed({"language": order["language"]}))

    def _say(self, order: dict[str, Any]) -> None:
        """Let the brand say what the visitor decided, from the coming hour on."""
        pair = self.pair
        if pair is None or self.choice.page != "play" or pair.over:
            return
        move = inside.said(order, pair.hour)
        kept = [one for one in self.choice.moves if one.hour < move.hour or _beside(one, move)]
        if len(kept) >= MOST:
            raise KnautschballError("moves", words(self.choice.language)["enough_said"])
        self._with_moves((*kept, move))

    def _with_moves(self, moves: tuple[Move, ...]) -> None:
        self.choice = replace(self.choice, moves=moves)
        if self.pair is not None:
            self.pair.follow(playbook(moves, self.choice.language))
        self.stage.tell(self.choice)
        self._show(anew=False)

    def _turn(self, key: str, value: Any) -> None:
        """Give one number of the scenario another value."""
        numbers = dict(self.choice.numbers) | {key: value}
        self._choose(self.choice.permitted({"numbers": numbers}))

    def _undo(self) -> None:
        """Take the newest move back and return to its hour."""
        if self.pair is not None and self.choice.moves:
            *kept, last = self.choice.moves
            since = last.hour - 1 - self.pair.start
            self._again(replace(self.choice, moves=tuple(kept), hour=max(-BEFORE, since)))

    def _export(self, order: dict[str, Any]) -> None:
        writer = WRITERS.get(str(order.get("what")))
        if writer is None or self.pair is None:
            return
        file = writer(self.pair, self.choice)
        self.stage.desk.send({"file": file.name, "kind": file.kind}, [file.content])

    def _upload(self, order: dict[str, Any]) -> None:
        """Take a visitor's scenario or playbook, as data."""
        kind, text = order.get("kind"), order.get("text")
        if kind not in ("scenario", "policy") or not isinstance(text, str):
            return
        made = packed.pack(text)
        getattr(packed, kind)(made)  # says what is wrong with it
        self._choose(self.choice.permitted({f"own_{kind}": made}))

    def _room(self, order: dict[str, Any]) -> None:
        """Open a room, or empty it for another round."""
        name = self.choice.room or roomdesk.new_name()
        self.choice = self.choice.changed({"room": name})
        rooms.clear(name, self.choice.weather)
        self.stage.tell(self.choice)
        self._looked = 0.0


def _beside(one: Move, other: Move) -> bool:
    """Say whether two moves of one hour are about different things."""
    return one.hour == other.hour and one.part != other.part


def _give_back() -> None:
    """Return freed memory to the system, where the C library can (glibc); it would keep it else."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
