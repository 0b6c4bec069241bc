"""What a visitor may choose. Everything that comes from a browser is clamped here."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from typing import Any

from knautschball.agents.policy import policies
from knautschball.app import limits, packed
from knautschball.app.moves import Move, checked
from knautschball.scenarios import available

PAGES = ("explore", "play", "compare", "teach")
LANGUAGES = ("en", "de")
PACES = (2, 6, 24, 72)
"""Hours of the storm in a second of the visitor's time."""
COLOURS = (
    "stance",
    "arousal",
    "left",
    "openness",
    "conscientiousness",
    "extraversion",
    "agreeableness",
    "neuroticism",
)
"""By what people can be coloured; a name is a column, but for ``left``."""
CONTROLS = ("scenario", "policy", "numbers", "pace", "compare")
"""What a trainer can leave to the participants."""
SEEDS = 999_999
BEFORE = 24
"""Hours before the load at which the picture begins; nothing happens earlier."""
ROOM_NAME = 12
"""Letters and digits in the name of a room at most."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a visitor looks at, and how: all that a link restores.

    Attributes
    ----------
    page : str
        One of `PAGES`.
    scenario, policy : str
        Names of what is shipped, or stands in the folders of the server's owner.
    seed : int
        Names the luck.
    language : str
        ``en`` or ``de``.
    pace : int
        Hours in a second.
    hour : int
        Hours since the load up to which the storm is run at once.
    load : float
        Times the scenario's load.
    numbers : tuple of (str, value)
        Dotted keys of the scenario that have other values.
    moves : tuple of Move
        What the visitor said as the brand, by hour.
    paused : bool
        Whether the clock stops every morning while the visitor is the brand.
    policies : tuple of str
        What is compared; empty for all.
    colour : str
        One of `COLOURS`.
    person : int
        Whom the visitor looks at; -1 for nobody.
    room : str
        Where results are gathered; empty for nowhere.
    allowed : tuple of str
        Of `CONTROLS`, what a trainer leaves to the participants of a room.
    own_scenario, own_policy : str
        Packed text of the visitor's own files.
    """

    page: str = "explore"
    scenario: str = "bubble-tea"
    policy: str = "silence"
    seed: int = 1
    language: str = "en"
    pace: int = 24
    hour: int = -BEFORE
    load: float = 1.0
    numbers: tuple[tuple[str, Any], ...] = ()
    moves: tuple[Move, ...] = ()
    paused: bool = True
    policies: tuple[str, ...] = ()
    colour: str = "stance"
    person: int = -1
    room: str = ""
    allowed: tuple[str, ...] = ()
    own_scenario: str = ""
    own_policy: str = ""

    @property
    def weather(self) -> tuple[Any, ...]:
        """What strikes whom: the same for everybody who is compared."""
        return self.scenario, self.own_scenario, self.seed, self.load, self.numbers

    @property
    def storm(self) -> tuple[Any, ...]:
        """What has to be run anew when it changes; moves do not, they only add to it."""
        answers = ("play",) if self.page == "play" else (self.policy, self.own_policy)
        return *self.weather, *answers

    def changed(self, wish: Any) -> "Choice":
        """Follow the wishes that can be followed; ignore the others.

        Parameters
        ----------
        wish : Any
            A mapping of field to value; whatever else it may be, it changes nothing.
        """
        if not isinstance(wish, dict):
            return self
        checked = {key: check(wish[key]) for key, check in CHECKS.items() if key in wish}
        kept = {key: value for key, value in checked.items() if value is not None}
        if "scenario" in kept and "own_scenario" not in kept:
            kept["own_scenario"] = ""
        if "policy" in kept and "own_policy" not in kept:
            kept["own_policy"] = ""
        return replace(self, **kept)

    def permitted(self, wish: Any) -> "Choice":
        """Follow a visitor's wishes as `changed` does; in a room only those the trainer allowed."""
        if not self.room or self.page == "teach" or not isinstance(wish, dict):
            return self.changed(wish)
        closed = {"seed", "load", "room", "allowed"}
        closed |= {name for name in ("scenario", "policy", "numbers") if name not in self.allowed}
        closed |= {f"own_{name}" for name in ("scenario", "policy") if name in closed}
        closed |= {"pace"} - set(self.allowed)
        return self.changed({key: value for key, value in wish.items() if key not in closed})

    def as_dict(self) -> dict[str, Any]:
        """Give the choice as plain data for the browser."""
        data = asdict(self) | {"numbers": dict(self.numbers), "moves": len(self.moves)}
        return {key: list(v) if isinstance(v, tuple) else v for key, v in data.items()}


@cache
def scenarios() -> dict[str, dict[str, Any]]:
    """Give the scenarios that can be read: those that are shipped, and the server's owner's own.

    They are chosen by name. A path, to whatever file of the server, is no name.
    """
    return {name: about for name, about in available().items() if "problem" not in about}


@cache
def usable_policies() -> dict[str, dict[str, Any]]:
    """Give the policies that can be read: those that are shipped, and the server's owner's own."""
    return {name: about for name, about in policies().items() if "problem" not in about}


def _one_of(allowed: Callable[[], Any]) -> Callable[[Any], Any]:
    """Give the check that lets through what is allowed, and of the same kind."""

    def check(value: Any) -> Any:
        known = isinstance(value, str | int) and not isinstance(value, bool)
        return value if known and value in allowed() else None

    return check


def _some_of(allowed: Callable[[], Any]) -> Callable[[Any], tuple[str, ...] | None]:
    """Give the check that keeps those of a list that are allowed, in our order."""

    def check(value: Any) -> tuple[str, ...] | None:
        if not isinstance(value, list | tuple) or len(value) > 100:
            return None
        wanted = {one for one in value if isinstance(one, str)}
        return tuple(name for name in allowed() if name in wanted)

    return check


def _whole(low: int, high: int) -> Callable[[Any], int | None]:
    """Give the check that reads a whole number and clamps it."""

    def check(value: Any) -> int | None:
        number = limits.number(value)
        return None if number is None else min(max(int(number), low), high)

    return check


def _numbers(value: Any) -> tuple[tuple[str, Any], ...] | None:
    if not isinstance(value, dict) or len(value) > limits.MOST_CHANGES:
        return None
    found = {key: limits.clamped(key, one) for key, one in value.items() if isinstance(key, str)}
    return tuple(sorted((key, one) for key, one in found.items() if one is not None))


def _load(value: Any) -> float | None:
    number = limits.number(value)
    return None if number is None else round(min(max(number, 0.0), limits.LOADS), 3)


def _room(value: Any) -> str | None:
    right = isinstance(value, str) and len(value) <= ROOM_NAME and value.isascii()
    return value.lower() if right and (value.isalnum() or not value) else None


CHECKS: dict[str, Callable[[Any], Any]] = {
    "page": _one_of(lambda: PAGES),
    "scenario": _one_of(scenarios),
    "policy": _one_of(usable_policies),
    "seed": _whole(1, SEEDS),
    "language": _one_of(lambda: LANGUAGES),
    "pace": _one_of(lambda: PACES),
    "hour": _whole(-BEFORE, 24 * int(limits.CEILINGS["run.horizon"])),
    "load": _load,
    "numbers": _numbers,
    "moves": checked,
    "paused": lambda value: value if isinstance(value, bool) else None,
    "policies": _some_of(usable_policies),
    "colour": _one_of(lambda: COLOURS),
    "person": _whole(-1, int(limits.CEILINGS["community.size"]) - 1),
    "room": _room,
    "allowed": _some_of(lambda: CONTROLS),
    "own_scenario": packed.checked_scenario,
    "own_policy": packed.checked_policy,
}
"""Field of a choice → what makes an honest value of whatever came, or None."""

assert CHECKS.keys() == {field.name for field in fields(Choice)}
