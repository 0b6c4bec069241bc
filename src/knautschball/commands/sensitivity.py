"""``knautschball sensitivity``: which numbers matter."""

from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knautschball.commands.options import (
    Folder,
    Load,
    ScenarioName,
    Settings,
    Workers,
    asked,
    names,
    number,
    tell_names,
    values,
)
from knautschball.commands.work import (
    AsJson,
    EngineName,
    Fresh,
    Retry,
    Scheduler,
    finish,
    opened,
    swept,
)
from knautschball.scenarios.errors import ScenarioError, unknown

if TYPE_CHECKING:
    import pandas as pd

METHODS = ("morris", "sobol")
SAMPLES = {"morris": 10, "sobol": 64}
"""Trajectories of Morris, base sample of Sobol, where the user names none."""
SHOWN = 15
"""Numbers shown in the terminal; all of them stand in the folder."""


def sensitivity(
    ctx: typer.Context,
    scenario: ScenarioName,
    method: Annotated[
        str,
        typer.Option(metavar="morris|sobol", help="Which matter; or how much."),
    ] = "morris",
    policy: Annotated[
        str, typer.Option(metavar="P", help="Name, or path to a TOML or Python file.")
    ] = "silence",
    knobs: Annotated[
        str, typer.Option(metavar="A,B,…", help="Which numbers, as team.*,people.trust.")
    ] = "*",
    span: Annotated[
        float,
        typer.Option(
            metavar="SHARE", parser=number(float, 0.001, 100), help="Half-width of their ranges."
        ),
    ] = 0.5,
    measure: Annotated[
        str, typer.Option(metavar="COLUMN", help="Column of runs.parquet.")
    ] = "resilience",
    samples: Annotated[
        int | None,
        typer.Option(metavar="N", parser=number(int, 1, inf), help="Trajectories or base sample."),
    ] = None,
    runs: Annotated[
        int,
        typer.Option(metavar="N", parser=number(int, 1, inf), help="Seeds at every point."),
    ] = 1,
    load: Load = 1.0,
    settings: Settings = None,
    output: Folder = None,
    engine: EngineName = "local",
    scheduler: Scheduler = None,
    workers: Workers = None,
    fresh: Fresh = False,
    retry: Retry = False,
    as_json: AsJson = False,
) -> None:
    """Tell which numbers matter, by Morris or Sobol."""
    if method not in METHODS:
        raise unknown(ScenarioError, "--method", method, METHODS, "method")
    chosen = asked(scenario, settings)
    _known(measure)
    tell_names([scenario], [chosen.name])
    folder = output or Path("results", f"sensitivity-{chosen.name}-{method}")
    from knautschball.model.sweeps.sensitivity import METHODS as DESIGNS
    from knautschball.model.sweeps.sensitivity import around

    what: dict[str, Any] = {"scenario": scenario, "policies": [policy], "runs": runs, "load": load}
    what |= {"set": values(settings), "vary": around(chosen, names(knobs) or (), span)}
    what["design"] = {"kind": DESIGNS[method], "samples": samples or SAMPLES[method]}
    from knautschball.model.sweeps.experiment import experiment_from
    from knautschball.model.sweeps.storms import StormStudy

    results = swept(
        ctx,
        StormStudy(experiment_from(what, "sensitivity")),
        folder,
        lambda: opened(engine, scheduler, workers),
        as_json=as_json,
        fresh=fresh,
        retry=retry,
    )
    if results.failures.empty:
        from knautschball.report.sweep_files import write_sensitivity

        _show(write_sensitivity(results, method, measure), as_json)
    finish(results, as_json)


def _known(measure: str) -> None:
    """Refuse a measure that no run will have before any work is done.

    Raises
    ------
    ScenarioError
        With the nearest one.
    """
    from knautschball.model.result_columns import MEASURES

    if measure not in MEASURES:
        raise unknown(ScenarioError, "--measure", measure, MEASURES, "column")


def _show(table: "pd.DataFrame", as_json: bool) -> None:
    """Print the numbers that matter most."""
    from knautschball.commands.console import console
    from knautschball.commands.console import table as empty_table

    columns = list(table.columns)
    made = empty_table(*columns, right=tuple(range(1, len(columns))))
    for row in table.head(SHOWN).itertuples(index=False):
        made.add_row(row[0], *(f"{value:.4f}" for value in row[1:]))
    console(stderr=as_json).print(made)
