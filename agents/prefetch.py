"""Ask for memory before it is needed: rows that lie far apart arrive while others are served."""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic, overload

WRITE, KEEP, DATA = 1, 3, 1  # to be written, to stay in the cache, no instructions


def prefetch(columns, row):
    """Let the processor fetch one row of some columns; nothing else happens.

    Parameters
    ----------
    columns : array or tuple of arrays
        What is read or written soon; of a table, ``row`` is the place of an entry in memory.
    row : int
        Not negative.
    """


@overload(prefetch, inline="always")
def _compiled(columns, row):
    return lambda columns, row: _fetch(columns, row)  # noqa: PLW0108 - an intrinsic is no function


@intrinsic
def _fetch(context: Any, columns: Any, row: Any) -> Any:
    def call(context: Any, builder: Any, given: Any, arguments: Any) -> Any:
        value, at = arguments
        for number, kind in enumerate(columns.types if many else [columns]):
            one = builder.extract_value(value, number) if many else value
            _ask(builder, context.make_array(kind)(context, builder, one).data, at)
        return context.get_dummy_value()

    many = isinstance(columns, types.BaseTuple)
    return types.void(columns, row), call


def _ask(builder: Any, column: Any, row: Any) -> None:
    """Put the processor's own instruction for it where the call was."""
    number = ir.IntType(32)
    kind = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, number, number, number])
    fetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
    at = builder.bitcast(builder.gep(column, [row]), cgutils.voidptr_t)
    builder.call(fetch, [at, *(number(one) for one in (WRITE, KEEP, DATA))])
