"""One run in one picture: posts, messages, dent, stance, backlog, with its phases dated."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from knautschball.model.drawing import WIDTH, end_labels, spread, styled
from knautschball.model.palette import BLUE, INK, NAVY, PART, SOFT, TEXT, TOPIC

PHASES = {
    1: "problem visible",
    2: "complaints",
    3: "inadequate reply",
    4: "storm about issue and conduct",
    5: "change in the company",
}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_TOPICS = {"issue": "about the issue", "conduct": "about conduct", "defence": "in defence"}
_MARGIN = {"left": 0.085, "right": 0.825}


@styled
def one_run(
    hours: pd.DataFrame,
    phases: Mapping[int, float | None] | None = None,
    messages: pd.DataFrame | None = None,
    title: str = "",
) -> Figure:
    """Draw one run against its twin.

    Parameters
    ----------
    hours : DataFrame
        One row per hour: ``hour``, ``since_load``, posts by topic, ``stance``, ``twin_stance``,
        ``backlog``, ``dent`` and the six ``d_*`` columns.
    phases : mapping of int to float, optional
        Number of each phase → hour since the load struck; ``None`` or NaN if never reached.
    messages : DataFrame, optional
        The brand's messages: ``since_load``, ``kind``, and ``count`` where several are one row.
    title : str
        Heading.

    Returns
    -------
    Figure
        Five panels over one axis of days; four where the brand said nothing.
    """
    reached = _reached(phases)
    spoken = _spoken(messages)
    heights = [1.5, 1.5, 1.0, 1.0]
    if len(spoken):
        heights.insert(1, 0.22 + 0.13 * spoken["kind"].nunique())
    head = 0.84 + 0.17 * ((len(reached) + 1) // 2)
    tall = sum(heights) + 0.34 * (len(heights) - 1) + head + 0.5
    figure = Figure(figsize=(WIDTH, tall))
    panels = figure.subplots(
        len(heights),
        1,
        sharex=True,
        gridspec_kw={
            **_MARGIN,
            "height_ratios": heights,
            "top": 1 - head / tall,
            "bottom": 0.45 / tall,
            "hspace": 0.34 * len(heights) / sum(heights),
        },
    )
    days = hours["since_load"].to_numpy() / 24
    panels[0].set_xlim(days[0], days[-1])
    rest = list(panels)
    _posts(rest.pop(0), days, hours)
    if len(spoken):
        _messages(rest.pop(0), spoken)
    _dent(rest[0], days, hours)
    _stance(rest[1], days, hours)
    _backlog(rest[2], days, hours)
    rest[2].set_xlabel("days since the storm struck; weekends are shaded")
    _weekends(panels, hours)
    _phases(figure, panels, reached, hours)
    figure.text(0.012, 1 - 0.2 / tall, title, fontsize=11, fontweight="bold", va="center")
    return figure


def _reached(phases: Mapping[int, float | None] | None) -> dict[int, float]:
    """Keep the phases that happened."""
    return {
        int(number): float(hour)
        for number, hour in sorted((phases or {}).items())
        if hour is not None and np.isfinite(hour)
    }


def _spoken(messages: pd.DataFrame | None) -> pd.DataFrame:
    """Keep the six most frequent kinds of message."""
    if messages is None or messages.empty:
        return pd.DataFrame(columns=["since_load", "kind", "count"])
    frame = messages if "count" in messages else messages.assign(count=1)
    frequent = frame.groupby("kind")["count"].sum().nlargest(6).index
    return frame[frame["kind"].isin(frequent)]


def _posts(axes: Axes, days: np.ndarray, hours: pd.DataFrame) -> None:
    """Draw the two waves and the defence, each the mean of six hours."""
    axes.set_title("Posts per hour (mean of six hours)", pad=24)  # room for the phase numbers
    for topic, label in _TOPICS.items():
        hue, dash = TOPIC[topic]
        level = hours[topic].rolling(6, min_periods=1).mean()
        axes.plot(days, level, color=hue, linestyle=dash, label=label)
        axes.fill_between(days, level, color=hue, alpha=0.10, linewidth=0)
    axes.set_ylim(bottom=0)
    axes.legend(loc="upper right", ncols=3, fontsize=8, handlelength=2.6)


def _messages(axes: Axes, spoken: pd.DataFrame) -> None:
    """Mark every hour in which the brand said something, one row per kind."""
    axes.set_title("What the brand says")
    kinds = spoken.groupby("kind")["since_load"].min().sort_values().index[::-1]
    for row, kind in enumerate(kinds):
        rows = spoken[spoken["kind"] == kind]
        size = 5 + 5 * np.sqrt(rows["count"].to_numpy(dtype=float))
        axes.scatter(
            rows["since_load"] / 24, np.full(len(rows), row), s=size, color=NAVY, alpha=0.7, lw=0
        )
    axes.set_yticks(range(len(kinds)), labels=[])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(-0.7, len(kinds) - 0.3)
    right = axes.get_xlim()[1]
    for row, kind in enumerate(kinds):
        axes.annotate(
            kind, (right, row), xytext=(16, 0), textcoords="offset points", va="center",
            fontsize=7.5, color=INK, annotation_clip=False,
        )  # fmt: skip


def _dent(axes: Axes, days: np.ndarray, hours: pd.DataFrame) -> None:
    """Draw D over its six parts."""
    axes.set_title("Dent: distance from the undisturbed twin, 0 = original form")
    ends, names, hues = [], [], []
    for part, (hue, dash) in PART.items():
        line = hours[f"d_{part}"]
        axes.plot(days, line, color=hue, linestyle=dash, linewidth=1.1)
        ends.append(line.iloc[-1])
        names.append(part.replace("_", " "))
        hues.append(hue)
    axes.plot(days, hours["dent"], color=INK, linewidth=2.2)
    axes.set_ylim(0, 1.05 * max(0.05, hours[[f"d_{p}" for p in PART]].to_numpy().max()))
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    end_labels(
        axes, [*ends, hours["dent"].iloc[-1]], [*names, "D, all six"], [*hues, INK], size=7.5
    )


def _stance(axes: Axes, days: np.ndarray, hours: pd.DataFrame) -> None:
    """Draw the mean stance beside the twin's."""
    axes.set_title("Mean stance towards the brand (−1 to 1)")
    axes.plot(days, hours["twin_stance"], color=SOFT, linestyle=(0, (1.2, 1.4)), linewidth=1.3)
    axes.plot(days, hours["stance"], color=BLUE)
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    ends = [hours["stance"].iloc[-1], hours["twin_stance"].iloc[-1]]
    end_labels(axes, ends, ["with the storm", "undisturbed twin"], [BLUE, SOFT], size=7.5)


def _backlog(axes: Axes, days: np.ndarray, hours: pd.DataFrame) -> None:
    """Draw the cases that wait for an answer."""
    axes.set_title("Cases waiting for an answer")
    axes.fill_between(days, hours["backlog"], color=NAVY, alpha=0.18, linewidth=0)
    axes.plot(days, hours["backlog"], color=NAVY, linewidth=1.2)
    axes.set_ylim(0, max(1.0, 1.08 * hours["backlog"].max()))
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))


def _weekends(panels: list[Axes], hours: pd.DataFrame) -> None:
    """Shade Saturday and Sunday; hour 0 is a Monday, 00:00."""
    first, since = int(hours["hour"].iloc[0]), float(hours["since_load"].iloc[0])
    saturday = first - first % 168 + 120
    for start in range(saturday, first + len(hours), 168):
        left = (start - first + since) / 24
        for axes in panels:
            axes.axvspan(left, left + 2, color="#EEF1F5", linewidth=0, zorder=0)
    panels[-1].set_xlim(since / 24, float(hours["since_load"].iloc[-1]) / 24)


def _phases(
    figure: Figure, panels: list[Axes], reached: dict[int, float], hours: pd.DataFrame
) -> None:
    """Number the phases on the time axis and date them in words above it."""
    strike = int(hours["hour"].iloc[0]) - int(hours["since_load"].iloc[0])
    inch = 1 / figure.get_figheight()
    top = panels[0]
    low, high = top.get_xlim()
    wide = top.get_position().width * WIDTH
    gap = 0.2 * (high - low) / wide
    flags = spread([hour / 24 for hour in reached.values()], gap)
    for place, (number, hour) in enumerate(reached.items()):
        for axes in panels:
            axes.axvline(hour / 24, color=INK, linewidth=0.7, linestyle=(0, (3, 2)), zorder=1.5)
        figure.text(
            _MARGIN["left"] - 0.03 + 0.46 * (place % 2),
            1 - (0.42 + 0.17 * (place // 2)) * inch,
            f"{number}  {PHASES[number]}: {_date(strike + hour)}, day {hour / 24:.1f}",
            fontsize=8, va="center", color=INK,
        )  # fmt: skip
        top.annotate(
            str(number), (hour / 24, 1), xytext=((flags[place] - hour / 24) * 72 * wide
            / (high - low), 13), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="center", va="center", fontsize=7, fontweight="bold", color="white",
            annotation_clip=False, bbox={"boxstyle": "circle,pad=0.22", "fc": TEXT[BLUE], "lw": 0},
            arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.7, "shrinkA": 4, "shrinkB": 0},
        )  # fmt: skip


def _date(hour: float) -> str:
    """Write an absolute hour as weekday and time of day."""
    return f"{DAYS[int(hour) // 24 % 7]} {int(hour) % 24:02d}:00"
