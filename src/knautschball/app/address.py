"""The link that restores a state: every field of a choice that differs from where one begins."""

from dataclasses import fields
from typing import Any
from urllib.parse import parse_qs, urlencode

from knautschball.app import limits, moves
from knautschball.app.choices import Choice

NAMES = {
    "lang": "language",
    "t": "hour",
    "own": "own_scenario",
    "book": "own_policy",
}
"""Shorter names in the link; the other fields have their own."""
LISTS = ("policies", "allowed")
ALWAYS = ("scenario", "policy", "seed", "language")
LONGEST = 40_000
"""Characters of a link."""


def from_address(search: str | None, accepts: str = "") -> Choice:
    """Read the choice from the page's address.

    Parameters
    ----------
    search : str or None
        What follows the question mark.
    accepts : str
        The browser's ``Accept-Language``, used where the address names no language.
    """
    start = Choice(language="de" if accepts.strip().lower().startswith("de") else "en")
    try:
        asked = parse_qs((search or "")[:LONGEST].lstrip("?"), max_num_fields=100)
    except ValueError:
        return start
    wish: dict[str, Any] = {NAMES.get(key, key): found[0] for key, found in asked.items()}
    for name in LISTS:
        if name in wish:
            wish[name] = wish[name].split(",")
    pace = limits.number(wish.get("pace"))
    wish |= {"pace": int(pace) if pace is not None else None}
    wish |= {"paused": wish.get("paused") != "false"}
    wish |= {"numbers": {key: found for key, found in wish.items() if key in limits.turnable()}}
    return start.changed(wish)


def address(choice: Choice) -> str:
    """Write what follows the question mark of the link to a choice."""
    short = {long: name for name, long in NAMES.items()}
    plain = Choice()
    pairs: list[tuple[str, Any]] = []
    for field in fields(Choice):
        value = getattr(choice, field.name)
        if value == getattr(plain, field.name) and field.name not in ALWAYS:
            continue
        if field.name == "numbers":
            pairs += [(key, _text(one)) for key, one in value]
        else:
            pairs.append((short.get(field.name, field.name), _text(value)))
    return urlencode(pairs, safe=":,;")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        is_moves = value and isinstance(value[0], moves.Move)
        return moves.written(value) if is_moves else ",".join(value)
    return repr(value) if isinstance(value, float) else str(value)
