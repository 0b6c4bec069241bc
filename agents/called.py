"""Rules that are called by their address, so that one can be exchanged in a compiled hour.

Ordinarily the rules are woven into the loop over people, which makes it fast and takes half a
minute to compile. Here the loop looks up where a rule is, and calls it; whoever writes a rule anew
compiles that rule alone.
"""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, get_type_hints

import numba
from llvmlite import binding, ir
from numba.core import cgutils, types
from numba.core.typing import Signature
from numba.extending import intrinsic

from knautschball.agents import rules
from knautschball.agents.compiled import OPTIONS, remembered
from knautschball.agents.numbers import declared
from knautschball.agents.renewed import own

RULES: dict[str, Any] = own(rules)
"""The rules of the crowd by name, as shipped."""
SYMBOL = "knautschball_addresses_of_rules"
_addresses = (ctypes.c_void_p * len(RULES))()
_in_use = RLock()
# compiled code finds the table by its name, also when it comes from the cache
binding.add_symbol(SYMBOL, ctypes.addressof(_addresses))


@contextmanager
def in_force(addresses: Sequence[int]) -> Iterator[None]:
    """Let hours that call rules by address find these; other threads wait.

    Parameters
    ----------
    addresses : sequence of int
        Of every rule in `RULES`, in their order.
    """
    with _in_use:
        _addresses[:] = addresses
        yield


def example(kind: Any, number: float = 0.5) -> Any:
    """Give a value of the kind that an annotation names, of one number or of the declared ones."""
    if kind in (float, int, bool):
        return kind(number)
    named = get_type_hints(kind)
    if named:
        return kind(*(example(each, number) for each in named.values()))
    return declared(kind)


def hints(name: str) -> tuple[list[Any], Any]:
    """Give the kinds of the arguments of a rule, and the kind of its result."""
    kinds = get_type_hints(RULES[name].py_func)
    result = kinds.pop("return")
    return list(kinds.values()), result


def signature(name: str) -> Signature:
    """Give the compiled types of a rule: how it is called and what it gives back."""
    given, result = hints(name)
    return numba.typeof(example(result))(*(numba.typeof(example(kind)) for kind in given))


def compiled_alone(name: str, function: Callable[..., Any], keep: bool) -> Any:
    """Compile a rule for itself, for the types it is called with.

    Parameters
    ----------
    name : str
        Which rule it is.
    function : callable
        As it is written.
    keep : bool
        Whether the machine code may go to the cache on disk.
    """
    dispatcher = numba.njit(function, **OPTIONS)
    if keep:
        remembered(dispatcher, function)
    dispatcher.compile(signature(name))
    return dispatcher


def address(name: str, dispatcher: Any) -> int:
    """Give the address of a rule that was compiled alone."""
    result = dispatcher.overloads[signature(name).args]
    return int(result.library.get_pointer_to_function(result.fndesc.llvm_func_name))


def caller(name: str) -> Any:
    """Give a compiled function that calls whatever is in force under the name of a rule."""
    at, wanted = list(RULES).index(name), signature(name)

    def call(context: Any, builder: Any, given: Signature, arguments: Sequence[Any]) -> Any:
        cast = [
            context.cast(builder, value, kind, target)
            for value, kind, target in zip(arguments, given.args, wanted.args, strict=True)
        ]
        kind = context.call_conv.get_function_type(wanted.return_type, wanted.args)
        function = builder.bitcast(_entry(builder, at), kind.as_pointer())
        status, result = context.call_conv.call_function(
            builder, function, wanted.return_type, wanted.args, cast
        )
        with cgutils.if_unlikely(builder, status.is_error):
            context.call_conv.return_status_propagate(builder, status)
        return result

    return _intrinsic(name, lambda given: (wanted.return_type(*given), call))


def _entry(builder: Any, at: int) -> Any:
    """Read an address from the table, in compiled code."""
    names = builder.module.globals
    table = names.get(SYMBOL)
    if table is None:
        kind = ir.ArrayType(cgutils.voidptr_t, len(RULES))
        table = cgutils.add_global_variable(builder.module, kind, SYMBOL)
    return builder.load(cgutils.gep_inbounds(builder, table, 0, at))


def _intrinsic(name: str, typed: Callable[[Sequence[types.Type]], Any]) -> Any:
    """Make an intrinsic with as many arguments as the rule has; the compiler counts them."""
    count = RULES[name].py_func.__code__.co_argcount
    given = ", ".join(f"a{number}" for number in range(count))
    space: dict[str, Any] = {"typed": typed}
    exec(f"def {name}(context, {given}):\n    return typed([{given}])", space)
    return intrinsic(space[name])
