"""``knautschball compare``: every policy against the same storms."""

from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knautschball.commands.options import (
    Folder,
    Language,
    Load,
    Policies,
    Settings,
    Workers,
    answers,
    asked,
    command_line,
    number,
    tell_names,
)
from knautschball.scenarios.errors import ScenarioError, no_twice

if TYPE_CHECKING:
    from knautschball.model import Comparison


def compare(
    ctx: typer.Context,
    scenarios: Annotated[
        list[str], typer.Argument(metavar="SCENARIO", help="Names, or TOML files.")
    ],
    policies: Policies = None,
    runs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=number(int, 1, inf),
            help="Storms for every policy; as many as the ranking needs if left out.",
        ),
    ] = None,
    load: Load = 1.0,
    settings: Settings = None,
    output: Folder = None,
    language: Language = "en",
    workers: Workers = None,
) -> None:
    """Rank policies on the same storms; writes report.html."""
    chosen = [asked(name, settings) for name in dict.fromkeys(scenarios)]
    no_twice(ScenarioError, "SCENARIO", [one.name for one in chosen])
    tell_names(dict.fromkeys(scenarios), [one.name for one in chosen])
    entrants = answers(policies)
    from knautschball.commands.console import console
    from knautschball.commands.progress import progress
    from knautschball.commands.ranking import show_comparison
    from knautschball.commands.results import default_folder, results, tell_report
    from knautschball.report.words import words

    say = words(language)
    folder = output or default_folder([one.name for one in chosen])
    with results(folder) as draft:
        from knautschball.model import compare as compare_policies

        with progress(say=say) as advance:
            comparison = compare_policies(
                chosen, entrants, runs, load=load, workers=workers, progress=advance
            )
        _write(comparison, draft, folder, language, command_line(ctx))
    out = console()
    show_comparison(comparison, say, out)
    tell_report(folder, say, out)


def _write(
    comparison: "Comparison", draft: Path, folder: Path, language: str, command: str
) -> None:
    from knautschball.commands.results import writing
    from knautschball.model.folder import save_comparison
    from knautschball.report.files import write_figures
    from knautschball.report.page import write_report

    with writing(folder):
        save_comparison(comparison, draft, command)
        write_figures(comparison, draft, language)
        write_report(
            comparison,
            draft,
            language,
            command=command,
            digest=comparison.fingerprint,
            abouts={about["name"]: about for about in comparison.about},
        )
