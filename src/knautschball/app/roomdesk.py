"""The trainer's desk: a link that fixes the storm, a code to scan, and the room's results."""

import re
import secrets
from typing import Any

import segno

from knautschball.app import rooms
from knautschball.app.address import address
from knautschball.app.choices import CONTROLS, Choice
from knautschball.app.gallery import small_ball
from knautschball.app.words import scenario_title, words
from knautschball.report.words import words as report_words

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that are not mistaken for each other when read from a wall."""
ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]{1,200}")


def new_name() -> str:
    """Draw a name for a room that nobody guesses by chance."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


def checked_origin(value: Any) -> str:
    """Give back where the browser says it found the page, if that is an address at all."""
    right = isinstance(value, str) and ORIGIN.fullmatch(value)
    return value if right else ""


def participants(choice: Choice) -> Choice:
    """Give what the participants of a room begin with."""
    page = "play" if "policy" not in choice.allowed else "explore"
    start = {"page": page, "hour": Choice.hour, "moves": "", "person": -1, "colour": "stance"}
    return choice.changed(start)


def desk(choice: Choice, origin: str) -> dict[str, Any]:
    """Show the trainer's choices, the link and what came in so far.

    Parameters
    ----------
    choice : Choice
        The storm, the room and what is left to the participants.
    origin : str
        Where the browser found the page, such as ``http://192.168.0.7:8765``.
    """
    say = words(choice.language)["teach"]
    link = f"{origin}/?{address(participants(choice))}" if choice.room else ""
    found = rooms.results(choice.room, choice.weather) if choice.room else []
    return {
        "room": choice.room,
        "link": link,
        "code": segno.make(link, error="l").svg_inline(scale=4, border=2)
        if origin and link
        else "",
        "local": any(name in origin for name in ("127.0.0.1", "localhost", "[::1]")),
        "storm": scenario_title(choice),
        "controls": [[name, say["controls"][name], name in choice.allowed] for name in CONTROLS],
        "results": [_result(one, place, choice) for place, one in enumerate(found, 1)],
    }


def _result(one: Any, place: int, choice: Choice) -> dict[str, Any]:
    say, write = words(choice.language)["teach"], report_words(choice.language)
    title = say["result"].format(place=place)
    return {
        "title": title,
        "svg": small_ball(one, title, choice.language),
        "r": write.number(one.row["resilience"], 3),
        "followers": write.number(one.row["followers_lost"], 0),
    }
