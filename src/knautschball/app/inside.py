"""Inside the brand: queues, team and compass, and what the visitor can say as the brand."""

from collections import Counter
from dataclasses import fields
from functools import cache
from typing import Any

from knautschball.agents.message import ACCEPTS, SCOPES, Message
from knautschball.app import limits
from knautschball.app.choices import Choice
from knautschball.app.moves import Move, message
from knautschball.app.pair import Pair
from knautschball.app.words import words
from knautschball.report.words import words as report_words
from knautschball.scenarios.errors import PolicyError

POSTURES: dict[str, dict[str, Any] | None] = {
    "apologise": {"strategy": "rebuild"},
    "explain": {"strategy": "inform", "explanation": 0.8},
    "correct": {
        "strategy": "rebuild",
        "explanation": 0.7,
        "correction": True,
        "correction_hours": 72.0,
    },
    "compensate": {"strategy": "rebuild", "compensation": 1.0},
    "excuse": {"strategy": "diminish", "explanation": 0.3},
    "deny": {"strategy": "deny", "explanation": 0.1},
    "praise": {"strategy": "bolster"},
    "delete": {"strategy": "deny", "deletes": True},
    "nothing": None,
}
"""What a visitor can say with one click; every field of a message can be set besides."""
TONES: dict[str, dict[str, Any]] = {
    "warm": {"empathy": 0.9, "personal": 0.9, "assertiveness": 0.2, "cooperativeness": 0.9},
    "plain": {"empathy": 0.4, "personal": 0.5, "assertiveness": 0.4, "cooperativeness": 0.5},
    "cold": {"empathy": 0.05, "personal": 0.3, "assertiveness": 0.85, "cooperativeness": 0.1},
}
CASES = 6
"""Open cases that are shown."""


@cache
def form(language: str) -> dict[str, Any]:
    """Give what can be said: postures, tones, and every field of a message as it is declared."""
    say = words(language)["answer"]
    return {
        "postures": [[name, *say["postures"][name]] for name in POSTURES],
        "tones": [[name, say["tones"][name]] for name in TONES],
        "orders": [[name, say["orders"].get(name, name)] for name in _orders()],
        "fields": [_field(one, say["fields"]) for one in fields(Message)],
    }


def _orders() -> tuple[str, ...]:
    """Give the ways to sort the queue that a scenario can name."""
    known = limits.turnable().get("team.triage")
    return known.choices if known else ()


def _field(one: Any, titles: dict[str, str]) -> dict[str, Any]:
    """Describe a field of a message so that a browser can ask for it."""
    named = {"strategy": tuple(ACCEPTS), "scope": SCOPES}.get(one.name, ())
    kind = "choice" if named else "switch" if isinstance(one.default, bool) else "number"
    title = titles.get(one.name, one.name.replace("_", " "))
    return {"name": one.name, "title": title, "kind": kind, "choices": list(named)}


def said(order: dict[str, Any], hour: int) -> Move:
    """Make a move of what the visitor clicked.

    Parameters
    ----------
    order : dict
        ``part``, ``posture``, ``tone``, ``private`` and ``fine``, the fields set by hand.
    hour : int
        Hour of the model from which it holds.

    Raises
    ------
    PolicyError
        Something in it is not allowed.
    """
    part, posture, tone = (order.get(name) for name in ("part", "posture", "tone"))
    if part not in ("speak", "reply", "issue", "conduct") or posture not in POSTURES:
        raise PolicyError("move", "nobody knows what to say")
    plain = POSTURES[posture]
    if plain is None:
        return Move(hour, part, None)
    fine = order.get("fine")
    scope = {"scope": "private"} if order.get("private") and part != "speak" else {}
    spoken = TONES.get(tone, {}) | plain | scope | (fine if isinstance(fine, dict) else {})
    return Move(hour, part, message(part, spoken))


def inside(pair: Pair, choice: Choice) -> dict[str, Any]:
    """Show queues, team and compass in the present hour."""
    say, write = words(choice.language)["answer"], report_words(choice.language)
    brand = pair.storm.brand
    seen = brand.compass.picture(pair.hour)
    open_cases = Counter(case.topic for case in brand.queue)
    return {
        "page": choice.page,
        "paused": choice.paused,
        "knows": seen.since_first_sign >= 0,
        "over": pair.over,
        "queues": [[say["topics"].get(one, one), n] for one, n in sorted(open_cases.items())],
        "team": [[say["energy"], write.percent(brand.team.energy), brand.team.energy]],
        "compass": [
            [say["seen"], write.number(seen.complaints, 0)],
            [say["usual"], write.number(seen.usual, 1)],
            [say["about_conduct"], write.percent(seen.conduct_share)],
            [say["support"], write.percent(seen.support_share)],
        ],
        "cases": [_case(case, pair.hour, say) for case in list(brand.queue)[:CASES]],
        "moves": [_told(move, pair, say) for move in choice.moves],
    }


def _case(case: Any, hour: int, say: dict[str, Any]) -> str:
    """Write one open case in a line."""
    mood = say["moods"][min(2, int(3 * case.anger))]
    topic = say["topics"].get(case.topic, case.topic)
    return say["case"].format(topic=topic, mood=mood, waited=hour - case.hour)


def _told(move: Move, pair: Pair, say: dict[str, Any]) -> str:
    """Write one move in a line."""
    kind = "nothing" if move.message is None else move.message.kind
    day = (move.hour - pair.start) // 24 + 1
    return say["move"].format(
        day=day, part=say["parts"][move.part], kind=say["said"].get(kind, kind)
    )
