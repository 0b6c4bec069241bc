"""What is finished, safe against a power cut at any moment: parts written whole, then renamed.

A part holds the rows of some finished runs. ``parts/runs-12-12.parquet`` is the part number 12;
``parts/runs-0-63.parquet`` joins the parts 0 to 63, which are taken away once it stands. Hours lie
in a part of the same number, written before its rows, so that rows are the sign that all is there.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from numpy.typing import NDArray

from knautschball.model.folder import writing
from knautschball.model.sweeps.task import Done

PARTS = "parts"
"""Folder of the parts; it is there as long as a sweep is not finished."""
PAUSE = 0.25
"""Seconds between two writings: finished runs wait no longer to be safe."""
JOIN = 64
"""Parts that are joined to one, so that a long sweep does not drown a folder in files."""
WINDOW = {"runs": 50_000, "failures": 50_000, "hours": 100}
"""Runs whose rows are in memory at once while the final tables are written."""
TABLES = tuple(WINDOW)
_NAME = re.compile(r"(runs|failures|hours)-(\d+)-(\d+)\.parquet")
_WHOLE = ("run", "seed", "followers_lost", "ties_cut", "posts", "peak_hour", "phase", "max_backlog")
_MAY_LACK = ("recovery_hours", "reply_minutes_median", *(f"phase_{n}" for n in range(1, 6)))
KINDS = {name: pa.int64() for name in _WHOLE} | {name: pa.float64() for name in _MAY_LACK}
KINDS["worst_component"] = pa.string()
"""Kinds of columns that do not show in every value."""


class Part(NamedTuple):
    """A file of some finished runs: its table, and the first and last part that it holds."""

    table: str
    first: int
    last: int

    @property
    def name(self) -> str:
        """File name."""
        return f"{self.table}-{self.first}-{self.last}.parquet"


class Store:
    """The finished runs of a sweep in its folder.

    Parameters
    ----------
    folder : Path
        Results folder; parts that an earlier start left there count.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._place = folder, folder / PARTS
        self._place.mkdir(exist_ok=True)
        self._tidy()
        found = parts(folder)
        self._next = 1 + max((part.last for part in found), default=-1)
        self._loose = [part for part in found if part.table != "hours" and part.first == part.last]
        self._waiting: list[Done] = []
        self._flushed = -PAUSE

    @property
    def due(self) -> bool:
        """Whether it is time to write."""
        return monotonic() - self._flushed >= PAUSE

    def numbers(self, table: str) -> NDArray[np.int64]:
        """Give the numbers of all runs in a table, in any order."""
        found = dataset(self._folder, table)
        if found is None:
            return np.empty(0, np.int64)
        return found.to_table(columns=["run"])["run"].to_numpy()

    def add(self, done: list[Done]) -> None:
        """Take finished runs; they are safe after the next `flush`."""
        self._waiting += done

    def flush(self) -> None:
        """Write what has been taken: afterwards it is finished for good."""
        self._flushed = monotonic()
        done, self._waiting = self._waiting, []  # interrupted here, a run is lost but never twice
        if done:
            with writing(self._folder):
                self._add(done)

    def _add(self, done: list[Done]) -> None:
        good, bad = [one for one in done if not one.failed], [one for one in done if one.failed]
        hours = [one.hours for one in good if one.hours is not None]
        number, self._next = self._next, self._next + 1
        if hours:
            table = pa.Table.from_pandas(pd.concat(hours), preserve_index=False)
            _write(self._place / Part("hours", number, number).name, table.schema, [table])
        for name, some in (("runs", good), ("failures", bad)):
            if some:
                part = Part(name, number, number)
                table = as_table([one.row for one in some])
                _write(self._place / part.name, table.schema, [table])
                self._loose.append(part)
        if len(self._loose) >= JOIN:
            self._join()

    def forget(self, table: str) -> None:
        """Throw a table away, so that its runs are missing again."""
        for part in parts(self._folder):
            if part.table == table:
                (self._place / part.name).unlink()
        self._loose = [part for part in self._loose if part.table != table]

    def finish(self) -> None:
        """Write the final tables in the order of the runs, then take the parts away."""
        done = self._place.with_name(f".{PARTS}-done")
        shutil.rmtree(done, ignore_errors=True)
        with writing(self._folder):
            for table in TABLES:
                self._final(table)
            os.replace(self._place, done)  # at once: half the parts would look like half a sweep
        shutil.rmtree(done)

    def _final(self, table: str) -> None:
        goal, found = self._folder / f"{table}.parquet", dataset(self._folder, table)
        if found is None:
            goal.unlink(missing_ok=True)
            return
        _write(goal, found.schema, in_order(found, WINDOW[table]))

    def _join(self) -> None:
        """Join the loose parts of every table to one file, hours before their rows."""
        first, last = self._loose[0].first, self._loose[-1].last
        inside = [one for one in parts(self._folder) if first <= one.first and one.last <= last]
        for table in reversed(TABLES):
            some = [one for one in inside if one.table == table]
            if some:
                found = _joined(self._place, some)
                batches = (pa.Table.from_batches([one]) for one in found.to_batches())
                _write(self._place / Part(table, first, last).name, found.schema, batches)
        for one in inside:
            (self._place / one.name).unlink()
        self._loose = []

    def _tidy(self) -> None:
        """Take away what a killed process left half done."""
        kept = {part.name for part in parts(self._folder)}
        for file in self._place.iterdir():
            if file.name not in kept:
                file.unlink()


def _write(file: Path, schema: pa.Schema, tables: Iterable[pa.Table]) -> None:
    """Write a table piece by piece beside its place, then give it its name."""
    draft = file.with_name(f".{file.name}.unfinished")
    with pq.ParquetWriter(draft, schema) as writer:
        for table in tables:
            writer.write_table(table)
    os.replace(draft, file)


def parts(folder: Path) -> list[Part]:
    """Give the parts that count: none that is inside a larger one, no hours without their rows."""
    matches = (_NAME.fullmatch(file.name) for file in (folder / PARTS).glob("*.parquet"))
    every = [Part(m[1], int(m[2]), int(m[3])) for m in matches if m]
    kept = [one for one in every if not any(_inside(one, other) for other in every)]
    rows = {one[1:] for one in kept if one.table == "runs"}
    kept = [one for one in kept if one.table != "hours"]
    kept += [one for one in every if one.table == "hours" and one[1:] in rows]
    return sorted(kept, key=lambda one: one.first)


def dataset(folder: Path, table: str) -> ds.Dataset | None:
    """Open a table of a results folder, finished or not; None where it holds nothing."""
    if (folder / PARTS).is_dir():
        some = [part for part in parts(folder) if part.table == table]
        return _joined(folder / PARTS, some) if some else None
    final = folder / f"{table}.parquet"
    return ds.dataset(final) if final.is_file() else None


def in_order(found: ds.Dataset, window: int) -> Iterator[pa.Table]:
    """Give a table in the order of its runs, those of some runs at a time."""
    numbers = np.unique(found.to_table(columns=["run"])["run"].to_numpy())
    keys = [(name, "ascending") for name in ("run", "hour") if name in found.schema.names]
    for start in range(0, len(numbers), window):
        some, run = numbers[start : start + window], ds.field("run")
        yield found.to_table(filter=(run >= some[0]) & (run <= some[-1])).sort_by(keys)


def as_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Put rows of the same keys into a table; a number is a float unless known to be whole."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    schema = pa.schema([(name, _kind(name, values)) for name, values in columns.items()])
    return pa.Table.from_pydict(columns, schema)


def _kind(name: str, values: list[Any]) -> pa.DataType:
    """Say what a column holds; varied keys are dotted, and whole if they are written so."""
    if name in KINDS:
        return KINDS[name]
    value = next((one for one in values if one is not None), None)
    if value is None or isinstance(value, str | bool):
        return pa.scalar(value).type
    return pa.int64() if isinstance(value, int) and "." in name else pa.float64()


def _joined(place: Path, some: list[Part]) -> ds.Dataset:
    """See several parts as one table; a column may hold nothing in some of them."""
    files = [place / part.name for part in some]
    kinds = pa.unify_schemas([pq.read_schema(one) for one in files], promote_options="permissive")
    return ds.dataset(files, schema=kinds)


def _inside(part: Part, other: Part) -> bool:
    same = part.table == other.table and part != other
    return same and other.first <= part.first and part.last <= other.last
