"""Figures and tables of a sweep, beside its runs."""

import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from knautschball.agents.policy import find
from knautschball.model.comparison import rank
from knautschball.model.drawing import save
from knautschball.model.folder import writing
from knautschball.model.sweeps.reading import Results
from knautschball.model.sweeps.sensitivity import indices
from knautschball.report.sensitivity_figures import importance
from knautschball.report.sweep_figures import heat_map, response
from knautschball.scenarios.errors import ScenarioError, unknown

PAIR = ("load", "seed")
"""Columns that, with the varied keys, name the storm that policies are compared on."""


def write_sweep(results: Results, measure: str = "resilience") -> list[Path]:
    """Write the figures of a sweep to ``figures`` and its ranking to ``ranking.csv``.

    Parameters
    ----------
    results : Results
        A finished sweep.
    measure : str
        Column to draw.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    written: list[Path] = []
    if results.runs.empty:
        return written
    if results.runs["policy"].nunique() > 1:
        written.append(_replace(ranking(results), results.folder / "ranking.csv"))
    for name, figure in _figures(results, measure):
        written += save(figure, results.folder / "figures", name)
    return written


def ranking(results: Results) -> pd.DataFrame:
    """Rank the policies of every scenario over all points, paired by point and seed."""
    runs, storm = results.runs, [*dict.fromkeys((*results.varied, *PAIR))]
    title = {name: find(name).title for name in results.experiment["policies"]}
    by_name = {find(name).name: said for name, said in title.items()}
    runs = runs.assign(
        title=runs["policy"].map(by_name), seed=runs.groupby(storm, sort=False).ngroup()
    )
    ranked = [rank(some) for _, some in runs.groupby("scenario", sort=False)]
    return pd.concat(ranked, ignore_index=True)


def write_sensitivity(results: Results, method: str, measure: str = "resilience") -> pd.DataFrame:
    """Compute the indices of a finished analysis; write ``sensitivity.csv`` and its figure.

    Parameters
    ----------
    results : Results
        All runs of the design.
    method : {"morris", "sobol"}
        Method of the design.
    measure : str
        Column that is analysed; the mean over seeds counts.

    Returns
    -------
    DataFrame
        The indices, the most important number first.

    Raises
    ------
    ScenarioError
        There is no such column, or a point has no result.
    OutputError
        The folder cannot be written.
    """
    runs, said = results.runs, results.experiment
    numeric = [name for name in runs.select_dtypes("number") if name not in results.varied]
    if measure not in numeric:
        raise unknown(ScenarioError, "--measure", measure, numeric, "column")
    design = said["design"]
    values = runs.groupby(runs["run"] // said["runs"])[measure].mean()
    table = indices(method, results.varied, design["samples"], values, design["seed"])
    _replace(table, results.folder / "sensitivity.csv")
    save(importance(table, method, measure), results.folder / "figures", "sensitivity")
    return table


def _figures(results: Results, measure: str) -> Iterator[tuple[str, Figure]]:
    """Draw the measure over every varied number, and over two together on a grid."""
    varied, gridded = results.varied, results.experiment["design"]["kind"] == "grid"
    for scenario, some in results.runs.groupby("scenario", sort=False):
        for key in varied:
            if some[key].nunique() > 1:
                yield f"{scenario}-{key}", response(some, key, measure)
        if len(varied) == 2 and gridded:
            yield f"{scenario}-map", heat_map(some, varied, measure)


def _replace(table: pd.DataFrame, file: Path) -> Path:
    """Write a table beside its place first."""
    draft = file.with_name(f".{file.name}.unfinished")
    with writing(file.parent):
        table.to_csv(draft, index=False)
        os.replace(draft, file)
    return file
