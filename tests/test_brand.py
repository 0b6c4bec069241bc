"""The brand: cases and answers, sign-off, money, promises, contradiction, what it knows."""

from collections import Counter
from itertools import pairwise
from statistics import median

import pytest
from brands import EXACT, KIND, MONDAY_NIGHT, MONDAY_NOON, Says, answers, brand_with, cases
from hypothesis import given
from hypothesis import strategies as st
from storms import small, storm, trace

from knautschball.agents.brand import LAST, _middles
from knautschball.agents.headquarters import WORDS
from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy
from knautschball.agents.situation import Situation
from knautschball.model.firestorm import Firestorm
from knautschball.model.outcome import run

# --- cases and answers --------------------------------------------------------------------


def test_who_came_first_is_answered_first_and_the_rest_waits():
    brand = brand_with(KIND)
    brand.take_in(cases(40))
    first = answers(brand, MONDAY_NOON)
    assert first == list(range(15))
    assert brand.backlog == len(brand.desks["page"]) == 25
    second = answers(brand, MONDAY_NOON + 1)
    assert second == list(range(15, 15 + len(second)))
    assert 0 < len(second) < 15, "a tired team writes less"
    assert brand.replies == len(first) + len(second)
    assert brand.waits[:1] == [2] and brand.waits[-1:] == [3]


def test_a_policy_may_bring_its_own_order():
    policy = Says(KIND)
    policy.triage = "angry-first"
    brand = brand_with(KIND)
    own = type(brand)(small(team__triage="first-come", **EXACT), policy, 1, 60)
    calm, angry = cases(15), [one._replace(luck=99) for one in cases(1, anger=0.9)]
    for each in (brand, own):
        each.take_in(calm + angry)
        answers(each, MONDAY_NOON)
    assert brand.desks["page"].take(MONDAY_NOON).case.anger == 0.9
    assert own.desks["page"].take(MONDAY_NOON).case.anger == 0.0


def test_without_a_team_nobody_is_answered():
    brand = brand_with(KIND, team__size=0)
    brand.take_in(cases(5))
    assert answers(brand, MONDAY_NOON) == []
    assert brand.backlog == 5


def test_each_channel_comes_to_its_desk_and_those_who_sit_there_answer():
    staff = {"channels__hotline__staff": 1, "channels__shop__staff": 0}
    brand = brand_with(KIND, **staff)
    for channel in ("page", "message", "hotline", "shop"):
        brand.take_in(cases(8, channel=channel, public=channel == "page"))
    assert {name: len(desk) for name, desk in brand.desks.items()} == {
        "page": 16,
        "hotline": 8,
        "shop": 8,
    }
    answers(brand, MONDAY_NOON)
    assert {name: len(desk) for name, desk in brand.desks.items()} == {
        "page": 1,
        "hotline": 3,
        "shop": 8,
    }
    assert brand.replies == 15, "calls are not replies on the page"


def test_an_answer_elsewhere_than_on_the_page_is_private_and_deletes_nothing():
    brand = brand_with(Message(strategy="deny", deletes=True))
    brand.take_in(cases(1, channel="hotline", public=False))
    (sent,) = brand.answer(Situation(hour=MONDAY_NOON))
    assert (sent.scope, sent.deleted, sent.said.deletes) == ("private", 0, 0)
    assert not brand.spoken


def test_a_policy_without_a_reply_leaves_cases_unanswered_but_questions_are_served():
    brand = brand_with(None)
    brand.take_in(cases(4) + cases(3, topic="question"))
    assert len(answers(brand, MONDAY_NOON)) == 3
    assert (brand.replies, brand.unanswered, brand.backlog) == (3, 4, 0)
    assert not brand.spoken, "service to one is not seen by others"


def test_who_gives_up_is_counted_once_and_in_writing_as_unanswered():
    brand = brand_with(KIND)
    brand.take_in(cases(2, channel="message") + cases(3, channel="hotline"))
    assert len(brand.give_up(100)) == 5
    assert (brand.gave_up, brand.unanswered, brand.backlog) == (5, 2, 0)
    assert brand.give_up(200) == []


# --- sign-off -----------------------------------------------------------------------------

WORD = Message(scope="statement")


def hours_of_statements(brand, hours):
    spoken = []
    for hour in hours:
        if brand.answer(Situation(hour=hour, prepared=brand._prepared(hour))):
            spoken.append(hour)
    return spoken


@pytest.mark.parametrize(("steps", "hours", "spoken"), [(0, 2.0, 9), (1, 2.0, 11), (2, 3.0, 15)])
def test_a_statement_waits_for_all_who_must_agree_and_they_are_paid(steps, hours, spoken):
    brand = brand_with(speak=WORD, brand__sign_off_steps=steps, brand__sign_off_hours=hours)
    assert hours_of_statements(brand, range(9, 16))[0] == spoken
    drafts = brand.spent / small().brand.hour_cost
    assert drafts >= steps and (drafts > 0) is (steps > 0)


def test_nobody_signs_outside_office_hours():
    brand = brand_with(speak=WORD, brand__sign_off_steps=1, brand__sign_off_hours=2.0)
    assert hours_of_statements(brand, range(19, 48))[0] == 24 + 9


def test_an_unprepared_brand_speaks_once_its_playbook_is_written():
    brand = brand_with(speak=WORD, brand__prepared=False, brand__writing_hours=10.0)
    assert hours_of_statements(brand, range(20)) == []
    brand.compass.first_sign = 20
    assert hours_of_statements(brand, range(20, 40))[0] == 30


# --- money --------------------------------------------------------------------------------


def test_money_is_spent_on_staff_compensation_and_correction():
    brand = brand_with(Message(compensation=0.5))
    brand.take_in(cases(10))
    answers(brand, MONDAY_NOON)
    numbers = small()
    staff = 10 / 5.0 * numbers.brand.hour_cost
    assert brand.cost == pytest.approx(staff + 10 * 0.5 * numbers.brand.compensation_cost)


def test_when_the_money_is_gone_no_compensation_is_paid():
    brand = brand_with(Message(compensation=1.0), brand__budget=75.0)
    brand.take_in(cases(10))
    sent = brand.answer(Situation(hour=MONDAY_NOON))
    assert {one.said.compensation: len(one.answers) for one in sent} == {1.0: 3, 0.0: 7}
    assert brand.compensated == 3 * small().brand.compensation_cost
    assert brand.situation(MONDAY_NOON, 0.0, 0.0, False).money_left == 0


def test_a_statement_that_compensates_pays_everybody_who_was_harmed():
    brand = brand_with(speak=Message(compensation=1.0))
    brand.harmed = 7
    brand.answer(Situation(hour=5))
    assert brand.compensated == 7 * small().brand.compensation_cost


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
        model = Firestorm(
            small(brand__keeps_promises=keeps, brand__sign_off_steps=0), Says(speak=None)
        )
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
    brand.take_in(cases(3, hour=8))
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


def test_the_same_words_again_and_again_are_known_as_such():
    brand = brand_with(speak=WORD)
    same = [brand.answer(Situation(hour=h))[0].said.sameness for h in range(1, LAST)]
    assert same == [1.0] * len(same)
    brand.policy = Says(speak=Message(empathy=0.9))
    assert brand.answer(Situation(hour=LAST))[0].said.sameness == pytest.approx(1 / LAST)


# --- headquarters and the page ------------------------------------------------------------


def test_the_statement_that_headquarters_orders_goes_out_at_once_and_once():
    brand = brand_with()
    brand.obey(["statement"], MONDAY_NIGHT)
    (sent,) = brand.answer(Situation(hour=MONDAY_NIGHT))
    assert (sent.scope, sent.said.tone) == ("statement", pytest.approx(WORDS.tone))
    assert brand.answer(Situation(hour=MONDAY_NIGHT + 1)) == []


@pytest.mark.parametrize("closes", ["headquarters", "policy"])
def test_a_closed_page_stays_closed_and_silent(closes):
    brand = brand_with(speak=Message(closes_page=closes == "policy"))
    if closes == "headquarters":
        brand.obey(["leaves"], 5)
    brand.answer(Situation(hour=5))
    assert (brand.page_open, brand.closed_at, brand.changed_at) == (False, 5, 5)
    assert brand.overlooks == 1  # nobody is left who reads what is written there
    assert brand.answer(Situation(hour=6)) == []


@given(st.lists(st.lists(st.integers(0, 30), max_size=12), max_size=3))
def test_the_median_hour_is_that_of_the_standard_library(desks):
    together = [hour for hours in desks for hour in hours]
    expected = tuple(median(hours) if hours else None for hours in [together, *desks])
    assert _middles([Counter(hours) for hours in desks]) == expected


def test_the_wait_follows_what_comes_and_goes():
    brand = brand_with()
    assert brand.waited(12) == (0, 0, 0, 0)
    brand.take_in(cases(1, hour=10))
    assert brand.waited(12)[0] == 2
    brand.take_in(cases(2, hour=11, channel="hotline"))
    assert brand.waited(12) == (1, 2, 1, 0)
    assert brand.waited(15) == (4, 5, 4, 0)
    brand.desks["hotline"].take(15)
    brand.desks["hotline"].take(15)
    assert brand.waited(15) == (5, 5, 0, 0)
