"""The experiment: which scenarios, policies, seeds and values; read from TOML and checked."""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import ConfigDict, Field, ValidationError, field_validator

from knautschball.model.sweeps.design import KINDS, Axis, points
from knautschball.scenarios import load as load_scenario
from knautschball.scenarios.errors import (
    KnautschballError,
    ScenarioError,
    in_words,
    no_twice,
    quoted,
    unknown,
)
from knautschball.scenarios.knobs import Knob, Section, knobs
from knautschball.scenarios.scenario import Scenario, sections, unknown_key
from knautschball.scenarios.toml_files import read_toml

LOAD = "load"
"""Key under which the load as a whole is varied, as ``--load`` does."""
RANGE = {"low", "high", "n"}
NAMES = 'names or files of scenarios, such as scenario = "product-flaw"'
NOTED = ("fingerprint", "command", "python", "version_")
"""What ``experiment.toml`` of a results folder holds beside the experiment."""


class Design(Section):
    """How the points are placed between the bounds."""

    kind: Literal["grid", "sobol", "latin-hypercube", "morris", "saltelli"] = "grid"
    samples: int = Field(0, ge=0)
    seed: int = Field(1, ge=0)


class Experiment(Section):
    """A sweep in words: every point of the design × every policy × every seed.

    Attributes
    ----------
    scenario : tuple of str
        Names or files.
    policies : tuple of str
        Names or files.
    runs : int
        Seeds per point and policy.
    first_seed : int
        They are ``first_seed`` … ``first_seed + runs - 1``.
    load : float
        Multiplies the load, unless ``load`` is varied.
    record : {"summary", "hourly"}
        Whether the hours of every run are kept.
    set, fixed : dict
        Section ``[set]``, in Python also ``fixed``: values other than the scenario's, the same
        in all runs.
    vary : dict
        Key → list of values, or range ``{low, high}`` with ``n`` even steps on a grid.
    design : Design
        Grid or sample.
    """

    model_config = ConfigDict(populate_by_name=True)

    scenario: tuple[str, ...]
    policies: tuple[str, ...] = ("silence",)
    runs: int = Field(1, ge=1, le=10_000_000)
    first_seed: int = Field(1, ge=0, lt=2**62)
    load: float = Field(1.0, ge=0, le=1000)
    record: Literal["summary", "hourly"] = "summary"
    fixed: dict[str, Any] = Field(default_factory=dict, alias="set")
    vary: dict[str, Any] = Field(default_factory=dict)
    design: Design = Design()

    @field_validator("scenario", "policies", mode="before")
    @classmethod
    def _one_is_a_list_of_one(cls, value: Any) -> Any:
        return [value] if isinstance(value, str) else value

    @field_validator("scenario", "policies")
    @classmethod
    def _each_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names or len(set(names)) < len(names):
            raise ValueError("at least one, each once")
        return names

    @field_validator("fixed", "vary", mode="before")
    @classmethod
    def _with_dotted_keys(cls, value: Any) -> Any:
        return dict(_flat(value)) if isinstance(value, dict) else value

    def scenarios(self) -> list[Scenario]:
        """Load the scenarios with the fixed values in them.

        Returns
        -------
        list of Scenario

        Raises
        ------
        ScenarioError
            One is unknown, or a value is not allowed.
        """
        found = [load_scenario(name).change(self.fixed) for name in self.scenario]
        no_twice(ScenarioError, "scenario", [one.name for one in found])
        return found

    def axes(self) -> list[Axis]:
        """Give what is varied, checked against the declarations.

        Returns
        -------
        list of Axis
            One per varied key.

        Raises
        ------
        ScenarioError
            Unknown key, value out of bounds, a range that its design cannot use, or a key that
            is fixed as well.
        """
        scenarios = self.scenarios()
        for key in self.vary.keys() & self.fixed.keys():
            raise ScenarioError(f"vary: {key}", "stands in [set] too", "in one")
        axes = [_axis(key, written, self.design.kind) for key, written in self.vary.items()]
        for axis in axes:
            for value in axis.values or (axis.low, axis.high):
                for scenario in scenarios:
                    _try(scenario, axis.key, value)
        return axes

    def points(self) -> pd.DataFrame:
        """Place the points of the design: one row each, one column per varied key.

        Returns
        -------
        DataFrame
            Values in the units of the keys.

        Raises
        ------
        ScenarioError
            A sample of nothing, or as in `axes`.
        """
        design = self.design
        if design.kind != "grid" and not self.vary:
            raise ScenarioError("design", f"{design.kind} of nothing", "a section [vary]")
        return points(self.axes(), design.kind, design.samples, design.seed)

    def written(self) -> dict[str, Any]:
        """Give the experiment as it would stand in a file.

        Returns
        -------
        dict
            Plain data, as TOML holds it.
        """
        return self.model_dump(mode="json", by_alias=True)


def at(scenario: Scenario, values: dict[str, Any]) -> Scenario:
    """Put the values of a point into a scenario; the load as a whole is applied by the run."""
    return scenario.change({key: value for key, value in values.items() if key != LOAD})


def read_experiment(path: str | Path) -> Experiment:
    """Read ``EXPERIMENT.toml``, or the ``experiment.toml`` of a results folder.

    Files that it names are looked for beside it first.

    Raises
    ------
    ScenarioError
        The file cannot be read, or something in it cannot be used; the first is named.
    """
    path = Path(path)
    data = {key: value for key, value in read_toml(path).items() if not key.startswith(NOTED)}
    for key in ("scenario", "policies"):
        if key in data:
            data[key] = _beside(data[key], path.parent)
    return experiment_from(data, str(path))


def experiment_from(data: dict[str, Any], where: str) -> Experiment:
    """Check the content of an experiment.

    Raises
    ------
    ScenarioError
        Unknown or missing key, or a value that cannot be used; the first is named.
    """
    try:
        return Experiment.model_validate(data)
    except ValidationError as problem:
        raise _translate(problem, where) from None


def digest(parts: Sequence[str]) -> str:
    """Give the content hash of several texts."""
    return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


def declared(key: str) -> Knob:
    """Find the declaration behind a dotted key.

    Raises
    ------
    ScenarioError
        Nobody knows it.
    """
    if key == LOAD:
        return Knob(LOAD, 1.0, 0, 1000, "times", "severity × reach of the load", "design")
    section, _, name = key.rpartition(".")
    if section.startswith(f"{LOAD}."):  # load.0.reach, the reach of the first load
        section = LOAD
    found = (
        [one for one in knobs(sections()[section]) if one.key == name]
        if (section in sections())
        else []
    )
    if not found:
        raise unknown_key("vary", key, LOAD)
    return found[0]


def _flat(table: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """Undo the nesting that TOML makes of ``team.size = …`` without quotes."""
    found = []
    for key, value in table.items():
        if isinstance(value, dict) and not (value and value.keys() <= RANGE):
            found += _flat(value, f"{before}{key}.")
        else:
            found.append((before + key, value))
    return found


def _axis(key: str, written: Any, design: str) -> Axis:
    knob = declared(key)
    whole = isinstance(knob.default, int) and not isinstance(knob.default, bool)
    if isinstance(written, list) and written:
        broken = isinstance(knob.default, float)
        values = [float(one) if broken and _number(one) else one for one in written]
        return Axis(key, tuple(dict.fromkeys(values)), whole=whole)
    if not isinstance(written, dict) or not {"low", "high"} <= written.keys():
        raise ScenarioError(
            f"vary: {key}", f"{written!r} was given", "[values] or {low = …, high = …, n = …}"
        )
    low, high, steps = written["low"], written["high"], written.get("n")
    if not (_number(low) and _number(high) and low < high):
        raise ScenarioError(f"vary: {key}", f"{written!r} was given", "numbers with low < high")
    if design == "grid" and not (isinstance(steps, int) and steps > 1):
        raise ScenarioError(
            f"vary: {key}", "a range on a grid needs its number of values", "n = 2 or more, or a"
            " section [design] with another kind"
        )  # fmt: skip
    return Axis(key, (), low, high, steps if design == "grid" else None, whole)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _try(scenario: Scenario, key: str, value: Any) -> None:
    """Make sure that one value can be used."""
    try:
        at(scenario, {key: value})
        if key == LOAD:
            if not _number(value):
                raise ScenarioError(key, f"{value!r} was given", declared(key).allowed)
            scenario.at_load(value)
    except KnautschballError as problem:
        problem.where = f"vary: {key}"
        raise


def _beside(names: Any, folder: Path) -> Any:
    """Give the path of every file that lies beside the experiment."""
    if isinstance(names, str):
        return str(folder / names) if (folder / names).is_file() else names
    return [_beside(one, folder) for one in names] if isinstance(names, list) else names


def _translate(problem: ValidationError, where: str) -> KnautschballError:
    """Turn the validator's report into our one line."""
    first = problem.errors()[0]
    path = [str(part) for part in first["loc"] if not isinstance(part, int)]
    if first["type"] == "extra_forbidden":
        model = Design if path[0] == "design" else Experiment
        known = [field.alias or name for name, field in model.model_fields.items()]
        return unknown(ScenarioError, where, path[-1], known, "key")
    place = f"{where}: {'.'.join(path)}"
    if first["type"] == "missing":
        return ScenarioError(place, "is missing", NAMES)
    if path == ["design", "kind"]:
        return unknown(ScenarioError, place, str(first["input"]), KINDS, "design")
    allowed = NAMES if path == ["scenario"] else in_words(first["msg"])
    return ScenarioError(place, f"{quoted(first['input'])} was given", allowed)
