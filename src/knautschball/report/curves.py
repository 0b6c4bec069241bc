"""The figures that compare policies; each takes the rows of one scenario.

Every function returns a plain Matplotlib figure; ``model/drawing.py`` saves it.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from knautschball.model.drawing import WIDTH, end_labels, styled
from knautschball.model.palette import INK, SOFT, TOPIC, policy_style
from knautschball.report.ticks import Ticks
from knautschball.report.words import Words, words

_SMOOTH = 6  # hours: the eye wants the wave, not the hour
_FINE, _COARSE = 2, 8  # every so many hours a point, in small panels and behind them


@styled
def dent_curves(
    curves: pd.DataFrame, titles: Mapping[str, str] | None = None, language: str = "en"
) -> Figure:
    """Draw D(t) of every policy, and beneath it each policy with its band.

    Parameters
    ----------
    curves : DataFrame
        ``policy, since_load, dent, dent_low, dent_high`` of one scenario; the policies in the
        order in which they are to be drawn.
    titles : mapping of str to str, optional
        Policy → label.
    language : {"en", "de"}
        Of the axes.

    Returns
    -------
    Figure
        A large panel with all means, small panels with mean and 10–90 % band.
    """
    say = words(language)
    lines = _by_policy(curves, titles)
    columns = 4
    rows = -(-len(lines) // columns)
    tall = 3.0 + 0.75 + 1.22 * rows
    figure = Figure(figsize=(WIDTH, tall))
    main = figure.add_axes(_box(0.62, tall - 3.0, WIDTH - 2.55, 2.85, tall))
    _all_dents(main, lines, say)
    wide = (WIDTH - 0.62 - 0.1 - 0.18 * (columns - 1)) / columns
    for place, line in enumerate(lines):
        left = 0.62 + (place % columns) * (wide + 0.18)
        low = tall - 3.0 - 0.78 - 0.92 - 1.22 * (place // columns)
        small = figure.add_axes(_box(left, low, wide, 0.92, tall), sharex=main, sharey=main)
        _one_dent(small, line, lines)
        small.tick_params(labelleft=place % columns == 0, labelbottom=place + columns >= len(lines))
    return figure


@styled
def two_waves(
    curves: pd.DataFrame, titles: Mapping[str, str] | None = None, language: str = "en"
) -> Figure:
    """Draw complaints about the issue, about conduct, and defence, one panel per policy.

    Parameters
    ----------
    curves : DataFrame
        ``policy, since_load, issue, conduct, defence`` of one scenario.
    titles, language
        As in :func:`dent_curves`.

    Returns
    -------
    Figure
        Small panels with one common scale, cut where the waves have run out everywhere.
    """
    say = words(language)
    lines = _by_policy(curves, titles)
    columns = min(3, len(lines))
    rows = -(-len(lines) // columns)
    tall = 0.42 + 0.5 + 1.42 * rows
    figure = Figure(figsize=(WIDTH, tall))
    panels = figure.subplots(
        rows, columns, sharex=True, sharey=True, squeeze=False,
        gridspec_kw={"left": 0.62 / WIDTH, "right": 1 - 0.1 / WIDTH, "top": 1 - 0.62 / tall,
                     "bottom": 0.46 / tall, "hspace": 0.42, "wspace": 0.1},
    ).ravel()  # fmt: skip
    for axes, line in zip(panels, lines, strict=False):
        _waves(axes, line, say)
    for axes in panels[len(lines) :]:
        axes.remove()
    for place in range(len(lines)):
        panels[place].tick_params(labelbottom=place + columns >= len(lines))
    last = _waves_end(curves)
    panels[0].set_xlim(max(-2.0, curves["since_load"].min() / 24), last)
    panels[0].set_ylim(bottom=0)
    figure.legend(
        *panels[0].get_legend_handles_labels(), loc="upper left", ncols=3, fontsize=8.5,
        bbox_to_anchor=(0.5 / WIDTH, 1.0), handlelength=3, borderaxespad=0.2,
    )  # fmt: skip
    figure.supxlabel(say["axis_days"], fontsize=8, color=SOFT, y=0.08 / tall)
    figure.supylabel(say["axis_posts"], fontsize=8, color=SOFT, x=0.008)
    _localise(panels[: len(lines)], say)
    return figure


def _by_policy(
    curves: pd.DataFrame, titles: Mapping[str, str] | None
) -> list[tuple[str, str, object, pd.DataFrame]]:
    """Give label, hue, dash and rows of every policy, in order of appearance."""
    return [
        ((titles or {}).get(name, name), *policy_style(name, place), rows)
        for place, (name, rows) in enumerate(curves.groupby("policy", sort=False))
    ]


def _box(left: float, low: float, wide: float, high: float, tall: float) -> list[float]:
    """Place axes by inches in a figure ``tall`` inches high."""
    return [left / WIDTH, low / tall, wide / WIDTH, high / tall]


def _localise(panels: list[Axes], say: Words) -> None:
    """Write ticks with the language's decimal mark."""
    for axis in (axis for axes in panels for axis in (axes.xaxis, axes.yaxis)):
        axis.set_major_formatter(Ticks(say))


def _all_dents(axes: Axes, lines: list, say: Words) -> None:
    """Draw the means together and name them at their ends."""
    for _, hue, dash, rows in lines:
        axes.plot(rows["since_load"] / 24, rows["dent"], color=hue, linestyle=dash, zorder=3)
    days = pd.concat([rows["since_load"] for *_, rows in lines]) / 24
    high = max(rows["dent_high"].max() for *_, rows in lines)
    axes.set_xlim(days.min(), days.max())
    axes.set_ylim(0, 1.04 * max(high, 0.05))
    axes.axvline(0, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.set_xlabel(say["axis_days"])
    axes.set_ylabel(say["axis_dent"])
    _localise([axes], say)
    end_labels(
        axes,
        [rows["dent"].iloc[-1] for *_, rows in lines],
        [label for label, *_ in lines],
        [hue for _, hue, _, _ in lines],
    )


def _one_dent(axes: Axes, line: tuple, lines: list) -> None:
    """Draw one policy with its band before the others in grey."""
    label, hue, dash, rows = line
    for *_, others in lines:
        far = others[::_COARSE]
        axes.plot(far["since_load"] / 24, far["dent"], color="#CDD3DB", linewidth=0.7)
    rows = rows[::_FINE]
    days = rows["since_load"] / 24
    axes.fill_between(days, rows["dent_low"], rows["dent_high"], color=hue, alpha=0.25, lw=0)
    axes.plot(days, rows["dent"], color=hue, linestyle=dash, linewidth=1.5)
    axes.set_title(label, fontsize=7.5, fontweight="normal")


def _waves(axes: Axes, line: tuple, say: Words) -> None:
    """Draw the three kinds of posts of one policy."""
    label, _, _, rows = line
    days = rows["since_load"][::_FINE] / 24
    for topic, (hue, dash) in TOPIC.items():
        level = rows[topic].rolling(_SMOOTH, min_periods=1).mean()[::_FINE]
        axes.plot(days, level, color=hue, linestyle=dash, linewidth=1.3, label=say["topic"][topic])
        axes.fill_between(days, level, color=hue, alpha=0.12, linewidth=0)
    axes.set_title(label, fontsize=8.5)
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))


def _waves_end(curves: pd.DataFrame) -> float:
    """Give the day, in whole weeks, after which no policy has a wave worth drawing."""
    posts = curves[list(TOPIC)].sum(axis=1)
    busy = curves.loc[posts > 0.03 * posts.max(), "since_load"]
    last = 168.0 if busy.empty else float(np.ceil((busy.max() + 1) / 168) * 168)
    return min(max(last, 168.0), float(curves["since_load"].max())) / 24
