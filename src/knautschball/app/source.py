"""From a choice to what the model runs, and to the command that runs the same."""

import shlex
from functools import lru_cache, partial
from typing import Any

from knautschball.agents.policy import ResponsePolicy, find
from knautschball.app import limits, moves, packed
from knautschball.app.choices import BEFORE, Choice
from knautschball.app.crowds import Calm, calm
from knautschball.scenarios import load
from knautschball.scenarios.scenario import Scenario

SCENARIO_FILE, POLICY_FILE = "scenario.toml", "policy.toml"


def scenario_of(choice: Choice) -> Scenario:
    """Give the scenario that a visitor chose, with the numbers changed."""
    return base_of(choice).change(_changes(choice))


def base_of(choice: Choice) -> Scenario:
    """Give the scenario before any number is changed."""
    own = choice.own_scenario
    return _opened(own) if own else _named(choice.scenario)


@lru_cache(maxsize=64)
def _named(name: str) -> Scenario:
    return load(name)


@lru_cache(maxsize=64)
def _opened(packed_text: str) -> Scenario:
    return packed.scenario(packed_text)


def policy_of(choice: Choice) -> ResponsePolicy:
    """Give the policy by which the brand answers; on the page of the brand, that of the moves."""
    if choice.page == "play":
        return moves.playbook(choice.moves, choice.language)
    return packed.policy(choice.own_policy) if choice.own_policy else find(choice.policy)


def calm_of(choice: Choice) -> Calm:
    """Give the life of the chosen crowd before the load, up to where the picture begins."""
    scenario = scenario_of(choice)
    begins = first_hour(scenario)
    before = tuple(one for one in choice.moves if one.hour < begins)
    if choice.page == "play":
        policy, book = moves.playbook(before), f"moves:{moves.written(before)}"
    else:
        policy, book = policy_of(choice), choice.own_policy or choice.policy
    return calm(scenario, policy, book, choice.seed, begins)


def first_hour(scenario: Scenario) -> int:
    """Give the hour of the model at which the picture begins."""
    loads = min((round(load.at) for load in scenario.load), default=0)
    return max(0, round(24 * scenario.run.warm_up) + loads - BEFORE)


def command(choice: Choice) -> str:
    """Write the command that gives the same numbers; files are those of the export."""
    own_file = SCENARIO_FILE if choice.own_scenario else choice.scenario
    own_book = choice.page == "play" or choice.own_policy
    parts = ["knautschball", "run", own_file]
    parts += ["--policy", POLICY_FILE if own_book else choice.policy, "--seed", str(choice.seed)]
    if choice.load != 1:
        parts += ["--load", f"{choice.load:g}"]
    for key, value in _changes(choice).items():
        parts += ["--set", f"{key}={_toml(value)}"]
    return shlex.join(parts)


def _changes(choice: Choice) -> dict[str, Any]:
    """Give the changed numbers; a scenario without a load has none of its numbers."""
    loads = base_of(choice).load
    return {key: one for key, one in choice.numbers if loads or not key.startswith("load.")}


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def current(choice: Choice) -> dict[str, tuple[Any, Any]]:
    """Give every number that can be turned: its value now, and that of the scenario."""
    now, before = scenario_of(choice), base_of(choice)
    read = partial(limits.values, now), partial(limits.values, before)
    pairs = {key: tuple(one(key) for one in read) for key in limits.turnable()}
    return {key: (ours[0], theirs[0]) for key, (ours, theirs) in pairs.items() if ours}
