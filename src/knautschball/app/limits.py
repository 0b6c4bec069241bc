"""Which numbers a visitor may turn, and how far: the declarations, narrowed to what one page
on a shared server can bear."""

from dataclasses import replace
from functools import cache
from math import isfinite
from typing import Any

from knautschball.scenarios.errors import ScenarioError
from knautschball.scenarios.knobs import Knob, knobs
from knautschball.scenarios.scenario import Scenario, part, sections

CEILINGS = {
    "community.size": 10_000,
    "community.mean_degree": 40,
    "community.acquaintances": 1,
    "community.circles": 500,
    "run.warm_up": 21,
    "run.horizon": 90,
    "run.controls": 8,
    "load.at": 240,
}
"""Largest value on the page, where the model itself would allow more."""
CLOSED = ("community.file", "run.threads")
"""Files and processors of the server are none of a visitor's business."""
FIRST = (
    "load.severity",
    "load.reach",
    "load.blame",
    "team.size",
    "team.weekends",
    "brand.keeps_promises",
    "community.size",
    "people.trust",
    "community.mixing",
)
"""Numbers that are shown at once; all others stand behind a button."""
LOADS = 4.0
"""Largest multiple of a scenario's load."""
MOST_CHANGES = 60
"""Numbers of a scenario that one link can change."""


@cache
def turnable() -> dict[str, Knob]:
    """Give every number, switch and choice that a visitor may change, by dotted key."""
    every = {f"{name}.{one.key}": one for name, part in sections().items() for one in knobs(part)}
    return {key: _narrowed(key, one) for key, one in every.items() if _open(key, one)}


def _open(key: str, one: Knob) -> bool:
    free_text = one.low is None and not one.choices and not isinstance(one.default, bool)
    return key not in CLOSED and not free_text


def _narrowed(key: str, one: Knob) -> Knob:
    return replace(one, high=CEILINGS[key]) if key in CEILINGS else one


def number(value: Any) -> float | None:
    """Read a finite number, also from text; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 40:
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if isfinite(found) else None


def clamped(key: str, value: Any) -> Any:
    """Bring a value for a key into its bounds; None where it cannot be one.

    Parameters
    ----------
    key : str
        Dotted key, such as ``team.size``.
    value : Any
        Whatever a browser sent; numbers and switches may also be written as text.
    """
    one = turnable().get(key)
    if one is None:
        return None
    if one.choices:
        return value if isinstance(value, str) and value in one.choices else None
    if isinstance(one.default, bool):
        return {"true": True, "false": False}.get(str(value).lower())
    found = number(value)
    if found is None or one.low is None or one.high is None:
        return None
    inside = min(max(found, one.low), one.high)
    return round(inside) if isinstance(one.default, int) else inside


def held(scenario: Scenario) -> Scenario:
    """Give a visitor's scenario back, on one processor, if this server can bear it.

    Raises
    ------
    ScenarioError
        It asks for a file, or a number is beyond what the page allows.
    """
    if scenario.community.file:
        raise ScenarioError("community.file", "the page reads no files", "a generator")
    for key, most in CEILINGS.items():
        worst = max(values(scenario, key), default=0)
        if worst > most:
            raise ScenarioError(key, f"{worst:g} is too much for the page", f"up to {most:g}")
    return scenario.change({"run.threads": 1})


def values(scenario: Scenario, key: str) -> list[Any]:
    """Give the value of a dotted key, once per load where each load has its own."""
    section, _, name = key.rpartition(".")
    found = part(scenario, section)
    return [getattr(one, name) for one in (found if isinstance(found, tuple) else (found,))]
