"""Phases of hand-written storms, and their step on the scale."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knautschball.model.phases import (
    Phases,
    Thresholds,
    phases,
    storm_scale,
    usual_posts,
)

BEFORE, AFTER, PEOPLE = 48, 240, 1000
USUAL = 24  # posts about the brand per day in the twin: one in every hour


def record(issue=(), conduct=(), defence=(), press=0.0):
    """Write hours in which people chat once an hour, and then these posts more."""
    since = np.arange(-BEFORE, AFTER)
    hours = pd.DataFrame({"since_load": since, "press": press})
    hours["everyday"] = hours["twin_everyday"] = 1
    for topic, calm, more in (
        ("issue", 0, issue),
        ("conduct", 0, conduct),
        ("defence", 0, defence),
    ):
        hours[f"twin_{topic}"] = calm
        hours[topic] = calm
        for start, end, posts in more:
            hours.loc[(since >= start) & (since < end), topic] += posts
    return hours


def test_calm_reaches_no_phase():
    found = phases(record(), PEOPLE, [5], None)
    assert found == Phases(None, None, None, None, None)
    assert found.highest == 0
    assert found.dated == dict.fromkeys(range(1, 6))
    assert storm_scale(record(), PEOPLE) == 0


def test_every_phase_is_dated():
    hours = record(issue=[(10, 100, 8)], conduct=[(40, 100, 6)])
    found = phases(hours, PEOPLE, inadequate=[3, 30, 60], change=120)
    # complaints: 8 an hour reach 3 x 24 with the ninth hour; storm: 24 x 8 = 192 about the issue
    # and, with the eighth hour, 48 about the conduct make 10 x 24, a fifth of them conduct
    assert found.dated == {1: 10, 2: 10 + 8, 3: 30, 4: 40 + 7, 5: 120}
    assert found.highest == 5


def test_both_grievances_must_have_spread():
    loud_about_the_issue = record(issue=[(10, 100, 50)])
    assert phases(loud_about_the_issue, PEOPLE, [12], None).storm is None
    half_about_conduct = record(issue=[(10, 100, 50)], conduct=[(20, 100, 50)])
    assert phases(half_about_conduct, PEOPLE, [12], None).storm is not None


def test_no_storm_phase_without_an_inadequate_message():
    hours = record(issue=[(10, 100, 50)], conduct=[(10, 100, 50)])
    found = phases(hours, PEOPLE, [], None)
    assert found.highest == 2
    early = phases(hours, PEOPLE, [4], None)  # before anybody had seen a problem
    assert early.inadequate is None
    later = phases(hours, PEOPLE, [40], None)
    assert (later.inadequate, later.storm) == (40, 40)


def test_an_inadequate_answer_to_a_single_voice_is_not_yet_the_third_phase():
    hours = record(issue=[(2, 3, 1), (50, 100, 50)])
    assert phases(hours, PEOPLE, [6], None).inadequate is None
    assert phases(hours, PEOPLE, [6, 60], None).inadequate == 60


def test_what_the_twin_complains_about_as_well_is_no_storm():
    hours = record(issue=[(10, 100, 50)], conduct=[(10, 100, 50)])
    hours[["twin_issue", "twin_conduct"]] = hours[["issue", "conduct"]]
    assert phases(hours, PEOPLE, [20], None).highest == 0


def test_hours_before_the_load_are_no_phase():
    assert phases(record(issue=[(-30, -10, 50)]), PEOPLE, [0], None).visible == 0
    assert phases(record(issue=[(-48, -30, 50)]), PEOPLE, [0], None).visible is None
    assert storm_scale(record(issue=[(-48, -30, 50)]), PEOPLE) == 0


def test_a_few_posts_in_a_silent_community_are_no_complaints():
    hours = record(issue=[(5, 6, 4)])
    hours[["everyday", "twin_everyday"]] = 0.0
    found = phases(hours, PEOPLE, [], None)
    assert (found.visible, found.complaints) == (5, None)  # 4 posts, 5 are the fewest
    assert phases(hours, 500, [], None).complaints == 5
    assert usual_posts(hours, PEOPLE) == pytest.approx(5 / 3)  # never less


def test_usual_is_the_twins_day():
    assert usual_posts(record(issue=[(0, 200, 9)]), PEOPLE) == pytest.approx(USUAL)


def test_thresholds_can_be_set():
    hours = record(issue=[(10, 100, 4)])
    assert phases(hours, PEOPLE, [], None).complaints == 10 + 17
    assert phases(hours, PEOPLE, [], None, Thresholds(complaint_factor=9)).complaints is None


@pytest.mark.parametrize(
    ("surplus", "step"),
    [(12, 1), (48, 2), (96, 3), (240, 3), (241, 4), (26 * 24, 5), (59 * 24, 5), (61 * 24, 6)],
)
def test_scale_follows_the_surplus(surplus, step):
    hours = record(issue=[(20, 21, surplus)], press=0.8)
    assert storm_scale(hours, PEOPLE) == step


def test_highest_steps_need_a_majority_of_critics_and_the_press():
    loud = [(20, 30, 500)]
    assert storm_scale(record(issue=loud, press=0.8), PEOPLE) == 6
    assert storm_scale(record(issue=loud, press=0.2), PEOPLE) == 5
    assert storm_scale(record(issue=loud, defence=[(20, 30, 900)], press=0.8), PEOPLE) == 4


@given(st.integers(0, 5000), st.integers(0, 5000), st.floats(0, 1))
def test_more_posts_never_lower_the_scale(some, more, press):
    less = storm_scale(record(issue=[(20, 21, some)], press=press), PEOPLE)
    most = storm_scale(record(issue=[(20, 21, some + more)], press=press), PEOPLE)
    assert 0 <= less <= most <= 6
