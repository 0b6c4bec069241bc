"""What ``sweep`` and ``sensitivity`` share: where the work is done, and how it is told."""

import json
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knautschball.commands.options import command_line
from knautschball.scenarios.errors import EngineError, unknown

if TYPE_CHECKING:
    from knautschball.model.sweeps.reading import Results
    from knautschball.model.sweeps.sweep import Progress
    from knautschball.model.sweeps.task import Engine, Study

ENGINES = ("local", "dask")
FAILED = 1
"""Exit code when some runs failed."""
SHOWN = 3
"""Failed runs that are shown; all of them stand in the folder."""

EngineName = Annotated[
    str, typer.Option("--engine", metavar="local|dask", help="Processes here, or Dask workers.")
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Dask scheduler, as tcp://10.0.0.5:8786; implies dask."),
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Throw away what an earlier sweep left in DIR.")
]
Retry = Annotated[bool, typer.Option("--retry", help="Do failed runs once more.")]
AsJson = Annotated[bool, typer.Option("--json", help="Progress as a line of JSON each, on stdout.")]


def opened(name: str, scheduler: str | None, workers: int | None) -> "Engine":
    """Start the engine that was asked for.

    Raises
    ------
    EngineError
        Nobody knows it, or its workers are out of reach.
    """
    if name not in ENGINES:
        raise unknown(EngineError, "--engine", name, ENGINES, "engine")
    if name == "dask" or scheduler:
        from knautschball.model.sweeps.cluster import Cluster

        return Cluster(scheduler, workers)
    from knautschball.model.sweeps.local import local

    return local(workers)


def swept(
    ctx: typer.Context, study: "Study", folder: Path, engine: Callable[[], "Engine"], **how: bool
) -> "Results":
    """Sweep a study into a folder; say how far it is, and after Ctrl-C how to go on.

    Parameters
    ----------
    ctx
        Of the command.
    study : Study
        What is swept.
    folder : Path
        Where results go.
    engine : callable
        Opens the engine.
    **how : bool
        ``as_json``: lines for another program; ``fresh``, ``retry``: as in `sweep`.
    """
    from knautschball.model.sweeps.sweep import sweep

    with resumable(folder, ctx.find_root().obj), told(how.pop("as_json")) as progress:
        return sweep(
            study, folder, engine=engine, progress=progress, command=command_line(ctx), **how
        )


@contextmanager
def told(as_json: bool) -> Iterator["Progress | None"]:
    """Give what a sweep calls after everything that was finished.

    Parameters
    ----------
    as_json : bool
        Lines for another program on stdout, instead of a bar for somebody who waits.
    """
    if as_json:
        yield _json_lines()
        return
    from knautschball.commands.progress import progress

    with progress() as advance:
        yield advance and (lambda count: advance(count.done, count.total, count.before))


def _json_lines() -> "Progress":
    begin = monotonic()

    def tell(count: Any) -> None:
        rate = (count.done - count.before) / max(monotonic() - begin, 1e-9)
        line = {"done": count.done, "failed": count.failed, "total": count.total}
        line |= {"runs_per_second": rate, "seconds_left": (count.total - count.done) / rate}
        typer.echo(json.dumps(line))

    return tell


@contextmanager
def resumable(folder: Path, arguments: list[str]) -> Iterator[None]:
    """Say after Ctrl-C what is safe and how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        kept = [word for word in arguments if word != "--fresh"]
        again = shlex.join(["knautschball", *kept])
        raise KeyboardInterrupt(
            f"what is finished is safe in {folder}; to go on: {again}"
        ) from None


def finish(results: "Results", as_json: bool) -> None:
    """Say what was written; how many runs failed, why, and how to repeat one by hand.

    Raises
    ------
    typer.Exit
        With exit code 1 where runs failed.
    """
    from knautschball.commands.console import console
    from knautschball.commands.results import listed

    out = console(stderr=as_json)
    failed, good = results.failures, len(results.runs)
    if not as_json:
        out.print(f"{good} runs in {results.folder}: {listed(results.folder)}", soft_wrap=True)
    if failed.empty:
        return
    out.print(f"{len(failed)} of {len(failed) + good} runs failed:")
    for row in failed.drop_duplicates("error").head(SHOWN).itertuples():
        told = f"  {row.error}\n    by hand: {row.command}"
        out.print(told, markup=False, soft_wrap=True)
    out.print("All of them: failures.parquet; --retry does them once more.")
    raise typer.Exit(FAILED)
