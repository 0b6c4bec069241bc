"""Figures of the ranking: what resilience costs, and how sure the differences are."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from knautschball.model.drawing import WIDTH, end_labels, styled
from knautschball.model.palette import GREEN, INK, SOFT, TEXT, VERMILION, policy_style
from knautschball.report.ticks import Ticks
from knautschball.report.words import Words, words


@styled
def cost_resilience(
    ranking: pd.DataFrame, titles: Mapping[str, str] | None = None, language: str = "en"
) -> Figure:
    """Draw resilience over cost, with the front that no policy beats in both.

    Parameters
    ----------
    ranking : DataFrame
        ``policy, resilience, resilience_low, resilience_high, cost`` of one scenario.
    titles : mapping of str to str, optional
        Policy → label.
    language : {"en", "de"}
        Of axes and numbers.

    Returns
    -------
    Figure
        One panel; costs on a logarithmic scale where they differ more than twentyfold.
    """
    say = words(language)
    figure = Figure(figsize=(WIDTH, 3.3))
    axes = figure.add_axes([0.085, 0.135, (WIDTH - 2.75) / WIDTH, 0.83])
    front = _front(ranking)
    axes.step(front["cost"], front["resilience"], where="post", color="#AEB7C2", lw=1.2, zorder=1)
    hues = [policy_style(name, i)[0] for i, name in enumerate(ranking["policy"])]
    for hue, row in zip(hues, ranking.itertuples(), strict=True):
        over = {"color": hue, "clip_on": False, "zorder": 4}  # what costs nothing lies on the axis
        axes.plot([row.cost] * 2, [row.resilience_low, row.resilience_high], lw=1.4, **over)
        axes.plot(row.cost, row.resilience, "o", markersize=6, mec="white", mew=0.8, **over)
    _cost_scale(axes, ranking["cost"], say)
    axes.margins(y=0.08)
    axes.yaxis.set_major_locator(MaxNLocator(6))
    axes.yaxis.set_major_formatter(Ticks(say))
    axes.set_xlabel(say["axis_cost"])
    axes.set_ylabel(say["axis_resilience"])
    labels = [(titles or {}).get(name, name) for name in ranking["policy"]]
    for row, hue in zip(ranking.itertuples(), hues, strict=True):
        axes.plot(
            [row.cost, axes.get_xlim()[1]], [row.resilience] * 2, color=hue, lw=0.5, alpha=0.45,
            linestyle=(0, (1, 2)), zorder=0.5,
        )  # fmt: skip
    end_labels(axes, list(ranking["resilience"]), labels, hues)
    return figure


@styled
def differences(
    ranking: pd.DataFrame, titles: Mapping[str, str] | None = None, language: str = "en"
) -> Figure:
    """Draw the paired difference of R to silence with its interval, one row per policy.

    Parameters
    ----------
    ranking : DataFrame
        ``policy, difference, difference_low, difference_high`` of one scenario.
    titles, language
        As in :func:`cost_resilience`.

    Returns
    -------
    Figure
        A forest plot. Triangles up: better than silence; down: worse; hollow circle: not told
        apart from silence, as after a single run, which has no interval.
    """
    say = words(language)
    rows = ranking[ranking["difference"].notna()].reset_index(drop=True)
    tall = 0.95 + 0.27 * max(len(rows), 1)
    figure = Figure(figsize=(WIDTH, tall))
    axes = figure.add_axes([1.85 / WIDTH, 0.5 / tall, (WIDTH - 3.75) / WIDTH, 1 - 0.85 / tall])
    for place, row in enumerate(rows.itertuples()):
        mark, hue, fill = _sureness(row.difference_low, row.difference_high)
        axes.plot([row.difference_low, row.difference_high], [place] * 2, color=hue, lw=2)
        axes.plot(row.difference, place, mark, color=hue, mfc=fill, mew=1.4, markersize=7)
        axes.annotate(
            say.bounded(row.difference, row.difference_low, row.difference_high),
            (1, place), xycoords=("axes fraction", "data"),
            xytext=(8, 0), textcoords="offset points", va="center", fontsize=7.8,
        )  # fmt: skip
    axes.axvline(0, color=INK, lw=1)
    axes.set_yticks(
        range(len(rows)), labels=[(titles or {}).get(n, n) for n in rows["policy"]], color=INK
    )
    axes.tick_params(axis="y", length=0, labelsize=8.2)
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(max(len(rows), 1) - 0.4, -0.6)
    _around_zero(axes, rows)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(Ticks(say, sign=True))
    axes.set_xlabel(say["axis_difference"])
    for word, hue, shift, side in (("worse", VERMILION, -6, "right"), ("better", GREEN, 6, "left")):
        axes.annotate(
            say[word], (0, 1), xycoords=("data", "axes fraction"), xytext=(shift, 9),
            textcoords="offset points", ha=side, va="center", color=TEXT[hue], fontsize=8,
            fontweight="bold",
        )  # fmt: skip
    return figure


def _around_zero(axes: Axes, rows: pd.DataFrame) -> None:
    """Keep room on both sides of zero, so that both headings have a place."""
    if rows.empty:
        axes.set_xlim(-0.1, 0.1)
        return
    # one run has a difference and no interval
    ends = rows[["difference", "difference_low", "difference_high"]]
    low, high = min(ends.min(axis=None), 0), max(ends.max(axis=None), 0)
    span = max(high - low, 0.01)
    axes.set_xlim(min(low - 0.05 * span, -0.45 * span), max(high + 0.05 * span, 0.45 * span))


def _sureness(low: float, high: float) -> tuple[str, str, str]:
    """Give marker, colour and filling for an interval above, below or around zero."""
    if low > 0:
        return "^", TEXT[GREEN], TEXT[GREEN]
    if high < 0:
        return "v", VERMILION, VERMILION
    return "o", SOFT, "white"


def _front(ranking: pd.DataFrame) -> pd.DataFrame:
    """Keep the policies that no other one beats in both resilience and cost."""
    ordered = ranking.sort_values(["cost", "resilience"], ascending=[True, False])
    best = ordered["resilience"].cummax()
    return ordered[ordered["resilience"] >= best].drop_duplicates("resilience")


def _cost_scale(axes: Axes, cost: pd.Series, say: Words) -> None:
    """Choose the scale of the cost axis and write money in the language's way."""
    paid = cost[cost > 0]
    if len(paid) and paid.max() > 20 * paid.min():
        lowest = int(np.floor(np.log10(paid.min())))
        decades = 10.0 ** np.arange(lowest, np.ceil(np.log10(paid.max())) + 1)
        free = len(paid) < len(cost)  # a logarithmic axis has no place for 0
        scale = {"linthresh": decades[0], "linscale": 0.4} if free else {}
        axes.set_xscale("symlog" if free else "log", **scale)
        within = np.outer(decades, (1, 2, 5) if len(decades) < 5 else (1,)).ravel()
        axes.set_xticks([0, *decades] if free else within)
        axes.minorticks_off()
        axes.set_xlim(right=paid.max() * 1.6, left=0 if free else 0.7 * paid.min())
    else:
        axes.set_xlim(0, max(1.0, cost.max() * 1.06))
        axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(Ticks(say))
