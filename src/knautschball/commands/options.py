"""Arguments that several commands share, and what the user wrote turned into values."""

import shlex
import sys
import tomllib
from collections.abc import Callable, Iterable
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knautschball.scenarios.errors import PolicyError, ScenarioError, no_twice

if TYPE_CHECKING:
    from knautschball.scenarios.scenario import Scenario

LARGEST_SEED = 2**63 - 1


def number(kind: type[int] | type[float], low: float, high: float) -> Callable[[object], float]:
    """Give the reader of a number on the command line, which says what was written.

    Parameters
    ----------
    kind : int or float
        What the number must be.
    low, high : number
        Bounds, included; infinity for none above.
    """
    called = {int: "a whole number", float: "a number"}[kind]
    allowed = f"{called}, {low} or more" if high == inf else f"{called} from {low} to {high}"

    def read(written: object) -> float:
        try:
            value = kind(str(written))
        except ValueError:
            value = None
        if value is None or not low <= value <= high:
            raise typer.BadParameter(f"{str(written)!r} was given (allowed: {allowed})")
        return value

    return read


ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="Name, or path to a TOML file.")
]
Load = Annotated[
    float,
    typer.Option(
        "--load",
        metavar="σ",
        parser=number(float, 0, 1000),
        help="Times the scenario's load; 0 means none.",
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Another value, as team.size=5; may repeat."),
]
Folder = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="DIR", help="Results go here.")
]

Policies = Annotated[
    str | None,
    typer.Option(metavar="A,B,…", help="Names or files; all of the list if left out."),
]
Language = Annotated[
    str, typer.Option(metavar="en|de", help="Of progress, table and report; errors are English.")
]
Workers = Annotated[
    int | None,
    typer.Option(metavar="N", parser=number(int, 1, inf), help="Processes; all cores if left out."),
]


def asked(name: str, settings: list[str] | None) -> "Scenario":
    """Load a scenario and change what ``--set`` says.

    Raises
    ------
    ScenarioError
        Nobody knows the scenario, or a setting cannot be used.
    """
    from knautschball.scenarios import load

    scenario = load(name).change(values(settings))
    tell_late(scenario)
    return scenario


def tell_late(scenario: "Scenario") -> None:
    """Say on stderr which load would begin after the end of the run: it never strikes.

    Parameters
    ----------
    scenario : Scenario
        Its horizon counts from the first of its loads.
    """
    end = min((one.at for one in scenario.load), default=0) + 24 * scenario.run.horizon
    for one in (one for one in scenario.load if one.at >= end):
        told = f"knautschball: {scenario.name}: the load at hour {one.at:g} never comes"
        print(f"{told}: the run ends at hour {end:g} (run.horizon)", file=sys.stderr)


def values(settings: list[str] | None) -> dict[str, Any]:
    """Give what ``--set`` says: dotted key → value."""
    return dict(_setting(text) for text in settings or ())


def _setting(text: str) -> tuple[str, Any]:
    """Part ``key=value``; the value is TOML, and text where it is not."""
    key, sign, written = (part.strip() for part in text.partition("="))
    if not (key and sign):
        raise ScenarioError("--set", f"{text!r} was given", "KEY=VALUE, such as team.size=5")
    return key, _value(written)


def _value(written: str) -> Any:
    try:
        data = tomllib.loads(f"value = {written}")
    except tomllib.TOMLDecodeError:
        return written
    return data["value"] if data.keys() == {"value"} else written


def names(text: str | None) -> list[str] | None:
    """Part the list behind ``--policies``; None stands for all of the list.

    Raises
    ------
    PolicyError
        The list is empty.
    """
    if text is None:
        return None
    parts = list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not parts:
        raise PolicyError("--policies", f"{text!r} names no policy", "names, as silence,apology")
    return parts


def answers(text: str | None) -> list[str]:
    """Find every policy before any work is done; names travel to workers, objects may not.

    Parameters
    ----------
    text : str or None
        The list behind ``--policies``.

    Raises
    ------
    PolicyError
        One cannot be found, or two have one name.
    """
    from knautschball.agents.policy import find, usable

    wanted = names(text)
    found = list(usable()) if wanted is None else wanted
    called = [find(name, "--policies").name for name in found]
    no_twice(PolicyError, "--policies", called)
    tell_names(found, called)
    return found


def tell_names(written: Iterable[str], called: Iterable[str]) -> None:
    """Say on stderr which file gives itself another name than its own: results go by that one.

    Parameters
    ----------
    written : iterable of str
        Names and files as they stood on the command line.
    called : iterable of str
        The name of each scenario or policy.
    """
    for file, name in zip(written, called, strict=True):
        if file.endswith((".toml", ".py")) and Path(file).stem != name:
            told = f"knautschball: {file} calls itself {name!r}; results go by that name"
            print(told, file=sys.stderr)


def command_line(ctx: typer.Context) -> str:
    """Give the command as it was typed, for the report."""
    return shlex.join(["knautschball", *(ctx.find_root().obj or ())])
