"""Rooms: where the results of everybody who plays one storm are gathered, without names.

A room is known by its name alone. It keeps numbers that the server computed itself, never
anything a browser sent, and is forgotten with the server.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from knautschball.app.courses import Course

ROOMS = 200
"""Rooms kept at the same time; the one that nobody used for longest is forgotten first."""
RESULTS = 120
"""Results in a room."""


@dataclass
class Room:
    """One group of participants.

    Attributes
    ----------
    weather : tuple
        The storm that counts: that of the first who opened the room.
    results : dict of str to Course
        The newest result of every participant, under a number that says nothing of them.
    """

    weather: tuple[Any, ...]
    results: dict[str, Course] = field(default_factory=dict)
    at: float = 0.0


_rooms: "OrderedDict[str, Room]" = OrderedDict()
_lock = threading.Lock()


def enter(name: str, weather: tuple[Any, ...]) -> Room:
    """Give a room, and make it for this storm if nobody has."""
    with _lock:
        room = _rooms.setdefault(name, Room(weather))
        room.at = time.monotonic()
        _rooms.move_to_end(name)
        while len(_rooms) > ROOMS:
            _rooms.popitem(last=False)
        return room


def clear(name: str, weather: tuple[Any, ...]) -> Room:
    """Empty a room for a new round, perhaps with another storm."""
    with _lock:
        _rooms.pop(name, None)
    return enter(name, weather)


def hand_in(name: str, weather: tuple[Any, ...], who: str, course: Course) -> bool:
    """Put a result into a room; say whether it counts.

    Parameters
    ----------
    name : str
        Of the room.
    weather : tuple
        The storm that was played; another one than the room's is not comparable.
    who : str
        Drawn by the server for this visit; a second try replaces the first.
    course : Course
        What became of the community.
    """
    room = enter(name, weather)
    with _lock:
        full = len(room.results) >= RESULTS and who not in room.results
        if room.weather != weather or full:
            return False
        room.results[who] = course
        return True


def results(name: str, weather: tuple[Any, ...]) -> list[Course]:
    """Give the results of a room, the roundest ball first."""
    room = enter(name, weather)
    with _lock:
        found = list(room.results.values()) if room.weather == weather else []
    return sorted(found, key=lambda one: -float(one.row["resilience"]))
