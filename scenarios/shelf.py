"""The shipped scenarios, and the way from a name or a path to a checked scenario."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knautschball.scenarios.errors import ScenarioError, unknown

if TYPE_CHECKING:
    from knautschball.scenarios.scenario import Scenario

SHELF = Path(__file__).resolve().parent / "shipped"


def available() -> dict[str, dict[str, Any]]:
    """Say what each shipped scenario is, by name, without checking its numbers.

    Returns
    -------
    dict
        Name → content of its ``[scenario]`` section.
    """
    files = sorted(SHELF.glob("*.toml"))
    abouts = (tomllib.loads(file.read_text(encoding="utf-8"))["scenario"] for file in files)
    return {about["name"]: about for about in abouts}


def load(name: "str | Path | Scenario", **changes: Any) -> "Scenario":
    """Load a shipped scenario by name, or one of your own from a TOML file.

    Parameters
    ----------
    name : str, Path or Scenario
        Shipped name, path to a file, or a scenario that passes through.
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
    from knautschball.scenarios.scenario import from_data, read_toml

    path = SHELF / f"{name}.toml"
    if path.is_file() and name in available():
        return from_data(read_toml(path), name)
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return _own(Path(name))
    raise unknown(ScenarioError, "SCENARIO", name, available(), "scenario")


def _own(path: Path) -> "Scenario":
    """Read a user's file; a graph file in it is looked for beside it."""
    from knautschball.scenarios.scenario import from_data, read_toml

    scenario = from_data(read_toml(path), str(path))
    graph = scenario.community.file
    beside = path.parent / graph if graph else None
    if beside and not Path(graph).is_absolute() and beside.is_file():
        return scenario.change({"community.file": str(beside)})
    return scenario
