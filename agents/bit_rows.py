"""Rows of bits, each as wide as a line of the cache, united in the registers of the processor.

For functions that `knautschball.agents.compiled` compiles. Written there as a loop over words, a
row went to memory and back for each one that is united with it, which took three times as long.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic, overload

WORDS = 8
"""Machine words of a row."""
_WORD = ir.IntType(64)
_ROW = ir.VectorType(_WORD, WORDS)


def unite(into, row, table, chosen, first, last):
    """Write into a row all bits that are set in any of the chosen rows of a table.

    Parameters
    ----------
    into : uint64[n, WORDS]
        What is written.
    row : int
        Which row of it.
    table : uint64[m, WORDS]
        What is read.
    chosen : uint32[k]
        Numbers of rows of ``table``; those from ``first`` to before ``last`` are united.
    first, last : int
        Not negative; without any between them the row is left empty.
    """
    into[row] = np.bitwise_or.reduce(table[chosen[first:last]], axis=0)


@overload(unite, inline="always")
def _compiled(into, row, table, chosen, first, last):
    return lambda into, row, table, chosen, first, last: _united(  # noqa: PLW0108
        into, row, table, chosen, first, last
    )


@intrinsic
def _united(
    context: Any, into: Any, row: Any, table: Any, chosen: Any, first: Any, last: Any
) -> Any:
    def call(context: Any, builder: Any, given: Any, arguments: Any) -> Any:
        goal, source, numbers = (
            context.make_array(given.args[at])(context, builder, arguments[at]).data
            for at in (0, 2, 3)
        )
        found = cgutils.alloca_once_value(builder, ir.Constant(_ROW, None))
        begin, end = arguments[4], arguments[5]
        with cgutils.for_range_slice(builder, begin, end, ir.Constant(_WORD, 1)) as (at, _):
            number = builder.zext(builder.load(builder.gep(numbers, [at])), _WORD)
            bits = builder.load(_place(builder, source, number), align=8)
            builder.store(builder.or_(builder.load(found), bits), found)
        builder.store(builder.load(found), _place(builder, goal, arguments[1]), align=8)
        return context.get_dummy_value()

    return types.void(into, row, table, chosen, first, last), call


def _place(builder: Any, table: Any, row: Any) -> Any:
    """Give the place of a row in memory."""
    at = builder.gep(table, [builder.mul(row, ir.Constant(_WORD, WORDS))])
    return builder.bitcast(at, _ROW.as_pointer())
