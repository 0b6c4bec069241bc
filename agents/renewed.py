"""Give a module of compiled functions a copy in which some names stand for something else.

The copy is made of the very functions of the original: what is written once is compiled twice,
with other things behind the same names.
"""

from collections.abc import Callable, Mapping
from types import FunctionType, ModuleType
from typing import Any

from numba.core.dispatcher import Dispatcher

Decorate = Callable[[str, FunctionType, Any], Any]


def own(module: ModuleType) -> dict[str, Any]:
    """Give the compiled functions that are defined in a module, by name."""
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, Dispatcher) and value.py_func.__module__ == module.__name__
    }


def renewed(module: ModuleType, swapped: dict[int, Any], decorate: Decorate) -> ModuleType:
    """Copy a module, with other things behind some of its names.

    Parameters
    ----------
    module : module
        Holds compiled functions.
    swapped : dict of int to object
        By the identity of what the names of the module stand for, what they shall stand for.
        The copy and its functions are added, so that the next module can be copied likewise.
    decorate : callable
        Compiles a function of the copy: its name, the function, the compiled original.

    Returns
    -------
    module
        The copy, known to nobody else; the original stays as it is.
    """
    copy = ModuleType(module.__name__)
    vars(copy).update({name: swapped.get(id(it), it) for name, it in vars(module).items()})
    for name, original in own(module).items():
        if id(original) not in swapped:
            function = rebound(original.py_func, vars(copy))
            vars(copy)[name] = swapped[id(original)] = decorate(name, function, original)
    swapped[id(module)] = copy
    return copy


def rebound(function: FunctionType, names: Mapping[str, Any]) -> FunctionType:
    """Give the same function, looking up names elsewhere, under a name of its own.

    The own name keeps machine code in the cache apart from that of the original.
    """
    copy = FunctionType(function.__code__, names, function.__name__, function.__defaults__)
    copy.__qualname__ = f"renewed.{function.__qualname__}"
    copy.__module__, copy.__annotations__ = function.__module__, function.__annotations__
    copy.__doc__ = function.__doc__
    return copy
