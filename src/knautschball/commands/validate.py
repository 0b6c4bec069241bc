"""``knautschball validate``: does the model behave like measured crowds?"""

from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knautschball.commands.options import Folder, Workers, command_line, number

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console

SEEDS = 50
FAILED = 1
"""Exit code when a fact does not hold."""


def validate(
    ctx: typer.Context,
    output: Folder = None,
    runs: Annotated[
        int,
        typer.Option(
            metavar="N", parser=number(int, 1, inf), help="Crowds on which every fact is measured."
        ),
    ] = SEEDS,
    graphs: Annotated[
        str | None,
        typer.Option(
            metavar="LIST",
            help="Also on these graphs: generators and files, such as small-world,friends.csv.",
        ),
    ] = None,
    workers: Workers = None,
) -> None:
    """Compare the model with measured crowds. Exit code 1 where a fact does not hold."""
    from knautschball.commands.console import console
    from knautschball.commands.progress import progress
    from knautschball.commands.results import results, writing

    folder = output or Path("results", "validate")
    with results(folder) as draft:
        from knautschball.model.other_graphs import on_graphs
        from knautschball.model.validation import examine
        from knautschball.report.validation import write_validation

        named = _graphs(graphs)
        with progress() as advance:
            examination = examine(runs, workers=workers, progress=advance)
        elsewhere = None
        if named:
            with progress() as advance:
                elsewhere = on_graphs(named, runs, workers=workers, progress=advance)
        with writing(folder):
            write_validation(examination, draft, command_line(ctx), elsewhere)
    out = console()
    show(examination.table, out)
    if elsewhere is not None:
        show_graphs(elsewhere, out)
    out.print(f"\nFigures: {folder / 'validation.html'}", soft_wrap=True)
    if not examination.table["holds"].all():
        raise typer.Exit(FAILED)


def _graphs(text: str | None) -> list[str]:
    """Part the list behind ``--graphs`` and look at each before anything is run.

    Raises
    ------
    GraphError
        One is neither a generator nor a file that can be read.
    """
    from knautschball.model.other_graphs import changes_for

    named = [part.strip() for part in (text or "").split(",") if part.strip()]
    for graph in named:
        changes_for(graph)
    return list(dict.fromkeys(named))


def show_graphs(table: "pd.DataFrame", out: "Console") -> None:
    """Print which facts hold on which graph."""
    from rich.text import Text

    from knautschball.commands.console import table as empty_table
    from knautschball.model.other_graphs import verdicts

    held = verdicts(table)
    made = empty_table("Fact", *held.columns)
    for fact, row in held.iterrows():
        marks = [Text("✓", "green") if holds else Text("✗", "bold red") for holds in row]
        made.add_row(str(fact), *marks)
    made.add_row("all", *[f"{int(one.sum())} of {len(one)}" for _, one in held.items()])
    out.print("\nOn other graphs:", style="bold")
    out.print(made)


def show(table: "pd.DataFrame", out: "Console") -> None:
    """Print the facts, and how many of them hold."""
    from rich.text import Text

    from knautschball.commands.console import table as empty_table
    from knautschball.report.validation import mark, number, score, target

    made = empty_table(
        "Fact", "Pattern", "Target", "Measured", "95 % interval", "Verdict", right=(2, 3, 4)
    )
    for row in table.itertuples():
        verdict = Text("holds", "green") if row.holds else Text("fails", "bold red")
        made.add_row(
            f"{row.fact}{mark(row)}",
            f"{row.pattern} [{row.unit}]".replace("[", r"\["),
            target(row.low, row.high),
            number(row.measured),
            f"{number(row.ci_low)} … {number(row.ci_high)}",
            verdict,
        )
    out.print(made)
    told = {kind: f"{held} of {all_of}" for kind, (held, all_of) in score(table).items()}
    out.print("* numbers were fitted on it; † a number was moved by hand with an eye on it")
    out.print(
        f"Facts of which all parts hold: fitted {told['fitted']}, moved by hand {told['tuned']}, "
        f"all others {told['free']}.",
        style="bold",
    )
