"""The hour of everybody with rules that can be exchanged; compiled once, whatever the rules say."""

from functools import cache
from types import FunctionType, ModuleType
from typing import Any

import numba

from knautschball.agents import rules
from knautschball.agents.called import RULES, caller
from knautschball.agents.compiled import remembered
from knautschball.agents.renewed import renewed
from knautschball.model import deeds, hour, kept, kernels

KERNELS = ("calm_hour", "storm_hour", "work_out")


@cache
def open_hours() -> tuple[Any, Any, Any]:
    """Give ``calm_hour``, ``storm_hour`` and ``work_out``, made of the same functions as shipped.

    They call every rule by its address; what is in force there is for the caller to see to.
    """
    calls = ModuleType(rules.__name__)
    vars(calls).update(vars(rules) | {name: caller(name) for name in RULES})
    swapped = {id(rules): calls} | {id(RULES[name]): getattr(calls, name) for name in RULES}
    copies = [renewed(module, swapped, _again) for module in (hour, deeds, kept, kernels)]
    return copies[-1].calm_hour, copies[-1].storm_hour, copies[-2].work_out


def _again(name: str, function: FunctionType, original: Any) -> Any:
    """Compile a function as its original was."""
    options = {key: value for key, value in original.targetoptions.items() if key != "nopython"}
    dispatcher = numba.njit(function, **options)
    return remembered(dispatcher, function) if name in KERNELS else dispatcher
