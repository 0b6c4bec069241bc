"""Numbers at the axes of figures."""

from collections.abc import Sequence

from matplotlib.ticker import Formatter
from numpy import format_float_positional

from knautschball.report.words import Words


class Ticks(Formatter):
    """Write all ticks of an axis in the reader's language, with the digits that the finest needs.

    Parameters
    ----------
    say : Words
        The language.
    sign : bool
        Write a plus before what is above zero.
    """

    def __init__(self, say: Words, sign: bool = False) -> None:
        self._say, self._sign = say, sign

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Write all ticks of an axis."""
        digits = max(map(_digits, values), default=0)
        return [self._say.number(value, digits, self._sign) for value in values]

    def __call__(self, value: float, pos: int | None = None) -> str:
        """Write a number that stands alone."""
        return self.format_ticks([value])[0]


def _digits(tick: float) -> int:
    """Count the places after the point, but for what is left over from computing."""
    return len(format_float_positional(tick, precision=9, trim="-").partition(".")[2])
