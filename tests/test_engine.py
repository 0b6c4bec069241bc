"""The two loops over people: who sleeps through an hour is the same as who lived it."""

import gc
import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mesa import Model
from storms import community, small, trace

from knautschball.agents.columns import copy
from knautschball.agents.crowd import draw
from knautschball.model.block import a_desk, several
from knautschball.model.branch import branch
from knautschball.model.climate import Climate
from knautschball.model.engine import Calendar
from knautschball.model.firestorm import Firestorm
from knautschball.model.hour import REACH, READ_PAGE, VISIT, WIDTH
from knautschball.model.record import Record
from knautschball.model.rows import SCALE
from knautschball.model.tally import BINS, SPOKEN, TALLY, place


@settings(deadline=None)  # the first call compiles
@given(st.binary(min_size=64, max_size=64), st.integers(0, 64))
def test_those_who_are_marked_are_listed_in_order(marks, size):
    desk = a_desk(1)
    desk.due[:64] = np.frombuffer(marks, np.uint8) % 4
    found = several(np.uint64(size), desk)
    assert desk.rows[:found].tolist() == np.flatnonzero(desk.due[:size]).tolist()


LOUD = {"people__venting": 0.3, "people__everyday": 0.3, "people__questions": 0.3}
"""Enough goes on in calm weather to wake people and let them fall asleep again."""


def run(scenario, policy="silence", wake_all=False, seed=4, **more):
    storm = Firestorm(scenario, policy, seed, community=community(scenario, seed), **more)
    asleep = 0
    while storm.hour < storm.horizon:
        if wake_all:
            storm.engine.changed()
        storm._hour()
        asleep += int((storm.engine.columns.awake == 0).sum())
    return storm, asleep / storm.horizon / storm.record.people


@pytest.mark.parametrize("policy", ["silence", "denial", "correction"])
@pytest.mark.parametrize("load", [0.0, 1.0])
def test_to_sleep_through_an_hour_leaves_the_same_bits(policy, load):
    scenario = small(**LOUD)
    (slept, share), (lived, _) = (
        run(scenario, policy, wake_all, load=load) for wake_all in (False, True)
    )
    assert share > (0.1 if load == 0 else 0.0)
    assert trace(slept) == trace(lived)


SUCCESS = {
    "load__severity": 0.0,
    "load__delight": 0.8,
    "load__attention": 30.0,
    "load__reach": 0.5,
    "channels__hotline__staff": 1,
    "team__slips": 0.3,
}
"""Nobody has a grievance, and yet people are pleased, give up waiting, are answered rudely."""


def test_a_success_and_its_failing_hotline_leave_the_same_bits():
    scenario = small(**LOUD | SUCCESS)
    (slept, share), (lived, _) = (run(scenario, "apology", wake_all) for wake_all in (False, True))
    assert slept.brand.gave_up > 0 and share > 0.05
    assert trace(slept) == trace(lived)


def test_an_answer_to_one_reaches_others_only_if_they_know_of_the_matter():
    engine = Firestorm(small(), seed=4, community=community(small(), 4)).engine
    said = np.zeros((2, WIDTH))
    said[0, [READ_PAGE, VISIT]] = 0.5
    assert not engine._reaches_others(said)
    engine.columns.aware[7] = 1
    assert engine._reaches_others(said)
    engine.columns.aware[7], said[1, REACH] = 0, 0.1
    assert engine._reaches_others(said), "a statement is for all followers"


def test_running_totals_are_those_of_the_people():
    storm, _ = run(small(**LOUD), "denial")
    people, last = storm.engine.columns, storm.record.last()
    assert last["followers"] == people.follows.sum()
    assert last["aware"] == people.aware.sum()
    counts = dict(zip(TALLY, storm.record.counts[-1], strict=True))
    assert counts["stance"] == (people.stance.astype(float) * SCALE).astype(int).sum()
    hours = np.bitwise_count(people.recent)
    assert (storm.record.frequency[-1] == np.bincount(hours, minlength=SPOKEN)).all()
    bins = [place((stance + 1) / 2) for stance in people.stance.astype(float)]
    assert (storm.record.stance_hist[-1] == np.bincount(bins, minlength=BINS)).all()


def test_what_somebody_else_writes_into_the_columns_is_seen():
    storm = Firestorm(small(), seed=4, community=community(small(), 4))
    for _ in range(30):
        storm.step()
    assert storm.engine.columns.awake.mean() < 0.5
    storm.agents[7].arousal = 0.9
    storm.step()
    assert 0.1 < storm.agents[7].arousal < 0.9
    assert storm.record.arousal_hist[30][30:].sum() >= 1


def test_every_tie_has_its_hour_of_the_day():
    known = community(small(), 4)
    plan = Calendar(known.graph, known.columns)
    assert np.array_equal(np.sort(plan.due.ties), np.arange(known.graph.first.size))
    sizes = np.diff(plan.start)
    assert sizes.min() > 0.6 * sizes.mean()
    both = known.columns.luck[known.graph.first] ^ known.columns.luck[known.graph.second]
    for hour in range(24):
        due = plan.at(hour + 48)
        assert (both[due.ties] % np.uint64(24) == hour).all()
        assert (both[due.ties] >> np.uint64(32) == due.keys).all()
        assert (known.graph.first[due.ties] == due.first).all()
        assert (known.graph.second[due.ties] == due.second).all()


def test_columns_are_drawn_and_copied_whole():
    columns = draw(small(), 50, 1)
    other = copy(columns)
    other.trust[:] = 0
    assert columns.trust.any()


@pytest.mark.skipif(hasattr(Model, "run_for"), reason="Mesa 3.5 holds models by its events, too")
def test_a_finished_run_leaves_memory_at_once():
    gc.disable()
    try:
        model = Firestorm(small(), "silence", 1)
        model.run_through()
        gone = weakref.ref(model)
        del model
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(("people", "left"), [(1_000, 0.5), (10_000_000, 0.0)])
def test_half_a_share_is_a_trend_among_a_thousand_and_nothing_among_millions(people, left):
    climate = Climate(small(), Record(1, people))
    assert climate._remembered(0.5) == left
    assert climate._remembered(5.0) == 5.0


def test_what_is_worked_out_once_follows_traits_that_are_written_anew():
    """And it stays as it was for a storm with the same past."""
    scenario = small()
    calm = Firestorm(scenario.at_load(0), seed=4, community=community(scenario, 4))
    calm.step()
    other, before = branch(calm, scenario), calm.engine.numbers.kept.issue_left.copy()
    other.columns.neuroticism[:] = 3.0
    other.step()
    assert (other.engine.numbers.kept.issue_left > before).mean() > 0.9
    calm.step()
    assert (calm.engine.numbers.kept.issue_left == before).all()


@pytest.mark.parametrize("hour", [-(2**31), 2**31 - 1])
def test_no_time_that_is_written_into_a_row_lies_beyond_what_is_known(hour):
    storm = Firestorm(small(), seed=4, community=community(small(), 4))
    storm.run_through(storm.matter.start + 12)
    storm.columns.said_at[:], storm.columns.heard_at[:] = hour, hour
    storm.columns.said[:] = storm.columns.dose[:] = 1.0
    storm.step()
    people = storm.engine.columns
    assert all(np.isfinite(column).all() for column in (people.arousal, people.dose, people.trust))
