"""From the book to the words: reading, deviation, one voice, mistakes, slips."""

from dataclasses import replace

import numpy as np
import pytest
from brands import inquiry

from knautschball.agents.member import Member
from knautschball.agents.message import ACCEPTS, Message
from knautschball.agents.situation import Situation
from knautschball.agents.wording import LINES, Wording, own_words, rude
from knautschball.scenarios.brand import Team as TeamNumbers

PERFECT = {"skill": 1.0, "slips": 0.0, "coordination": 1.0, "competence": 1.0, "formalisation": 1.0}
BOOK = Message(strategy="rebuild", empathy=0.8, explanation=0.5, personal=0.8, compensation=0.5)
BLAMED, BLAMELESS = Situation(hour=9, blame=1.0), Situation(hour=9, blame=0.0)


def written(book=BOOK, situation=BLAMED, number=1, anger=0.5, **changes):
    """What members of such a team write to ``number`` persons."""
    numbers = TeamNumbers(**PERFECT | changes)
    wording, member = Wording(numbers, 1), Member((0.0,) * 5, 0.0, numbers)
    case = inquiry(0, anger=anger).case
    return [wording.put(book, member, case, luck, situation) for luck in range(number)]


def share(said, book=BOOK):
    """Share of answers that are not the book's."""
    return np.mean([one != book for one in said])


def test_a_perfect_team_writes_what_the_book_says():
    assert share(written(number=200)) == 0


def test_a_book_that_fits_is_kept_however_free_the_members_are():
    assert share(written(number=200, formalisation=0.0)) == 0


def test_formalisation_is_the_chance_to_keep_to_a_book_that_does_not_fit():
    assert share(written(situation=BLAMELESS, number=2000, formalisation=1.0)) == 0
    assert share(written(situation=BLAMELESS, formalisation=0.0)) == 1
    free = share(written(situation=BLAMELESS, number=2000, formalisation=0.7))
    assert free == pytest.approx(0.3, abs=0.03)


@pytest.mark.parametrize(
    ("blame", "strategy"), [(0.0, "deny"), (0.3, "diminish"), (0.6, "inform"), (1.0, "rebuild")]
)
def test_the_competent_read_what_people_blame(blame, strategy):
    book = Message(strategy="rebuild" if blame < 0.5 else "deny")
    (said,) = written(book, Situation(hour=9, blame=blame), formalisation=0.0)
    assert said.strategy == strategy


def test_without_competence_they_guess():
    wrong = {}
    for competence in (1.0, 0.5, 0.0):
        said = written(
            Message(strategy="deny"), number=1000, formalisation=0.0, competence=competence
        )
        wrong[competence] = np.mean([one.strategy != "rebuild" for one in said])
    assert wrong[1.0] == 0 < wrong[0.5] < wrong[0.0]


def test_nobody_keeps_to_a_book_that_is_not_written_yet():
    unprepared = BLAMED._replace(prepared=False)
    cold = Message(strategy="rebuild", empathy=0.0)
    assert {one.empathy for one in written(cold, unprepared, 100)} == {0.7}


def test_own_words_keep_deeds_and_drop_threats():
    harsh = Message(strategy="deny", deletes=True, threatens=True, correction=True, assertiveness=1)
    own = own_words(harsh, 1.0)
    assert (own.deletes, own.threatens, own.correction) == (False, False, True)
    assert (own.strategy, own.assertiveness) == ("rebuild", 0.3)
    assert own.tone > harsh.tone + 0.5


def test_who_does_not_know_what_others_say_takes_the_next_line():
    for strategy in LINES:
        book = Message(strategy=strategy)
        situation = Situation(hour=9, blame=ACCEPTS[strategy])
        lines = {LINES.index(one.strategy) for one in written(book, situation, 60, coordination=0)}
        at = LINES.index(strategy)
        assert lines == {at - 1, at + 1} & set(range(len(LINES)))
    said = written(number=2000, coordination=0.8)
    assert share(said) == pytest.approx(0.2, abs=0.03)


def test_the_unskilled_leave_out_what_matters():
    said = written(number=2000, skill=0.0)
    mistakes = [one for one in said if one.explanation == 0]
    assert len(mistakes) / len(said) == pytest.approx(0.15, abs=0.02)
    assert {(one.empathy, one.personal, one.strategy) for one in mistakes} == {
        (0.4, 0.2, "rebuild")
    }


def test_guidelines_lift_the_worst_answers():
    at_worst = [rude(BOOK, 1.0 - 0.8 * guidelines) for guidelines in (0.0, 1.0)]
    unguided, guided = at_worst
    assert unguided.strategy == "deny" and guided.strategy == "inform"
    assert unguided.tone < guided.tone < BOOK.tone
    assert (unguided.empathy, guided.empathy) == pytest.approx((0.0, 0.8 * BOOK.empathy))
    assert unguided.compensation == guided.compensation == 0


def test_a_slip_is_as_frequent_as_the_member_is_prone_and_shown_around():
    private = replace(BOOK, scope="private")
    said = written(private, number=2000, slips=0.1)
    slips = [one for one in said if one.scope == "reply"]
    assert len(slips) / len(said) == pytest.approx(0.1, abs=0.02)
    assert all(one.tone < BOOK.tone - 0.3 for one in slips)


def test_who_signs_with_no_name_sounds_less_personal():
    (named,), (nameless,) = written(), written(real_names=False)
    assert nameless == replace(named, personal=0.7 * named.personal)


def test_the_words_to_a_person_are_the_same_under_the_same_luck():
    human = {"skill": 0.3, "slips": 0.2, "coordination": 0.5}
    assert written(number=50, **human) == written(number=50, **human)
    assert share(written(number=50, **human)) > 0.3
