"""All words of the page in the visitor's language; numbers are written by the report's words."""

from typing import Any

from knautschball.app.choices import Choice, scenarios, usable_policies
from knautschball.app.english import ENGLISH
from knautschball.app.german import GERMAN
from knautschball.report.words import words as report_words

LANGUAGES = {"en": ENGLISH, "de": GERMAN}


def words(language: str) -> dict[str, Any]:
    """Give the table of a language."""
    return LANGUAGES[language]


def scenario_title(name: str, language: str) -> str:
    """Give the title of a scenario: the language's own, else the one in its file."""
    return report_words(language).told(name, scenarios()[name])[0]


def policy_title(name: str, language: str) -> str:
    """Give the title of a policy: the language's own, else the one in its file."""
    return report_words(language).policy(name, usable_policies()[name]["title"])


def story(choice: Choice) -> tuple[str, str]:
    """Tell what happens and what the brand does, in a few sentences each."""
    say = words(choice.language)
    _, told = report_words(choice.language).told(choice.scenario, scenarios()[choice.scenario])
    does = usable_policies()[choice.policy].get("summary", "")
    return told, say["summaries"].get(choice.policy) or does


def options(choice: Choice) -> dict[str, list[Any]]:
    """Give the names and titles that can be chosen, and the story of those that are."""
    language = choice.language
    return {
        "story": list(story(choice)),
        "scenario": [(name, scenario_title(name, language)) for name in scenarios()],
        "policy": [(name, policy_title(name, language)) for name in usable_policies()],
    }


def desk_words(language: str) -> dict[str, Any]:
    """Give what the desk needs in the browser; JSON knows no numbers as keys."""
    say = words(language)
    return say | {"paces": [[hours, title] for hours, title in say["paces"].items()]}
