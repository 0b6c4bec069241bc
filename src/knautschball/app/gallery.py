"""Policies side by side on the same luck: balls, curves, and where each of them stands."""

from functools import lru_cache
from typing import Any

import numpy as np

from knautschball.agents.policy import ResponsePolicy
from knautschball.app import packed
from knautschball.app.address import address
from knautschball.app.choices import Choice, usable_policies
from knautschball.app.courses import Course, course
from knautschball.app.ranking import ranking
from knautschball.app.source import scenario_of
from knautschball.app.words import words
from knautschball.report.ball import ball_svg
from knautschball.report.words import words as report_words

OWN = "own"
"""Stands for the visitor's playbook, or for what the visitor said as the brand."""


def gallery(choice: Choice, own: Course | None = None) -> tuple[dict, list[dict], bool]:
    """Gather what is known by now.

    Parameters
    ----------
    choice : Choice
        Which storm, and which policies.
    own : Course, optional
        That of the visitor as the brand.

    Returns
    -------
    told : dict
        Progress and the ranking of a folder of results.
    cards : list of dict
        One per policy, the roundest ball first.
    whole : bool
        Whether every course is known.
    """
    scenario, wanted = scenario_of(choice), _wanted(choice)
    found = {
        name: course(scenario, policy, key, choice.seed, choice.load)
        for name, (policy, key) in wanted.items()
    }
    known = {name: one for name, one in found.items() if one is not None}
    shown = known | ({OWN: own} if own else {})
    ranked = sorted(shown, key=lambda name: -float(shown[name].row["resilience"]))
    cards = [_card(name, shown[name], place, choice) for place, name in enumerate(ranked, 1)]
    told = {"done": len(known), "all": len(wanted), "ranking": ranking(choice.language)}
    return told, _scaled(cards), len(known) == len(wanted)


def _wanted(choice: Choice) -> dict[str, tuple[str | ResponsePolicy, str]]:
    """Give name → policy and what tells it from all others."""
    names = choice.policies or tuple(usable_policies())
    wanted: dict[str, tuple[str | ResponsePolicy, str]] = {name: (name, name) for name in names}
    if choice.own_policy and choice.page == "compare":
        wanted[OWN] = packed.policy(choice.own_policy), f"own:{choice.own_policy}"
    return wanted


def _card(name: str, one: Course, place: int, choice: Choice) -> dict[str, Any]:
    say, write = words(choice.language), report_words(choice.language)
    row = one.row
    mine = name == OWN and choice.page == "play"
    title = say["mine"] if mine else write.policy(name, one.title)
    return {
        "name": name,
        "title": title,
        "place": place,
        "own": name == OWN,
        "svg": small_ball(one, title, choice.language),
        "facts": [
            [say["facts"]["r"], write.number(row["resilience"], 3)],
            [say["facts"]["followers"], write.number(row["followers_lost"], 0)],
            [say["facts"]["cost"], write.money(row["cost"])],
        ],
        "days": _short(one.days),
        "curves": {key: _short(values) for key, values in one.curves.items()},
        "link": "" if name == OWN else _link(choice, name),
    }


def _link(choice: Choice, name: str) -> str:
    """Give the link to the storm under one policy."""
    return "?" + address(choice.changed({"page": "explore", "policy": name, "moves": ""}))


def small_ball(one: Course, title: str, language: str) -> str:
    """Draw the ball of a course, small."""
    return _ball(_frozen(one.worst), _frozen(one.final), title, language)


def _frozen(values: dict[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(values.items())


@lru_cache(maxsize=600)
def _ball(worst: Any, final: Any, title: str, language: str) -> str:
    return ball_svg(dict(worst), dict(final), title=title, language=language, mini=True)


def _short(values: np.ndarray) -> list[float]:
    return [round(float(value), 3) for value in values]


def _scaled(cards: list[dict]) -> list[dict]:
    """Tell every card the largest value of each curve, so that all have one scale."""
    top = {
        key: max((max(card["curves"][key], default=0.0) for card in cards), default=0.0)
        for key in ("dent", "issue", "conduct")
    }
    return [card | {"top": top} for card in cards]
