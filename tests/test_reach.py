"""How far a message carries: replies drown, statements reach followers, calls stay private."""

import numpy as np
import pytest
from brands import KIND, MONDAY_NOON, brand_with, cases, inquiry
from hypothesis import given, settings
from hypothesis import strategies as st
from storms import small

from knautschball.agents.columns import empty
from knautschball.agents.message import Message
from knautschball.agents.situation import Situation
from knautschball.model.hour import REACH, READ_PAGE, SLOTS, VISIT
from knautschball.model.reach import Reach, public_view
from knautschball.model.rows import SCALE


def test_a_reply_drowns_where_many_write():
    brand = brand_with(KIND)
    brand.take_in(cases(2))
    sent = brand.answer(Situation(hour=MONDAY_NOON))
    reach, columns = Reach(small().brand), empty(10)
    seen = []
    for crowd in (0, 10, 1000):
        assert reach.fill(sent, columns, crowd) == 1
        seen.append(reach.table[0, READ_PAGE])
    assert seen[0] == 1.0 > seen[1] > seen[2] > 0
    assert reach.table[0, REACH] == 0, "followers do not see a reply in their feed"


def test_only_those_answered_are_marked_and_lateness_is_against_their_patience():
    brand = brand_with(KIND)
    brand.take_in([inquiry(3, patience=24.0), inquiry(4, hour=0)])
    sent = brand.answer(Situation(hour=MONDAY_NOON))
    columns = empty(6)
    columns.reply[:], columns.asked_at[:] = -1, 9
    Reach(small().brand).fill(sent, columns, 0)
    assert columns.reply.tolist() == [-1, -1, -1, 0, 0, -1]
    assert columns.asked_at.tolist() == [9, 9, 9, -1, -1, 9]
    assert columns.late[3] == 0 < columns.late[4] <= 1


SEEN = small(brand__organic_reach=0.3, brand__page_visits=0.1, channels__hotline__visibility=0.4)


def reach_of(message, page_open=True, **known):
    """Chance of a follower, of a visitor of the page to read it, and to be one."""
    brand = brand_with(message, message if message.scope == "statement" else None)
    brand._channels = SEEN.channels
    brand.take_in(cases(1, **known))
    reach = Reach(SEEN.brand)
    reach.fill(brand.answer(Situation(hour=MONDAY_NOON)), empty(3), 0, page_open)
    return reach.table[0, [REACH, READ_PAGE, VISIT]].tolist()


def test_a_statement_reaches_followers_and_visitors_of_the_page():
    assert reach_of(Message(scope="statement")) == [0.3, 0.5, 0.1]


def test_others_learn_of_an_answer_as_far_as_its_channel_is_visible():
    assert reach_of(Message()) == pytest.approx([0, 1, 0.1])
    assert reach_of(Message(), channel="hotline") == pytest.approx([0, 1, 0.1 * 0.4])
    private = 0.1 * SEEN.channels.message.visibility
    assert reach_of(Message(scope="private")) == pytest.approx([0, 1, private])


def test_without_a_page_nobody_reads_along():
    assert reach_of(Message(), page_open=False) == [0, 0, 0]


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
