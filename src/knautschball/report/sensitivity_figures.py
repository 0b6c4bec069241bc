"""The figure of a sensitivity analysis: the numbers that matter, the most important on top."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from knautschball.model.drawing import WIDTH, styled
from knautschball.model.palette import BLUE, INK, ORANGE
from knautschball.report.sweep_figures import LABEL

SHOWN = 20
"""Numbers drawn; those below matter less."""
LEGEND = {
    "morris": "mean size of the effect of a step through the range (μ*), 95 % interval",
    "sobol": "share of the variance, 95 % interval",
}


@styled
def importance(table: pd.DataFrame, method: str, measure: str) -> Figure:
    """Draw the indices of Morris or Sobol with their intervals.

    Parameters
    ----------
    table : DataFrame
        Result of `indices`, the most important first.
    method : {"morris", "sobol"}
        The method of the table.
    measure : str
        What the numbers were judged by.

    Returns
    -------
    Figure
        A bar for every number. ``morris``: a hollow mark shows σ, how much the effect depends on
        the other numbers, an arrow whether more of it raises or lowers what is measured.
        ``sobol``: alone (dark) and with interactions (light).
    """
    shown = table.head(SHOWN).iloc[::-1].reset_index(drop=True)
    tall = 0.95 + 0.24 * len(shown)
    figure = Figure(figsize=(WIDTH, tall))
    axes = figure.add_axes([0.3, 0.48 / tall, 0.66, 1 - 0.98 / tall])
    {"morris": _morris, "sobol": _sobol}[method](axes, shown)
    arrows = method == "morris"
    labels = [f"{row.key}  {_sign(row)}" if arrows else row.key for row in shown.itertuples()]
    axes.set_yticks(range(len(shown)), labels=labels, color=INK)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.set_ylim(-0.6, len(shown) - 0.4)
    axes.set_xlim(left=0)
    axes.set_xlabel(LEGEND[method])
    axes.legend(loc="lower right", fontsize=8)
    figure.text(
        0.012, 1 - 0.24 / tall, f"What the {LABEL.get(measure, measure)} hangs on", fontsize=10,
        fontweight="bold", va="center",
    )  # fmt: skip
    return figure


def _morris(axes: Axes, shown: pd.DataFrame) -> None:
    axes.barh(shown.index, shown["mu_star"], height=0.55, color=BLUE, label="μ*: effect")
    _whiskers(axes, shown["mu_star"], shown["mu_star_conf"], shown.index)
    axes.plot(
        shown["sigma"], shown.index, "o", mfc="white", color=ORANGE, markersize=5,
        label="σ: how much it depends on the others", zorder=3, clip_on=False,
    )  # fmt: skip


def _sign(row: Any) -> str:
    """Say which way more of it works, where that is clear; a dash where even its size is not."""
    if row.mu_star <= row.mu_star_conf:
        return "–"
    if abs(row.mu) < 0.5 * row.mu_star:
        return "↕"
    return "↑" if row.mu > 0 else "↓"


def _sobol(axes: Axes, shown: pd.DataFrame) -> None:
    places = shown.index.to_numpy()
    axes.barh(
        places + 0.18, shown["total"], height=0.34, color=ORANGE, hatch="////", edgecolor="white",
        linewidth=0, label="with interactions (S_T)",
    )  # fmt: skip
    axes.barh(places - 0.18, shown["first"].clip(0), height=0.34, color=BLUE, label="alone (S_1)")
    _whiskers(axes, shown["total"], shown["total_conf"], places + 0.18)
    _whiskers(axes, shown["first"].clip(0), shown["first_conf"], places - 0.18)


def _whiskers(axes: Axes, values: pd.Series, half: pd.Series, places: pd.Index) -> None:
    axes.errorbar(values, places, xerr=half, fmt="none", ecolor=INK, elinewidth=1, capsize=2)
