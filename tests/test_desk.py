"""A desk: what comes first under each triage, and who gives up waiting."""

import pytest
from brands import inquiry
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.agents.desk import FORGOTTEN, PRIORITY, Desk
from knautschball.scenarios.brand import TRIAGE

CASES = [
    inquiry(0, "question", hour=1, public=False, anger=0.1, merit=0.2),
    inquiry(1, "issue", hour=2, public=True, anger=0.5, merit=0.1),
    inquiry(2, "conduct", hour=3, public=True, anger=0.9, merit=0.5),
    inquiry(3, "issue", hour=3, public=False, anger=0.5, merit=0.9),
]


def served(desk, hour=5):
    order = []
    while (taken := desk.take(hour)) is not None:
        order.append(taken.case.person)
    return order


def test_every_declared_order_is_known():
    assert tuple(PRIORITY) == TRIAGE


@pytest.mark.parametrize(
    ("triage", "order"),
    [
        ("first-come", [0, 1, 2, 3]),
        ("angry-first", [2, 1, 3, 0]),
        ("public-first", [1, 2, 0, 3]),
        ("complaints-first", [1, 2, 3, 0]),
        ("merit-first", [3, 2, 0, 1]),
    ],
)
def test_what_comes_first(triage, order):
    desk = Desk(triage, {})
    for one in reversed(CASES):
        desk.put(one)
    assert served(desk) == order


def test_of_the_same_hour_luck_decides_and_not_the_order_of_arrival():
    desk = Desk("first-come", {})
    for person in (3, 1, 2):
        desk.put(inquiry(person))
    assert served(desk) == [1, 2, 3]


def test_a_case_is_taken_with_the_hours_it_has_waited():
    desk = Desk("first-come", {})
    desk.put(inquiry(1, hour=4))
    desk.put(inquiry(2, hour=7))
    assert desk.came == {4: 1, 7: 1}
    assert desk.take(9).case.waited == 5
    assert desk.came == {7: 1}


@pytest.mark.parametrize(
    ("channel", "patience", "hours"),
    [
        ("page", 0.5, FORGOTTEN + 1),
        ("hotline", 5.0, 10.0),
        ("hotline", 0.1, 1.0),
    ],
)
def test_who_waits_too_long_gives_up(channel, patience, hours):
    desk = Desk("first-come", {"hotline": 2.0})
    desk.put(inquiry(1, hour=10, patience=patience, channel=channel))
    assert desk.give_up(10 + hours - 1) == []
    assert [one.case.person for one in desk.give_up(10 + hours)] == [1]
    assert len(desk) == 0
    assert desk.take(10 + hours) is None


CASE = st.tuples(
    st.integers(0, 30), st.sampled_from(["page", "hotline"]), st.floats(0, 1), st.floats(0.1, 50)
)


@given(st.sampled_from(TRIAGE), st.lists(CASE, max_size=30), st.data())
@settings(max_examples=100, deadline=None)
def test_each_case_leaves_the_desk_once(triage, written, data):
    desk, left = Desk(triage, {"hotline": 1.2}), []
    for number, (hour, channel, anger, patience) in enumerate(written):
        desk.put(inquiry(number, hour=hour, patience=patience, channel=channel, anger=anger))
    for hour in range(30, 400, 30):
        left += [one.case.person for one in desk.give_up(hour)]
        if data.draw(st.booleans()) and (taken := desk.take(hour)):
            left.append(taken.case.person)
        assert len(desk) == len(written) - len(left) == desk.came.total()
    assert sorted(left) == list(range(len(written)))
