"""Numbers at the axes of figures."""

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

    def __call__(self, value: float, pos: int | None = None) -> str:
        """Write one tick; Matplotlib has set ``locs`` to all of the axis."""
        digits = max((_digits(tick) for tick in self.locs), default=0)
        return self._say.number(value, digits, self._sign)


def _digits(tick: float) -> int:
    """Count the places after the point, but for what is left over from computing."""
    return len(format_float_positional(tick, precision=9, trim="-").partition(".")[2])
