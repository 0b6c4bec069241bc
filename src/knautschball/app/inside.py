"""Inside the brand: queues, team and compass, and what the visitor can say as the brand."""

from dataclasses import fields
from functools import cache
from typing import Any

from knautschball.agents.message import ACCEPTS, SCOPES, Message
from knautschball.agents.situation import Situation
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
    "dialogue": {"strategy": "inform", "explanation": 0.5, "invites": 0.8},
    "rules": {"strategy": "inform", "house_rules": True},
    "threaten": {"strategy": "deny", "threatens": True},
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
    return limits.turnable()["team.triage"].choices


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
    say, storm = words(choice.language)["answer"], pair.storm
    seen = storm.brand.situation(pair.hour, storm.press.index, 0.0, False)
    return {
        "page": choice.page,
        "paused": choice.paused,
        "knows": seen.since_first_sign >= 0 and seen.prepared,
        "order": storm.scenario.team.triage,
        "over": pair.over,
        "queues": [[say["desks"][name], len(desk)] for name, desk in storm.brand.desks.items()],
        "team": [
            _crew(name, crew, choice) for name, crew in storm.brand.team.desks.items() if crew
        ],
        "compass": _compass(seen, choice),
        "cases": _cases(pair, say),
        "moves": [_told(move, pair, choice) for move in choice.moves],
    }


def _crew(name: str, crew: list[Any], choice: Choice) -> list[Any]:
    """Give the mean energy of those who sit at a desk."""
    energy = sum(member.energy for member in crew) / len(crew)
    title = words(choice.language)["answer"]["desks"][name]
    return [title, report_words(choice.language).percent(energy), energy]


def _compass(seen: Situation, choice: Choice) -> list[list[str]]:
    say, write = words(choice.language)["answer"], report_words(choice.language)
    return [
        [say["seen"], write.number(seen.complaints, 0)],
        [say["usual"], write.number(seen.usual, 1)],
        [say["about_conduct"], write.percent(seen.conduct_share)],
        [say["support"], write.percent(seen.support_share)],
        [say["waiting"], write.number(seen.waiting, 0) + "\u00a0h"],
        [say["damage"], write.percent(seen.damage)],
    ]


def _cases(pair: Pair, say: dict[str, Any]) -> list[str]:
    """Write the cases that come first at the team's own desk, a line each."""
    first = pair.storm.brand.desks["page"].first(CASES)
    return [
        say["case"].format(
            topic=say["topics"].get(case.topic, case.topic),
            mood=say["moods"][min(2, int(3 * case.anger))],
            waited=pair.hour - case.hour,
        )
        for case in first
    ]


def _told(move: Move, pair: Pair, choice: Choice) -> str:
    """Write one move in a line."""
    say = words(choice.language)
    answer, kinds = say["answer"], say["kinds"]
    kind = kinds[move.message.kind] if move.message else answer["postures"]["nothing"][0]
    day = (move.hour - pair.start) // 24 + 1
    return answer["move"].format(day=day, part=answer["parts"][move.part], kind=kind)
