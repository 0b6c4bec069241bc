"""Regret, survival, weights, the cost front and who changed: answers known beforehand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knautschball.model.changed import People, changed, distance, groups, summed_up
from knautschball.model.firestorm import Community
from knautschball.model.graph import from_edges
from knautschball.model.ranking import on_front
from knautschball.model.recovery import mean_days, survival
from knautschball.model.regret import regret
from knautschball.model.resilience import resilience
from knautschball.model.weighing import scores, steadiness, weightings
from knautschball.scenarios import load


def test_regret_by_hand():
    marks = {("x", "a"): 0.9, ("x", "b"): 0.8, ("y", "a"): 0.4, ("y", "b"): 0.7}
    runs = pd.DataFrame(
        {"scenario": s, "policy": p, "seed": seed, "resilience": mark}
        for (s, p), mark in marks.items()
        for seed in (1, 2)
    )
    found = regret(runs).set_index("policy")
    assert found.index[0] == "b"  # never far from the best
    assert found.loc["a", ["regret_x", "regret_y", "worst", "expected"]].tolist() == pytest.approx(
        [0, 0.3, 0.3, 0.15]
    )
    assert found.loc["b", ["worst", "expected"]].tolist() == pytest.approx([0.1, 0.05])
    assert found.loc["b", "worst_low"] == pytest.approx(found.loc["b", "worst_high"])


def runs_back(*hours):
    back = [hour is not None for hour in hours]
    return pd.DataFrame({"policy": "x", "recovered": back, "recovery_hours": hours})


def test_runs_that_never_return_stay_in_the_curve():
    curve = survival(runs_back(24.0, 48.0, None, None), horizon=10)
    assert curve["days"].tolist() == [0, 1, 2, 10, 10]
    assert curve["dented"].tolist() == pytest.approx([1, 0.75, 0.5, 0.5, 0.5])
    assert mean_days(curve) == pytest.approx(1 + 0.75 + 8 * 0.5)


@pytest.mark.parametrize("hours", [(None, None), (24.0, 24.0), (0.0, 0.0)])
def test_all_or_none_back_is_a_curve_too(hours):
    curve = survival(runs_back(*hours), horizon=10)
    assert not curve.isna().any(axis=None)
    assert curve["days"].is_monotonic_increasing and curve["days"].iloc[-1] == 10
    assert curve["dented"].iloc[-1] == (1.0 if hours[0] is None else 0.0)


def test_weights_are_mixes_and_equal_ones_give_r_itself():
    chance = np.random.default_rng(0)
    shape, since = chance.uniform(0, 0.5, (400, 6)), np.arange(-100, 300)
    drawn = weightings()
    assert drawn.shape[1] == 6 and np.allclose(drawn.sum(axis=1), 1) and (drawn >= 0).all()
    some = [np.full(6, 1 / 6), *drawn[:3]]
    expected = [resilience(shape, since, weights=one).resilience for one in some]
    assert scores(shape, since, np.array(some)) == pytest.approx(expected)


def test_a_ranking_that_never_moves_and_one_that_turns():
    equal = pd.Series({"a": 0.9, "b": 0.8})
    steady = steadiness(pd.DataFrame({"a": [0.9, 0.7], "b": [0.8, 0.2]}), equal)
    assert steady.loc["a", ["weights_best", "rank_low", "rank_high"]].tolist() == [1, 1, 1]
    assert steady["agreement"].tolist() == [1, 1]
    turned = steadiness(pd.DataFrame({"a": [0.9, 0.1], "b": [0.8, 0.2]}), equal)
    assert turned["weights_best"].tolist() == [0.5, 0.5]
    assert turned["agreement"].iloc[0] == pytest.approx(0)


def test_the_front_by_hand():
    cost, worth = [0, 10, 20, 20], [0.5, 0.9, 0.9, 0.95]
    assert on_front(cost, worth).tolist() == [True, True, False, True]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12))
def test_nobody_beats_the_front_and_everybody_else_is_beaten(points):
    cost, worth = np.array(points, float).T
    marks = on_front(cost, worth)
    assert marks.any()
    for i, mark in enumerate(marks):
        beaten = (cost <= cost[i]) & (worth >= worth[i]) & ((cost < cost[i]) | (worth > worth[i]))
        assert mark != beaten.any()


def test_distance_counts_steps_from_the_nearest_voice():
    chain = from_edges(6, [(0, 1), (1, 2), (2, 3), (3, 4)])
    assert distance(chain, [0]).tolist() == [0, 1, 2, 3, 4, np.inf]
    assert distance(chain, [0, 4]).tolist() == [0, 1, 2, 1, 0, np.inf]


def test_who_changed_by_hand():
    ours = People(np.array([True, False, False, True]), np.array([0.0, 0.0, 0.2, 0.2]))
    theirs = People(np.array([True, True, True, False]), np.array([0.2, 0.2, 0.2, 0.2]))
    found = changed(ours, theirs, {"customer": np.array(["no", "no", "yes", "yes"])})
    no, yes = found.to_dict("records")
    assert (no["left"], no["kept"], no["people"]) == (0.5, 0.0, 2)
    assert (yes["left"], yes["kept"]) == (0.5, 0.5)
    assert no["trust"] == pytest.approx(-0.2) and yes["trust"] == pytest.approx(0)


def test_everybody_is_in_one_group_of_each_attribute():
    community = Community(load("product-flaw").change({"community.size": 200}), 1)
    sorted_by = groups(community.columns, community.graph, [3, 7])
    assert all(len(group) == 200 for group in sorted_by.values())
    halves = sorted_by["neuroticism"] == "upper"
    assert 80 <= halves.sum() <= 120
    assert (sorted_by["distance"][[3, 7]] == "0").all()
    assert (sorted_by["circle"][[3, 7]] == "inside").all()
    assert "distance" not in groups(community.columns, community.graph, [])


def test_seeds_are_joined_with_an_interval_of_what_was_lost():
    rows = pd.DataFrame({"scenario": "x", "policy": "p", "against": "silence", "seed": [1, 2]})
    rows = rows.assign(attribute="customer", group="yes", people=[10, 20], left=[0.2, 0.4])
    (row,) = summed_up(rows.assign(kept=[0.1, 0.1], trust=[-0.1, -0.3])).to_dict("records")
    assert row["lost"] == pytest.approx(0.2) and row["trust"] == pytest.approx(-0.2)
    assert row["lost_low"] <= 0.2 <= row["lost_high"] and row["people"] == 15
