"""No dead knob: every declared number changes some run, and every policy is its own.

Each knob is turned in the storms of ``STORMS`` one after the other until one run differs. What a
knob needs to be felt (a rule, a promise, a second week) is in that table, not in the test.
"""

from functools import cache

import pytest
from storms import SMALL, storm, trace, value_of

from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy, policies
from knautschball.model.outcome import floor_of
from knautschball.scenarios import load
from knautschball.scenarios.knobs import knobs
from knautschball.scenarios.scenario import sections

pytestmark = pytest.mark.slow


class Everything(ResponsePolicy):
    """Uses every field of a message, so that no weight of the judgement stays unused."""

    name = "everything"

    def reply(self, case, situation):
        if situation.backlog % 3 == 0:
            return Message(strategy="deny", assertiveness=0.9, empathy=0.0, house_rules=True)
        return Message(strategy="rebuild", explanation=0.7, empathy=0.9, compensation=1.2)

    def speak(self, situation):
        if situation.surge >= 2 and situation.since_statement >= 20:
            return Message(
                scope="statement",
                correction=True,
                correction_hours=10,
                invites=0.5,
                supporters=2.0,
                threatens=situation.statements == 0,
            )
        return None


BASE = SMALL | {
    "load.severity": 1.2,
    "load.reach": 0.3,
    "load.press": 0.4,
    "load.truth": 0.2,
    "load.cleared_after": 60.0,
    "headquarters.tolerance": 1.0,
    "people.everyday": 0.3,
    "people.venting": 0.05,
    "people.questions": 0.3,
}
SHARP = SMALL | {"load.severity": 1.2, "load.reach": 0.3, "run.horizon": 14.0}
BUSY = BASE | {"brand.overlooked": 0.0, "team.replies_per_hour": 2.0}
STORMS = {
    "mixed answers": (BASE, "everything"),
    "deleted": (BASE, "delete"),
    "silence, simple": (BASE | {"contagion.rule": "simple"}, "silence"),
    "silence, dose": (BASE | {"contagion.rule": "dose"}, "silence"),
    "few on duty": (
        BUSY
        | {
            "team.size": 1,
            "team.replies_per_hour": 0.5,
            "team.reserve": 2,
            "team.reserve_delay": 6.0,
            "channels.hotline.staff": 1,
            "channels.shop.staff": 1,
        },
        "everything",
    ),
    "hot heads": (BUSY | {"team.hotheads": 2, "team.slips": 0.2}, "everything"),
    "unprepared": (
        BUSY | {"people.venting": 0.0, "brand.prepared": False, "brand.writing_hours": 20.0},
        "everything",
    ),
    "no money": (BUSY | {"brand.budget": 400.0}, "everything"),
    "small world": (BASE | {"community.graph": "small-world"}, "silence"),
    "denied until headquarters acts": (
        SHARP | {"headquarters.tolerance": 1.0, "headquarters.acts_after": 20.0},
        "denial",
    ),
    "headquarters forgets": (
        SHARP | {"headquarters.tolerance": 1.0, "headquarters.memory": 1.0},
        "denial",
    ),
    "gone and back": (SHARP | {"run.horizon": 40.0, "acts.leave": 0.1}, "correction"),
    "broken promise": (BASE | {"brand.keeps_promises": False}, "everything"),
}
LABELS = {"load.title", "community.file"}
"""Words and names; the file is tested with the graphs."""
ELSEWHERE = {"run.threads", "run.controls"}
"""Must not change a run (invariant 3), or changes only the noise floor; tested below."""


@cache
def plain(name: str) -> str:
    return _trace(name, {})


def _trace(name: str, change: dict) -> str:
    numbers, policy = STORMS[name]
    chosen = Everything() if policy == "everything" else policy
    return trace(storm(load("product-flaw").change(numbers | change), chosen))


def _other_values(knob, now):
    """Values that are allowed and are not the present one."""
    if isinstance(knob.default, bool):
        return [not now]
    if knob.choices:
        return [choice for choice in knob.choices if choice != now]
    near = [now * 0.5, now * 1.7, now + 1, knob.low, (knob.low + min(knob.high, 10)) / 2]
    whole = isinstance(knob.default, int)
    kept = [round(value) if whole else value for value in near]
    return [v for v in dict.fromkeys(kept) if knob.low <= v <= knob.high and v != now]


ALL = {f"{name}.{knob.key}": knob for name, part in sections().items() for knob in knobs(part)}


@pytest.mark.parametrize("key", sorted(ALL.keys() - LABELS - ELSEWHERE))
def test_every_knob_changes_some_run(key):
    tried = 0
    for name in sorted(STORMS, key=lambda name: key not in STORMS[name][0]):
        scenario = load("product-flaw").change(STORMS[name][0])
        for value in _other_values(ALL[key], value_of(scenario, key))[:3]:
            tried += 1
            if _trace(name, {key: value}) != plain(name):
                return
    pytest.fail(f"{key} changed none of {tried} runs")


def test_the_number_of_controls_moves_the_noise_floor():
    few, more = (floor_of(load("calm").change(SMALL | {"run.controls": n})) for n in (2, 5))
    assert (few.median != more.median).any()


def test_every_policy_is_its_own():
    traces = {name: trace(storm(load("product-flaw").change(SHARP), name)) for name in policies()}
    assert len(set(traces.values())) == len(traces)
