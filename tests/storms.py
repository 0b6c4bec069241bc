"""Small storms for tests, and the fingerprint of everything a run has left behind."""

from functools import cache
from hashlib import blake2b

from knautschball.agents.policy import ResponsePolicy
from knautschball.model.firestorm import Community, Firestorm
from knautschball.scenarios import load
from knautschball.scenarios.scenario import Scenario, part

SMALL = {
    "community.size": 300,
    "run.warm_up": 2.0,
    "run.horizon": 10.0,
    "run.controls": 2,
}


def small(name: str = "product-flaw", **changes) -> Scenario:
    """A shipped scenario with few people and few days."""
    keys = {key.replace("__", "."): value for key, value in changes.items()}
    return load(name).change(SMALL | keys)


def value_of(scenario: Scenario, key: str):
    """The value under a dotted key; of several loads, the first one's."""
    section, _, name = key.rpartition(".")
    return getattr(scenario.load[0] if section == "load" else part(scenario, section), name)


@cache
def community(scenario: Scenario, seed: int) -> Community:
    return Community(scenario, seed)


def storm(scenario: Scenario, policy: "str | ResponsePolicy" = "silence", seed: int = 1, **more):
    """A storm that has been run."""
    model = Firestorm(scenario, policy, seed, **more)
    model.run_through()
    return model


def brief() -> Firestorm:
    """A storm of few people who talk much, run through its first day."""
    loud = dict.fromkeys(("venting", "everyday", "questions"), 0.1)
    keys = {f"people__{what}": often for what, often in loud.items()}
    model = Firestorm(small(community__size=90, load__reach=0.5, **keys), "denial", 2)
    model.run_through(model.matter.start + 24)
    return model


def trace(model: Firestorm) -> str:
    """Fingerprint of a run: all that was recorded, all people, all ties, the brand's costs."""
    digest = blake2b(digest_size=16)
    record = model.record
    for array in (
        record.counts,
        record.stance_hist,
        record.arousal_hist,
        record.frequency,
        record.ties,
        record.organisation,
        record.brand,
        record.portraits,
        model.engine.active,
        *model.columns,
    ):
        digest.update(array.tobytes())
    digest.update(repr((model.messages, model.climate.inadequate, model.brand.cost)).encode())
    return digest.hexdigest()
