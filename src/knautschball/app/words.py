"""All words of the page in the visitor's language; numbers are written by the report's words."""

from dataclasses import replace
from typing import Any

from knautschball.app import packed
from knautschball.app.choices import Choice, scenarios, usable_policies
from knautschball.app.english import ENGLISH
from knautschball.app.german import GERMAN
from knautschball.report.words import words as report_words

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
OWN = "own"
"""Stands in a list for the visitor's own file."""


def words(language: str) -> dict[str, Any]:
    """Give the table of a language."""
    return LANGUAGES[language]


def scenario_title(choice: Choice) -> str:
    """Give the title of the chosen scenario: the language's own, else the one in its file."""
    return _told(choice)[0]


def _told(choice: Choice) -> tuple[str, str]:
    """Give title and summary of the chosen scenario."""
    if choice.own_scenario:
        own = packed.scenario(choice.own_scenario).scenario
        return own.title, own.summary
    return report_words(choice.language).told(choice.scenario, scenarios()[choice.scenario])


def policy_title(choice: Choice) -> str:
    """Give the title of the chosen policy: the language's own, else the one in its file."""
    if choice.page == "play":
        return words(choice.language)["mine"]
    if choice.own_policy:
        return packed.policy(choice.own_policy).title
    return _policy(choice.policy, choice.language)


def _policy(name: str, language: str) -> str:
    return report_words(language).policy(name, usable_policies()[name]["title"])


def story(choice: Choice) -> tuple[str, str]:
    """Tell what happens and what the brand does, in a few sentences each."""
    say = words(choice.language)
    told = _told(choice)[1]
    if choice.page == "play":
        return told, say["you_answer"]
    if choice.own_policy:
        return told, packed.policy(choice.own_policy).summary
    does = usable_policies()[choice.policy].get("summary", "")
    return told, say["summaries"].get(choice.policy) or does


def options(choice: Choice) -> dict[str, Any]:
    """Give the names and titles that can be chosen, and the story of those that are."""
    own = [[OWN, scenario_title(choice)]] if choice.own_scenario else []
    book = [[OWN, policy_title(replace(choice, page="explore"))]] if choice.own_policy else []
    return {
        "story": list(story(choice)),
        "scenario": own + _named_scenarios(choice.language),
        "policy": book + _named_policies(choice.language),
        "chosen": {
            "scenario": OWN if choice.own_scenario else choice.scenario,
            "policy": OWN if choice.own_policy else choice.policy,
        },
        "compared": list(choice.policies),
    }


def _named_scenarios(language: str) -> list[list[str]]:
    told = report_words(language).told
    return [[name, told(name, about)[0]] for name, about in scenarios().items()]


def _named_policies(language: str) -> list[list[str]]:
    return [[name, _policy(name, language)] for name in usable_policies()]


def desk_words(language: str) -> dict[str, Any]:
    """Give what the desk needs in the browser; JSON knows no numbers as keys."""
    say = words(language)
    return say | {"paces": [[hours, title] for hours, title in say["paces"].items()]}
