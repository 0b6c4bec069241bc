"""What a browser can ask for. Every order is checked; what makes no sense does nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from knautschball.app import inside, packed, roomdesk, rooms
from knautschball.app.address import from_address
from knautschball.app.choices import BEFORE
from knautschball.app.export import WRITERS
from knautschball.app.moves import MOST, Move, playbook
from knautschball.app.visit import Visit
from knautschball.app.words import words
from knautschball.model.shape import DAY
from knautschball.scenarios.errors import KnautschballError

Order = dict[str, Any]


def _day(visit: Visit, _: Order) -> None:
    """Go to the beginning of the next day."""
    if visit.pair is not None:
        visit.go(DAY - visit.pair.since_load % DAY)


def _back(visit: Visit, _: Order) -> None:
    """Go to the beginning of the day, or to the day before; a storm is run anew up to there."""
    if visit.pair is not None:
        day = (visit.pair.since_load - 1) // DAY * DAY
        visit.again(replace(visit.choice, hour=max(-BEFORE, day)))


def _end(visit: Visit, _: Order) -> None:
    if visit.pair is not None:
        visit.go(visit.pair.storm.horizon)


def _reset(visit: Visit, _: Order) -> None:
    visit.again(visit.choice.changed({"hour": -BEFORE}))


def _choose(visit: Visit, order: Order) -> None:
    visit.choose(visit.choice.permitted(order.get("choice")))


def _follow_address(visit: Visit, order: Order) -> None:
    """Go where the browser's back and forward buttons lead."""
    search = order.get("search")
    visit.choose(from_address(search if isinstance(search, str) else ""))


def _greet(visit: Visit, order: Order) -> None:
    """Learn where the browser found the page, and its language where the link names none."""
    visit.origin = roomdesk.checked_origin(order.get("origin"))
    if "language" in order:
        visit.choose(visit.choice.changed({"language": order["language"]}))


def _say(visit: Visit, order: Order) -> None:
    """Let the brand say what the visitor decided, from the coming hour on."""
    pair, choice = visit.pair, visit.choice
    if pair is None or choice.page != "play" or pair.over:
        return
    move = inside.said(order, pair.hour)
    kept = [one for one in choice.moves if one.hour < move.hour or _beside(one, move)]
    if len(kept) >= MOST:
        raise KnautschballError("moves", words(choice.language)["enough_said"])
    visit.choice = replace(choice, moves=(*kept, move))
    pair.follow(playbook(visit.choice.moves, choice.language))
    visit.stage.tell(visit.choice)
    visit.show(anew=False)


def _beside(one: Move, other: Move) -> bool:
    """Say whether two moves of one hour are about different things."""
    return one.hour == other.hour and one.part != other.part


def _undo(visit: Visit, _: Order) -> None:
    """Take the newest move back and return to its hour."""
    if visit.pair is not None and visit.choice.moves:
        *kept, last = visit.choice.moves
        since = last.hour - 1 - visit.pair.start
        visit.again(replace(visit.choice, moves=tuple(kept), hour=max(-BEFORE, since)))


def _sort(visit: Visit, order: Order) -> None:
    """Let the team take its cases in another order."""
    numbers = dict(visit.choice.numbers) | {"team.triage": order.get("value")}
    visit.choose(visit.choice.permitted({"numbers": numbers}))


def _export(visit: Visit, order: Order) -> None:
    writer = WRITERS.get(str(order.get("what")))
    if writer is None or visit.pair is None:
        return
    file = writer(visit.pair, visit.choice)
    visit.stage.desk.send({"file": file.name, "kind": file.kind}, [file.content])


def _upload(visit: Visit, order: Order) -> None:
    """Take a visitor's scenario or playbook, as data."""
    kind, text = order.get("kind"), order.get("text")
    if kind not in ("scenario", "policy") or not isinstance(text, str):
        return
    made = packed.pack(text)
    getattr(packed, kind)(made)  # says what is wrong with it
    visit.choose(visit.choice.permitted({f"own_{kind}": made}))


def _room(visit: Visit, _: Order) -> None:
    """Open a room, or empty it for another round."""
    name = visit.choice.room or roomdesk.new_name()
    visit.choice = visit.choice.changed({"room": name})
    rooms.clear(name, visit.choice.weather)
    visit.stage.tell(visit.choice)


ORDERS: dict[str, Callable[[Visit, Order], None]] = {
    "play": lambda visit, _: visit.drive(True),
    "pause": lambda visit, _: visit.drive(False),
    "toggle": lambda visit, _: visit.drive(not visit.playing),
    "hour": lambda visit, _: visit.go(1),
    "day": _day,
    "back": _back,
    "end": _end,
    "reset": _reset,
    "choose": _choose,
    "address": _follow_address,
    "hello": _greet,
    "say": _say,
    "order": _sort,
    "undo": _undo,
    "export": _export,
    "upload": _upload,
    "room": _room,
}
"""What the browser can ask for → what is done."""
