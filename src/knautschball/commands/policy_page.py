"""A policy for reading: what it does, when it helps and harms, on what evidence, by which rules."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from knautschball.agents.message import Message
from knautschball.agents.playbook import COMPARE, Playbook, Rule

if TYPE_CHECKING:
    from knautschball.agents.policy import ResponsePolicy

SIGNS = {compare: sign for sign, compare in COMPARE.items()}
PLAIN = Message()
HEARD = {
    "statement": "as a statement",
    "reply": "as a public reply",
    "private": "in private",
    "nobody": "to nobody",
}
"""Scope of a message in words."""


def show_policy(policy: "ResponsePolicy", out: Console) -> None:
    """Print a policy.

    Parameters
    ----------
    policy : ResponsePolicy
        Any; rules are known only of a playbook.
    out : Console
        Where to.
    """
    out.print(Text(f"{policy.name}: {policy.title}", style="bold"))
    out.print(Text(" ".join(policy.summary.split())))
    for heading, text in (("Helps", policy.helps), ("Harms", policy.harms)):
        if text:
            out.print(Text.assemble("\n", (heading, "bold"), f"  {' '.join(text.split())}"))
    if policy.evidence:
        out.print(Text("\nEvidence", style="bold"))
        for one in policy.evidence:
            out.print(Padding(Text(f"· {one}"), (0, 0, 0, 2), expand=False))
    if isinstance(policy, Playbook):
        _rules("Statements to everybody, asked every hour", policy.speeches, out)
        _rules("Replies to one complaint", policy.replies, out)
    else:
        out.print(Text(f"\nWritten in Python: {type(policy).__qualname__}.reply and .speak"))


def _rules(heading: str, rules: list[Rule], out: Console) -> None:
    out.print(Text.assemble("\n", (heading, "bold"), "  the first rule that fits decides"))
    if not rules:
        out.print(Padding("none", (0, 0, 0, 2), expand=False))
    for number, rule in enumerate(rules, 1):
        out.print(
            Padding(Text.assemble((f"{number} ", "bold"), _when(rule)), (0, 0, 0, 2), expand=False)
        )
        out.print(Padding(Text(f"→ {_what(rule.message)}"), (0, 0, 0, 4), expand=False))


def _when(rule: Rule) -> str:
    if not rule.conditions:
        return "always"
    return "when " + " and ".join(
        f"{one.name} {SIGNS.get(one.holds, '=')} {_written(one.value)}" for one in rule.conditions
    )


def _what(message: Message | None) -> str:
    """Write a message: its strategy, and what differs from a plain one."""
    if message is None:
        return "says nothing"
    told = [
        f"{field.name} {_written(getattr(message, field.name))}"
        for field in fields(message)
        if field.name not in ("strategy", "scope")
        and getattr(message, field.name) != getattr(PLAIN, field.name)
    ]
    return " · ".join([message.strategy, HEARD[message.scope], *told])


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
