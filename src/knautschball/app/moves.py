"""What a visitor says as the brand: moves, their text in a link, and the playbook they make.

A move holds from its hour on, so that adding one never changes what has happened before. All
moves together are a playbook like any other: the same file runs on the command line.
"""

from dataclasses import dataclass, fields
from typing import Any

from knautschball.agents.message import Message, message_from
from knautschball.agents.playbook import Playbook, playbook_from
from knautschball.scenarios.errors import PolicyError

PARTS = {"speak": "statement", "reply": "reply", "issue": "reply", "conduct": "reply"}
"""What a move is about → scope unless said otherwise: a statement to all; the replies to all
complaints, to those about the matter, to those about the brand's own conduct."""
MOST = 60
"""Moves in one storm."""
LONGEST = 6000
"""Characters of all moves in a link."""
NOTHING = "nothing"
TITLE = {"en": "What I said", "de": "Was ich gesagt habe"}


@dataclass(frozen=True)
class Move:
    """One decision.

    Attributes
    ----------
    hour : int
        Hour of the model from which it holds; a statement is made in this hour.
    part : str
        One of `PARTS`.
    message : Message or None
        What is said; None for nothing.
    """

    hour: int
    part: str
    message: Message | None

    def __str__(self) -> str:
        """Write the move as it stands in a link: only what differs from a plain message."""
        return ",".join((str(self.hour), self.part, *self._said()))

    def _said(self) -> list[str]:
        if self.message is None:
            return [NOTHING]
        plain = Message(scope=PARTS[self.part])
        names = [field.name for field in fields(Message)]
        pairs = [(name, getattr(self.message, name)) for name in names]
        return [f"{k}:{str(v).lower()}" for k, v in pairs if v != getattr(plain, k)]


def written(moves: tuple[Move, ...]) -> str:
    """Write moves as they stand in a link."""
    return ";".join(map(str, moves))


def checked(value: Any) -> tuple[Move, ...] | None:
    """Read the moves of a link; None if they cannot all be made."""
    if isinstance(value, tuple) and all(isinstance(one, Move) for one in value):
        return value
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    try:
        found = tuple(_read(text) for text in value.split(";") if text)
    except (ValueError, KeyError):
        return None
    return found[:MOST]


def _read(text: str) -> Move:
    hour, part, *said = text.split(",")
    if not hour.isdecimal() or len(hour) > 6 or part not in PARTS:
        raise ValueError(text)
    if said == [NOTHING]:
        return Move(int(hour), part, None)
    return Move(int(hour), part, message(part, dict(pair.split(":", 1) for pair in said)))


def message(part: str, said: dict[str, Any]) -> Message:
    """Make a message of what a browser or a link says.

    Parameters
    ----------
    part : str
        One of `PARTS`.
    said : dict of str to Any
        Field of a message → value; numbers and switches may be text.

    Raises
    ------
    PolicyError
        A field or value is not allowed.
    """
    plain = Message()
    known = {key: _like(getattr(plain, key, ""), value) for key, value in said.items()}
    return message_from({"scope": PARTS[part]} | known, "move")


def _like(default: Any, value: Any) -> Any:
    """Turn text into the kind of the default."""
    if not isinstance(value, str) or isinstance(default, str):
        return value
    if isinstance(default, bool):
        return {"true": True, "false": False}.get(value, value)
    try:
        return type(default)(value)
    except ValueError:
        raise PolicyError("move", f"{value!r} was given", "a number") from None


def rules(moves: tuple[Move, ...], language: str = "en") -> dict[str, Any]:
    """Give the playbook of the moves as data, as it stands in a TOML file.

    The newest reply that fits decides. Nobody speaks before there is anything to be seen, so
    that the undisturbed twin, which follows the same book, stays calm.
    """
    spoken = [one for one in moves if one.part == "speak" and one.message]
    replies = [one for one in reversed(moves) if one.part != "speak"]
    return {
        "policy": {"name": "moves", "title": TITLE[language]},
        "speak": [
            {"when": {"hour": one.hour, "since_first_sign": ">= 0"}, **_message(one)}
            for one in spoken
        ],
        "reply": [{"when": _when(one), **_message(one)} for one in replies],
    }


def _when(move: Move) -> dict[str, Any]:
    topic = {} if move.part == "reply" else {"topic": move.part}
    return {"hour": f">= {move.hour}", **topic}


def _message(move: Move) -> dict[str, Any]:
    if move.message is None:
        return {}
    return {"message": {field.name: getattr(move.message, field.name) for field in fields(Message)}}


def playbook(moves: tuple[Move, ...], language: str = "en") -> Playbook:
    """Give the policy that the moves are."""
    return playbook_from(rules(moves, language), "moves", "moves")
