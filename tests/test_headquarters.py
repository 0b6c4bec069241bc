"""Headquarters: it bears damage times duration, then steps in, in three steps."""

import pytest
from storms import small, storm

from knautschball.agents.headquarters import STORM_DAY, Headquarters

DAY = STORM_DAY * 1000
"""Complaints a day that make a full storm-day of 1,000 people."""
QUICK = {
    "headquarters__tolerance": 2.0,
    "headquarters__statement_at": 0.5,
    "headquarters__leaves_at": 3.0,
    "headquarters__acts_after": 5.0,
    "headquarters__memory": 10_000.0,
}


def deeds(hours=400, complaints=DAY, **changes):
    headquarters = Headquarters(small(**QUICK | changes))
    done = {}
    for hour in range(hours):
        for deed in headquarters.watch(hour, complaints, 0.0, 1000):
            assert deed not in done, "each deed is done once"
            done[deed] = hour
    return headquarters, done


def test_it_orders_a_statement_installs_a_new_team_and_leaves_each_some_hours_after():
    headquarters, done = deeds()
    assert list(done) == ["statement", "new team", "leaves"]
    decided = {"statement": 0.5 * 2 * 24, "new team": 2 * 24, "leaves": 3 * 2 * 24}
    assert done == {deed: pytest.approx(hour + 5, abs=1) for deed, hour in decided.items()}
    assert headquarters.done == done
    assert headquarters.acted_at == done["new team"], "a statement changes no company"


def test_half_the_volume_takes_twice_the_time():
    _, full = deeds()
    _, half = deeds(complaints=DAY / 2)
    assert half["new team"] - 5 == pytest.approx(2 * (full["new team"] - 5), abs=2)


def test_damage_is_half_forgotten_in_its_time():
    headquarters, _ = deeds(24, headquarters__memory=2.0)
    after = headquarters.damage
    assert 0.8 < after < 1
    for hour in range(24, 24 + 48):
        headquarters.watch(hour, 0.0, 0.0, 1000)
    assert headquarters.damage == pytest.approx(after / 2)


def test_what_is_borne_and_forgotten_in_time_is_never_answered():
    assert deeds(2000, DAY / 4, headquarters__memory=1.0)[1] == {}


def test_headquarters_does_not_mind_the_usual():
    headquarters = Headquarters(small(headquarters__tolerance=0.1))
    assert not any(headquarters.watch(hour, 30.0, 10.0, 1000) for hour in range(500))
    assert headquarters.damage == 0


def test_a_storm_beyond_tolerance_costs_the_team():
    numbers = {"load__reach": 0.4, "load__severity": 2.0, "headquarters__acts_after": 1.0}
    borne = storm(small(headquarters__tolerance=10_000.0, **numbers), "denial")
    not_borne = storm(small(headquarters__tolerance=0.2, **numbers), "denial")
    assert borne.brand.team.original and borne.record.organisation[-1, 2] == 1
    assert not not_borne.brand.team.original and not_borne.record.organisation[-1, 2] == 0
