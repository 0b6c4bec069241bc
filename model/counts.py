"""A user's own counts: a CSV file of any common form, read into a regular grid of steps.

Only ``time`` and ``complaints`` are needed. What is not understood is said, never guessed: an
ambiguous date, two rows for one hour, a column whose name is nearly right.
"""

import csv
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from knautschball.model.decimals import read_numbers
from knautschball.model.timestamps import read_times
from knautschball.scenarios.errors import CountsError

OPTIONAL = ("conduct", "support", "followers", "replies")
"""Columns beside ``time`` and ``complaints`` that are read where they are given."""
COLUMNS = ("time", "complaints", *OPTIONAL, "covered")
STEPS = (1, 2, 3, 4, 6, 8, 12, 24)
"""Lengths of a step that divide a day, hours."""
SEPARATORS = ",;\t|"
"""What may part columns; a blank where the header holds none of them."""
FEWEST = 6
"""Steps with a count, and complaints in all, below which a file tells too little."""
SEEN = 0.25
"""Share of a step that must be covered for its count to be used."""
LONGEST = 20_000
"""Steps; a longer grid is a slip in one of the times."""


@dataclass(frozen=True)
class Counts:
    """Counts by step of equal length.

    Attributes
    ----------
    table : DataFrame
        One row per step: ``hour`` (hours since the first step begins), ``complaints`` (per whole
        step; those about conduct are among them) and whichever of `OPTIONAL` were given. NaN
        where a step is missing.
    step : int
        Hours per step.
    begin : Timestamp or None
        Local time at which the first step begins; None where the file counts hours from 0, so
        that hour of the day and day of the week are unknown.
    name : str
        Where it was read.
    """

    table: pd.DataFrame
    step: int
    begin: pd.Timestamp | None
    name: str = "counts"

    @property
    def complaints(self) -> NDArray[np.float64]:
        """Complaints per step, NaN in gaps."""
        return self.table["complaints"].to_numpy(float)

    @property
    def week_hour(self) -> int | None:
        """Hour of the week in which the first step begins, 0 is Monday 00:00; None if unknown."""
        return None if self.begin is None else 24 * self.begin.weekday() + self.begin.hour

    def before(self, moment: str) -> "Counts":
        """Give the steps before a moment alone, as if the rest had not happened yet.

        Parameters
        ----------
        moment : str
            Local time, or hours from the beginning where the file has no clock.

        Raises
        ------
        CountsError
            It is no such moment, or too little lies before it.
        """
        steps = int(self._hours(moment) // self.step)
        table = self.table.iloc[: max(0, steps)].reset_index(drop=True)
        return _checked(replace(self, table=table))

    def _hours(self, moment: str) -> float:
        try:
            if self.begin is None:
                return float(moment)
            return (pd.Timestamp(moment) - self.begin) / pd.Timedelta(hours=1)
        except (ValueError, TypeError):
            allowed = "hours from 0" if self.begin is None else "local time, 2024-03-31 14:00"
            raise CountsError("--until", f"{moment!r} was given", allowed) from None

    def when(self, hour: float) -> str:
        """Say in words when an hour since the beginning is."""
        if self.begin is None:
            return f"hour {hour:.0f}"
        return str((self.begin + pd.Timedelta(hours=hour)).strftime("%a %Y-%m-%d %H:%M"))


def read_counts(path: str | Path, zone: str | None = None, missing: str = "gap") -> Counts:
    """Read counts from a CSV file.

    Parameters
    ----------
    path : str or Path
        Columns ``time`` and ``complaints``, of `OPTIONAL` what there is, and ``covered`` (share
        of the step that was counted, such as 0.4 for a day that is not over). Other columns are
        left alone. Separators, compression and order of rows do not matter, a decimal comma is
        understood; rows finer than an hour are added up.
    zone : str, optional
        Time zone of the community, such as ``Europe/Berlin``. Times with an offset are brought
        there, or to the offset of the first time if left out; others are taken to be local.
    missing : {"gap", "zero"}
        What a step without a row means: not counted, or nothing to count.

    Raises
    ------
    CountsError
        With place, what was written, and what would be right.
    """
    if missing not in ("gap", "zero"):
        raise CountsError("--missing", f"{missing!r} was given", "gap or zero")
    table = _read(Path(path))
    times, clock = read_times(table["time"], zone, str(path))
    values = _numbers(table, str(path))
    return _on_grid(values, times, clock, str(path), missing)


def from_series(
    complaints: NDArray[np.float64], step: int = 1, begin: str | None = None, name: str = "counts"
) -> Counts:
    """Make counts of an array.

    Parameters
    ----------
    complaints : float64[T]
        Per step, NaN where nothing was counted.
    step : int
        Hours per step, one of `STEPS`.
    begin : str, optional
        Local time at which the first step begins.
    name : str
        Called so in messages.
    """
    hours = step * np.arange(len(complaints))
    table = pd.DataFrame({"hour": hours, "complaints": np.asarray(complaints, float)})
    return _checked(Counts(table, step, None if begin is None else pd.Timestamp(begin), name))


def _read(path: Path) -> pd.DataFrame:
    where = str(path)
    try:
        table = pd.read_csv(
            path, sep=_separator(path), engine="python", dtype=str, skipinitialspace=True,
            encoding="utf-8-sig", comment="#",
        )  # fmt: skip
    except pd.errors.EmptyDataError:
        raise CountsError(where, "is empty", "columns time and complaints") from None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise CountsError(where, f"cannot be read: {reason}") from None
    except UnicodeDecodeError:
        allowed = "CSV in UTF-8, as Excel saves it by “CSV UTF-8”"
        raise CountsError(where, "is no text in UTF-8", allowed) from None
    except (ValueError, pd.errors.ParserError) as problem:
        raise CountsError(where, f"is no CSV file: {problem}", "columns with a header") from None
    table.columns = [str(name).strip().lower() for name in table.columns]
    _check_columns(list(table.columns), where)
    return table.dropna(how="all").reset_index(drop=True)


def _separator(path: Path) -> str:
    """Find what parts the names in the header."""
    whole = pd.read_csv(
        path, sep="\x01", nrows=0, quoting=csv.QUOTE_NONE, encoding="utf-8-sig", comment="#"
    )
    header = str(whole.columns[0])
    found = max(SEPARATORS, key=header.count)
    return found if found in header else " "


def _check_columns(found: list[str], where: str) -> None:
    """Refuse missing columns, doubled ones, and names that are nearly one that is read."""
    allowed = "columns " + ", ".join(COLUMNS)
    for name in ("time", "complaints"):
        if name not in found:
            near = get_close_matches(name, found, n=1, cutoff=0.5)
            there = f"there are {', '.join(map(repr, found))}"
            hint = f"; is it {near[0]!r}?" if near else ""
            raise CountsError(where, f"no column {name!r}; {there}{hint}", allowed)
    for name in found:
        near = get_close_matches(name, COLUMNS, n=1, cutoff=0.8)
        if near and (name not in COLUMNS or found.count(name) > 1):
            problem = "stands twice" if name in COLUMNS else "is no column that is read"
            guess = "" if name in COLUMNS else near[0]
            raise CountsError(f"{where}: column {name!r}", problem, allowed, guess)


def _numbers(table: pd.DataFrame, where: str) -> pd.DataFrame:
    """Turn the columns that are read into numbers; empty cells stay empty."""
    wanted = [name for name in COLUMNS[1:] if name in table]
    values = pd.DataFrame(index=table.index)
    for name in wanted:
        written = table[name].str.strip().replace("", None)
        values[name] = read_numbers(written, where)
        top = 1.0 if name == "covered" else np.inf
        bad = written.notna() & ~values[name].between(0, top) | np.isinf(values[name])
        if bad.any():
            row = int(bad.to_numpy().argmax())
            allowed = "0 to 1" if name == "covered" else "a number, 0 or more, or nothing"
            place = f"{where}: row {row + 2}, column {name!r}"
            raise CountsError(place, f"{table[name][row]!r} was given", allowed)
    return values


def _on_grid(
    values: pd.DataFrame, times: pd.Series, clock: bool, where: str, missing: str
) -> Counts:
    """Place the rows on a grid of equal steps."""
    order = times.argsort(kind="stable")
    times, values = times.iloc[order], values.iloc[order]
    step = _step(times, where)
    first = times.iloc[0].floor("D" if step == 24 else "h")
    place = ((times - first) // pd.Timedelta(hours=step)).to_numpy()
    _check_places(times, place, where, fine=_typical(times) < pd.Timedelta(hours=1))
    if place[-1] >= LONGEST:
        problem = f"spans {place[-1] + 1:,} steps from {times.iloc[0]} to {times.iloc[-1]}"
        raise CountsError(where, problem, f"at most {LONGEST:,} steps; is one time a slip?")
    table = _joined(values, place)
    table = _whole(table.reindex(range(int(place[-1]) + 1)))
    if missing == "zero":
        table = table.fillna({name: 0.0 for name in table if name != "followers"})
    table.insert(0, "hour", step * np.arange(len(table)))
    return _checked(Counts(table, step, first if clock else None, where))


def _joined(values: pd.DataFrame, place: NDArray[np.int64]) -> pd.DataFrame:
    """Join the rows of each step: counts add up, levels are averaged, empty stays empty."""
    levels = [name for name in ("followers", "covered") if name in values]
    steps = values.groupby(place)
    table = steps.sum(min_count=1)
    table[levels] = steps[levels].mean()
    return table


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    """Bring steps that were counted in part to whole ones; drop those hardly seen."""
    if "covered" not in table:
        return table
    covered = table.pop("covered").fillna(1.0)
    counts = [name for name in table if name != "followers"]
    table[counts] = table[counts].div(covered.where(covered >= SEEN), axis=0)
    return table


def _typical(times: pd.Series) -> pd.Timedelta:
    return times.diff().dropna().median()


def _step(times: pd.Series, where: str) -> int:
    """Find the length of a step from the usual distance of two rows."""
    if len(times) < FEWEST:
        raise CountsError(where, f"has {len(times)} rows", f"at least {FEWEST} hours or days")
    hours = max(1.0, _typical(times) / pd.Timedelta(hours=1))
    near = [step for step in STEPS if abs(hours - step) < 0.1 * step]
    if not near:
        problem = f"rows are usually {hours:g} hours apart"
        allowed = f"hourly or daily counts (steps of {', '.join(map(str, STEPS))} hours)"
        raise CountsError(where, problem, allowed)
    return near[0]


def _check_places(times: pd.Series, place: NDArray[np.int64], where: str, fine: bool) -> None:
    twice = np.flatnonzero(np.diff(place) == 0)
    if twice.size and not fine:
        one = times.iloc[int(twice[0])]
        raise CountsError(where, f"two rows are about {one}", "one row per hour or day")


def _checked(counts: Counts) -> Counts:
    """Refuse counts that tell nothing."""
    seen = counts.complaints[np.isfinite(counts.complaints)]
    if seen.size < FEWEST or seen.sum() < FEWEST:
        problem = f"{seen.sum():g} complaints in {seen.size} steps"
        raise CountsError(counts.name, problem, f"at least {FEWEST} complaints in {FEWEST} steps")
    conduct = counts.table.get("conduct")
    if conduct is not None and (conduct > counts.table["complaints"]).any():
        hour = counts.table["hour"][(conduct > counts.table["complaints"]).idxmax()]
        problem = f"{counts.when(hour)}: more about conduct than complaints in all"
        raise CountsError(counts.name, problem, "complaints include those about conduct")
    return counts
