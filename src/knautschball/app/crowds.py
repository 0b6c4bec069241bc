"""Crowds, and the hours before anything happens to them: lived once for all who look at them.

Twenty people who open one link see one crowd. What nobody looks at any longer is forgotten; the
storms themselves are never shared, every visitor goes on in a copy of their own.
"""

import threading
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from knautschball.agents.policy import ResponsePolicy
from knautschball.app import picture
from knautschball.model.firestorm import Community, Firestorm
from knautschball.scenarios.scenario import Scenario

LIVES_ELSEWHERE = ("scenario", "load", "run", "brand", "team", "press", "headquarters")
"""Sections on which neither the people nor their ties depend."""


class Crowd:
    """A community, and how its picture is laid out."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.community = Community(scenario, seed)

    @cached_property
    def drawn(self) -> dict[str, Any]:
        """What the browser has to know of it, once."""
        return picture.crowd(self.community)


class Calm:
    """A crowd's life under a policy while nothing has happened yet.

    Attributes
    ----------
    crowd : Crowd
        Whose life it is.
    """

    def __init__(
        self, crowd: Crowd, scenario: Scenario, policy: ResponsePolicy, seed: int, hours: int
    ) -> None:
        self.crowd, self._hours = crowd, hours
        self._model = Firestorm(scenario, policy, seed, community=crowd.community, load=0)
        self._lock = threading.Lock()

    def lived(self) -> Firestorm:
        """Give the model as it is after these hours, to be branched and left as it is."""
        with self._lock:
            while self._model.hour < self._hours:
                self._model.step()
        return self._model


Shared = TypeVar("Shared", Crowd, Calm)
_crowds: "WeakValueDictionary[Any, Crowd]" = WeakValueDictionary()
_lives: "WeakValueDictionary[Any, Calm]" = WeakValueDictionary()
_lock = threading.Lock()


def calm(scenario: Scenario, policy: ResponsePolicy, book: Any, seed: int, hours: int) -> Calm:
    """Give the life of a scenario's crowd before the load.

    Parameters
    ----------
    scenario : Scenario
        The strength of its loads does not matter.
    policy : ResponsePolicy
        How the brand answers.
    book : hashable
        What tells this policy from every other.
    seed : int
        Names the luck.
    hours : int
        How long nothing happens.
    """
    name = scenario.model_dump_json(exclude=set(LIVES_ELSEWHERE)), seed
    crowd = _shared(_crowds, name, lambda: Crowd(scenario, seed))
    loads = tuple(load.at for load in scenario.load)
    life = scenario.model_dump_json(exclude={"scenario", "load"}), loads, seed, book, hours
    return _shared(_lives, life, lambda: Calm(crowd, scenario, policy, seed, hours))


def _shared(
    table: "WeakValueDictionary[Any, Shared]", name: Any, make: Callable[[], Shared]
) -> Shared:
    """Give what others look at already, or make it; who comes meanwhile waits."""
    with _lock:
        found = table.get(name)
        if found is None:
            found = table[name] = make()
        return found
