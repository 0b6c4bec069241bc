"""Runs beside each other: their waves on one scale, their dents in one panel, their figures."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from knautschball.model.drawing import WIDTH, end_labels, styled
from knautschball.model.palette import BLUE, GREEN, INK, ORANGE, PURPLE, SKY, SOFT, TOPIC, VERMILION

if TYPE_CHECKING:
    from knautschball.model.outcome import Outcome

LINES = (
    (INK, "-"),
    (VERMILION, (0, (5, 1.6))),
    (BLUE, (0, (1.3, 1.3))),
    (GREEN, (0, (6, 1.5, 1.2, 1.5))),
    (PURPLE, (0, (2.6, 1.2))),
    (ORANGE, (0, (8, 2))),
    (SKY, "-"),
)
"""Hue and dash of each run's dent, in the order in which they are given."""
MEASURES = (
    "resilience",
    "peak_dent",
    "residual",
    "conduct_share",
    "followers_lost",
    "posts",
    "staff_hours",
)
SMOOTH = 6
"""Hours over which posts are averaged: the eye wants the wave, not the hour."""


@styled
def beside(outcomes: "Mapping[str, Outcome]") -> Figure:
    """Draw the waves of several runs, one panel each, and all their dents in one.

    Parameters
    ----------
    outcomes : mapping of str to Outcome
        Label → run, at most seven; of the same scenario if the days shall mean the same.

    Returns
    -------
    Figure
        Posts per hour by topic above, as long as the wave goes on; below, D to the horizon.
    """
    columns = min(len(outcomes), 4)
    rows = -(-len(outcomes) // columns)
    wide, tall = WIDTH - 1.9, 0.75 + 1.55 * rows + 2.2
    figure = Figure(figsize=(WIDTH, tall))
    place = {"left": 0.62 / WIDTH, "right": 1 - 0.1 / WIDTH, "hspace": 0.55, "wspace": 0.12}
    grid = figure.add_gridspec(
        rows, columns, **place, top=1 - 0.62 / tall, bottom=1 - (0.45 + 1.5 * rows) / tall
    )
    first = None
    for number, (label, outcome) in enumerate(outcomes.items()):
        axes = figure.add_subplot(grid[divmod(number, columns)], sharex=first, sharey=first)
        axes.tick_params(labelleft=number % columns == 0)
        _waves(axes, outcome.hours, label)
        first = first or axes
    assert first is not None
    first.set_ylim(bottom=0)
    first.set_xlim(-2, max(_last_wave(outcome.hours) for outcome in outcomes.values()))
    figure.legend(
        *first.get_legend_handles_labels(), loc="upper left", ncols=3, fontsize=8, handlelength=3,
        bbox_to_anchor=(0.5 / WIDTH, 1.0), borderaxespad=0.2,
    )  # fmt: skip
    figure.text(0.008, 1 - 0.95 / tall, "posts per hour", rotation=90, va="center",
                color=SOFT, fontsize=8)  # fmt: skip
    dents = figure.add_axes([0.62 / WIDTH, 0.45 / tall, wide / WIDTH, 1.45 / tall])
    _dents(dents, outcomes)
    return figure


def _days(hours: pd.DataFrame) -> NDArray[np.float64]:
    return hours["since_load"].to_numpy() / 24


def _last_wave(hours: pd.DataFrame) -> float:
    """Give the day by which nearly all has been said, a tenth more, and 7 at least."""
    said = hours[["issue", "conduct", "defence"]].sum(axis=1).where(hours["since_load"] >= 0, 0.0)
    late = np.searchsorted(said.cumsum(), 0.98 * said.sum())
    return float(min(max(7.0, 1.1 * _days(hours)[late]), _days(hours)[-1]))


def _waves(axes: Axes, hours: pd.DataFrame, label: str) -> None:
    axes.set_title(label)
    for topic, name in {"issue": "the issue", "conduct": "conduct", "defence": "defence"}.items():
        hue, dash = TOPIC[topic]
        level = hours[topic].rolling(SMOOTH, min_periods=1).mean()
        axes.plot(_days(hours), level, color=hue, linestyle=dash, linewidth=1.2, label=name)
        axes.fill_between(_days(hours), level, color=hue, alpha=0.10, linewidth=0)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))


def _dents(axes: Axes, outcomes: "Mapping[str, Outcome]") -> None:
    axes.set_title("Dent: distance from the undisturbed twin, 0 = original form")
    ends, hues = [], []
    for (hue, dash), outcome in zip(LINES, outcomes.values(), strict=False):
        hours = outcome.hours
        axes.plot(_days(hours), hours["dent"], color=hue, linestyle=dash)
        axes.set_xlim(_days(hours)[[0, -1]])
        ends.append(hours["dent"].iloc[-1])
        hues.append(hue)
    axes.set_ylim(0, max(0.05, axes.get_ylim()[1]))
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.set_xlabel("days since the storm struck")
    end_labels(axes, ends, list(outcomes), hues)


def measures(outcomes: "Mapping[str, Outcome]") -> pd.DataFrame:
    """Put the figures of several runs beside each other.

    Parameters
    ----------
    outcomes : mapping of str to Outcome
        Label → run.

    Returns
    -------
    DataFrame
        A row for each of `MEASURES`, a column per run; shares 0 to 1, followers and posts in
        numbers, staff in hours beyond the twin's.
    """
    table = {label: outcome.summary for label, outcome in outcomes.items()}
    return pd.DataFrame(table).loc[list(MEASURES)].astype(float).round(3)
