"""``knautschball test``: how much load does each policy bear?"""

from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knautschball.commands.options import (
    Folder,
    Language,
    Policies,
    ScenarioName,
    Settings,
    Workers,
    answers,
    asked,
    command_line,
    number,
    tell_names,
)

if TYPE_CHECKING:
    from rich.console import Console

    from knautschball.model import ResilienceTest
    from knautschball.report.words import Words


def test(
    ctx: typer.Context,
    scenario: ScenarioName,
    policies: Policies = None,
    loads: Annotated[
        str, typer.Option(metavar="LOW:HIGH:RUNGS", help="Ladder of loads, in equal ratios.")
    ] = "0.0625:16:9",
    runs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=number(int, 1, inf),
            help="Seeds for every policy; as many as an interval needs if left out.",
        ),
    ] = None,
    settings: Settings = None,
    output: Folder = None,
    language: Language = "en",
    workers: Workers = None,
) -> None:
    """Test how much load every policy bears; writes report.html."""
    chosen, entrants = asked(scenario, settings), answers(policies)
    tell_names([scenario], [chosen.name])
    from knautschball.commands.console import console
    from knautschball.commands.progress import progress
    from knautschball.commands.results import default_folder, results, tell_report, writing
    from knautschball.report.words import words

    say = words(language)
    folder: Path = output or default_folder([chosen.name], "test")
    with results(folder) as draft:
        from knautschball.model import resilience_test
        from knautschball.model.folder import save_test
        from knautschball.report.strain import write_test

        with progress("climbs", say) as advance:
            found = resilience_test(
                chosen, entrants, loads, runs, workers=workers, progress=advance
            )
        with writing(folder):
            save_test(found, draft, command_line(ctx))
            write_test(found, draft, language, command_line(ctx))
    out = console()
    show(found, say, out)
    tell_report(folder, say, out)


def show(found: "ResilienceTest", say: "Words", out: "Console") -> None:
    """Print one row per policy and the verdict."""
    from rich.text import Text

    from knautschball.commands.console import table as empty_table
    from knautschball.report.strain import table, verdict

    out.print(Text(say.told(found.scenario, found.about)[0], style="bold"))
    told = table(found, say)
    made = empty_table(*told["head"], right=tuple(range(1, len(told["head"]))))
    for cells in told["rows"]:
        made.add_row(*map(Text, cells))
    out.print(made)
    out.print()
    for sentence in verdict(found, say):
        out.print(Text(sentence))
