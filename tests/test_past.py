"""What is before the first load is lived once for all loads; no run can tell."""

import pytest
from storms import community, small, storm, trace

from knautschball.agents import Message, ResponsePolicy
from knautschball.model.past import Past
from knautschball.model.strain import repeated

STORM = small("product-flaw")


class Counting(ResponsePolicy):
    """Remembers what it has seen, and answers accordingly."""

    asked = 0
    """How often all of its kind were asked."""

    def __init__(self):
        self.seen = []

    def speak(self, situation):
        Counting.asked += 1
        self.seen.append(situation.complaints)
        return Message(explanation=0.5, empathy=0.1) if sum(self.seen) > 40 else None


class Generating(ResponsePolicy):
    """Holds what cannot be copied any more once it runs."""

    plan = None

    def speak(self, situation):
        self.plan = self.plan or (Message(empathy=h / 500) for h in range(500))
        return next(self.plan)


def _past(scenario, policy):
    return Past(scenario, policy, 3, community(scenario, 3))


@pytest.mark.parametrize("policy", ["denial", "resilient", Counting(), Generating()])
def test_storms_and_twin_are_those_of_the_first_hour(policy):
    past = _past(STORM, policy)
    worse, mild = past.storm(STORM, 2.0), past.storm(STORM, 0.5)
    assert trace(worse) == trace(storm(STORM, policy, 3, load=2.0))
    assert trace(mild) == trace(storm(STORM, policy, 3, load=0.5))
    assert trace(past.twin) == trace(storm(STORM, policy, 3, load=0))


@pytest.mark.parametrize("scenario", [small(run__threads=2), small("calm"), small(run__warm_up=1)])
def test_threads_no_load_and_a_short_past_make_no_difference(scenario):
    past = _past(scenario, "apology")
    assert trace(past.storm(scenario, 1.0)) == trace(storm(scenario, "apology", 3))
    assert trace(past.twin) == trace(storm(scenario, "apology", 3, load=0))


def test_loads_that_strike_again_have_the_same_past():
    again = repeated(STORM)
    told = _past(STORM, "apology").storm(again, 0.5)
    assert trace(told) == trace(storm(again, "apology", 3, load=0.5))


def test_the_hours_before_the_load_are_lived_once():
    policy, Counting.asked = Counting(), 0
    past = _past(STORM, policy)
    before = Counting.asked
    ends = [past.storm(STORM, load) for load in (0.5, 1.0)] + [past.twin]
    assert past.twin is ends[-1] and not policy.seen
    after = [len(model.policy.seen) - before for model in ends]
    assert min(after) > 0 and before > 0 and Counting.asked == before + sum(after)
