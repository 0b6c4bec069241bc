"""The matter: whom a load strikes and when, how bad it stays, who seems to blame."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storms import small

from knautschball.agents.crowd import draw
from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy
from knautschball.model.climate import activity
from knautschball.model.firestorm import Firestorm
from knautschball.model.matter import CLEARING, CORRECTED, HYPOCRISY, HYPOCRITE, Matter
from knautschball.scenarios.scenario import from_data

START = 48
CLEAN = {"at": 0.0, "severity": 0.8, "reach": 0.25, "spread": 10.0, "lasting": 100.0}


def matter_of(*loads, size=2000, seed=3, sigma=1.0):
    data = small("calm").model_dump() | {"load": [CLEAN | load for load in loads]}
    scenario = from_data(data, "test").at_load(sigma)
    columns = draw(scenario, size, seed)
    return Matter(scenario, columns, seed), columns


def struck_by(matter, columns, hours):
    """Who is struck in which hour."""
    found = {}
    for hour in hours:
        columns.struck[:] = 0
        matter.strike(hour, columns)
        found[hour] = set(np.flatnonzero(columns.struck))
    return found


def test_a_load_starts_after_the_warm_up():
    assert matter_of({"at": 5.0})[0].start == START + 5
    assert matter_of({"at": 50.0}, {"at": 7.0})[0].start == START + 7
    assert matter_of()[0].start == START


def test_each_struck_person_is_struck_once_within_the_spread():
    matter, columns = matter_of({})
    found = struck_by(matter, columns, range(START - 5, START + 30))
    people = [person for some in found.values() for person in some]
    assert len(people) == len(set(people))
    assert len(people) / 2000 == pytest.approx(0.25, abs=0.03)
    assert {hour for hour, some in found.items() if some} == set(range(START, START + 10))
    assert (columns.affected[people] == np.float32(0.8)).all()


def test_a_larger_load_strikes_the_same_people_and_more():
    """Nested by luck: the storm at twice the load contains the smaller one."""
    sets = []
    for sigma in (0.25, 1.0, 4.0):
        matter, columns = matter_of({}, sigma=sigma)
        sets.append(set().union(*struck_by(matter, columns, range(START, START + 10)).values()))
    assert sets[0] < sets[1] < sets[2]


def test_two_loads_strike_by_their_own_luck():
    matter, columns = matter_of({}, {"at": 100.0})
    first = set().union(*struck_by(matter, columns, range(START, START + 10)).values())
    second = set().union(*struck_by(matter, columns, range(START + 100, START + 110)).values())
    both = len(first & second) / 2000
    assert both == pytest.approx(0.25**2, abs=0.02)


def test_no_load_strikes_nobody_and_is_no_matter():
    matter, columns = matter_of({"press": 0.9, "cleared_after": 20.0}, sigma=0.0)
    assert not any(struck_by(matter, columns, range(START, START + 30)).values())
    for hour in range(START, START + 40):
        assert matter.severity(hour) == matter.press(hour) == matter.facts(hour).blame == 0
        assert not matter.facts(hour).truth_known


def test_severity_begins_with_the_load_and_halves_in_its_half_life():
    matter, _ = matter_of({})
    assert matter.severity(START - 1) == 0
    assert matter.severity(START) == 0.8
    assert matter.severity(START + 100) == pytest.approx(0.4)


@given(st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_the_worst_load_counts(hour):
    one, two = matter_of({}, size=10)[0], matter_of({"at": 60.0, "severity": 0.5}, size=10)[0]
    both = matter_of({}, {"at": 60.0, "severity": 0.5}, size=10)[0]
    assert both.severity(hour) == max(one.severity(hour), two.severity(hour))


def test_correction_takes_nearly_all_of_it_away():
    matter, _ = matter_of({})
    before = matter.severity(START + 20)
    matter.correct(START + 20)
    assert matter.severity(START + 20) == pytest.approx(CORRECTED * before)
    matter.correct(START + 90)
    assert matter.severity(START + 100) == pytest.approx(CORRECTED * 0.4)


def test_press_reports_at_the_start_and_again_when_the_truth_comes_out():
    matter, _ = matter_of({"press": 0.8, "cleared_after": 50.0})
    reports = {hour: matter.press(hour) for hour in range(200) if matter.press(hour)}
    assert reports == {START: 0.8, START + 50: CLEARING}


def test_the_truth_replaces_the_first_blame_once_it_is_published():
    matter, _ = matter_of({"blame": 0.65, "truth": 0.1, "cleared_after": 50.0})
    assert matter.facts(START - 1).blame == 0
    assert matter.facts(START).blame == matter.facts(START + 49).blame == 0.65
    assert matter.facts(START + 50).blame == 0.1
    assert [matter.facts(START + hour).truth_known for hour in (0, 49, 50)] == [False, False, True]
    assert matter.facts(START).fault == 0.1, "the brand knows before the public does"


def test_without_a_date_the_truth_never_comes_out():
    matter, _ = matter_of({"blame": 0.65, "truth": 0.1})
    assert matter.facts(START + 5000).blame == 0.65
    assert not matter.facts(START + 5000).truth_known


def test_the_latest_load_is_the_news():
    matter, _ = matter_of({"blame": 0.9}, {"at": 60.0, "blame": 0.3})
    assert matter.facts(START + 59).blame == 0.9
    assert matter.facts(START + 60).blame == 0.3


def test_the_latest_load_is_the_news_in_whichever_order_the_file_lists_them():
    matter, _ = matter_of({"at": 60.0, "blame": 0.3}, {"blame": 0.9})
    assert matter.facts(START + 60).blame == 0.3


def test_a_correction_does_not_mend_what_has_not_happened_yet():
    scenario = from_data(
        small("calm").model_dump() | {"load": [CLEAN, CLEAN | {"at": 150.0, "severity": 1.2}]},
        "test",
    )

    class Corrects(ResponsePolicy):
        def speak(self, situation):
            if situation.hour == START + 5:
                return Message(scope="statement", correction=True, correction_hours=20)
            return None

    model = Firestorm(scenario, Corrects(), 1)
    while model.hour < START + 149:
        model.step()
    assert model.brand.corrected
    assert model.matter.severity(START + 149) < 0.1
    while model.hour < START + 152:
        model.step()
    assert not model.brand.corrected
    assert model.matter.severity(START + 151) > 1.0


@given(st.floats(1.01, 50), st.floats(0.1, 3))
@settings(max_examples=12, deadline=None)
def test_activity_has_the_declared_swing_and_averages_to_one(swing, weekend):
    week = np.array([activity(hour, swing, weekend) for hour in range(168)])
    for day in range(7):
        level = weekend if day >= 5 else 1.0
        hours = week[24 * day : 24 * day + 24]
        assert hours.mean() == pytest.approx(level, rel=1e-6)
        assert hours.max() / hours.min() == pytest.approx(swing, rel=1e-9)
        assert hours.argmax() == 15


def test_each_problem_can_be_corrected():
    matter, _ = matter_of({}, {"at": 60.0})
    matter.correct(START + 10)
    assert matter.severity(START + 10) == pytest.approx(CORRECTED * 0.8 * 0.5**0.1)
    assert matter.severity(START + 60) == pytest.approx(0.8)
    matter.correct(START + 70)
    assert matter.severity(START + 70) == pytest.approx(CORRECTED * 0.8 * 0.5**0.1)


def test_having_claimed_the_opposite_makes_it_worse_and_more_ones_own_fault():
    """Hypocrisy as an intensifier: Coombs 2007."""
    plain, claimed = (matter_of({"claim": claim, "blame": 0.5})[0] for claim in (0.0, 1.0))
    assert claimed.severity(START) == pytest.approx((1 + HYPOCRISY) * plain.severity(START))
    assert claimed.facts(START).blame == pytest.approx(0.5 + HYPOCRITE * 0.5)
    assert claimed.facts(START).fault == plain.facts(START).fault, "the cause is the same"


def test_attention_multiplies_talk_and_halves_as_it_lasts():
    matter, _ = matter_of({"attention": 4.0})
    assert matter.buzz(START - 1) == 1
    assert matter.buzz(START) == pytest.approx(5)
    assert matter.buzz(START + 100) == pytest.approx(3)
    assert matter_of({"attention": 4.0}, sigma=2.0)[0].buzz(START) == pytest.approx(9)
    assert matter_of({"attention": 4.0}, sigma=0.0)[0].buzz(START) == 1


def test_a_success_delights_those_who_meet_it_and_harms_nobody():
    matter, columns = matter_of({"severity": 0.0, "attention": 2.0, "delight": 0.5, "spread": 1.0})
    before = columns.trust.copy()
    assert len(matter.strike(START, columns)) == 0
    met = columns.trust != before
    assert met.mean() == pytest.approx(0.25, abs=0.03)
    assert columns.trust[met] == pytest.approx(before[met] + 0.5 * (1 - before[met]))
    assert not columns.struck.any() and matter.severity(START) == 0
