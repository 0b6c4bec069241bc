"""Figures of a sweep: a measure over one varied number, and over two."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from knautschball.model.drawing import WIDTH, end_labels, styled
from knautschball.model.palette import INK, SOFT, policy_style
from knautschball.model.result_columns import bounds
from knautschball.model.statistics import interval, paired
from knautschball.model.sweeps.experiment import declared
from knautschball.report.words import words
from knautschball.scenarios.errors import ScenarioError

FEWEST = 5
"""Storms per cell below which no difference between cells is told."""

BINS = 8
"""Parts into which a sampled range is cut, since its values hardly ever come twice."""
MANY = 12
"""Different values of a number beyond which it counts as sampled."""
WRITTEN = 10
"""Rows and columns of a heat map up to which the numbers are written into its cells."""
ROOMY = 6
"""Rows and columns up to which they are written larger, with three digits."""
UNSEEN = 0.01
"""Share of a panel's range that nobody would see."""
LABEL = {
    "resilience": "resilience R",
    "residual": "residual dent ρ",
    "peak_dent": "deepest dent P",
    "area": "mean dent L",
}


@styled
def response(
    runs: pd.DataFrame, key: str, measure: str = "resilience", unit: str = "seed"
) -> Figure:
    """Draw a measure over one varied number, a line with its 95% band for every policy.

    Parameters
    ----------
    runs : DataFrame
        Rows of ``runs.parquet`` of one scenario.
    key : str
        The varied number; the mean is over all else. Sampled ranges are cut into `BINS` parts.
    measure : str
        Column to draw.
    unit : str
        Column that says which runs share their luck: they count as one, their mean, in the band.

    Returns
    -------
    Figure
        One panel.
    """
    figure = Figure(figsize=(WIDTH, 3.2))
    axes = figure.add_axes([0.085, 0.14, (WIDTH - 2.1) / WIDTH, 0.76])
    places, ticks = _places(runs[key])
    ends, hues = [], []
    for number, (policy, some) in enumerate(runs.groupby("policy", sort=False)):
        hue, dash = policy_style(str(policy), number)
        each = some.groupby([places.loc[some.index], unit], observed=True)[measure].mean()
        found = [interval(one, within=bounds(measure)) for _, one in each.groupby(level=0)]
        x = np.sort(places.loc[some.index].unique())
        mean, low, high = np.array(found).T
        axes.fill_between(x, low, high, color=hue, alpha=0.13, linewidth=0)
        axes.plot(x, mean, color=hue, linestyle=dash, marker="o", markersize=3.5)
        ends.append(mean[-1])
        hues.append(hue)
    axes.margins(x=0.02)
    if ticks is not None:
        axes.set_xticks(range(len(ticks)), labels=ticks)
    elif pd.api.types.is_integer_dtype(runs[key]):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))  # there is no half a person
    axes.set_xlabel(named(key))
    axes.set_title(f"{LABEL.get(measure, measure)}: mean and 95% interval")
    axes.set_xlim(axes.get_xlim())
    end_labels(axes, ends, list(dict.fromkeys(runs["policy"])), hues)
    return figure


@styled
def heat_map(runs: pd.DataFrame, keys: Sequence[str], measure: str = "resilience") -> Figure:
    """Draw the mean of a measure over two varied numbers, a panel for every policy.

    Parameters
    ----------
    runs : DataFrame
        Rows of ``runs.parquet`` of one scenario on a grid.
    keys : two str
        The numbers along x and y.
    measure : str
        Column to draw; higher counts as better.

    Returns
    -------
    Figure
        The outlined region holds the best cell of its panel and all that cannot be told apart
        from it: the 95% interval of the difference, paired by seed, holds zero, or a hundredth
        of the panel's range, which nobody would see. With fewer than five seeds nothing is
        outlined.
    """
    policies = list(dict.fromkeys(runs["policy"]))
    across = min(3, len(policies))
    down = -(-len(policies) // across)
    figure = Figure(figsize=(WIDTH, 0.9 + 2.35 * down if across > 1 else 4.2))
    panels = figure.subplots(down, across, squeeze=False, sharex=True, sharey=True)
    means = runs.groupby(["policy", *keys])[measure].mean()
    scale = {"vmin": means.min(), "vmax": means.max()}
    image = None
    for axes, policy in zip(panels.flat, policies, strict=False):
        image = _panel(axes, runs[runs["policy"] == policy], keys, measure, scale)
        axes.set_title(policy)
    for axes in panels.flat[len(policies) :]:
        axes.set_visible(False)
    _frame(figure, panels, keys, runs["seed"].nunique())
    if image is not None:
        place = figure.add_axes([0.9, 0.2, 0.018, 0.6])
        figure.colorbar(image, cax=place).outline.set_visible(False)
        said = LABEL.get(measure, measure)
        figure.text(0.985, 1 - 0.22 / figure.get_figheight(), said, ha="right", va="center")
    return figure


def named(key: str) -> str:
    """Name a varied number on an axis: meaning, key and unit."""
    said = meaning(key)
    return said if said == key else f"{said} – {key}"


def meaning(key: str) -> str:
    """Say what a varied number means, and its unit."""
    try:
        knob = declared(key)
    except ScenarioError:  # an argument of a function
        return key
    return f"{knob.meaning} ({knob.unit})" if knob.unit else knob.meaning


def _places(values: pd.Series) -> tuple[pd.Series, list[str] | None]:
    """Say where on the axis each run stands, and the tick labels where they are names."""
    if not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
        codes, names = pd.factorize(values, sort=True)
        return pd.Series(codes, values.index), [str(one) for one in names]
    if values.nunique() <= MANY:
        return values, None
    bins = pd.cut(values, BINS)
    return bins.map(lambda one: one.mid).astype(float), None


def _panel(
    axes: Axes, runs: pd.DataFrame, keys: Sequence[str], measure: str, scale: dict[str, float]
) -> AxesImage:
    x, y = keys
    table = runs.pivot_table(index=y, columns=x, values=measure)
    image = axes.imshow(
        table, origin="lower", aspect="auto", cmap="cividis", interpolation="nearest", **scale
    )
    axes.set_xticks(range(table.shape[1]), labels=[setting(one) for one in table.columns])
    axes.set_yticks(range(table.shape[0]), labels=[setting(one) for one in table.index])
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    _thin(axes, table.shape)
    if max(table.shape) <= WRITTEN:
        _write(axes, table.to_numpy(), scale)
    region = _as_good(runs, keys, measure, table)
    if region is not None:
        for hue, wide in (("white", 3.4), (INK, 1.7)):
            lines = LineCollection(list(_border(region)), colors=hue, linewidths=wide)
            lines.set(clip_on=False, capstyle="projecting", zorder=3)
            axes.add_collection(lines, autolim=False)
    return image


def _thin(axes: Axes, shape: tuple[int, int]) -> None:
    """Leave out tick labels where there is no room for all."""
    for labels, count in ((axes.get_xticklabels(), shape[1]), (axes.get_yticklabels(), shape[0])):
        step = -(-count // WRITTEN)
        for number, label in enumerate(labels):
            label.set_visible(number % step == 0)


def _write(axes: Axes, means: NDArray[np.float64], scale: dict[str, float]) -> None:
    """Write the numbers into the cells, light on dark and dark on light."""
    low, high = scale["vmin"], scale["vmax"]
    # three where there is room: a panel may differ by little on the scale of all
    digits = 2 if high - low > 0.05 and max(means.shape) > ROOMY else 3
    size = 7 if max(means.shape) <= ROOMY else 5.5
    for (row, column), value in np.ndenumerate(means):
        if np.isfinite(value):
            dark = (value - low) < 0.5 * (high - low)
            axes.text(
                column, row, f"{value:.{digits}f}".replace("0.", "."), ha="center", va="center",
                fontsize=size, color="white" if dark else INK,
            )  # fmt: skip


def _as_good(
    runs: pd.DataFrame, keys: Sequence[str], measure: str, table: pd.DataFrame
) -> NDArray[np.bool_] | None:
    """Say which cells cannot be told apart from the best one; None if seeds are too few."""
    x, y = keys
    by_seed = runs.pivot_table(index="seed", columns=[y, x], values=measure)
    if len(by_seed) < FEWEST:
        return None
    best = by_seed.mean().idxmax()
    cells = by_seed.set_axis(range(by_seed.shape[1]), axis=1)
    place = by_seed.columns.get_loc(best)
    high = paired(cells, place)["difference_high"]
    means = by_seed.mean()
    unseen = UNSEEN * (means.max() - means.min())
    good = pd.Series((~(high < -unseen)).to_numpy(), by_seed.columns)
    good[best] = True
    return good.unstack().reindex(index=table.index, columns=table.columns).to_numpy(bool)


def _border(region: NDArray[np.bool_]) -> Iterator[list[tuple[float, float]]]:
    """Give the edges between cells inside and outside of the region."""
    inside = np.pad(region, 1)
    for row, column in np.argwhere(region):
        left, bottom = column - 0.5, row - 0.5
        if not inside[row + 1, column]:
            yield [(left, bottom), (left, bottom + 1)]
        if not inside[row + 1, column + 2]:
            yield [(left + 1, bottom), (left + 1, bottom + 1)]
        if not inside[row, column + 1]:
            yield [(left, bottom), (left + 1, bottom)]
        if not inside[row + 2, column + 1]:
            yield [(left, bottom + 1), (left + 1, bottom + 1)]


def _frame(figure: Figure, panels: NDArray[np.object_], keys: Sequence[str], seeds: int) -> None:
    """Name both axes once for all panels, and say what they and the outline mean."""
    tall = figure.get_figheight()
    figure.subplots_adjust(0.105, 1.12 / tall, 0.87, 1 - 0.3 / tall, wspace=0.08, hspace=0.25)
    middle = 0.5 * (0.105 + 0.87)
    figure.text(middle, 0.7 / tall, keys[0], ha="center", color=SOFT)
    centre = 0.5 * (1.12 / tall + 1 - 0.3 / tall)
    figure.text(0.018, centre, keys[1], va="center", rotation=90, color=SOFT)
    said = [f"{key}: {meaning(key)}" for key in keys if meaning(key) != key]
    if seeds >= FEWEST:
        said.append("outlined: cannot be told apart from the best cell (95%)")
    else:
        said.append(f"which cells cannot be told apart from the best: {FEWEST} seeds at least tell")
    for line, text in enumerate(reversed(said)):
        figure.text(0.105, (0.1 + 0.17 * line) / tall, text, fontsize=7, color=SOFT)


def setting(value: object) -> str:
    """Write a value that was varied."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return words("en").short(value) if number else str(value)
