"""The scenarios that have a name, and the way from a name or a path to a checked scenario."""

import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knautschball.scenarios.errors import ScenarioError, unknown
from knautschball.scenarios.folders import by_name, check_name
from knautschball.scenarios.toml_files import read_toml

if TYPE_CHECKING:
    from knautschball.scenarios.scenario import Scenario

SHELF = Path(__file__).resolve().parent / "shipped"


def files() -> dict[str, Path]:
    """Find the file of each scenario by its name: what is shipped, then one's own.

    One's own are those in ``./scenarios`` and in the folders that ``KNAUTSCHBALL_SCENARIOS`` names.
    """
    return by_name(SHELF, "scenarios", (".toml",))


def available() -> dict[str, dict[str, Any]]:
    """Say what each scenario is, by name: those that are shipped, then one's own.

    Returns
    -------
    dict
        Name → content of its ``[scenario]`` section. A file of one's own that cannot be used is
        listed with its error, under ``problem`` and in the title; the others stay usable.

    Examples
    --------
    >>> available()["calm"]["title"]
    'Nothing happens'
    """
    return {name: _about(name, file) for name, file in files().items()}


def _about(name: str, file: Path) -> dict[str, Any]:
    """Read what a scenario is; the numbers of what is shipped need no check."""
    if file.parent == SHELF:
        return deepcopy(_shipped_about(file))
    try:
        about = _own(file).scenario.model_dump(mode="json")
        check_name(ScenarioError, file, name, about["name"])
    except ScenarioError as error:
        return {"name": name, "title": f"unusable: {error}", "problem": str(error)}
    return about


@cache
def _shipped_about(file: Path) -> dict[str, Any]:
    """Read a shipped file once: whoever writes titles asks for them by the dozen."""
    return tomllib.loads(file.read_text(encoding="utf-8"))["scenario"]


def load(name: "str | Path | Scenario", **changes: Any) -> "Scenario":
    """Load a scenario by name, or one of your own from a TOML file.

    Parameters
    ----------
    name : str, Path or Scenario
        A name that `available` gives, path to a file, or a scenario that passes through.
    **changes
        Values under dotted keys with ``__`` for the dot: ``team__size=5``.

    Returns
    -------
    Scenario
        Checked and frozen.

    Raises
    ------
    ScenarioError
        Nobody knows the name, the file cannot be read, or a value is not allowed.

    Examples
    --------
    >>> load("bubble-tea", team__size=5).team.size
    5
    """
    from knautschball.scenarios.scenario import Scenario

    found = name if isinstance(name, Scenario) else _read(str(name))
    return found.change({key.replace("__", "."): value for key, value in changes.items()})


def _read(name: str) -> "Scenario":
    from knautschball.scenarios.scenario import from_data

    known = files()
    path = known.get(name)
    if path and path.parent == SHELF:
        return from_data(read_toml(path), name)
    if path and path.stem == name:
        scenario = _own(path)
        check_name(ScenarioError, path, name, scenario.name)
        return scenario
    if path or name.endswith(".toml") or "/" in name or "\\" in name:
        return _own(Path(name))
    raise unknown(ScenarioError, "SCENARIO", name, known, "scenario")


def _own(path: Path) -> "Scenario":
    """Read a user's file; a graph file in it is looked for beside it."""
    from knautschball.scenarios.scenario import from_data

    scenario = from_data(read_toml(path), str(path))
    graph = scenario.community.file
    beside = path.parent / graph if graph else None
    if beside and not Path(graph).is_absolute() and beside.is_file():
        return scenario.change({"community.file": str(beside)})
    return scenario
