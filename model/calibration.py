"""Fit the crowd's time scales to the measured facts that are marked for fitting."""

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize

from knautschball.model.validation import FACTS, validate
from knautschball.scenarios import load
from knautschball.scenarios.errors import OutputError, ScenarioError
from knautschball.scenarios.scenario import sections

KEYS = (
    "acts.complain",
    "acts.echo",
    "acts.follow_up",
    "acts.talk_half_life",
    "acts.cheap",
    "feelings.arousal_half_life",
    "feelings.brooding",
    "feelings.rumination",
    "people.swing",
    "people.churn",
)
"""Numbers that may be moved: how readily people speak, how long they stay moved, when."""
MARKED = tuple(fact for fact in FACTS if fact.fitted)
"""Facts that are fitted; all others are left to judge."""
WORST = 5.0
"""Half-widths of a target beyond which a miss counts no more."""
SPREAD = 0.2
"""First steps of the search, in log units: a fifth of each number."""
Progress = Callable[[int, int], None]


def misses(table: pd.DataFrame) -> NDArray[np.float64]:
    """Say how far each measured value lies from the middle of its target.

    Parameters
    ----------
    table : DataFrame
        ``low, high, measured`` as ``knautschball.model.validation.validate`` gives them.

    Returns
    -------
    float64[k]
        In half-widths of the target: within ±1 it holds. A target with one end is met, 0, or
        missed in units of that end. NaN counts as the worst.
    """
    low, high, found = (table[name].to_numpy(float) for name in ("low", "high", "measured"))
    closed = np.isfinite(low) & np.isfinite(high)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle, half = (low + high) / 2, np.maximum((high - low) / 2, 1e-9)
        inside = (found - middle) / half
        beyond = np.maximum(0, low - found) + np.maximum(0, found - high)
        outside = beyond / np.maximum(np.abs(np.where(np.isfinite(low), low, high)), 1e-9)
    missed = np.where(closed, inside, np.where(beyond > 0, 1 + outside, 0.0))
    return np.clip(np.nan_to_num(missed, nan=WORST), -WORST, WORST)


def loss(table: pd.DataFrame) -> float:
    """Give the mean square of `misses`."""
    return float(np.mean(misses(table) ** 2))


@dataclass
class Notebook:
    """What has been tried, one line per trial, so that an interrupted fit goes on.

    Parameters
    ----------
    path : Path
        File of JSON lines; made with the first trial.
    about : dict
        What trials of this file have in common; a file about something else is refused.

    Raises
    ------
    OutputError
        The file belongs to another fit.
    """

    path: Path
    about: dict[str, Any]
    trials: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the trials made so far."""
        for line in self._lines():
            if line.get("about", self.about) != self.about:
                raise OutputError(str(self.path), "holds trials of another fit", "another folder")
            if "loss" in line:
                self.trials[self.name(line["values"])] = line["loss"]

    def _lines(self) -> Iterator[dict[str, Any]]:
        text = self.path.read_text("utf-8") if self.path.exists() else ""
        for line in text.splitlines():
            with suppress(json.JSONDecodeError):  # half a line of a fit that was killed
                yield json.loads(line)

    @staticmethod
    def name(values: dict[str, float]) -> str:
        """Name a point by its values."""
        return json.dumps(values, sort_keys=True)

    def add(self, values: dict[str, float], found: float) -> None:
        """Write down a trial."""
        rows = [] if self.path.exists() else [{"about": self.about}]
        with self.path.open("a", encoding="utf-8") as file:
            for row in [*rows, {"values": values, "loss": found}]:
                # a line begins with its end, so that half a line spoils nothing but itself
                file.write("\n" + json.dumps(row))
        self.trials[self.name(values)] = found


@dataclass(frozen=True)
class Calibration:
    """What came out.

    Attributes
    ----------
    values : dict
        Dotted key → fitted value.
    before, after : DataFrame
        The marked facts with the defaults and with ``values``.
    """

    values: dict[str, float]
    before: pd.DataFrame
    after: pd.DataFrame


def defaults() -> dict[str, float]:
    """Give the present values of `KEYS`."""
    usual = load("calm")
    return {key: float(_part(usual, key)) for key in KEYS}


def _part(scenario: Any, key: str) -> Any:
    section, name = key.split(".")
    return getattr(getattr(scenario, section), name)


def calibrate(
    runs: int,
    trials: int,
    notes: Path,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    measure: Callable[[dict[str, float]], pd.DataFrame] | None = None,
) -> Calibration:
    """Search for values of `KEYS` that bring the marked facts into their targets.

    Nelder–Mead on the logarithms, from the defaults. The search is a pure function of what it
    has seen: run again with the same notes it goes through the trials made so far at once.

    Parameters
    ----------
    runs : int
        Crowds on which each trial is measured; the same for all trials.
    trials : int
        Trials at most, those in the notes included.
    notes : Path
        File of trials.
    workers : int, optional
        Processes.
    progress : callable, optional
        Called with trials made and ``trials``.
    measure : callable, optional
        Values → table of facts; for tests.

    Raises
    ------
    ScenarioError
        Fewer than one run or trial.
    OutputError
        The notes belong to another fit.
    """
    if runs < 1 or trials < 1:
        raise ScenarioError("calibrate", f"{runs} runs, {trials} trials", "1 or more of each")
    look = measure or (lambda values: validate(runs, facts=MARKED, changes=values, workers=workers))
    start = defaults()
    book = Notebook(notes, {"runs": runs, "start": start, "facts": [f.key for f in MARKED]})
    search = _Search(look, book, progress, trials)
    first = np.log([*start.values()])
    simplex = np.vstack([first, first + SPREAD * np.eye(first.size)])
    with suppress(StopIteration):
        minimize(
            search,
            first,
            method="Nelder-Mead",
            options={"initial_simplex": simplex, "maxfev": trials, "adaptive": True},
        )
    best = min(book.trials, key=book.trials.__getitem__)
    values = json.loads(best)
    return Calibration(values, look(start), look(values))


class _Search:
    """The function that is minimised, from logarithms of the values to the loss."""

    def __init__(
        self,
        look: Callable[[dict[str, float]], pd.DataFrame],
        book: Notebook,
        progress: Progress | None,
        trials: int,
    ) -> None:
        self._look, self._book, self._progress, self._trials = look, book, progress, trials

    def __call__(self, point: NDArray[np.float64]) -> float:
        """Look a point up, or try it."""
        values = within(dict(zip(KEYS, np.exp(point), strict=True)))
        name = self._book.name(values)
        if name not in self._book.trials:
            if len(self._book.trials) >= self._trials:
                raise StopIteration
            self._book.add(values, loss(self._look(values)))
        if self._progress:
            self._progress(len(self._book.trials), self._trials)
        return self._book.trials[name]


def within(values: dict[str, float]) -> dict[str, float]:
    """Round to four digits and keep to what the declarations allow."""
    kept = {}
    for key, value in values.items():
        section, name = key.split(".")
        bounds = sections()[section].model_fields[name].metadata
        low = next(one.ge for one in bounds if hasattr(one, "ge"))
        high = next(one.le for one in bounds if hasattr(one, "le"))
        kept[key] = float(f"{min(max(value, low), high):.4g}")
    return kept


def as_toml(values: dict[str, float]) -> str:
    """Write values as the sections of a scenario file."""
    told: dict[str, list[str]] = {}
    for key, value in values.items():
        section, name = key.split(".")
        told.setdefault(section, []).append(f"{name} = {value:g}")
    text = "\n".join(f"[{name}]\n" + "\n".join(rows) + "\n" for name, rows in told.items())
    tomllib.loads(text)
    return text
