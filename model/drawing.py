"""What every figure shares: the style, labels at the ends of lines, saving. Never pyplot.

Figures are plain :class:`matplotlib.figure.Figure` objects, so that drawing needs no display and
leaves no global state behind, in a server as little as in a notebook.
"""

import re
from collections.abc import Callable, Sequence
from functools import wraps
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.optimize import isotonic_regression

from knautschball.model.palette import GRID, INK, SOFT, TEXT
from knautschball.scenarios.errors import OutputError

WIDTH = 7.4
"""Inches: the text width of an A4 page, so that 8-point letters print as 8-point letters."""

SCREEN = 100
"""Pixels per inch at which a notebook shows a picture; twice as many are drawn."""

STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 8,
    "axes.labelcolor": SOFT,
    "axes.edgecolor": "#9AA4B0",
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "text.color": INK,
    "lines.linewidth": 1.6,
    "legend.frameon": False,
    "figure.facecolor": "white",
    "svg.fonttype": "none",
    "svg.hashsalt": "knautschball",
}


class Picture(Figure):
    """A figure that a notebook shows wherever it is the last word of a cell.

    Matplotlib alone shows only figures of its global state, which is left alone here.
    """

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        """Give the picture, and its width on the screen in pixels."""
        out = BytesIO()
        with rc_context(STYLE):
            self.savefig(out, format="png", dpi=2 * SCREEN, metadata={"Software": None})
        return out.getvalue(), {"width": round(SCREEN * self.get_figwidth())}


def styled(draw: Callable[..., Figure]) -> Callable[..., Picture]:
    """Let a drawing function work in the house style, whatever the user has set."""

    @wraps(draw)
    def in_style(*args: object, **options: object) -> Picture:
        with rc_context(STYLE):
            figure = draw(*args, **options)
        figure.__class__ = Picture  # drawn as a plain figure, it now knows how to show itself
        return figure

    return in_style


def spread(
    places: Sequence[float], gap: float, low: float = -np.inf, high: float = np.inf
) -> np.ndarray:
    """Move labels apart as little as possible so that none covers another.

    Parameters
    ----------
    places : sequence of float, shape (n,)
        Where each label would like to stand.
    gap : float
        Smallest distance between two labels, in the same unit.
    low, high : float
        Bounds; the upper one gives way if there is no room for all.

    Returns
    -------
    ndarray, shape (n,)
        New places in the order given: the least-squares nearest with that distance.
    """
    wish = np.asarray(places, dtype=float)
    if not len(wish):
        return wish
    order = np.argsort(wish, kind="stable")
    steps = gap * np.arange(len(wish))
    moved = np.empty_like(wish)
    free = isotonic_regression(wish[order] - steps).x
    moved[order] = np.maximum(np.minimum(free, high - steps[-1]), low) + steps
    return moved


def end_labels(
    axes: Axes, ends: Sequence[float], names: Sequence[str], hues: Sequence[str], size: float = 8
) -> None:
    """Write the name of every line beside its end, to the right of the axes.

    Parameters
    ----------
    axes : Axes
        With its final limits and its final place in the figure.
    ends : sequence of float
        Last value of every line, in data units.
    names, hues : sequence of str
        Label and colour of every line.
    size : float
        Of the letters, in points.
    """
    low, high = axes.get_ylim()
    tall = axes.get_position().height * axes.figure.get_figheight() * 72  # points
    gap = 1.28 * size * (high - low) / tall
    places = spread(ends, gap, low + gap / 2, high - gap / 2)
    right = axes.get_xlim()[1]
    for end, place, name, hue in zip(ends, places, names, hues, strict=True):
        axes.annotate(
            name,
            xy=(right, end),
            xytext=(16, (place - end) * tall / (high - low)),
            textcoords="offset points",
            va="center",
            color=TEXT.get(hue, INK),
            fontsize=size,
            fontweight="bold",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": hue,
                "lw": 0.8,
                "shrinkA": 0,
                "shrinkB": 1,
                "relpos": (0, 0.5),
            },
        )


def svg_text(figure: Figure) -> str:
    """Give a figure as SVG text: letters stay letters, the same figure gives the same text."""
    out = StringIO()
    with rc_context(STYLE):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return re.sub(r'(?<= d=")[^"]+', _shorter, out.getvalue())


def _shorter(path: re.Match) -> str:
    """Round the coordinates of a path to hundredths of a point."""
    return re.sub(r"(\.\d\d)\d+", r"\1", path.group())


def save(figure: Figure, folder: str | Path, name: str) -> list[Path]:
    """Save a figure as SVG and as PNG (200 dots per inch).

    Parameters
    ----------
    figure : Figure
        What to save.
    folder : path
        Where to; made if it is not there.
    name : str
        File name without its ending.

    Returns
    -------
    list of Path
        The two files.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    folder = Path(folder)
    svg, png = folder / f"{name}.svg", folder / f"{name}.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        svg.write_text(svg_text(figure), encoding="utf-8")
        with rc_context(STYLE):
            figure.savefig(png, dpi=200, metadata={"Software": None})
    except OSError as problem:
        raise OutputError(str(folder), f"cannot be written: {problem.strerror}") from problem
    return [svg, png]
