"""Who somebody is, what they heard and why they act: the card beside the network."""

from typing import Any

import numpy as np

from knautschball.agents.person import Person
from knautschball.app.pair import Pair
from knautschball.app.words import words
from knautschball.model.deeds import CONDUCT, ISSUE
from knautschball.report.words import words as report_words

TRAITS = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")
FEELINGS = (
    ("arousal", 0.0),
    ("issue", 0.0),
    ("conduct", 0.0),
    ("blame", 0.0),
    ("trust", -1.0),
    ("stance", -1.0),
)
"""Column → its lower bound; the upper one is 1."""
HEARD = ("feed_issue", "feed_conduct", "feed_defence", "answers")
SWITCHES = ("customer", "follows", "pseudonym", "aware")
WORTH_TELLING = 0.12
"""A drive below it, 0..1, is not called a reason."""


def card(pair: Pair, row: int, language: str) -> dict[str, Any]:
    """Describe a person of the storm, beside the same person in the undisturbed twin.

    Parameters
    ----------
    pair : Pair
        The storm.
    row : int
        Place of the person in the columns.
    language : {"en", "de"}
        Of all words.

    Returns
    -------
    dict
        ``title``, ``lines`` (one per fact), ``traits``, ``feelings`` and ``heard`` as rows of
        name, text and share of a bar, ``why`` as sentences.
    """
    say = words(language)["card"]
    person, other = Person(pair.storm, row), Person(pair.twin, row)
    return {
        "row": row,
        "title": say["title"].format(number=row + 1),
        "lines": _lines(person, say),
        "traits": [_trait(person, name, language) for name in TRAITS],
        "feelings": [_feeling(person, name, low, language) for name, low in FEELINGS],
        "heard": [[say[name], _count(getattr(person, name), language)] for name in HEARD],
        "why": _reasons(person, say) + _fate(person, other, say),
    }


def _lines(person: Person, say: dict[str, Any]) -> list[str]:
    yes = [say[name][0 if getattr(person, name) else 1] for name in SWITCHES]
    ties = say["ties"].format(ties=len(person.friends), posts=person.posts)
    return [" · ".join(part for part in yes if part), ties]


def _trait(person: Person, name: str, language: str) -> list[Any]:
    score = getattr(person, name)
    shown = report_words(language).number(score, 1, sign=True)
    return [words(language)["colours"][name], shown, float(np.clip((score + 3) / 6, 0, 1))]


def _feeling(person: Person, name: str, low: float, language: str) -> list[Any]:
    value = getattr(person, name)
    shown = report_words(language).number(value, 2, sign=low < 0)
    share = float(np.clip((value - low) / (1 - low), 0, 1))
    return [words(language)["card"]["feelings"][name], shown, share]


def _count(value: float, language: str) -> str:
    return report_words(language).number(value, 1)


def _reasons(person: Person, say: dict[str, Any]) -> list[str]:
    """Name what drives a person now, the strongest first."""
    drives = {
        "hit": person.affected * person.aware * person.issue,
        "issue": person.issue * (1 - person.affected),
        "conduct": person.conduct,
        "excited": max(0.0, person.arousal - 0.2),
        "fond": max(0.0, person.stance - 0.3),
    }
    strong = sorted((v, k) for k, v in drives.items() if v > WORTH_TELLING)[::-1]
    told = [say["why"][name] for _, name in strong[:3]] or [say["why"]["calm"]]
    if person.acts & (ISSUE | CONDUCT):
        told.insert(0, say["why"]["complains"])
    return told


def _fate(person: Person, other: Person, say: dict[str, Any]) -> list[str]:
    """Say what the storm did to this very person."""
    if other.follows and not person.follows:
        return [say["why"]["lost"]]
    if other.stance - person.stance > 0.1:
        return [say["why"]["cooler"]]
    return [say["why"]["warmer"]] if person.stance - other.stance > 0.1 else []
