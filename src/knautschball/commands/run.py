"""``knautschball run``: one storm with its undisturbed twin."""

from typing import TYPE_CHECKING, Annotated

import typer

from knautschball.commands.options import (
    LARGEST_SEED,
    Folder,
    Load,
    ScenarioName,
    Settings,
    asked,
    command_line,
    number,
    tell_names,
)

if TYPE_CHECKING:
    from pathlib import Path

    from knautschball.agents.policy import ResponsePolicy
    from knautschball.model import Outcome
    from knautschball.scenarios.scenario import Scenario


def run(
    ctx: typer.Context,
    scenario: ScenarioName,
    policy: Annotated[
        str, typer.Option(metavar="P", help="Name, or path to a TOML or Python file.")
    ] = "silence",
    seed: Annotated[
        int,
        typer.Option(metavar="N", parser=number(int, 0, LARGEST_SEED), help="Names the luck."),
    ] = 1,
    load: Load = 1.0,
    settings: Settings = None,
    output: Folder = None,
) -> None:
    """Run one storm beside its undisturbed twin."""
    from knautschball.agents.policy import find

    chosen, answers = asked(scenario, settings), find(policy)
    tell_names([scenario, policy], [chosen.name, answers.name])
    if output is None:
        outcome = _outcome(chosen, answers, seed, load)
    else:
        outcome = _saved(chosen, answers, seed, load, output, command_line(ctx))
    from knautschball.commands.console import console
    from knautschball.commands.outcome import show_outcome

    out = console()
    show_outcome(outcome, out)
    if output is None:
        out.print("\nNothing was written; -o DIR keeps the run.", style="dim")
    else:
        from knautschball.commands.results import listed

        out.print(f"\nWritten to {output}: {listed(output)}")


def _outcome(scenario: "Scenario", policy: "ResponsePolicy", seed: int, load: float) -> "Outcome":
    from knautschball.commands.progress import progress
    from knautschball.model import run as run_model

    with progress("one") as advance:
        return run_model(scenario, policy, seed, load=load, progress=advance)


def _saved(
    scenario: "Scenario",
    policy: "ResponsePolicy",
    seed: int,
    load: float,
    folder: "Path",
    command: str,
) -> "Outcome":
    """Run, and write tables and picture; a folder that cannot be written is told first."""
    from knautschball.commands.results import results, writing
    from knautschball.model.drawing import save
    from knautschball.model.folder import save_run

    with results(folder) as draft:
        outcome = _outcome(scenario, policy, seed, load)
        with writing(folder):
            save_run(outcome, draft, command)
            save(outcome.plot(), draft / "figures", "run")
    return outcome
