"""Playbooks: policies written as ordered rules *when → message* in a TOML file.

The first rule whose conditions all hold decides. Conditions speak about the fields of ``Case``
and ``Situation``; a number, word, true or false means "equal", a text such as ``">= 3"``
compares. Everything is checked when the file is read, so that nothing breaks in mid-run and no
rule waits for what can never be.
"""

import math
import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from knautschball.agents.message import Message, message_from
from knautschball.agents.policy import ABOUT, ResponsePolicy, check_about
from knautschball.agents.situation import Case, Situation
from knautschball.scenarios.errors import PolicyError, quoted, unknown

COMPARE = {
    ">=": operator.ge,
    "<=": operator.le,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
    "=": operator.eq,
}
WORDS = {
    "topic": ("question", "issue", "conduct"),
    "channel": ("page", "message", "hotline", "shop"),
}
"""Words that the topic and the channel of a case can be."""
SHARES = "anger", "merit", "conduct_share", "support_share", "at_fault", "blame", "energy"
BOUNDS = {
    **dict.fromkeys(SHARES, (0, 1)),
    "clock": (0, 23),
    "weekday": (0, 6),
    "since_first_sign": (-1, math.inf),
}
"""Least and largest value of what is seen; all else is 0 or more."""
SAMENESS = ("==", "=", "!=")
CASE, SITUATION = Case._fields, Situation._fields
_OF_CASE = frozenset(CASE)
KINDS = Case.__annotations__ | Situation.__annotations__


@dataclass(frozen=True)
class Condition:
    """One comparison of a seen value with a written one."""

    name: str
    holds: Callable[[Any, Any], bool]
    value: Any

    def met(self, *seen: Any) -> bool:
        """Say whether the condition holds for a case or a situation."""
        owner = seen[0] if self.name in _OF_CASE else seen[-1]  # the situation stands last
        return bool(self.holds(getattr(owner, self.name), self.value))


@dataclass(frozen=True)
class Rule:
    """Conditions and what is said when all hold."""

    conditions: tuple[Condition, ...]
    message: Message | None

    def applies(self, *seen: Any) -> bool:
        """Say whether all conditions hold."""
        return all(condition.met(*seen) for condition in self.conditions)


class Playbook(ResponsePolicy):
    """A policy that follows ordered rules."""

    def __init__(self, about: dict[str, Any], replies: list[Rule], speeches: list[Rule]) -> None:
        for key, value in about.items():
            setattr(self, key, tuple(value) if isinstance(value, list) else value)
        self.replies, self.speeches = replies, speeches

    def reply(self, case: Case, situation: Situation) -> Message | None:
        """Give the message of the first rule that fits the case."""
        for rule in self.replies:
            if rule.applies(case, situation):
                return rule.message
        return None

    def speak(self, situation: Situation) -> Message | None:
        """Give the message of the first rule that fits the situation."""
        for rule in self.speeches:
            if rule.applies(situation):
                return rule.message
        return None


def playbook_from(data: dict[str, Any], where: str, name: str) -> Playbook:
    """Check a playbook and make a policy of it.

    Parameters
    ----------
    data : dict
        Content of the TOML file: ``[policy]``, ``[[reply]]``, ``[[speak]]``.
    where : str
        File name for messages.
    name : str
        Name of the policy unless the file gives one.

    Raises
    ------
    PolicyError
        Names file, rule, key and what is allowed.
    """
    if not data:
        raise PolicyError(where, "is empty", "[policy], [[reply]] and [[speak]]")
    _known(data, ("policy", "reply", "speak"), where, "section")
    about = {"name": name, "title": name, **_table(data.get("policy", {}), f"{where}: policy")}
    _known(about, ABOUT, f"{where}: policy", "key")
    replies = _rules(data, "reply", where, CASE + SITUATION, "reply")
    policy = Playbook(about, replies, _rules(data, "speak", where, SITUATION, "statement"))
    check_about(policy, where)
    return policy


def _table(written: Any, where: str) -> dict[str, Any]:
    if not isinstance(written, dict):
        raise PolicyError(where, f"{quoted(written)} was given", "a table: { key = value }")
    return written


def _known(keys: Iterable[str], known: tuple[str, ...], where: str, what: str) -> None:
    for key in keys:
        if key not in known:
            raise unknown(PolicyError, where, key, known, what)


def _rules(
    data: dict[str, Any], part: str, where: str, known: tuple[str, ...], scope: str
) -> list[Rule]:
    found = data.get(part, [])
    if not isinstance(found, list):
        wrote = "is one table" if isinstance(found, dict) else f"{quoted(found)} was given"
        raise PolicyError(f"{where}: {part}", wrote, f"a list of rules: [[{part}]]")
    return [_rule(one, f"{where}: {part} rule {i}", known, scope) for i, one in enumerate(found, 1)]


def _rule(written: Any, where: str, known: tuple[str, ...], scope: str) -> Rule:
    data = _table(written, where)
    _known(data, ("when", "message"), where, "key")
    said = _table(data.get("message", {}), f"{where}: message")
    message = message_from({"scope": scope, **said}, where) if said else None
    when = _table(data.get("when", {}), f"{where}: when")
    _seen(when, known, f"{where}: when")
    return Rule(tuple(_condition(k, v, f"{where}: when.{k}") for k, v in when.items()), message)


def _seen(when: Iterable[str], known: tuple[str, ...], where: str) -> None:
    for key in when:
        if key in _OF_CASE and key not in known:
            told = f"{key!r} is of one case, and a statement is to everybody"
            raise PolicyError(where, told, f"in [[reply]], or here {', '.join(known)}")
    _known(when, known, where, "key")


def _condition(name: str, written: Any, where: str) -> Condition:
    kind = KINDS[name]
    if kind is bool:
        if not isinstance(written, bool):
            raise PolicyError(where, f"{quoted(written)} was given", "true or false")
        return Condition(name, operator.eq, written)
    sign, value = _parted(written, where) if isinstance(written, str) else ("==", written)
    if kind is str:
        return Condition(name, COMPARE[sign], _word(name, sign, value, where))
    number = _number(value, where)
    low, high = BOUNDS.get(name, (0, math.inf))
    nearest = min(max(number, low), high)
    if not any(COMPARE[sign](seen, number) for seen in (low, nearest, high)):
        range_ = f"{low} or more" if high == math.inf else f"{low} to {high}"
        raise PolicyError(where, f"{quoted(written)} never holds", f"{name} is {range_}")
    return Condition(name, COMPARE[sign], number)


def _parted(written: str, where: str) -> tuple[str, str]:
    """Part the sign of a comparison from what stands behind it; no sign means equal."""
    sign, value = re.fullmatch(r"\s*([<>=!~]*)(.*)", written, re.DOTALL).groups()  # type: ignore[union-attr]
    if sign and sign not in COMPARE:
        error = unknown(PolicyError, where, sign, COMPARE, "comparison")
        error.guess = sign[::-1] if sign[::-1] in COMPARE else error.guess
        raise error
    return sign or "==", value.strip()


def _word(name: str, sign: str, value: Any, where: str) -> str:
    if sign not in SAMENESS or not isinstance(value, str):
        wrote = f"{sign} {value}" if isinstance(value, str) else value
        raise PolicyError(where, f"{wrote!r} was given", ", ".join(WORDS[name]))
    if value not in WORDS[name]:
        raise unknown(PolicyError, where, value, WORDS[name], name)
    return value


def _number(value: Any, where: str) -> float:
    try:
        number = float(value) if isinstance(value, str) else value
    except ValueError:
        number = math.nan
    kind_fits = isinstance(number, int | float) and not isinstance(number, bool)
    if kind_fits and math.isfinite(number):
        return number
    raise PolicyError(where, f"{value!r} is no number", "a number, or a text such as '>= 3'")
