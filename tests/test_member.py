"""Members: what tires them, and what makes them err and slip."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storms import small

from knautschball.agents.member import HOTHEAD, Member
from knautschball.agents.team import Team
from knautschball.scenarios.brand import Team as TeamNumbers

NUMBERS = TeamNumbers()


def member(luck=0.0, numbers=NUMBERS, **traits):
    names = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")
    return Member(tuple(traits.get(name, 0.0) for name in names), luck, numbers)


def worked(who, hours, anger=0.0):
    """Let somebody work at full load."""
    for _ in range(hours):
        who.begin(1.0)
        while who.spare >= 1:
            who.answer(anger)
        who.end(1.0, on_duty=True)
    return who.energy


def test_load_takes_energy_and_rest_gives_it_back():
    who = member()
    tired = worked(who, 12)
    assert 0.6 < tired < 0.9
    for _ in range(12):
        who.begin(0.0)
        who.end(0.0, on_duty=False)
    assert tired < who.energy < 1


def test_an_hour_of_full_load_costs_the_declared_share():
    numbers = NUMBERS.model_copy(update={"replies_per_hour": 5.0})
    assert worked(member(numbers=numbers), 1) == pytest.approx(np.exp(-numbers.fatigue))
    angry = np.exp(-numbers.fatigue * (1 + numbers.abuse))
    assert worked(member(numbers=numbers), 1, anger=1.0) == pytest.approx(angry)


def test_abuse_is_felt_less_behind_the_name_of_the_firm():
    hidden = NUMBERS.model_copy(update={"real_names": False})
    assert worked(member(), 8, anger=1.0) < worked(member(numbers=hidden), 8, anger=1.0)
    assert worked(member(), 8) == worked(member(numbers=hidden), 8)


def test_the_neurotic_tire_sooner_and_the_extravert_later():
    calm, average, neurotic = (worked(member(neuroticism=n), 8) for n in (-1.5, 0.0, 1.5))
    assert neurotic < average < calm
    assert worked(member(extraversion=1.5), 8) > worked(member(extraversion=-1.5), 8)


def test_personality_explains_exhaustion_as_far_as_measured():
    """Multiple R .57, neuroticism foremost: Swider & Zimmerman 2010."""
    team = Team(small(team__size=1000), 3).desks["page"]
    traits = np.array(
        [
            (m.openness, m.conscientiousness, m.extraversion, m.agreeableness, m.neuroticism)
            for m in team
        ]
    )
    spent = 1.0 - np.array([worked(m, 12) for m in team])
    design = np.column_stack([np.ones(len(team)), traits])
    fitted = design @ np.linalg.lstsq(design, spent, rcond=None)[0]
    assert 0.40 < np.corrcoef(fitted, spent)[0, 1] < 0.65
    assert 0.35 < np.corrcoef(traits[:, 4], spent)[0, 1] < 0.60


def test_temper_tiredness_and_an_angry_counterpart_make_slips():
    usual = member().slips(0.5)
    assert usual == pytest.approx(NUMBERS.slips)
    assert member(neuroticism=HOTHEAD, agreeableness=-HOTHEAD).slips(0.5) > 20 * usual
    assert member(conscientiousness=1.0).slips(0.5) < usual
    assert member().slips(0.0) < usual < member().slips(1.0)
    tired = member()
    worked(tired, 40)
    assert tired.slips(0.5) > 1.2 * usual


def test_the_skilled_never_leave_out_what_matters_and_the_tired_do_more_often():
    perfect, half = (NUMBERS.model_copy(update={"skill": s}) for s in (1.0, 0.5))
    assert member(numbers=perfect).errs() == 0
    who = member(numbers=half)
    assert who.errs() == pytest.approx(0.3 * 0.5 * 0.5)
    worked(who, 20)
    assert who.errs() > 0.3 * 0.5 * 0.5


def test_fractions_of_an_answer_add_up_to_one_at_most():
    who, answered = member(numbers=NUMBERS.model_copy(update={"replies_per_hour": 0.5})), []
    for _ in range(4):
        who.begin(1.0)
        answered.append(who.spare >= 1)
        if answered[-1]:
            who.answer(0.0)
        who.end(1.0, on_duty=True)
    assert answered == [False, True, False, False], "tiredness takes the rest"
    idle = member()
    for _ in range(5):
        idle.begin(1.0)
    assert idle.spare == pytest.approx(1 + idle.pace)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 100), st.floats(0, 1), st.booleans())),
    st.floats(-4, 4),
    st.floats(-4, 4),
)
@settings(max_examples=60, deadline=None)
def test_energy_and_chances_stay_in_bounds(hours, neuroticism, luck):
    who = member(luck=luck, neuroticism=neuroticism)
    for present, answered, anger, on_duty in hours:
        who.begin(present)
        for _ in range(answered):
            who.answer(anger)
        who.end(present, on_duty)
        assert 0 <= who.energy <= 1
        assert 0 <= who.slips(anger) <= 0.95
        assert 0 <= who.errs() <= 0.45


def test_members_differ_and_are_the_same_under_the_same_luck():
    first, again, other = (Team(small(), seed).desks["page"] for seed in (1, 1, 2))
    assert [m.frailty for m in first] == [m.frailty for m in again]
    assert {m.frailty for m in first}.isdisjoint(m.frailty for m in other)
    assert len({m.frailty for m in first}) == len(first)


def test_nobody_answers_off_duty_with_what_was_saved_in_office_hours():
    who = member()
    who.begin(present=1.0)
    assert who.room >= 1
    who.begin(present=0.0)
    assert who.spare >= 1
    assert who.room == 0
