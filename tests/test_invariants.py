"""The invariants that no change may break (numbers as in ARCHITECTURE.md)."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storms import brief, small, storm, trace

from knautschball.agents import columns as people
from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy, policies
from knautschball.model.firestorm import Community, Firestorm
from knautschball.model.graph import renamed
from knautschball.model.outcome import floor_of, outcome_of, run
from knautschball.model.shape import COMPONENTS
from knautschball.scenarios import available

POLICIES = sorted(policies())
FEW = settings(max_examples=6, deadline=None)


class Placebo(ResponsePolicy):
    """Says a great deal that nobody can see."""

    name = "silence"
    message = Message(strategy="deny", scope="nobody", assertiveness=1.0)

    def reply(self, case, situation):
        return self.message

    def speak(self, situation):
        return self.message


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", sorted(available()))
def test_1_no_load_leaves_the_form_exactly_as_it_is(name, policy):
    outcome = run(small(name), policy, seed=5, load=0)
    assert outcome.resilience.resilience == 1.0
    assert (outcome.shape.to_numpy() == 0.0).all()


def test_1_a_load_leaves_a_dent():
    outcome = run(small(), "denial", seed=5)
    assert outcome.resilience.resilience < 0.97
    assert outcome.shape["dent"].max() > 0.05


@given(seed=st.integers(0, 2**31))
@FEW
def test_2_a_placebo_is_silence_bit_for_bit(seed):
    scenario = small()
    assert trace(storm(scenario, Placebo(), seed)) == trace(storm(scenario, "silence", seed))


@given(seed=st.integers(0, 2**31), policy=st.sampled_from(POLICIES))
@FEW
def test_3_stepped_by_hand_equals_run_through(seed, policy):
    scenario = small()
    by_hand = Firestorm(scenario, policy, seed)
    while by_hand.running:
        by_hand.step()
    assert trace(by_hand) == trace(storm(scenario, policy, seed))


@pytest.mark.parametrize("policy", ["silence", "denial", "correction"])
def test_3_threads_change_nothing(policy):
    one = storm(small(), policy)
    for threads in (2, 3):
        assert trace(storm(small(run__threads=threads), policy)) == trace(one)


def elsewhere(made, folder, **surroundings):
    """What a process of its own finds out about a storm."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from storms import brief, small, storm, trace\n"
        f"print(trace({made}))"
    )
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(Path(__file__).parent)],
        capture_output=True, text=True, check=True, cwd=folder, env=os.environ | surroundings,
    )  # fmt: skip
    return found.stdout.strip()


def test_3_another_process_gives_the_same_bits(tmp_path):
    other = elsewhere("storm(small(run__threads=2), 'denial', 9)", tmp_path)
    assert other == trace(storm(small(), "denial", 9))


def test_3_the_readable_rules_give_the_same_bits_without_the_compiler(tmp_path):
    plain = elsewhere("brief()", tmp_path, NUMBA_DISABLE_JIT="1")
    assert plain == trace(brief())


@given(seed=st.integers(0, 2**31), order_seed=st.integers(0, 2**31))
@FEW
def test_4_renaming_people_changes_nothing_but_names(seed, order_seed):
    scenario = small()
    known = Community(scenario, seed)
    order = np.random.default_rng(order_seed).permutation(known.graph.size)
    other = Community.__new__(Community)
    other.graph = renamed(known.graph, order)
    other.columns = people.renamed(known.columns, order)
    first = storm(scenario, "denial", seed, community=known)
    second = storm(scenario, "denial", seed, community=other)
    assert (first.record.counts == second.record.counts).all()
    assert (first.record.portraits == second.record.portraits).all()
    assert first.messages == second.messages
    for mine, theirs in zip(first.columns, second.columns, strict=True):
        assert (mine[order] == theirs).all()


def test_7_policies_get_copies_that_cannot_be_changed():
    seen = []

    class Meddler(ResponsePolicy):
        def reply(self, case, situation):
            seen.append(case)
            with pytest.raises(AttributeError):
                case.anger = 0.0
            with pytest.raises(AttributeError):
                situation.backlog = 0

        def speak(self, situation):
            return None

    meddled = storm(small(), Meddler())
    assert seen
    assert trace(meddled) == trace(storm(small(), "silence"))


def test_7_measuring_changes_nothing():
    scenario = small()
    measured, left_alone = (Firestorm(scenario, "apology", 2) for _ in range(2))
    twin = Firestorm(scenario, "apology", 2, load=0)
    floor = floor_of(scenario)
    for hour in range(120):
        for model in (measured, twin, left_alone):
            model.step()
        if hour >= 100:
            before = trace(measured)
            outcome = outcome_of(measured, twin, floor) if hour > 60 else None
            assert outcome is None or set(outcome.shape) >= {f"d_{c}" for c in COMPONENTS}
            measured.agents.get("stance")
            assert trace(measured) == before
    assert trace(measured) == trace(left_alone)
