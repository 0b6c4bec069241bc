"""The brand: queue and capacity, promises, a late sampled compass, contradiction, new team."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storms import small, storm, trace

from knautschball.agents.brand import FORGOTTEN, Brand
from knautschball.agents.columns import empty
from knautschball.agents.compass import Compass
from knautschball.agents.headquarters import STORM_DAY, Headquarters
from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy
from knautschball.agents.press import Press
from knautschball.agents.situation import Case, Situation
from knautschball.agents.team import Team
from knautschball.model.firestorm import Firestorm
from knautschball.model.hour import SCALE, SLOTS
from knautschball.model.outcome import run
from knautschball.model.reach import Reach, public_view

MONDAY_NOON, MONDAY_NIGHT, SATURDAY_NOON = 12, 2, 5 * 24 + 12
TEAM = {"team__size": 3, "team__replies_per_hour": 5.0, "team__opens": 8, "team__closes": 20}
KIND = Message(strategy="rebuild", empathy=0.8)


class Says(ResponsePolicy):
    """Gives one reply and one statement, whatever happens."""

    name = "says"

    def __init__(self, reply=None, speak=None):
        self._reply, self._speak = reply, speak

    def reply(self, case, situation):
        return self._reply

    def speak(self, situation):
        return self._speak


def brand_with(reply=None, speak=None, **changes):
    return Brand(small(**TEAM | changes), Says(reply, speak), 1)


def cases(number, hour=10, topic="issue"):
    return [Case(person, topic, hour) for person in range(number)]


def answers(brand, hour):
    sent = brand.answer(Situation(hour=hour))
    return [case.person for one in sent for case in one.answers]


# --- queue and capacity -------------------------------------------------------------------


def test_who_came_first_is_answered_first_and_the_rest_waits():
    brand = brand_with(KIND)
    brand.take_in(cases(40))
    first = answers(brand, MONDAY_NOON)
    assert first == list(range(15))
    assert len(brand.queue) == 25
    second = answers(brand, MONDAY_NOON + 1)
    assert second == list(range(15, 15 + len(second)))
    assert 0 < len(second) < 15, "a tired team writes less"
    assert brand.replies == len(first) + len(second)
    assert brand.waits[:1] == [2] and brand.waits[-1:] == [3]


def test_outside_office_hours_only_those_on_call_answer():
    numbers = small(team__on_call=0.2, **TEAM)
    noon, night, weekend = (
        Team(numbers).capacity(hour) for hour in (MONDAY_NOON, MONDAY_NIGHT, SATURDAY_NOON)
    )
    assert noon == pytest.approx(15)
    assert night == weekend == pytest.approx(0.2 * 15)
    assert Team(small(team__weekends=True, **TEAM)).capacity(SATURDAY_NOON) == pytest.approx(15)


def test_fractions_of_an_answer_add_up():
    team = Team(small(team__size=1, team__replies_per_hour=0.5))
    room = []
    for hour in range(9, 13):
        room.append(team.room(hour))
        team.work(hour, room[-1])
    assert sum(room) in (1, 2) and max(room) == 1


def test_without_a_team_nobody_is_answered():
    brand = brand_with(KIND, team__size=0)
    brand.take_in(cases(5))
    assert answers(brand, MONDAY_NOON) == []
    assert len(brand.queue) == 5


def test_a_policy_without_a_reply_leaves_cases_unanswered_but_questions_are_served():
    brand = brand_with(None)
    brand.take_in(cases(4) + cases(3, topic="question"))
    assert len(answers(brand, MONDAY_NOON)) == 3
    assert (brand.replies, brand.unanswered, len(brand.queue)) == (3, 4, 0)
    assert not brand.spoken, "service to one is not seen by others"


def test_a_case_is_forgotten_after_days():
    brand = brand_with(KIND)
    brand.take_in(cases(1, hour=0) + cases(1, hour=24))
    hour = 24 * (FORGOTTEN // 24) + MONDAY_NOON
    assert hour - 24 <= FORGOTTEN < hour
    assert len(answers(brand, hour)) == 1
    assert brand.unanswered == 1


def test_load_takes_energy_and_rest_gives_it_back():
    team = Team(small(**TEAM))
    for hour in range(8, 16):
        team.work(hour, team.room(hour))
    tired = team.energy
    assert 0.6 < tired < 0.9
    for hour in range(24, 32):
        team.room(hour)
        team.work(hour, 0)
    assert tired < team.energy < 1
    assert team.capacity(MONDAY_NOON) < 15


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 100)), max_size=40))
@settings(max_examples=60, deadline=None)
def test_energy_stays_between_nothing_and_full(hours):
    team = Team(small(**TEAM))
    for hour, answered in hours:
        team.work(hour, min(answered, team.room(hour)))
        assert 0 <= team.energy <= 1


def test_money_is_spent_on_staff_compensation_and_correction():
    brand = brand_with(Message(compensation=0.5))
    brand.take_in(cases(10))
    answers(brand, MONDAY_NOON)
    numbers = small()
    staff = 10 / numbers.team.replies_per_hour * numbers.brand.hour_cost
    assert brand.cost == pytest.approx(staff + 10 * 0.5 * numbers.brand.compensation_cost)


# --- promises -----------------------------------------------------------------------------

PROMISE = Message(strategy="rebuild", scope="statement", correction=True, correction_hours=30)


@pytest.mark.parametrize(
    ("keeps", "kind", "deed"), [(True, "deed", 1), (False, "broken promise", -1)]
)
def test_a_promise_falls_due_and_is_kept_or_broken(keeps, kind, deed):
    brand = brand_with(speak=PROMISE, brand__keeps_promises=keeps)
    assert not brand.situation(10, 0.0, 0.0, False).promised
    brand.answer(Situation(hour=10))
    assert brand.situation(11, 0.0, 0.0, False).promised
    brand.policy = Says()
    for hour in range(11, 40):
        assert brand.answer(Situation(hour=hour)) == []
    (sent,) = brand.answer(Situation(hour=40))
    assert (sent.kind, sent.scope, sent.said.deed) == (kind, "statement", deed)
    assert brand.corrected is keeps
    assert brand.cost == (small().brand.correction_cost if keeps else 0)
    assert brand.answer(Situation(hour=41)) == []


def test_a_kept_promise_mends_the_matter_and_a_broken_one_does_not():
    for keeps in (True, False):
        model = Firestorm(small(brand__keeps_promises=keeps), Says(speak=None))
        while model.hour < 110:
            model.policy._speak = model.brand.policy._speak = PROMISE if model.hour == 70 else None
            model.step()
        start, load = model.matter.loads[0]
        left_alone = load.severity * 0.5 ** ((110 - start) / load.lasting)
        assert (model.matter.severity(110) < 0.2 * left_alone) is keeps


def test_a_new_problem_can_be_promised_to_be_corrected_too():
    brand = brand_with(speak=PROMISE)
    for hour in range(10, 50):
        brand.answer(Situation(hour=hour))
    assert brand.corrected
    brand.face_a_new_problem()
    brand.answer(Situation(hour=500))
    assert brand.promise_due == 530


def test_a_promise_is_made_once():
    brand = brand_with(speak=PROMISE)
    for hour in range(10, 20):
        brand.answer(Situation(hour=hour))
    assert brand.promise_due == 40


# --- what others can see ------------------------------------------------------------------


def test_going_back_on_a_word_weighs_more_than_going_further():
    back, further = brand_with(), brand_with()
    back.position, further.position = 1.0, 0.0
    deny, rebuild = Message(strategy="deny"), Message(strategy="rebuild")
    assert back._contradiction(deny) == pytest.approx(1.0)
    assert further._contradiction(rebuild) == pytest.approx(0.3)
    assert brand_with()._contradiction(deny) == 0


def test_contradiction_is_in_the_message_and_fades_as_the_new_word_is_repeated():
    brand = brand_with(speak=Message(strategy="rebuild", scope="statement"))
    assert brand.answer(Situation(hour=1))[0].said.contradiction == 0
    brand.policy = Says(speak=Message(strategy="deny", scope="statement"))
    gaps = [brand.answer(Situation(hour=h))[0].said.contradiction for h in range(2, 12)]
    assert gaps[0] == pytest.approx(1.0)
    assert all(later < earlier for earlier, later in pairwise(gaps))


@pytest.mark.parametrize("scope", ["private", "nobody"])
def test_a_statement_that_is_not_public_is_none(scope):
    brand = brand_with(speak=Message(scope=scope))
    assert brand.answer(Situation(hour=5)) == []
    assert (brand.statements, brand.spoken, brand.position) == (0, False, None)


def test_the_situation_tells_what_the_brand_knows_of_itself():
    brand = brand_with(KIND, Message(scope="statement"))
    brand.take_in(cases(3))
    before = brand.situation(9, 0.4, 0.8, True)
    assert (before.backlog, before.press, before.at_fault, before.cleared) == (3, 0.4, 0.8, True)
    assert (before.statements, before.open, before.since_statement > 10_000) == (0, True, True)
    brand.answer(before)
    after = brand.situation(12, 0.0, 0.0, False)
    assert (after.statements, after.since_statement) == (1, 3)
    assert after.energy < 1


def test_what_is_spoken_is_a_statement_whatever_its_default_scope():
    by_default = trace(storm(small(), Says(speak=Message(strategy="deny"))))
    assert by_default == trace(storm(small(), Says(speak=Message("deny", "statement"))))


def test_a_policy_that_remembers_starts_anew_in_every_run():
    class Fifth(ResponsePolicy):
        name = "fifth"

        def __init__(self):
            self.hours = 0

        def speak(self, situation):
            self.hours += 1
            return Message("deny", "statement") if self.hours == 5 else None

    policy = Fifth()
    first, second = (run(small(), policy, 5, load=0).resilience.resilience for _ in range(2))
    assert first == second == 1.0


# --- reach --------------------------------------------------------------------------------


def test_a_reply_drowns_where_many_write():
    brand = brand_with(KIND)
    brand.take_in(cases(2))
    sent = brand.answer(Situation(hour=MONDAY_NOON))
    reach, columns = Reach(small().brand), empty(10)
    columns.patience[:] = 1
    seen = []
    for crowd in (0, 10, 1000):
        assert reach.fill(sent, columns, crowd) == 1
        seen.append(reach.table[0, 9])
    assert seen[0] == 1.0 > seen[1] > seen[2] > 0
    assert reach.table[0, 8] == 0, "followers do not see a reply in their feed"


def test_only_those_answered_are_marked_and_lateness_is_against_their_patience():
    brand = brand_with(KIND)
    brand.take_in([Case(3, "issue", 10), Case(4, "issue", 0)])
    sent = brand.answer(Situation(hour=MONDAY_NOON))
    columns = empty(6)
    columns.reply[:], columns.asked_at[:] = -1, 9
    columns.patience[:] = [1, 1, 1, 24, 1, 1]
    Reach(small().brand).fill(sent, columns, 0)
    assert columns.reply.tolist() == [-1, -1, -1, 0, 0, -1]
    assert columns.asked_at.tolist() == [9, 9, 9, -1, -1, 9]
    assert columns.late[3] == 0 < columns.late[4] <= 1


def test_a_statement_reaches_followers_and_a_private_answer_nobody_else():
    for message, expected in (
        (Message(scope="statement"), (0.3, 0.5, 0.1)),
        (Message(scope="private"), (0, 0, 0)),
    ):
        brand = brand_with(message, message if message.scope == "statement" else None)
        brand.take_in(cases(1))
        seen = small(brand__organic_reach=0.3, brand__page_visits=0.1).brand
        reach = Reach(seen)
        reach.fill(brand.answer(Situation(hour=MONDAY_NOON)), empty(3), 0)
        assert tuple(reach.table[0, 8:]) == expected


def test_every_reply_that_is_counted_reaches_the_one_who_asked():
    brand = brand_with()
    brand.policy.reply = lambda case, situation: Message(empathy=case.person / 100)
    brand.take_in(cases(SLOTS + 3))
    sent = brand.answer(Situation(hour=MONDAY_NOON))
    columns = empty(SLOTS + 3)
    columns.reply[:] = -1
    Reach(small().brand).fill(sent, columns, 0)
    assert (columns.reply >= 0).sum() == brand.replies


@given(st.floats(0, 1), st.integers(0, 1000), st.floats(-1, 1))
@settings(max_examples=100, deadline=None)
def test_the_public_view_stays_in_bounds_and_follows_the_verdict(offence, seen, mean):
    verdicts = np.array([seen, int(seen * mean * SCALE)])
    after = public_view(offence, verdicts, 1000, SCALE)
    assert 0 <= after <= 1
    if seen and mean > 0.01:
        assert after <= offence
    if seen and mean < -0.01:
        assert after >= offence
    if not seen:
        assert after == offence


# --- compass ------------------------------------------------------------------------------


def compass_after(hours, seed=1, **changes):
    compass = Compass(small(**changes), seed)
    for hour, counts in enumerate(hours):
        compass.read(hour, *counts)
    return compass


@pytest.mark.parametrize("delay", [0, 2, 12])
def test_the_picture_is_as_old_as_declared(delay):
    numbers = {"brand__monitoring_delay": float(delay), "brand__monitoring_share": 1.0}
    compass = Compass(small(**numbers), 1)
    seen_at = None
    for hour in range(30):
        if seen_at is None and compass.picture(hour).complaints:
            seen_at = hour
        compass.read(hour, 20 if hour == 5 else 0, 0, 0)
    assert seen_at == 5 + 1 + delay


def test_a_full_share_sees_every_post_and_none_sees_nothing():
    hours = [(3, 2, 1)] * 10
    whole = compass_after(hours, brand__monitoring_share=1.0, brand__monitoring_delay=0.0).picture(
        10
    )
    assert whole.complaints == 50
    assert whole.conduct_share == pytest.approx(0.4)
    assert whole.support_share == pytest.approx(10 / 60)
    blind = compass_after(hours, brand__monitoring_share=0.0, brand__monitoring_delay=0.0).picture(
        10
    )
    assert (blind.complaints, blind.surge, blind.since_first_sign) == (0, 0, -1)


def test_a_sample_is_right_on_average_but_not_each_hour():
    numbers = {"brand__monitoring_share": 0.3, "brand__monitoring_delay": 0.0}
    found = [compass_after([(1, 0, 0)] * 24, seed, **numbers).complaints for seed in range(200)]
    assert np.mean(found) == pytest.approx(24, abs=2)
    assert np.std(found) > 3


def test_the_picture_covers_one_day():
    hours = [(10, 0, 0)] + [(0, 0, 0)] * 30
    numbers = {"brand__monitoring_share": 1.0, "brand__monitoring_delay": 0.0}
    assert compass_after(hours[:24], **numbers).complaints == 10
    assert compass_after(hours[:25], **numbers).complaints == 0


def test_the_first_sign_is_a_surge_over_the_usual_which_is_learnt_before_it():
    numbers = {"brand__monitoring_share": 1.0, "brand__monitoring_delay": 0.0}
    quiet = [(1, 0, 0) if hour % 8 == 0 else (0, 0, 0) for hour in range(240)]
    compass = compass_after(quiet, **numbers)
    assert compass.first_sign == -1
    assert compass.usual == pytest.approx(3)
    for hour in range(240, 250):
        compass.read(hour, 12, 0, 0)
    assert compass.first_sign == 240
    assert compass.usual < 5, "what comes after the first sign is not usual"
    assert compass.picture(250).since_first_sign == 10
    assert compass.picture(250).surge > 10


# --- press and headquarters ---------------------------------------------------------------


def test_the_press_follows_the_people_after_its_lag_and_fades():
    numbers = small(press__lag=10.0, press__half_life=30.0)
    press, index = Press(numbers, 1000), []
    for hour in range(400):
        press.hour(20 if hour < 24 else 0)
        index.append(press.index)
    assert index[9] == 0 < index[10]
    assert max(index) == max(index[20:70]) <= 1
    assert index[-1] < max(index) / 50


def test_a_report_of_its_own_appears_at_once_and_halves_in_its_half_life():
    press = Press(small(press__half_life=30.0), 1000)
    press.report(0.8)
    for _ in range(30):
        press.hour(0)
    assert press.index == pytest.approx(0.4)
    press.report(0.1)
    assert press.index == pytest.approx(0.4)


def test_headquarters_bears_damage_times_duration_then_installs_one_new_team():
    headquarters = Headquarters(small(headquarters__tolerance=2.0, headquarters__acts_after=5.0))
    day = STORM_DAY * 1000
    acted = [hour for hour in range(400) if headquarters.watch(hour, day, 0.0, 1000)]
    decided = 2 * 24
    assert acted == [pytest.approx(decided + 5, abs=1)]
    assert headquarters.acted_at == acted[0]


def test_headquarters_does_not_mind_the_usual():
    headquarters = Headquarters(small(headquarters__tolerance=0.1))
    assert not any(headquarters.watch(hour, 30.0, 10.0, 1000) for hour in range(500))
    assert headquarters.damage == 0


def test_the_new_team_is_rested_and_not_the_one_people_knew():
    team = Team(small(**TEAM))
    team.energy = 0.2
    team.replace()
    assert (team.energy, team.original) == (1.0, False)


def test_a_storm_beyond_tolerance_costs_the_team():
    numbers = {"load__reach": 0.4, "load__severity": 2.0, "headquarters__acts_after": 1.0}
    borne = storm(small(headquarters__tolerance=10_000.0, **numbers), "denial")
    not_borne = storm(small(headquarters__tolerance=0.2, **numbers), "denial")
    assert borne.brand.team.original and borne.record.organisation[-1, 2] == 1
    assert not not_borne.brand.team.original and not_borne.record.organisation[-1, 2] == 0
