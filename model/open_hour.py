"""The hour of everybody with rules that can be exchanged; compiled once, whatever the rules say."""

from functools import cache
from types import FunctionType, ModuleType
from typing import Any

import numba

from knautschball.agents import rules
from knautschball.agents.called import RULES, caller
from knautschball.agents.compiled import remembered
from knautschball.agents.renewed import renewed
from knautschball.model import hour, kernels

KERNELS = ("calm_hour", "storm_hour")


@cache
def open_hours() -> tuple[Any, Any]:
    """Give ``calm_hour`` and ``storm_hour``, made of the same functions as the shipped ones.

    They call every rule by its address; what is in force there is for the caller to see to.
    """
    calls = ModuleType(rules.__name__)
    vars(calls).update(vars(rules) | {name: caller(name) for name in RULES})
    swapped = {id(rules): calls} | {id(RULES[name]): getattr(calls, name) for name in RULES}
    renewed(hour, swapped, _again)
    copy = renewed(kernels, swapped, _again)
    return copy.calm_hour, copy.storm_hour


def _again(name: str, function: FunctionType, original: Any) -> Any:
    """Compile a function as its original was."""
    options = {key: value for key, value in original.targetoptions.items() if key != "nopython"}
    dispatcher = numba.njit(function, **options)
    return remembered(dispatcher, function) if name in KERNELS else dispatcher
