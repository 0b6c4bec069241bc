"""``knautschball sweep``: any parameters × policies × seeds, resumed where they stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from knautschball.commands.options import Folder, Workers, tell_names
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
from knautschball.scenarios.errors import KnautschballError

WRITTEN = {"SCENARIO": "scenario", "--policy": "policies", "--set": "set"}
"""What the command line calls by these names, and the key in an experiment."""


def sweep(
    ctx: typer.Context,
    experiment: Annotated[
        Path, typer.Argument(metavar="EXPERIMENT.toml", help="Scenarios, policies, what varies.")
    ],
    output: Folder = None,
    engine: EngineName = "local",
    scheduler: Scheduler = None,
    workers: Workers = None,
    fresh: Fresh = False,
    retry: Retry = False,
    as_json: AsJson = False,
) -> None:
    """Vary any numbers; the same command goes on where it stopped."""
    folder = output or Path("results", f"sweep-{experiment.stem}")
    from knautschball.model.sweeps.experiment import read_experiment

    asked = read_experiment(experiment)
    from knautschball.model.sweeps.storms import StormStudy

    with _said_of(experiment):
        study = StormStudy(asked)
    tell_names(asked.scenario, [one.name for one in asked.scenarios()])
    results = swept(
        ctx,
        study,
        folder,
        lambda: opened(engine, scheduler, workers),
        as_json=as_json,
        fresh=fresh,
        retry=retry,
    )
    from knautschball.report.sweep_files import write_sweep

    write_sweep(results)
    finish(results, as_json)


@contextmanager
def _said_of(experiment: Path) -> Iterator[None]:
    """Name the file and its key where something in an experiment cannot be used."""
    try:
        yield
    except KnautschballError as problem:
        problem.where = f"{experiment}: {WRITTEN.get(problem.where, problem.where)}"
        raise
