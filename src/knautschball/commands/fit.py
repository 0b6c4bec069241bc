"""``knautschball fit``: a scenario fitted to your own counts, and what other answers had done."""

from collections.abc import Iterable
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knautschball.commands.options import (
    LARGEST_SEED,
    Folder,
    Settings,
    Workers,
    asked,
    command_line,
    names,
    number,
    tell_names,
)
from knautschball.scenarios.errors import CountsError

if TYPE_CHECKING:
    from knautschball.model.counts import Counts
    from knautschball.model.fit import Fit
    from knautschball.model.what_if import WhatIf
    from knautschball.scenarios.scenario import Scenario

NOBODY = "none"
"""What ``--policies`` says to leave out the what-if."""


def fit(
    ctx: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO COUNTS.csv",
            help="Scenario to begin from, and a table with columns time and complaints.",
        ),
    ],
    output: Folder = None,
    measure_only: Annotated[
        bool, typer.Option("--measure-only", help="Measure the counts, no model; no SCENARIO.")
    ] = False,
    policy: Annotated[
        str, typer.Option(metavar="P", help="How the brand answered while it happened.")
    ] = "silence",
    policies: Annotated[
        str | None,
        typer.Option(metavar="A,B,…|none", help="Answers to try instead; all if left out."),
    ] = None,
    ahead: Annotated[
        float,
        typer.Option(metavar="DAYS", parser=number(float, 0, 365), help="Look beyond the counts."),
    ] = 0.0,
    until: Annotated[
        str | None, typer.Option(metavar="TIME", help="Leave out counts from then on.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(metavar="ZONE", help="Of the community, as Europe/Berlin.")
    ] = None,
    missing: Annotated[
        str, typer.Option(metavar="gap|zero", help="What a missing row means.")
    ] = "gap",
    people: Annotated[
        int | None,
        typer.Option(metavar="N", parser=number(int, 10, 10_000_000), help="Members you know of."),
    ] = None,
    mean_degree: Annotated[
        float | None,
        typer.Option(metavar="K", parser=number(float, 2, 200), help="Their mean number of ties."),
    ] = None,
    clustering: Annotated[
        float | None,
        typer.Option(metavar="C", parser=number(float, 0, 1), help="Mean local clustering."),
    ] = None,
    simulations: Annotated[
        int, typer.Option(metavar="N", parser=number(int, 100, inf), help="To learn from.")
    ] = 1000,
    seed: Annotated[
        int, typer.Option(metavar="N", parser=number(int, 0, LARGEST_SEED), help="Names the luck.")
    ] = 1,
    settings: Settings = None,
    workers: Workers = None,
) -> None:
    """Fit a scenario to your own counts. The same command goes on where it was interrupted."""
    name, file = _inputs(inputs, measure_only)
    from knautschball.model.counts import read_counts

    counts = read_counts(file, zone, missing)
    counts = counts if until is None else counts.before(until)
    if measure_only:
        _measure(counts, output)
        return
    answers = None if policies is None else [] if policies == NOBODY else names(policies)
    scenario = _own_graph(asked(name, settings), people, mean_degree, clustering)
    _check_policies(policy, answers or ())
    tell_names([name], [scenario.name])
    folder = output or Path("results", f"fit-{Path(file).name.split('.')[0]}")
    options = {
        "policy": policy, "simulations": simulations, "ahead": round(24 * ahead), "seed": seed,
        "workers": workers,
    }  # fmt: skip
    fitted, told = _fitted(scenario, counts, folder, options, answers, command_line(ctx))
    from knautschball.commands.console import console
    from knautschball.commands.fit_page import show_fit, show_what_if
    from knautschball.commands.results import tell_report
    from knautschball.report.words import words

    out = console()
    show_fit(fitted, out)
    if told:
        show_what_if(told, out)
    tell_report(folder, words("en"), out)


def _inputs(inputs: list[str], measure_only: bool) -> tuple[str, str]:
    """Part scenario and file; measuring needs the file alone."""
    wanted = (1, 2) if measure_only else (2,)
    if len(inputs) not in wanted:
        allowed = "fit SCENARIO COUNTS.csv, or fit --measure-only COUNTS.csv"
        wrote = " ".join(inputs)
        raise CountsError("fit", f"{wrote!r} was given" if wrote else "nothing was given", allowed)
    return inputs[0], inputs[-1]


def _measure(counts: "Counts", output: Path | None) -> None:
    from knautschball.commands.console import console
    from knautschball.commands.fit_page import show_measured
    from knautschball.commands.results import listed, results, writing
    from knautschball.model.measured import measure

    measured, out = measure(counts), console()
    if output:
        from knautschball.model.fit_folder import save_measured

        with results(output) as draft, writing(output):
            save_measured(measured, counts, draft)
    show_measured(measured, out)
    if output:
        out.print(f"\nWritten to {output}: {listed(output)}")


def _own_graph(
    scenario: "Scenario", people: int | None, mean_degree: float | None, clustering: float | None
) -> "Scenario":
    """Match the generator to what is known of the user's network."""
    community = scenario.community
    if clustering is None:
        known = {"community.size": people, "community.mean_degree": mean_degree}
        return scenario.change({key: one for key, one in known.items() if one is not None})
    from knautschball.model.matched import matched

    size, degree = people or community.size, mean_degree or community.mean_degree
    return scenario.change(matched(community, size, degree, clustering).settings)


def _check_policies(policy: str, others: Iterable[str]) -> None:
    """Find every policy before any work is done."""
    from knautschball.agents.policy import find

    find(policy)
    for one in others:
        find(one, "--policies")


def _fitted(
    scenario: "Scenario",
    counts: "Counts",
    folder: Path,
    options: dict[str, Any],
    answers: list[str] | None,
    command: str,
) -> "tuple[Fit, WhatIf | None]":
    """Fit, ask what if, and write; finished simulations stay if it is interrupted."""
    from knautschball.commands.progress import progress
    from knautschball.commands.results import results, writing
    from knautschball.commands.unfinished import unfinished
    from knautschball.model.fit import fit as fit_model
    from knautschball.model.fit_folder import save_fit, save_what_if
    from knautschball.model.what_if import what_if
    from knautschball.report.fit import write_fit_report

    with unfinished(folder) as store, results(folder) as draft:
        with progress() as advance:
            fitted = fit_model(scenario, counts, store=store, progress=advance, **options)
        told = None
        if answers is None or answers:
            with progress() as advance:
                workers = options["workers"]
                told = what_if(fitted, answers, workers=workers, progress=advance)
        with writing(folder):
            save_fit(fitted, draft, command)
            if told:
                save_what_if(told, draft)
            write_fit_report(fitted, told, draft, command)
    return fitted, told
