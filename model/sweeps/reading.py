"""Read the tables of a results folder, finished or still growing."""

import shlex
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from knautschball.model.sweeps.store import TABLES, dataset
from knautschball.scenarios import load
from knautschball.scenarios.errors import ScenarioError
from knautschball.scenarios.toml_files import read_toml

_HEAD = ("run", "scenario", "policy", "seed", "load", "error")


@dataclass(frozen=True)
class Results:
    """The tables of a results folder; each is read when first asked for.

    Attributes
    ----------
    folder : Path
        Where they lie.
    """

    folder: Path

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row per finished run, in the order of the design."""
        return self._table("runs")

    @cached_property
    def hours(self) -> pd.DataFrame:
        """One row per run and hour, where hourly records were asked for."""
        return self._table("hours")

    @cached_property
    def failures(self) -> pd.DataFrame:
        """One row per failed run: which it is, ``error``, and the ``command`` to repeat it."""
        table = self._table("failures")
        if table.empty:
            return pd.DataFrame(columns=[*_HEAD, "command"])
        return table.assign(command=[self._command(row) for row in table.to_dict("records")])

    @cached_property
    def experiment(self) -> dict[str, Any]:
        """What ``experiment.toml`` says."""
        return read_toml(self.folder / "experiment.toml")

    @property
    def varied(self) -> list[str]:
        """Keys that were varied."""
        return list(self.experiment.get("vary", {}))

    @cached_property
    def _files(self) -> dict[str, str]:
        """Name of each scenario → what the experiment calls it: its path where it is a file."""
        found = {}
        for one in self.experiment["scenario"]:
            with suppress(ScenarioError):  # the file may be elsewhere by now
                found[load(one).name] = one
        return found

    def _table(self, name: str) -> pd.DataFrame:
        found = dataset(self.folder, name)
        if found is None:
            return pd.DataFrame()
        table = found.to_table().to_pandas()
        if "run" not in table:
            return table
        keys = [key for key in ("run", "hour") if key in table]
        return table.sort_values(keys, ignore_index=True)

    def _command(self, row: dict[str, Any]) -> str:
        """Say how to repeat one run by hand."""
        if "scenario" not in row:
            return ""
        fixed = self.experiment.get("set", {})
        name = self._files.get(row["scenario"], row["scenario"])
        words = ["knautschball", "run", name, "--policy", row["policy"]]
        words += ["--seed", str(row["seed"])]
        words += ["--load", str(row["load"])]
        varied = {key: value for key, value in row.items() if key not in _HEAD}
        for key, value in (fixed | varied).items():
            said = str(value).lower() if isinstance(value, bool) else value
            words += ["--set", f"{key}={said}"]
        return shlex.join(words)


def read(folder: str | Path) -> Results:
    """Open the results of a sweep, a comparison or a run.

    Parameters
    ----------
    folder : path
        Results folder. A sweep may still be at work there: what is finished is read.

    Returns
    -------
    Results
        ``.runs``, ``.hours``, ``.failures`` as data frames, ``.experiment`` as a dict.

    Raises
    ------
    ScenarioError
        There are no results.
    """
    results = Results(Path(folder))
    if not any(dataset(results.folder, table) for table in TABLES):
        raise ScenarioError(
            str(folder), "holds no results", "a folder that a command wrote with -o"
        )
    return results
