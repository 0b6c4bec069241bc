"""Pairs of policies: known answers, error over several looks, runs that are still needed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.model.settled import LOOKS, SAME, pairs, settled


def table(**means):
    """Forty seeds of policies whose R spreads by .005 around a mean, apart from shared luck."""
    chance = np.random.default_rng(1)
    shared = chance.normal(0, 0.05, 40)
    return pd.DataFrame(
        {name: mean + shared + chance.normal(0, 0.005, 40) for name, mean in means.items()}
    )


def verdicts(found):
    return {(row.first, row.second): row.verdict for row in found.itertuples()}


def test_a_clear_lead_is_ahead_and_a_tie_is_equal_and_a_doubt_stays_open():
    found = pairs(table(a=0.90, b=0.80, c=0.80))
    assert verdicts(found)["a", "b"] == verdicts(found)["a", "c"] == "ahead"
    (between,) = {verdict for pair, verdict in verdicts(found).items() if "a" not in pair}
    assert between == "equal"
    few = pairs(table(a=0.806, b=0.80).head(3))
    assert few["verdict"].tolist() == ["open"] and few["needed"].iloc[0] > 3


def test_a_pair_by_hand():
    found = pairs(pd.DataFrame({"a": [0.5, 0.6, 0.7], "b": [0.4, 0.5, 0.6]})).iloc[0]
    assert (found["first"], found["second"]) == ("a", "b")
    assert found["difference"] == pytest.approx(0.1) == found["low"] == found["high"]
    assert (found["verdict"], found["needed"]) == ("ahead", 3)


def test_one_run_settles_nothing():
    found = pairs(table(a=0.9, b=0.1).head(1))
    assert found["verdict"].tolist() == ["open"] and np.isnan(found["needed"].iloc[0])


def test_a_ranking_is_settled_when_no_two_neighbours_are_open():
    clear = pairs(table(a=0.9, b=0.8, c=0.7))
    assert settled(clear, ["a", "b", "c"])
    doubt = clear.assign(verdict=["ahead", "open", "ahead"])  # (a, c) do not stand side by side
    assert settled(doubt, ["a", "b", "c"])
    assert not settled(doubt.assign(verdict="open"), ["a", "b", "c"])


def test_more_looks_ask_for_more_evidence():
    one, many = (pairs(table(a=0.805, b=0.80), looks) for looks in (1, len(LOOKS)))
    assert (many["high"] - many["low"] > one["high"] - one["low"]).all()


def test_looking_often_calls_equals_different_in_at_most_one_case_of_twenty():
    chance, wrong = np.random.default_rng(0), 0
    for _ in range(80):
        drawn = pd.DataFrame(chance.normal(0.8, 0.05, (LOOKS[-1], 2)), columns=["a", "b"])
        wrong += any((pairs(drawn.head(n), len(LOOKS))["verdict"] == "ahead").any() for n in LOOKS)
    assert wrong / 80 <= 0.05 + 2.5 * (0.05 * 0.95 / 80) ** 0.5


def test_the_runs_needed_settle_most_pairs():
    start = table(a=0.806, b=0.80).head(8)
    start["a"] = start["b"] + np.tile([0.016, -0.002], 4)  # mean .007, spread .0096
    needed = int(pairs(start)["needed"].iloc[0])
    chance = np.random.default_rng(3)
    apart = chance.normal(0.007, start["a"].sub(start["b"]).std(), (200, needed))
    done = [pairs(pd.DataFrame({"a": one, "b": 0.0}))["verdict"].iloc[0] for one in apart]
    assert np.mean([verdict == "ahead" for verdict in done]) == pytest.approx(0.8, abs=0.1)


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=2, max_size=12))
def test_intervals_hold_their_mean_and_verdicts_follow_from_them(rows):
    for row in pairs(pd.DataFrame(rows, columns=list("abc"))).itertuples():
        assert row.low - 1e-9 <= row.difference <= row.high + 1e-9
        assert (row.verdict == "ahead") == (row.low > 0)
        assert row.verdict != "equal" or (row.low > -SAME and row.high < SAME)
