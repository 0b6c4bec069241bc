"""Figures and tables of a sweep, beside its runs."""

import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from knautschball.agents.policy import find
from knautschball.model.drawing import save
from knautschball.model.folder import writing
from knautschball.model.ranking import rank
from knautschball.model.sweeps.reading import Results
from knautschball.model.sweeps.sensitivity import indices
from knautschball.report.sensitivity_figures import importance
from knautschball.report.sweep_figures import heat_map, response
from knautschball.report.sweep_page import render
from knautschball.report.tables import ranking_table
from knautschball.report.words import words
from knautschball.scenarios.errors import ScenarioError, unknown

RANKING = {
    "seed": "Means over all points and seeds. The difference is that to silence, paired by point "
    "and seed. All points meet the same seeds, so each seed counts once in the 95% intervals.",
    "point": "Means over all points and seeds. The difference is that to silence, paired by point "
    "and seed. Points are a sample, so each point counts once in the 95% intervals.",
}
"""What is said of the ranking, by what its intervals count."""
INDICES = {
    "morris": "μ* is the mean size of the effect of a step through the range, with its 95% "
    "half-width; μ has a sign; σ says how much the effect depends on the other numbers.",
    "sobol": "Share of the variance that is due to a number alone (first) and with its "
    "interactions (total), with 95% half-widths.",
}


def write_sweep(results: Results, measure: str = "resilience") -> list[Path]:
    """Write the figures of a sweep, its ranking, and both as a page, ``report.html``.

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
    folder, written = results.folder, []
    if results.runs.empty:
        return []
    tables = []
    if results.runs["policy"].nunique() > 1:
        ranked = ranking(results)
        written.append(_replace(folder / "ranking.csv", ranked.to_csv(index=False)))
        tables = _told(ranked, RANKING[_unit(results)])
    shown = []
    for scenario, what, figure in _figures(results, measure):
        written += save(figure, folder / "figures", f"{scenario}-{what}")
        shown.append((f"{scenario}: {what.replace('_', ' ')}", figure))
    page = render(results, f"A sweep of {' and '.join(results.varied) or 'seeds'}", shown, tables)
    return [*written, _replace(folder / "report.html", page)]


def _told(ranked: pd.DataFrame, said: str) -> list[tuple[str, str, pd.DataFrame]]:
    """Give the ranking of every scenario as the report of a comparison shows it."""
    several, tables = ranked["scenario"].nunique() > 1, []
    for scenario, rows in ranked.groupby("scenario", sort=False):
        told = ranking_table(rows, words("en"))
        caption = f"Ranking: {scenario}" if several else "Ranking"
        tables.append((caption, said, pd.DataFrame(told["rows"], columns=told["head"])))
    return tables


def ranking(results: Results) -> pd.DataFrame:
    """Rank the policies of every scenario over all storms that all of them have met."""
    title = {name: find(name).title for name in results.experiment["policies"]}
    by_name = {find(name).name: said for name, said in title.items()}
    runs = _with_points(results).assign(title=results.runs["policy"].map(by_name))
    ranked = []
    for _, some in runs.groupby("scenario", sort=False):
        met = some.groupby(["point", "seed"])["policy"].transform("nunique")
        shared = some[met == some["policy"].nunique()]
        storms = some if shared.empty else shared
        ranked.append(rank(storms.assign(seed=storms[_unit(results)])))
    return pd.concat(ranked, ignore_index=True)


def _unit(results: Results) -> str:
    """Name what is drawn at random and so counts in intervals: points of a sample, else seeds."""
    return "seed" if results.experiment["design"]["kind"] == "grid" else "point"


def _with_points(results: Results) -> pd.DataFrame:
    """Give the runs with the number of their point."""
    keys = [*dict.fromkeys((*results.varied, "load"))]
    return results.runs.assign(point=results.runs.groupby(keys, sort=False).ngroup())


def write_sensitivity(results: Results, method: str, measure: str = "resilience") -> pd.DataFrame:
    """Compute the indices of a finished analysis; write ``sensitivity.csv``, figure and page.

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
    _replace(results.folder / "sensitivity.csv", table.to_csv(index=False))
    figure = importance(table, method, measure)
    save(figure, results.folder / "figures", "sensitivity")
    shown = [("Sensitivity", figure)]
    page = render(results, f"Which numbers matter, by {method.title()}", shown, [
        ("Indices", INDICES[method], table)
    ])  # fmt: skip
    _replace(results.folder / "report.html", page)
    return table


def _figures(results: Results, measure: str) -> Iterator[tuple[str, str, Figure]]:
    """Draw the measure over every varied number, and over two together on a grid."""
    varied, gridded = results.varied, results.experiment["design"]["kind"] == "grid"
    for scenario, some in _with_points(results).groupby("scenario", sort=False):
        for key in varied:
            if some[key].nunique() > 1:
                yield str(scenario), key, response(some, key, measure, _unit(results))
        if len(varied) == 2 and gridded:
            yield str(scenario), "map", heat_map(some, varied, measure)


def _replace(file: Path, text: str) -> Path:
    """Write a file beside its place first."""
    draft = file.with_name(f".{file.name}.unfinished")
    with writing(file.parent):
        draft.write_text(text, encoding="utf-8")
        os.replace(draft, file)
    return file
