"""Pictures of a fit: the band over the counts, what is known of the knobs, the other answers."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from knautschball.model.counts import Counts
from knautschball.model.drawing import WIDTH, styled
from knautschball.model.fit import Fit
from knautschball.model.measured import Measured
from knautschball.model.palette import BLUE, GRID, INK, SOFT, VERMILION
from knautschball.model.wave import DAY

SPARSE = 90
"""Counts up to which each is a dot; more are a line."""
ROW = 0.24
"""Inches per row of a figure of intervals."""


@styled
def counts_figure(fit: Fit) -> Figure:
    """Draw the counts over the 90% band of the posterior predictive."""
    figure = Figure(figsize=(WIDTH, 3.0))
    axes = figure.subplots(gridspec_kw={"left": 0.09, "right": 0.98, "top": 0.9, "bottom": 0.16})
    bands = fit.bands
    days = ((bands["hour"] + fit.counts.step / 2) / DAY).to_numpy(float)
    axes.fill_between(
        days, bands["low"], bands["high"], color=BLUE, alpha=0.2, linewidth=0, label="90% band"
    )
    axes.plot(days, bands["median"], color=BLUE, label="median of the fitted waves")
    _counts(axes, days, bands["observed"].to_numpy(float))
    if fit.window.ahead:
        now = fit.window.observed / DAY
        axes.axvline(now, color=SOFT, linewidth=0.8, linestyle=(0, (4, 2)))
        axes.annotate(
            "to come", (now, 0.99), (4, 0), xycoords=axes.get_xaxis_transform(),
            textcoords="offset points", va="top", color=SOFT,
        )  # fmt: skip
    axes.set_title(f"Complaints per {_unit(fit.counts.step)}")
    _frame(axes, days)
    _legend(axes)
    return figure


@styled
def measured_figure(measured: Measured, counts: Counts) -> Figure:
    """Draw the counts with their usual level, and the dent below."""
    figure = Figure(figsize=(WIDTH, 4.0))
    margins = {"left": 0.09, "right": 0.98, "top": 0.93, "bottom": 0.12, "hspace": 0.35}
    top, low = figure.subplots(2, 1, sharex=True, gridspec_kw=margins)
    days = (counts.table["hour"].to_numpy(float) + counts.step / 2) / DAY
    _counts(top, days, counts.complaints)
    usual = measured.usual * counts.step
    top.axhline(usual, color=BLUE, linestyle=(0, (4, 1.4)), label="usual")
    top.axvline(measured.onset / DAY, color=SOFT, linewidth=0.8, label="the wave begins")
    top.set_title(f"Complaints per {_unit(counts.step)}")
    _legend(top)
    hours = measured.hours
    low.plot((hours["since_load"] + measured.onset + 0.5) / DAY, hours["dent"], color=VERMILION)
    low.set_title("Dent: share of the last day's complaints beyond the usual and its noise")
    top.set_ylim(bottom=0)
    _frame(low, days)
    low.set_ylim(0, 1.02)
    return figure


@styled
def knobs_figure(knobs: pd.DataFrame) -> Figure:
    """Draw every knob's 90% interval within the range of its prior, which is logarithmic."""
    figure, axes = _rows(len(knobs), 0.3)
    for row, one in zip(range(len(knobs)), knobs.itertuples(), strict=True):
        ends = np.array([one.low, one.median, one.high])
        low, middle, high = np.log(ends / one.prior_low) / np.log(one.prior_high / one.prior_low)
        hue = BLUE if one.identified else SOFT
        axes.plot([0, 1], [row, row], color=GRID, linewidth=5, solid_capstyle="butt", zorder=1)
        axes.plot([low, high], [row, row], color=hue, linewidth=3, solid_capstyle="butt")
        axes.plot(middle, row, "o", color=hue, markersize=5)
        for place, value, side in ((0, one.prior_low, "left"), (1, one.prior_high, "right")):
            axes.text(
                place, row - 0.3, f"{value:,g}", ha=side, va="bottom", fontsize=6.5, color=SOFT
            )
    axes.set_yticks(range(len(knobs)), knobs["knob"])
    axes.set_xticks([])
    axes.set_title("Fitted knobs: 90% interval within what was thought possible")
    return figure


@styled
def answers_figure(ranking: pd.DataFrame, actual: str) -> Figure:
    """Draw each policy's difference in R to what was done, over the draws of the posterior."""
    rows = ranking[ranking["policy"] != actual].reset_index(drop=True)
    figure, axes = _rows(len(rows), 0.5)
    for row, one in zip(range(len(rows)), rows.itertuples(), strict=True):
        axes.plot([one.against_low, one.against_high], [row, row], color=BLUE, linewidth=2)
        axes.plot(one.against_actual, row, "o", color=BLUE, markersize=5)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(rows)), rows["policy"])
    axes.set_xlabel(f"R compared with {actual}, mean over fitted storms and 95% interval")
    axes.set_title("Had we answered differently?")
    return figure


def _rows(number: int, foot: float) -> tuple[Figure, Axes]:
    """Give a figure of horizontal rows, the first on top."""
    tall = 0.35 + ROW * (number + 0.8) + foot
    figure = Figure(figsize=(WIDTH, tall))
    margins = {"left": 0.27, "right": 0.97, "top": 1 - 0.3 / tall, "bottom": foot / tall}
    axes = figure.subplots(gridspec_kw=margins)
    axes.set_ylim(number - 0.4, -0.7)
    axes.grid(axis="y", visible=False)
    return figure, axes


def _counts(axes: Axes, days: np.ndarray, counts: np.ndarray) -> None:
    style = {"marker": ".", "linestyle": ""} if len(counts) <= SPARSE else {"linewidth": 0.9}
    axes.plot(days[: len(counts)], counts, color=INK, label="observed", **style)


def _legend(axes: Axes) -> None:
    """Name the lines above the picture, where no wave can reach."""
    axes.legend(loc="lower right", bbox_to_anchor=(1.0, 0.99), ncols=3, borderaxespad=0)


def _frame(axes: Axes, days: np.ndarray) -> None:
    axes.set_xlim(days[0] - 0.02 * days[-1], days[-1])
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter("{x:,.0f}" if axes.get_ylim()[1] > 10 else "{x:g}")
    axes.xaxis.set_major_locator(MaxNLocator(10, integer=True))
    axes.set_xlabel("days since the first count")


def _unit(step: int) -> str:
    return {1: "hour", DAY: "day"}.get(step, f"{step} hours")
