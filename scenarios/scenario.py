"""A scenario: what happens, to whom, and to which brand. Read, checked, changed, fingerprinted."""

import json
import re
from difflib import get_close_matches
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError, field_validator

from knautschball.scenarios.brand import Brand, Headquarters, Load, Press, Run, Team
from knautschball.scenarios.channels import Channels
from knautschball.scenarios.community import Community, Contagion, People
from knautschball.scenarios.errors import (
    KnautschballError,
    ScenarioError,
    in_words,
    quoted,
    unknown,
)
from knautschball.scenarios.knobs import Section, knobs
from knautschball.scenarios.mind import Acts, Feelings, Judgement

NEEDED = 'a section [scenario] with name = "…" and title = "…"'
"""What no scenario can do without."""


class About(Section):
    """What the scenario is, in words."""

    name: str
    title: str
    summary: str = ""
    sources: tuple[str, ...] = ()
    kind: Literal["calibrated", "illustrative"] = "illustrative"
    policy: str = "silence"
    """What the brand did, by the name of the policy that comes closest."""

    @field_validator("name")
    @classmethod
    def _says_something(cls, name: str) -> str:
        if not name.strip():
            raise ValueError("a name, by which results go")
        return name


class Scenario(Section):
    """All sections of a scenario file; every number has a default, so a file says what differs.

    Attributes
    ----------
    scenario : About
        Name, title, summary and sources.
    load : tuple of Load
        What strikes the community; empty for an undisturbed one.
    """

    scenario: About
    community: Community = Community()
    people: People = People()
    contagion: Contagion = Contagion()
    feelings: Feelings = Feelings()
    acts: Acts = Acts()
    judgement: Judgement = Judgement()
    load: tuple[Load, ...] = ()
    brand: Brand = Brand()
    team: Team = Team()
    channels: Channels = Channels()
    press: Press = Press()
    headquarters: Headquarters = Headquarters()
    run: Run = Run()

    @field_validator("load", mode="before")
    @classmethod
    def _one_load_is_a_list_of_one(cls, value: Any) -> Any:
        return [value] if isinstance(value, dict) else value

    @property
    def name(self) -> str:
        """Name under which commands and results know the scenario."""
        return self.scenario.name

    def change(self, changes: dict[str, Any]) -> "Scenario":
        """Return a copy with other values under dotted keys such as ``team.size``.

        Parameters
        ----------
        changes : dict of str to value
            ``load.key`` changes every load, ``load.0.key`` the first one.

        Raises
        ------
        ScenarioError
            Unknown key or value out of bounds.
        """
        data = self.model_dump()
        for key, value in changes.items():
            _place(data, key, value)
        return _checked(data, "--set" if changes else self.name)

    def at_load(self, sigma: float) -> "Scenario":
        """Return a copy under ``sigma`` times the load (severity × reach); 0 takes it away.

        Raises
        ------
        ScenarioError
            ``sigma`` is negative or not a number.
        """
        if not 0 <= sigma <= 1000:
            raise ScenarioError("--load", f"{sigma} was given", "0 to 1000, times the load")
        if sigma == 1 or not self.load:
            return self
        copy = self.model_copy(update={"load": tuple(_times(one, sigma) for one in self.load)})
        copy.__dict__.pop("fingerprint", None)  # that of the load as it was
        return copy

    @cached_property
    def fingerprint(self) -> str:
        """Content hash: the same for the same numbers, whatever the file was called."""
        data = self.model_dump(exclude={"scenario": {"title", "summary", "sources"}})
        data["run"].pop("threads")
        if self.community.file:
            data["community"]["file"] = _content(Path(self.community.file))
        return blake2b(json.dumps(data, sort_keys=True).encode(), digest_size=8).hexdigest()


def _times(load: Load, sigma: float) -> Load:
    """Multiply severity × reach; where reach is full, severity takes the rest."""
    root = sigma**0.5
    reach = min(1.0, load.reach * root)
    rest = load.reach * root / reach if reach else 1.0
    update = {"severity": load.severity * root * rest, "reach": reach}
    update |= {"press": min(1.0, load.press * root), "attention": load.attention * sigma}
    return load.model_copy(update=update)


def sections() -> dict[str, type[BaseModel]]:
    """Give every section that holds numbers, by its dotted name, in the order of the file."""
    found: dict[str, type[BaseModel]] = {}
    for name, field in Scenario.model_fields.items():
        kind: Any = Load if name == "load" else field.annotation
        if name == "channels":
            channels = kind.model_fields.items()
            found |= {f"{name}.{channel}": part.annotation for channel, part in channels}
        elif name != "scenario":
            found[name] = kind
    return found


def part(whole: Any, section: str) -> Any:
    """Give a section of a scenario (or of its data) by its dotted name, such as ``channels.page``.

    Parameters
    ----------
    whole : Scenario or dict
        ``load`` gives all loads.
    section : str
        A key of ``sections()``.
    """
    for name in section.split("."):
        whole = whole[name] if isinstance(whole, dict) else getattr(whole, name)
    return whole


def keys() -> list[str]:
    """Give every dotted key that can be set."""
    return [f"{name}.{knob.key}" for name, part in sections().items() for knob in knobs(part)]


def _content(path: Path) -> str:
    """Give the hash of a file, or its name where it cannot be read."""
    try:
        return blake2b(path.read_bytes(), digest_size=8).hexdigest()
    except OSError:
        return str(path)


def from_data(data: dict[str, Any], where: str) -> Scenario:
    """Check the content of a scenario file.

    Raises
    ------
    ScenarioError
        Unknown section or key, missing name, value out of bounds; the first is named.
    """
    return _checked(data, where)


def _place(data: dict[str, Any], key: str, value: Any) -> None:
    section, _, name = key.rpartition(".")
    chosen: list[dict[str, Any]] = []
    if key.startswith("load."):
        section = "load"
        chosen, name = _loads(data["load"], key)
    if f"{section}.{name}" not in keys():
        raise unknown_key("--set", f"{section}.{name}" if section else key)
    for one in chosen or [part(data, section)]:
        one[name] = value


def _loads(loads: list[dict[str, Any]], key: str) -> tuple[list[dict[str, Any]], str]:
    """Give the loads that ``load.key`` or ``load.0.key`` means, and the name of the key."""
    first, _, rest = key.removeprefix("load.").partition(".")
    if not loads:
        raise ScenarioError("--set", f"{key!r}: the scenario has no load")
    if not rest:
        return loads, first
    numbered = {str(number): one for number, one in enumerate(loads)}
    if first not in numbered:
        named = ", ".join(f"load.{number}" for number in numbered)
        raise ScenarioError("--set", f"no load {first!r} in {key!r}", f"{named}, counted from 0")
    return [numbered[first]], rest


def unknown_key(where: str, key: str, *more: str) -> KnautschballError:
    """Name the keys of the same section, or the sections where even that is unknown.

    Parameters
    ----------
    where : str
        Where the key was written.
    key : str
        Dotted, and known to nobody.
    *more : str
        What else would have been right there.
    """
    parts = key.split(".")[:-1] or [key]
    inside = [k for k in keys() if k.split(".")[:-1][: len(parts)] == parts]
    error = unknown(ScenarioError, where, key, inside or [*more, *keys()], "key")
    if inside:
        error.guess = _nearest(key, inside)
    else:
        error.allowed = "SECTION.KEY with a section of " + ", ".join(sections())
    return error


def _nearest(key: str, inside: list[str]) -> str:
    """Give the key of a section that is nearest; that the section is the same tells nothing."""
    ends = {one.rpartition(".")[2]: one for one in inside}
    near = get_close_matches(key.rpartition(".")[2], ends, n=1)
    return ends[near[0]] if near else ""


def _checked(data: dict[str, Any], where: str) -> Scenario:
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as problem:
        raise _translate(problem, where) from None
    _check_choices(scenario, where)
    return scenario


def _check_choices(scenario: Scenario, where: str) -> None:
    for name, section in sections().items():
        for knob in (k for k in knobs(section) if k.choices):
            wrote = getattr(part(scenario, name), knob.key)
            if wrote not in knob.choices:
                place = f"{where}: {name}.{knob.key}"
                raise unknown(ScenarioError, place, wrote, knob.choices, "choice")


def _translate(problem: ValidationError, where: str) -> KnautschballError:
    """Turn the validator's report into our one line."""
    first = problem.errors()[0]
    path = [str(part) for part in first["loc"] if not isinstance(part, int)]
    place = f"{where}: {'.'.join(path)}" if path else where
    if first["type"] == "extra_forbidden":
        if path[0] == "scenario" and len(path) > 1:
            words = [f"scenario.{name}" for name in About.model_fields]
            return unknown(ScenarioError, where, ".".join(path), words, "key")
        if path[:-1] == ["channels"]:
            return unknown(ScenarioError, where, path[-1], Channels.model_fields, "channel")
        if len(path) > 1:
            return unknown_key(where, ".".join(path))
        return _unknown_section(path[0], where)
    if first["type"] == "missing":
        return ScenarioError(place, "is missing", NEEDED)
    wrote, allowed = first["input"], _allowed(path, first["msg"])
    is_number = isinstance(wrote, int | float) and not isinstance(wrote, bool)
    if not is_number and re.match(r"-?\d", allowed):
        allowed = f"a number, {allowed}"  # 0 to 9 hours are no "9 hours"
    return ScenarioError(place, f"{quoted(wrote)} was given", allowed)


def _unknown_section(name: str, where: str) -> KnautschballError:
    """Tell a section nobody knows, or a key that stands above all sections."""
    error = unknown(ScenarioError, where, name, Scenario.model_fields, "section")
    homes = [key for key in keys() if key.rpartition(".")[2] == name]
    if homes:
        error.problem = f"{name!r} stands in no section"
        error.guess, error.allowed = "", f"one of {', '.join(homes)}"
    return error


def _allowed(path: list[str], message: str) -> str:
    *above, last = path or [""]
    if ".".join(path) in {*sections(), "channels"}:
        return f"a section [{'.'.join(path)}] with keys and values"
    section = sections().get(".".join(above))
    found = [k for k in knobs(section) if k.key == last] if section else []
    return found[0].allowed if found else in_words(message)


def as_toml(scenario: Scenario) -> str:
    """Write a scenario as its file: what differs from the declarations, and its loads in full."""
    import tomli_w

    data = scenario.model_dump(mode="json", exclude_defaults=True)
    loads = [load.model_dump(mode="json") for load in scenario.load]
    return tomli_w.dumps(data | ({"load": loads} if loads else {}))
