"""Playbooks: policies written as ordered rules *when → message* in a TOML file.

The first rule whose conditions all hold decides. Conditions speak about the fields of ``Case``
and ``Situation``; a number or word means "equal", a text such as ``">= 3"`` compares.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from knautschball.agents.message import Message, message_from
from knautschball.agents.policy import ResponsePolicy
from knautschball.agents.situation import Case, Situation
from knautschball.scenarios.errors import PolicyError, unknown

COMPARE = {
    ">=": operator.ge,
    "<=": operator.le,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}
CASE = tuple(field.name for field in fields(Case))
SITUATION = tuple(field.name for field in fields(Situation))
ABOUT = ("name", "title", "summary", "helps", "harms", "evidence")


@dataclass(frozen=True)
class Condition:
    """One comparison of a seen value with a written one."""

    name: str
    holds: Callable[[Any, Any], bool]
    value: Any

    def met(self, *seen: Any) -> bool:
        """Say whether the condition holds for a case or a situation."""
        owner = next(thing for thing in seen if hasattr(thing, self.name))
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
        fits = (rule.message for rule in self.replies if rule.applies(case, situation))
        return next(fits, None)

    def speak(self, situation: Situation) -> Message | None:
        """Give the message of the first rule that fits the situation."""
        return next((r.message for r in self.speeches if r.applies(situation)), None)


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
    for key in data:
        if key not in ("policy", "reply", "speak"):
            raise unknown(PolicyError, where, key, ("policy", "reply", "speak"), "section")
    about = {"name": name, "title": name, **data.get("policy", {})}
    for key in about:
        if key not in ABOUT:
            raise unknown(PolicyError, f"{where}: policy", key, ABOUT, "key")
    replies = _rules(data, "reply", where, CASE + SITUATION, "reply")
    return Playbook(about, replies, _rules(data, "speak", where, SITUATION, "statement"))


def _rules(
    data: dict[str, Any], part: str, where: str, known: tuple[str, ...], scope: str
) -> list[Rule]:
    found = data.get(part, [])
    if not isinstance(found, list):
        raise PolicyError(f"{where}: {part}", "is one table", f"a list of rules: [[{part}]]")
    return [_rule(one, f"{where}: {part} rule {i}", known, scope) for i, one in enumerate(found, 1)]


def _rule(data: dict[str, Any], where: str, known: tuple[str, ...], scope: str) -> Rule:
    for key in data:
        if key not in ("when", "message"):
            raise unknown(PolicyError, where, key, ("when", "message"), "key")
    written = data.get("message")
    message = message_from({"scope": scope, **written}, where) if written else None
    when = data.get("when", {})
    conditions = tuple(_condition(k, v, f"{where}: when", known) for k, v in when.items())
    return Rule(conditions, message)


def _condition(name: str, written: Any, where: str, known: tuple[str, ...]) -> Condition:
    if name not in known:
        raise unknown(PolicyError, where, name, known, "key")
    if not isinstance(written, str):
        return Condition(name, operator.eq, written)
    for sign, compare in COMPARE.items():
        if written.startswith(sign):
            return Condition(name, compare, _number(written[len(sign) :], f"{where}.{name}"))
    return Condition(name, operator.eq, written)


def _number(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise PolicyError(where, f"{text.strip()!r} is no number", "such as '>= 3'") from None
