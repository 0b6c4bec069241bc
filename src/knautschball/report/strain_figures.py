"""Figures of the resilience test: yield points, stress and strain, fatigue."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from knautschball.model.drawing import WIDTH, end_labels, styled
from knautschball.model.palette import BLUE, INK, SOFT, VERMILION, policy_style
from knautschball.report.ticks import Ticks
from knautschball.report.words import Words, words

COLUMNS = 4
"""Small panels side by side."""


@styled
def yield_points(
    yields: pd.DataFrame,
    titles: Mapping[str, str],
    ladder: Sequence[float],
    language: str = "en",
) -> Figure:
    """Draw the yield point of every policy with its interval over a logarithmic load.

    Parameters
    ----------
    yields : DataFrame
        ``policy, yield_load, low, high``, in the order of the rows.
    titles : mapping of str to str
        Policy → label.
    ladder : sequence of float
        Its ends are the ends of the axis.
    language : {"en", "de"}
        Of axes and numbers.

    Returns
    -------
    Figure
        One row per policy; an arrow where the yield point lies off the ladder.
    """
    say = words(language)
    tall = 0.75 + 0.26 * len(yields)
    figure = Figure(figsize=(WIDTH, tall))
    axes = figure.add_axes([2.0 / WIDTH, 0.5 / tall, (WIDTH - 3.65) / WIDTH, 1 - 0.62 / tall])
    for place, row in enumerate(yields.itertuples()):
        hue = policy_style(row.policy, place)[0]
        ends = max(row.low, ladder[0]), min(row.high, ladder[-1])
        axes.plot(ends, [place] * 2, color=hue, lw=2.2, solid_capstyle="butt")
        mark, at = _mark(row, ladder)
        axes.plot(at, place, mark, color=hue, markersize=6.5, clip_on=False)
        axes.annotate(
            told(row, say), (1, place), xycoords=("axes fraction", "data"), xytext=(10, 0),
            textcoords="offset points", va="center", fontsize=7.8,
        )  # fmt: skip
    axes.axvline(1.0, color=INK, lw=0.9, ls=(0, (3, 2)), zorder=0.5)
    names = [titles.get(name, name) for name in yields["policy"]]
    axes.set_yticks(range(len(yields)), labels=names, color=INK)
    axes.tick_params(axis="y", length=0, labelsize=8.2)
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(len(yields) - 0.4, -0.6)
    _load_axis(axes, ladder, say)
    axes.set_xlabel(say["test"]["axis_load"])
    return figure


@styled
def stress_strain(
    strain: pd.DataFrame,
    yields: pd.DataFrame,
    titles: Mapping[str, str],
    ladder: Sequence[float],
    language: str = "en",
) -> Figure:
    """Draw peak and residual over load, one small panel per policy.

    Parameters
    ----------
    strain : DataFrame
        ``policy, load, peak_dent, residual``, one row per storm.
    yields, titles, ladder, language
        As in :func:`yield_points`.

    Returns
    -------
    Figure
        Panels with common axes, in the order of ``yields``.
    """
    say = words(language)
    rows = -(-len(yields) // COLUMNS)
    tall = 0.55 + 1.32 * rows
    figure = Figure(figsize=(WIDTH, tall))
    panels = figure.subplots(
        rows, COLUMNS, sharex=True, sharey=True, squeeze=False,
        gridspec_kw={"left": 0.6 / WIDTH, "right": 0.985, "top": 1 - 0.2 / tall,
                     "bottom": 0.48 / tall, "hspace": 0.34, "wspace": 0.1},
    ).ravel()  # fmt: skip
    for axes, row in zip(panels, yields.itertuples(), strict=False):
        _one_curve(axes, strain[strain["policy"] == row.policy], ladder)
        axes.axvspan(max(row.low, ladder[0]), min(row.high, ladder[-1]), color=SOFT, alpha=0.22)
        axes.set_title(titles.get(row.policy, row.policy), fontsize=7.5)
    for axes in panels[len(yields) :]:
        axes.remove()
    for place in range(len(yields)):
        panels[place].tick_params(labelbottom=place + COLUMNS >= len(yields))
        _load_axis(panels[place], ladder, say, few=True)
    panels[0].set_ylim(bottom=0)
    panels[0].yaxis.set_major_locator(MaxNLocator(4))
    panels[0].yaxis.set_major_formatter(Ticks(say))
    figure.supxlabel(say["test"]["axis_load"], fontsize=8, color=SOFT, y=0.06 / tall)
    figure.supylabel(say["test"]["axis_dent"], fontsize=8, color=SOFT, x=0.008)
    return figure


@styled
def fatigue(
    cycles: pd.DataFrame, titles: Mapping[str, str], order: Sequence[str], language: str = "en"
) -> Figure:
    """Draw what remains and how fast it goes back, strike by strike.

    Parameters
    ----------
    cycles : DataFrame
        ``policy, seed, repeat, residual, recovery_rate``.
    titles : mapping of str to str
        Policy → label.
    order : sequence of str
        Policies, as they are to be coloured.
    language : {"en", "de"}
        Of axes and numbers.

    Returns
    -------
    Figure
        Two panels, the labels beside the second one.
    """
    say = words(language)
    mean = cycles.groupby(["policy", "repeat"])[["residual", "recovery_rate"]].mean()
    tall = max(3.0, 0.6 + 0.2 * len(order))
    figure = Figure(figsize=(WIDTH, tall))
    for part, (name, label) in enumerate(
        (("recovery_rate", "axis_rate"), ("residual", "axis_residual"))
    ):
        box = [(0.6 + 2.75 * part) / WIDTH, 0.45 / tall, 2.05 / WIDTH, 1 - 0.55 / tall]
        axes = figure.add_axes(box)
        for place, policy in enumerate(order):
            hue, dash = policy_style(policy, place)
            line = mean.loc[policy, name]
            axes.plot(line.index, line, color=hue, ls=dash, marker="o", markersize=3)
        axes.set_ylim(bottom=0)
        axes.set_xlabel(say["test"]["axis_repeat"])
        axes.set_ylabel(say["test"][label])
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_locator(MaxNLocator(5))
        axes.yaxis.set_major_formatter(Ticks(say))
    last = [float(mean.loc[policy, "residual"].iloc[-1]) for policy in order]
    hues = [policy_style(policy, place)[0] for place, policy in enumerate(order)]
    end_labels(axes, last, [titles.get(name, name) for name in order], hues, size=7.5)
    return figure


def told(row: tuple, say: Words) -> str:
    """Write a yield point with its interval, or on which side of the ladder it lies."""
    if np.isfinite(row.yield_load):
        return f"{amount(row.yield_load, say)} ({between(row, say)})"
    return f"> {say.short(row.low)}" if row.low > 0 else f"< {say.short(row.high)}"


def between(row: tuple, say: Words) -> str:
    """Write the interval of a yield point; an open end becomes a bound."""
    if row.low > 0 and np.isfinite(row.high):
        return say["interval"].format(low=amount(row.low, say), high=amount(row.high, say))
    return f"> {say.short(row.low)}" if row.low > 0 else f"< {say.short(row.high)}"


def amount(load: float, say: Words) -> str:
    """Write a load with three digits at most."""
    digits = 2 if load >= 0.995 else 3
    return say.number(load, 1 if load >= 9.95 else digits)


def _mark(row: tuple, ladder: Sequence[float]) -> tuple[str, float]:
    if np.isfinite(row.yield_load):
        return "o", row.yield_load
    return (">", ladder[-1]) if row.low > 0 else ("<", ladder[0])


def _one_curve(axes: Axes, storms: pd.DataFrame, ladder: Sequence[float]) -> None:
    """Draw the storms of one policy, and their means between the middles of the rungs."""
    middles = np.sqrt(np.array(ladder[1:]) * np.array(ladder[:-1]))
    bins = np.digitize(storms["load"], middles)
    means = storms.groupby(bins)[["load", "peak_dent", "residual"]].mean()
    for name, hue, fill in (("peak_dent", BLUE, "white"), ("residual", VERMILION, VERMILION)):
        axes.plot(
            storms["load"], storms[name], "o", color=hue, mfc=fill, markersize=2.2, mew=0.6,
            alpha=0.7,
        )  # fmt: skip
        axes.plot(means["load"], means[name], color=hue, lw=1.3)


def _load_axis(axes: Axes, ladder: Sequence[float], say: Words, few: bool = False) -> None:
    axes.set_xscale("log", base=2)
    axes.set_xlim(ladder[0] * 0.9, ladder[-1] * 1.1)
    axes.xaxis.set_major_locator(LogLocator(base=2, numticks=20))
    if few:  # labels of neighbours must not meet
        inner = 4.0 ** np.arange(-6, 6)
        axes.set_xticks(inner[(inner > 1.2 * ladder[0]) & (inner < 0.8 * ladder[-1])])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _: say.short(v)))
