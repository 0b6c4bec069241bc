"""Which policies are asked for, and the content hash of all that makes the numbers."""

import inspect
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from knautschball.agents.edited import content_now
from knautschball.agents.policy import ResponsePolicy, find, usable
from knautschball.scenarios.errors import ScenarioError, no_twice
from knautschball.scenarios.scenario import Scenario

Policy = str | Path | ResponsePolicy
"""A name, a file, or the policy itself."""


def chosen_policies(chosen: Sequence[Policy] | None) -> tuple[Policy, ...]:
    """Find every policy that was named, or all that can be used.

    Raises
    ------
    PolicyError, ScenarioError
        One cannot be found, or two have one name.
    """
    wanted: Iterable[Policy] = usable() if chosen is None else chosen
    kept = tuple(dict.fromkeys(name for name in wanted if find(name, "--policies")))
    no_twice(ScenarioError, "--policies", [find(name).name for name in kept])
    return kept


def content(policy: ResponsePolicy) -> str:
    """Give what a policy would do, as text: the rules of a playbook, the program of a class."""
    return f"{policy.name} {sorted(map(repr, vars(policy).items()))} {source(type(policy))}"


def source(thing: Any) -> str:
    """Give the source of a class or function; its name where a session keeps no source."""
    try:
        return inspect.getsource(thing)
    except (OSError, TypeError):
        return str(thing.__qualname__)


def fingerprint_of(asked: Sequence[Scenario], chosen: Sequence[Policy], *more: str) -> str:
    """Give a content hash of scenarios, policies and whatever else makes the numbers."""
    said = [content(find(policy)) for policy in chosen]
    parts = [*[one.fingerprint for one in asked], *said, *more, *filter(None, [content_now()])]
    return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()
