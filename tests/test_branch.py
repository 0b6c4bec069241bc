"""Hours that runs share are lived once, and nobody can tell afterwards."""

import pytest
from storms import small, trace

from knautschball.app.choices import Choice
from knautschball.app.source import calm_of, first_hour, scenario_of
from knautschball.model.branch import branch
from knautschball.model.firestorm import Firestorm
from knautschball.model.outcome import floor_of, quiet, run

STORM = small("product-flaw")


def _calm(scenario, policy, hours):
    model = Firestorm(scenario, policy, 3, load=0)
    for _ in range(hours):
        model.step()
    return model


@pytest.mark.parametrize("policy", ["denial", "resilient"])
@pytest.mark.parametrize("hours", [0, 30, "the hour before the load"])
def test_a_branch_is_the_run_from_the_first_hour(policy, hours):
    whole = Firestorm(STORM, policy, 3)
    before = _calm(STORM, policy, hours if isinstance(hours, int) else whole.matter.start)
    past = trace(before)
    other = branch(before, STORM)
    for model in (whole, other):
        model.run_model()
    assert trace(other) == trace(whole)
    assert trace(before) == past  # it has been left as it was


def test_a_branch_meets_another_load():
    worse = STORM.change({"load.severity": 1.5, "load.reach": 0.3})
    whole, other = Firestorm(worse, "silence", 3), branch(_calm(STORM, "silence", 40), worse)
    for model in (whole, other):
        model.run_model()
    assert trace(other) == trace(whole)


def test_what_has_struck_or_differs_is_not_common():
    struck = Firestorm(STORM, "silence", 3)
    while struck.hour <= struck.matter.start:
        struck.step()
    with pytest.raises(ValueError, match="before the first load"):
        branch(struck, STORM)
    for other in ({"team.size": 9}, {"load.at": 99.0}):
        with pytest.raises(ValueError, match="before the first load"):
            branch(_calm(STORM, "silence", 2), STORM.change(other))


def test_loads_that_never_strike_have_one_floor():
    other = STORM.change({"load.blame": 0.1, "load.lasting": 5.0, "load.severity": 2.0})
    assert quiet(other) == quiet(STORM) and quiet(other).fingerprint == quiet(STORM).fingerprint
    assert floor_of(other) is floor_of(STORM)
    assert quiet(STORM.change({"load.at": 50.0})) != quiet(STORM)


def test_visitors_of_one_storm_share_what_comes_before_it():
    one = calm_of(Choice(scenario="product-flaw", numbers=(("load.severity", 0.5),)))
    assert calm_of(Choice(scenario="product-flaw")) is one
    seed, policy = calm_of(Choice(seed=9)), calm_of(Choice(policy="denial"))
    assert one.crowd is not seed.crowd and one is not policy
    played = Choice(scenario="product-flaw", page="play")
    assert calm_of(played).crowd is one.crowd
    assert one.lived().hour == first_hour(scenario_of(played)) == one.lived().matter.start - 24


def test_a_run_tells_how_many_lives_are_lived():
    told = []
    scenario = STORM.change({"run.controls": 3, "community.clustering": 0.31})
    first = run(scenario, seed=2, progress=lambda *at: told.append(at))
    assert told == [(number, 5) for number in range(1, 6)]
    assert floor_of(scenario, lambda: told.append("again")) is floor_of(scenario)
    again = run(scenario, seed=2, floor=floor_of(scenario), progress=lambda *at: told.append(at))
    assert told[5:] == [(1, 2), (2, 2)]
    assert again.hours.equals(first.hours)
