"""The test bench of one seed: any storm that a fact asks for, run once and kept.

Facts name what they need (``bench.storm("flaw", "denial")``), the bench runs it when it is first
asked for, on one crowd and one luck for all. A new matter is one line in `matter`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from knautschball.agents.policy import ResponsePolicy
from knautschball.model.firestorm import Community, Firestorm
from knautschball.model.life import Life, live
from knautschball.model.outcome import OTHER_LUCK, Outcome, floor_of, outcome_of
from knautschball.model.shape import Floor
from knautschball.scenarios import load
from knautschball.scenarios.scenario import Scenario

DOCUMENTED = (("flaw", "silence"), ("flaw", "denial"), ("tea", "silence"), ("tea", "template"))
"""Storms of both shipped kinds, left alone or answered badly, as the documented ones were."""


@cache
def matter(name: str) -> Scenario:
    """Give what strikes the community, by the short name that facts use.

    ``flaw`` and ``tea`` are shipped, ``calm`` is the control. ``foreign`` differs from ``flaw``
    in the trigger alone: foreign to the brand's core, unjustified, seen by few as its guilt
    (an advertisement and a principle, as ING-DiBa 2012). ``accident`` lies between the two:
    the accidental cluster of SCCT.
    """
    if name == "foreign":
        return load("product-flaw", load__severity=3.0, load__blame=0.15, load__truth=0.1)
    if name == "victim":
        return load("product-flaw", load__blame=0.15, load__truth=0.1)
    if name == "accident":
        return load("product-flaw", load__blame=0.5, load__truth=0.5)
    return load({"flaw": "product-flaw", "tea": "bubble-tea"}.get(name, name))


@dataclass(frozen=True)
class Storm:
    """A storm, its undisturbed twin, and what was measured."""

    life: Life
    twin: Life
    outcome: Outcome

    @property
    def hours(self) -> pd.DataFrame:
        """One row per hour, as ``Outcome.hours``."""
        return self.outcome.hours

    @property
    def after(self) -> pd.DataFrame:
        """The hours since the load."""
        return self.hours[self.hours["since_load"] >= 0]

    @property
    def resilience(self) -> float:
        """R."""
        return self.outcome.resilience.resilience


class Bench:
    """All storms of one seed.

    Parameters
    ----------
    seed : int
        Names crowd and luck.
    changes : dict, optional
        Other values under dotted keys, for all matters: what would the facts be if …
    """

    def __init__(self, seed: int, changes: dict[str, Any] | None = None) -> None:
        self.seed, self.changes = seed, changes or {}
        self._storms: dict[tuple[str, str, float], Storm] = {}
        self._lives: dict[tuple[str, int], Life] = {}
        self._crowds: dict[str, Community] = {}

    def storm(
        self, name: str, policy: str | ResponsePolicy = "silence", load: float = 1.0
    ) -> Storm:
        """Give a storm beside its twin.

        Parameters
        ----------
        name : str
            See `matter`.
        policy : str or ResponsePolicy
            How the brand answers; objects are told apart by their name.
        load : float
            Times the matter's load.
        """
        key = (name, policy if isinstance(policy, str) else policy.name, load)
        if key not in self._storms:
            scenario = self._scenario(name)
            crowd = self._crowd(name)
            life = live(Firestorm(scenario, policy, self.seed, community=crowd, load=load))
            twin = self._twin(name)
            floor = _floor(self._base(name), self._frozen)
            told = outcome_of(life.model, twin.model, floor, load)
            self._storms[key] = Storm(life, twin, told)
        return self._storms[key]

    def calm(self, other: bool = False) -> Life:
        """Give a life without any load; ``other``: of the same crowd with other luck."""
        luck = self.seed + OTHER_LUCK * other
        if ("calm", luck) not in self._lives:
            crowd = self._crowd("calm")
            model = Firestorm(self._scenario("calm"), "silence", luck, community=crowd)
            self._lives["calm", luck] = live(model)
        return self._lives["calm", luck]

    @property
    def floor(self) -> Floor:
        """Noise floor of the crowd of ``flaw``, which is that of ``calm``."""
        return _floor("flaw", self._frozen)

    @property
    def warm_up(self) -> float:
        """Days before the load."""
        return self._scenario("calm").run.warm_up

    def _twin(self, name: str) -> Life:
        base = self._base(name)
        if (base, self.seed) not in self._lives:
            crowd = self._crowd(name)
            model = Firestorm(self._scenario(base), "silence", self.seed, community=crowd, load=0)
            self._lives[base, self.seed] = live(model)
        return self._lives[base, self.seed]

    def _base(self, name: str) -> str:
        """Name the matter with the same crowd and the same undisturbed life."""
        return "flaw" if name in ("foreign", "victim", "accident") else name

    def _crowd(self, name: str) -> Community:
        base = "tea" if name == "tea" else "flaw"
        if base not in self._crowds:
            self._crowds[base] = Community(self._scenario(base), self.seed)
        return self._crowds[base]

    def _scenario(self, name: str) -> Scenario:
        return _changed(name, self._frozen)

    @property
    def _frozen(self) -> tuple[tuple[str, Any], ...]:
        return frozen(self.changes)


def frozen(changes: dict[str, Any] | None) -> tuple[tuple[str, Any], ...]:
    """Give changes in a form by which results can be looked up."""
    return tuple(sorted((changes or {}).items()))


@cache
def _changed(name: str, changes: tuple[tuple[str, Any], ...]) -> Scenario:
    return matter(name).change(dict(changes))


@cache
def _floor(name: str, changes: tuple[tuple[str, Any], ...]) -> Floor:
    return floor_of(_changed(name, changes))


def prepare(changes: dict[str, Any] | None = None) -> None:
    """Measure the noise floors and compile, before processes are made that share both."""
    for name in ("flaw", "tea"):
        _floor(name, frozen(changes))
