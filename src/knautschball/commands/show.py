"""``knautschball show``: everything that is declared about one scenario or policy."""

from pathlib import Path
from typing import Annotated

import typer

from knautschball.scenarios.errors import ScenarioError, unknown


def show(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="Scenario or policy: a name, or a file."),
    ],
) -> None:
    """Show a scenario or policy with values, units and sources."""
    from knautschball.commands.console import console

    out = console()
    if _kind(name) == "policy":
        from knautschball.agents.policy import find
        from knautschball.commands.policy_page import show_policy

        show_policy(find(name), out)
    else:
        from knautschball.commands.scenario_page import show_scenario
        from knautschball.scenarios import load

        show_scenario(load(name), out)


def _kind(name: str) -> str:
    """Say what a name or a file stands for.

    Raises
    ------
    ScenarioError
        It is no name of either kind.
    """
    from knautschball.agents.policy import policies
    from knautschball.scenarios import available

    if name in available():
        return "scenario"
    if name in policies() or name.endswith(".py"):
        return "policy"
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return _kind_of_file(Path(name))
    known = [*available(), *policies()]
    raise unknown(ScenarioError, "NAME", name, known, "scenario or policy")


def _kind_of_file(path: Path) -> str:
    """Look into a file: a playbook has rules and says so, everything else is a scenario."""
    from knautschball.scenarios.toml_files import read_toml

    return "policy" if read_toml(path).keys() & {"policy", "reply", "speak"} else "scenario"
