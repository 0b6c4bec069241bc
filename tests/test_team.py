"""The team: office hours, desks, reserve, a new team."""

import pytest
from brands import EXACT, MONDAY_NIGHT, MONDAY_NOON, SATURDAY_NOON
from storms import small

from knautschball.agents.member import HOTHEAD
from knautschball.agents.team import NEWCOMER, Team


def team_of(**changes):
    return Team(small(**EXACT | changes), 1)


def capacity(team, hour):
    team.begin(hour)
    return sum(member.spare for member in team.desks["page"])


def test_outside_office_hours_only_those_on_call_answer():
    hours = (MONDAY_NOON, MONDAY_NIGHT, SATURDAY_NOON)
    noon, night, weekend = (capacity(team_of(team__on_call=0.2), hour) for hour in hours)
    assert noon == pytest.approx(15)
    assert night == weekend == pytest.approx(0.2 * 15)
    assert capacity(team_of(team__weekends=True), SATURDAY_NOON) == pytest.approx(15)


SHIFTS = {
    "in the day": ((8, 20), range(8, 20)),
    "whole day": ((0, 24), range(24)),
    "across midnight": ((22, 6), range(22, 30)),
    "round the clock": ((8, 8), range(8, 32)),
    "to midnight": ((16, 24), range(16, 24)),
}


@pytest.mark.parametrize(("times", "hours"), SHIFTS.values(), ids=SHIFTS)
def test_a_shift_may_end_on_the_next_day_and_counts_to_the_day_on_which_it_begins(times, hours):
    opens, closes = times
    weekdays = {24 * day + hour for day in range(5) for hour in hours}
    team = team_of(team__opens=opens, team__closes=closes)
    assert {hour for hour in range(7 * 24) if team.open(hour)} == weekdays & {*range(7 * 24)}
    assert team.day() == 3 * 5.0 * len(hours)
    sunday = {24 * 6 + hour for hour in hours}
    always = team_of(team__opens=opens, team__closes=closes, team__weekends=True)
    assert all(always.open(hour) for hour in sunday)


def test_those_with_most_room_answer_next():
    team = team_of()
    team.begin(MONDAY_NOON)
    for _ in range(15):
        team.answered(team.free("page"), 0.0)
    assert team.free("page") is None
    assert [round(member.spare) for member in team.desks["page"]] == [0, 0, 0]
    assert team.hours == pytest.approx(3.0)
    assert team.free("hotline") is not None


def test_without_staff_a_desk_is_empty_and_full_of_energy():
    team = team_of(team__size=0, channels__hotline__staff=0, channels__shop__staff=0)
    assert (team.members, team.energy, team.free("page")) == ([], 1.0, None)


def test_hotheads_sit_where_they_are_said_to():
    team = team_of(team__hotheads=2, team__hotheads_at="shop")
    hot = {desk: sum(m.neuroticism == HOTHEAD for m in team.desks[desk]) for desk in team.desks}
    assert hot == {"page": 0, "hotline": 0, "shop": 2}


def test_means_of_traits_are_those_declared():
    team = team_of(team__neuroticism=-0.7, team__openness=1.2)
    assert {round(member.neuroticism, 9) for member in team.members} == {-0.7}
    assert {round(member.openness, 9) for member in team.members} == {1.2}


RESERVE = {"team__reserve": 2, "team__reserve_at": 0.5, "team__reserve_delay": 6.0}


def test_the_reserve_comes_after_its_delay_and_goes_when_nothing_is_left():
    team = team_of(**RESERVE)
    enough = round(0.5 * team.day())
    seated = {}
    for hour, backlog in enumerate([enough, *[enough + 1] * 8, 1, 0, 0]):
        team.begin(hour)
        team.end(hour, backlog)
        seated[hour] = len(team.desks["page"])
    assert [seated[hour] for hour in (0, 1, 6, 7, 9, 10, 11)] == [3, 3, 3, 5, 5, 3, 3]


def test_the_same_reserve_comes_again_and_others_than_are_there():
    team = team_of(**RESERVE, team__trait_spread=1.0)
    came = []
    for hour, backlog in enumerate([1000] * 7 + [0] + [1000] * 7):
        team.end(hour, backlog)
        came.append([member.frailty for member in team.desks["page"]])
    assert came[6] == came[14] and len(came[7]) == 3
    assert len(set(came[6])) == 5


def test_the_new_team_is_rested_less_skilled_and_without_hotheads():
    team = team_of(team__hotheads=1, team__skill=0.5, team__trait_spread=1.0)
    before, shop = team.desks["page"], team.desks["shop"]
    for member in before:
        member.energy = 0.2
    team.replace()
    after = team.desks["page"]
    assert not team.original and team.desks["shop"] is shop
    assert [member.energy for member in after] == [1.0] * 3
    assert {member.frailty for member in after}.isdisjoint(member.frailty for member in before)
    assert all(member.neuroticism != HOTHEAD for member in after)
    assert after[0].errs() == pytest.approx(0.3 * (1 - NEWCOMER * 0.5) * 0.5)
