"""What a visitor may choose. Everything that comes from a browser is clamped here."""

from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from knautschball.agents.policy import policies
from knautschball.scenarios import available

LANGUAGES = ("en", "de")
PACES = (6, 24, 72)
"""Hours of the storm in a second of the visitor's time."""
SEEDS = 999_999
DOINGS = ("play", "pause", "toggle", "day", "reset", "choose")


@dataclass(frozen=True)
class Choice:
    """Which storm a visitor looks at, and how."""

    scenario: str = "bubble-tea"
    policy: str = "silence"
    seed: int = 1
    language: str = "en"
    pace: int = 24

    @property
    def storm(self) -> tuple[str, str, int]:
        """What has to be run anew when it changes."""
        return self.scenario, self.policy, self.seed

    def changed(self, wish: Any) -> "Choice":
        """Follow the wishes that can be followed; ignore the others.

        Parameters
        ----------
        wish : Any
            A mapping of field to value; whatever else it may be, it changes nothing.
        """
        if not isinstance(wish, dict):
            return self
        checks = {
            "scenario": lambda value: _one_of(value, scenarios()),
            "policy": lambda value: _one_of(value, usable_policies()),
            "seed": _seed,
            "language": lambda value: _one_of(value, LANGUAGES),
            "pace": lambda value: _one_of(value, PACES),
        }
        checked = {key: check(wish[key]) for key, check in checks.items() if key in wish}
        return replace(self, **{key: value for key, value in checked.items() if value is not None})

    def as_dict(self) -> dict[str, Any]:
        """Give the choice as plain data."""
        return asdict(self)


@cache
def scenarios() -> dict[str, dict[str, Any]]:
    """Give the shipped scenarios; files of the server are none of a visitor's business."""
    return available()


@cache
def usable_policies() -> dict[str, dict[str, Any]]:
    """Give the shipped policies that can be read."""
    return {name: about for name, about in policies().items() if "unusable" not in about["title"]}


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
        asked = parse_qs((search or "").lstrip("?"), max_num_fields=12)
    except ValueError:
        return start
    wish: dict[str, Any] = {key: values[0] for key, values in asked.items()}
    wish["language"] = wish.get("lang")
    wish["pace"] = int(wish["pace"]) if str(wish.get("pace", "")) in map(str, PACES) else None
    return start.changed(wish)


def _one_of(value: Any, allowed: Any) -> Any:
    """Give the value back if it is one of those allowed, and of the same kind."""
    same = isinstance(value, str | int) and not isinstance(value, bool)
    return value if same and value in allowed else None


def _seed(value: Any) -> int | None:
    """Read a whole number and clamp it."""
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 40:
        return None
    try:
        return min(max(int(float(value)), 1), SEEDS)
    except (ValueError, OverflowError):
        return None
