"""``knautschball calibrate``: fit the crowd's time scales to the facts marked for fitting."""

from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knautschball.commands.options import Folder, Workers, number

if TYPE_CHECKING:
    from rich.console import Console

    from knautschball.model.calibration import Calibration

RUNS, TRIALS = 6, 60


def calibrate(
    output: Folder = None,
    runs: Annotated[
        int,
        typer.Option(
            metavar="N", parser=number(int, 1, inf), help="Crowds on which each trial is measured."
        ),
    ] = RUNS,
    trials: Annotated[
        int,
        typer.Option(
            metavar="N",
            parser=number(int, 1, inf),
            help="Trials at most, those made before included.",
        ),
    ] = TRIALS,
    workers: Workers = None,
) -> None:
    """Fit the crowd to measured crowds. The same command goes on where it was stopped."""
    from knautschball.commands.console import console
    from knautschball.commands.progress import progress
    from knautschball.model.calibration import as_toml
    from knautschball.model.calibration import calibrate as fit
    from knautschball.model.folder import claim, writing

    folder = claim(output or Path("results", "calibrate"))
    with progress() as advance:
        found = fit(runs, trials, folder / "trials.jsonl", workers=workers, progress=advance)
    with writing(folder):
        (folder / "fitted.toml").write_text(as_toml(found.values), "utf-8")
        found.after.assign(default=found.before["measured"]).to_parquet(
            folder / "calibration.parquet", index=False
        )
    out = console()
    show(found, out)
    out.print(f"\nValues, as sections of a scenario: {folder / 'fitted.toml'}", soft_wrap=True)


def show(found: "Calibration", out: "Console") -> None:
    """Print the marked facts before and after, and the values."""
    from knautschball.commands.console import table
    from knautschball.model.calibration import defaults, loss
    from knautschball.report.validation import number, target

    facts = table("Fact", "Pattern", "Target", "Default", "Fitted", right=(2, 3, 4))
    for before, after in zip(found.before.itertuples(), found.after.itertuples(), strict=True):
        told = [f"{number(one.measured)} {'✓' if one.holds else '✗'}" for one in (before, after)]
        facts.add_row(after.fact, after.pattern, target(after.low, after.high), *told)
    out.print(facts)
    values = table("Number", "Default", "Fitted", right=(1, 2))
    for key, usual in defaults().items():
        values.add_row(key, f"{usual:g}", f"{found.values[key]:g}")
    out.print(values)
    out.print(f"Loss: {loss(found.before):.3f} before, {loss(found.after):.3f} after", style="bold")
