"""Figures of a comparison beside the ranking: days to recovery, and who changed."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from knautschball.model.drawing import WIDTH, end_labels, styled
from knautschball.model.palette import INK, policy_style
from knautschball.report.words import Words, words

CHANGE = LinearSegmentedColormap.from_list("change", ["#66C5AB", "#FFFFFF", "#E69E66"])
"""Followers kept, nothing, followers lost: light green and vermilion, on which ink is read."""


@styled
def survival_curves(
    survival: pd.DataFrame, titles: Mapping[str, str], order: Sequence[str], language: str = "en"
) -> Figure:
    """Draw the share of runs that are still dented, day by day.

    Parameters
    ----------
    survival : DataFrame
        ``policy, days, dented, low, high`` of one scenario.
    titles : mapping of str to str
        Policy → label.
    order : sequence of str
        Policies by rank; the first and the last get their interval.
    language : {"en", "de"}
        Of axes and numbers.

    Returns
    -------
    Figure
        One panel, the labels beside it.
    """
    say = words(language)
    tall = max(3.0, 0.6 + 0.16 * len(order))
    figure = Figure(figsize=(WIDTH, tall))
    axes = figure.add_axes([0.085, 0.45 / tall, (WIDTH - 2.75) / WIDTH, 1 - 0.55 / tall])
    ends, hues = [], []
    for place, policy in enumerate(order):
        steps = survival[survival["policy"] == policy]
        hue, dash = policy_style(policy, place)
        axes.step(steps["days"], steps["dented"], where="post", color=hue, ls=dash, zorder=3)
        if policy in (order[0], order[-1]):
            axes.fill_between(
                steps["days"], steps["low"], steps["high"], step="post", color=hue, alpha=0.15, lw=0
            )
        ends.append(float(steps["dented"].iloc[-1]))
        hues.append(hue)
    axes.set_xlim(0, float(survival["days"].max()))
    axes.set_ylim(-0.02, 1.02)
    axes.set_xlabel(say["axis_days"])
    axes.set_ylabel(say["contest"]["axis_survival"])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: say.percent(v)))
    end_labels(axes, ends, [titles.get(name, name) for name in order], hues)
    return figure


@styled
def who_changed(
    changed: pd.DataFrame, titles: Mapping[str, str], order: Sequence[str], language: str = "en"
) -> Figure:
    """Draw followers lost because of each policy, group by group.

    Parameters
    ----------
    changed : DataFrame
        ``policy, attribute, group, lost`` of one scenario.
    titles, order, language
        As in :func:`survival_curves`.

    Returns
    -------
    Figure
        A map: a row per group, a column per policy, the number in each cell.
    """
    say = words(language)
    table = 1000 * by_group(changed, "lost", order)
    tall = 1.75 + 0.205 * len(table)
    figure = Figure(figsize=(WIDTH, tall))
    names = [titles.get(name, name) for name in order]
    left, edge = 2.35, 0.1 + 0.045 * len(names[-1])  # names lean over the right edge
    wide = (WIDTH - left - edge) / WIDTH
    axes = figure.add_axes([left / WIDTH, 0.1 / tall, wide, 1 - 1.45 / tall])
    most = max(1.0, float(np.nanmax(np.abs(table.to_numpy()))))
    axes.pcolormesh(table, cmap=CHANGE, norm=TwoSlopeNorm(0, -most, most), ec="white", lw=0.4)
    axes.invert_yaxis()
    for (row, column), value in np.ndenumerate(table.to_numpy()):
        axes.text(
            column + 0.5, row + 0.5, say.number(value, 0), ha="center", va="center", fontsize=6.5
        )
    axes.set_xticks(np.arange(len(order)) + 0.5, labels=names, rotation=45, ha="left", fontsize=7)
    axes.xaxis.tick_top()
    labels = [told(*key, say) for key in table.index]
    axes.set_yticks(np.arange(len(table)) + 0.5, labels=labels, fontsize=7)
    axes.tick_params(length=0, colors=INK)
    axes.grid(visible=False)
    for edge in axes.spines.values():
        edge.set_visible(False)
    starts = np.flatnonzero(np.diff(pd.factorize(table.index.get_level_values(0))[0])) + 1
    for start in starts:
        axes.axhline(start, color="white", lw=2.5)
    return figure


def by_group(changed: pd.DataFrame, value: str, order: Sequence[str]) -> pd.DataFrame:
    """Spread one measure: a row per attribute and group, a column per policy by rank."""
    rows = list(dict.fromkeys(zip(changed["attribute"], changed["group"], strict=True)))
    wide = changed.pivot(index=["attribute", "group"], columns="policy", values=value)
    return wide.loc[rows, list(order)]


def told(attribute: str, group: str, say: Words) -> str:
    """Name a group of people."""
    name = say["contest"]["groups"]
    return f"{name[attribute]}: {name[group]}"
