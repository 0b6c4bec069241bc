"""Who turns to the brand: channels, calls, what is overlooked, spill-over."""

import numpy as np
import pytest
from brands import inquiry
from storms import small

from knautschball.agents.chance import lucks
from knautschball.agents.columns import empty
from knautschball.model.deeds import ASKS, CONDUCT, QUESTIONS
from knautschball.model.inquiries import SPILLED, Inquiries

PEOPLE = 4000
NOBODY = np.empty(0, np.intp)
ALL = np.arange(PEOPLE)


def crowd(acts=0):
    columns = empty(PEOPLE)
    columns.luck[:] = lucks(7, PEOPLE)
    columns.acts[:], columns.asked_at[:], columns.patience[:] = acts, -1, 2.0
    return columns


def inquiries(columns, **changes):
    return Inquiries(small(**changes), columns, np.arange(PEOPLE), 1)


def shares(found):
    names, counts = np.unique([one.case.channel for one in found], return_counts=True)
    return dict(zip(names.tolist(), counts / len(found), strict=True))


def test_questions_come_by_the_channels_in_their_shares():
    found, overlooked = inquiries(crowd(QUESTIONS)).of_hour(9, ALL, NOBODY, 0.0)
    declared = small().channels
    total = sum(getattr(declared, name).share for name in type(declared).model_fields)
    expected = {n: getattr(declared, n).share / total for n in type(declared).model_fields}
    assert (len(found), overlooked) == (PEOPLE, 0)
    assert shares(found) == pytest.approx(expected, abs=0.03)
    assert {one.case.topic for one in found} == {"question"}
    assert not any(one.case.public for one in found)


def test_a_channel_without_a_share_is_not_used_and_without_any_it_is_the_page():
    none = {f"channels__{name}__share": 0.0 for name in ("message", "hotline", "shop")}
    assert shares(inquiries(crowd(QUESTIONS), **none).of_hour(9, ALL, NOBODY, 0.0)[0]) == {
        "page": 1
    }
    none["channels__page__share"] = 0.0
    assert shares(inquiries(crowd(QUESTIONS), **none).of_hour(9, ALL, NOBODY, 0.0)[0]) == {
        "page": 1
    }


def test_who_complained_in_public_turns_to_the_page_with_the_topic():
    columns = crowd()
    columns.acts[:2] = [ASKS, ASKS | CONDUCT]
    columns.arousal[:2], columns.affected[:2] = [0.25, 0.75], [0.5, 1.0]
    found, _ = inquiries(columns, team__competence=1.0).of_hour(9, ALL, NOBODY, 0.0)
    told = {one.case.person: one for one in found}
    assert [told[i].case.topic for i in (0, 1)] == ["issue", "conduct"]
    assert all(one.case.channel == "page" and one.case.public for one in found)
    assert [told[i].case.anger for i in (0, 1)] == [0.25, 0.75]
    assert [told[i].case.merit for i in (0, 1)] == [0.5, 1.0], "a competent team sees the merit"
    assert [(told[i].case.ties, told[i].patience) for i in (0, 1)] == [(0, 2.0), (1, 2.0)]


def test_without_competence_the_merit_is_a_guess():
    merits = {}
    for competence in (1.0, 0.0):
        columns = crowd(ASKS)
        columns.affected[:] = 0.5
        found, _ = inquiries(columns, team__competence=competence).of_hour(9, ALL, NOBODY, 0.0)
        merits[competence] = np.std([one.case.merit for one in found])
    assert merits[1.0] == 0
    assert merits[0.0] > 0.3


def test_some_of_those_harmed_call_first_of_all_and_wait_for_an_answer():
    columns = crowd()
    found, _ = inquiries(columns, brand__calls=0.3).of_hour(9, ALL, ALL, 0.0)
    assert len(found) / PEOPLE == pytest.approx(0.3, abs=0.03)
    declared = small().channels
    private = {n: getattr(declared, n).share for n in ("message", "hotline", "shop")}
    expected = {name: share / sum(private.values()) for name, share in private.items()}
    assert shares(found) == pytest.approx(expected, abs=0.04)
    assert (columns.asked_at[[one.case.person for one in found]] == 9).all()
    assert (columns.asked_at == 9).sum() == len(found)


def test_what_is_overlooked_was_written_and_a_caller_is_heard():
    columns = crowd(QUESTIONS)
    asked = inquiries(columns).of_hour(9, ALL, NOBODY, 0.0)[0]
    found, overlooked = inquiries(columns).of_hour(9, ALL, NOBODY, 0.0)
    assert [one.case for one in found] == [one.case for one in asked]
    found, overlooked = inquiries(columns).of_hour(9, ALL, NOBODY, 0.4)
    writing = [one for one in asked if one.case.channel in ("page", "message")]
    assert overlooked / len(writing) == pytest.approx(0.4, abs=0.03)
    heard = {one.case.person for one in found}
    assert all(one.case.person in heard for one in asked if one.case.channel == "hotline")


def test_a_failing_channel_spills_over_to_the_page():
    """Vodafone 2012: hotline, shop and letters had failed before."""
    columns = crowd()
    left = [inquiry(person, channel="hotline") for person in range(2000)]
    left += [inquiry(person, channel="page") for person in range(2000, 4000)]
    cases = inquiries(columns, channels__hotline__spill_over=0.3)
    over = cases.spill(51, cases.spilling(51, left))
    people = [one.case.person for one in over]
    assert len(over) / 2000 == pytest.approx(0.3, abs=0.03)
    assert max(people) < 2000
    assert {(one.case.channel, one.case.topic, one.case.public) for one in over} == {
        ("page", "conduct", True)
    }
    assert columns.conduct[people] == pytest.approx(SPILLED)
    assert columns.conduct.sum() == pytest.approx(SPILLED * len(over))


def test_the_cases_of_an_hour_come_in_the_order_of_luck_not_of_names():
    columns = crowd(QUESTIONS)
    found, _ = inquiries(columns).of_hour(9, ALL, NOBODY, 0.0)
    came = [one.luck for one in found]
    assert came == sorted(came)
    assert [one.case.person for one in found] != sorted(one.case.person for one in found)
