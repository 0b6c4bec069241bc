"""Figures of the validation page: every fact beside its target, and the shape of the waves."""

from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from knautschball.model.drawing import WIDTH, styled
from knautschball.model.facts_data import HASHTAGS, HIGGS
from knautschball.model.palette import BLUE, GREEN, INK, ORANGE, SKY, SOFT, TEXT, VERMILION

MEASURED = ((HASHTAGS, "500 hashtags, median", "s"), (HIGGS, "Higgs 2012", "^"))
COLUMNS = 3
HIGH = 0.98
"""Inches of one small panel with its words."""


@styled
def facts_figure(table: pd.DataFrame) -> Figure:
    """Draw each part of a fact as a small panel: target as band, measured as dot with interval.

    Parameters
    ----------
    table : DataFrame
        Rows of ``knautschball.model.validation.validate``.

    Returns
    -------
    Figure
        One panel per row, each on its own scale; a cross stands for a fact that fails.
    """
    rows = -(-len(table) // COLUMNS)
    figure = Figure(figsize=(WIDTH, HIGH * rows))
    wide, gap = (WIDTH - 0.3 * (COLUMNS - 1) - 0.2) / COLUMNS, 0.3
    for place, row in enumerate(table.itertuples()):
        left = 0.1 + (place % COLUMNS) * (wide + gap)
        low = HIGH * (rows - 1 - place // COLUMNS) + 0.24
        tall = HIGH * rows
        axes = figure.add_axes([left / WIDTH, low / tall, wide / WIDTH, 0.2 / tall])
        _panel(axes, row)
    return figure


def _panel(axes: Axes, row: object) -> None:
    low, high = scale(row.low, row.high, [row.measured, row.ci_low, row.ci_high])
    hue = GREEN if row.holds else VERMILION
    axes.axvspan(max(row.low, low), min(row.high, high), color=SKY, alpha=0.35, linewidth=0)
    for end in (row.low, row.high):
        if low <= end <= high:
            axes.axvline(end, color=TEXT[SKY], linewidth=1)
    if np.isfinite(row.ci_low):
        axes.plot([row.ci_low, row.ci_high], [0.5, 0.5], color=hue, linewidth=2)
    if np.isfinite(row.measured):
        axes.plot(row.measured, 0.5, "o" if row.holds else "X", color=hue, markeredgecolor=INK,
                  markeredgewidth=0.6, markersize=6.5, clip_on=False)  # fmt: skip
    axes.set_xlim(low, high)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    axes.locator_params(axis="x", nbins=4)
    axes.tick_params(labelsize=6, pad=1.5, length=2)
    text = "\n".join(wrap(f"{row.fact}{mark(row)} {row.pattern}", 52)[:3])
    axes.set_title(text, fontsize=6.3, fontweight="normal", pad=4, linespacing=1.15)
    axes.annotate(row.unit, (1, 0), (0, -15), "axes fraction", "offset points", ha="right",
                  fontsize=5.6, color=SOFT)  # fmt: skip


def mark(row: Any) -> str:
    """Mark a fact: ``*`` the numbers were fitted on it, ``†`` one was moved by hand for it."""
    return "*" if row.fitted else "†" if row.tuned else ""


def scale(low: float, high: float, marks: list[float]) -> tuple[float, float]:
    """Give the ends of an axis that shows the target and everything measured.

    Parameters
    ----------
    low, high : float
        Target range; an end may be infinite.
    marks : list of float
        What else must be seen; NaN is ignored.
    """
    seen = [value for value in (low, high, *marks) if np.isfinite(value)]
    least, most = min(seen), max(seen)
    size = max(abs(least), abs(most))
    # where all lie on one spot, as much room as still makes readable numbers
    size = size if size > 1e-3 else 1.0
    room = max(0.12 * (most - least), 0.01 * size)
    return least - room, most + room


@styled
def waves_figure(waves: pd.DataFrame) -> Figure:
    """Draw the model's waves around their peaks beside two measured ones.

    Parameters
    ----------
    waves : DataFrame
        ``since_peak`` in hours, and one column of shares of the peak per kind of storm.

    Returns
    -------
    Figure
        Left on plain axes, right the fall after the peak on logarithmic ones.
    """
    figure = Figure(figsize=(WIDTH, 2.9))
    plain, fall = figure.subplots(
        1, 2, gridspec_kw={"left": 0.07, "right": 0.985, "bottom": 0.15, "top": 0.82,
                           "wspace": 0.2},
    )  # fmt: skip
    since = waves["since_peak"].to_numpy(float)
    for name, hue, dash in zip(waves.columns[1:], (BLUE, VERMILION, GREEN, ORANGE),
                               ("-", (0, (5, 1.5)), (0, (1.3, 1.3)), (0, (6, 1.5, 1.2, 1.5))),
                               strict=False):  # fmt: skip
        share = waves[name].to_numpy(float)
        plain.plot(since, share, color=hue, linestyle=dash, label=f"model: {name}")
        after = since >= 1
        fall.plot(since[after], share[after], color=hue, linestyle=dash)
    for points, label, mark in (
        (HASHTAGS, "500 hashtags, median", "s"),
        (HIGGS, "Higgs 2012", "^"),
    ):
        hours, share = np.array([*points]), np.array([*points.values()])
        for axes, kept in ((plain, hours > -25), (fall, hours >= 1)):
            axes.plot(hours[kept], share[kept], mark, color=INK, markerfacecolor="white",
                      markersize=5, label=f"data: {label}", zorder=4)  # fmt: skip
    plain.set(
        xlim=(-24, 76), ylim=(0, 1.03), xlabel="hours from the peak", ylabel="share of the peak"
    )
    fall.set(xscale="log", yscale="log", xlim=(1, 100), ylim=(0.008, 1.2),
             xlabel="hours after the peak (logarithmic)")  # fmt: skip
    figure.legend(*plain.get_legend_handles_labels(), loc="upper center", ncols=3, fontsize=7)
    return figure
