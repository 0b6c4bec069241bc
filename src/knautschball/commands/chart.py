"""Charts of one run in the terminal: the two waves and the dent."""

import math

import pandas as pd

TALL = 12
LOW = 9
"""Lines of a chart with and without room for detail."""


def charts(hours: pd.DataFrame, width: int) -> list[str]:
    """Draw complaints a day and the dent over days since the load.

    The two waves stand below each other on one scale, so that no colour or legend is needed.

    Parameters
    ----------
    hours : DataFrame
        ``hours`` of an outcome.
    width : int
        Columns to fill.

    Returns
    -------
    list of str
        None for what never left zero.
    """
    seen = hours[hours["since_load"] >= -48]
    days = (seen["since_load"] / 24).to_list()
    waves = hours[["issue", "conduct"]].rolling(24, min_periods=1).sum().loc[seen.index]
    most = float(waves.to_numpy().max())
    panels = [
        (
            "complaints about the issue in 24 hours, by days since the load",
            waves["issue"],
            most,
            LOW,
        ),
        ("complaints about the brand's conduct, same scale", waves["conduct"], most, LOW),
        ("dent D (0 is the original form)", seen["dent"], float(seen["dent"].max()), TALL),
    ]
    return [
        _chart(title, days, line.to_list(), top, (width, height))
        for title, line, top, height in panels
        if line.any()
    ]


def _chart(
    title: str, days: list[float], line: list[float], top: float, size: tuple[int, int]
) -> str:
    import plotext

    plotext.terminal.limit(False, False)
    plot = plotext.figure
    plot.clear()
    plot.theme("colorless")
    plot.plot_size(*size)
    plot.draw(plot.signal(days, line, marker="braille").lines())
    for axis, first, last, most in (("x", days[0], days[-1], 7), ("y", 0.0, top, 4)):
        plot.ruler(axis).lim(first, last)
        plot.ruler(axis).ticks(marks(last, most))
    plot.title(title)
    return "\n".join(row.rstrip() for row in _plain(plot.build().string()).splitlines())


def marks(last: float, most: int) -> list[float]:
    """Give round numbers from 0 to ``last`` in equal steps of 1, 2 or 5 times a power of ten.

    Parameters
    ----------
    last : float
        Largest value to be shown, above 0.
    most : int
        Steps at most, 3 or more: fewer cannot always be had.
    """
    power = math.floor(math.log10(last / most))
    steps = (digit * 10.0**power for digit in (1, 2, 5, 10))
    step = next(one for one in steps if last / one <= most + 1e-9)
    numbers = (round(i * step, max(0, 2 - power)) for i in range(int(last / step + 1e-9) + 1))
    return [int(number) if step >= 1 else number for number in numbers]


def _plain(text: str) -> str:
    from rich.text import Text

    return Text.from_ansi(text).plain
