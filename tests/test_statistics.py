"""Statistics over seeds: known answers, and the honest edge cases."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_1samp, ttest_rel

from knautschball.model.statistics import best_probability, interval, likely, paired, pairwise

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture
def table():
    """Make forty seeds: apology is .1 better than silence in each, placebo equals it."""
    chance = np.random.default_rng(4)
    silence = chance.uniform(0.4, 0.8, 40)
    return pd.DataFrame(
        {
            "silence": silence,
            "apology": silence + 0.1,
            "placebo": silence,
            "denial": silence - chance.uniform(-0.05, 0.15, 40),
        },
        index=pd.RangeIndex(40, name="seed"),
    )


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_interval_is_that_of_the_t_test(level):
    values = np.random.default_rng(1).normal(3, 2, 7)
    found = interval(values, level)
    expected = ttest_1samp(values, 0.0).confidence_interval(level)
    assert found.mean == pytest.approx(values.mean())
    assert (found.low, found.high) == pytest.approx(tuple(expected))


@pytest.mark.parametrize("runs", [2, 4, 10])
def test_interval_covers_the_truth_as_often_as_it_says_also_of_few_runs(runs):
    chance = np.random.default_rng(2)
    found = [interval(chance.normal(0, 1, runs)) for _ in range(2_000)]
    assert np.mean([low <= 0 <= high for _, low, high in found]) == pytest.approx(0.95, abs=0.015)


def test_one_value_tells_nothing_about_spread_and_none_nothing_at_all():
    one = interval([0.7])
    assert one.mean == 0.7
    assert np.isnan([one.low, one.high]).all()
    assert np.isnan(interval([])).all()
    assert np.isnan(interval([np.nan])).all()
    assert interval([0.7, np.nan, 0.8]) == interval([0.7, 0.8])


@given(st.floats(-1e6, 1e6), st.integers(2, 30))
def test_equal_values_have_no_width(value, count):
    assert interval([value] * count) == (value, value, value)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_interval_holds_its_mean_and_stays_where_the_mean_can_be(values):
    free, held = interval(values), interval(values, within=(0, 1))
    assert free.low <= free.mean <= free.high
    assert held == (free.mean, max(free.low, 0), min(free.high, 1))


def test_paired_difference_has_no_width_where_every_seed_agrees(table):
    found = paired(table)
    assert found.loc["apology", "difference"] == pytest.approx(0.1)
    low, high = found.loc["apology", ["difference_low", "difference_high"]]
    assert high - low < 1e-12  # although the policies themselves vary widely
    assert found.loc["apology", "better_share"] == 1.0
    assert found.loc["placebo"].tolist() == [0, 0, 0, 0.5]
    assert found.loc["silence"].isna().all()


def test_paired_by_hand():
    few = pd.DataFrame({"silence": [0.1, 0.2, 0.3, 0.4], "denial": [0.2, 0.1, 0.3, 0.1]})
    found = paired(few).loc["denial"]
    assert found["difference"] == pytest.approx(-0.075)
    assert found["better_share"] == pytest.approx((1 + 0 + 0.5 + 0) / 4)
    turned = paired(few, against="denial").loc["silence"]
    assert turned["difference"] == pytest.approx(0.075)
    assert turned["better_share"] == 1 - found["better_share"]


def test_paired_leaves_out_seeds_that_miss_one_of_both(table):
    table.loc[3, "denial"] = np.nan
    assert paired(table).loc["denial"].equals(paired(table.drop(index=3)).loc["denial"])
    assert paired(table).loc["apology", "difference"] == pytest.approx(0.1)


def test_a_single_seed_gives_differences_without_intervals(table):
    found = paired(table.head(1))
    assert found.loc["apology", "difference"] == pytest.approx(0.1)
    assert found.loc["apology", ["difference_low", "difference_high"]].isna().all()
    assert best_probability(table.head(1))["apology"] == 1.0


def test_the_reference_must_be_there(table):
    with pytest.raises(ValueError, match="silence"):
        paired(table.drop(columns="silence"))


def test_best_probability_sums_to_one_and_finds_the_best(table):
    found = best_probability(table)
    assert found.sum() == pytest.approx(1.0)
    assert found["apology"] > 0.99


def test_ties_share_the_probability_to_be_best(table):
    found = best_probability(table[["silence", "placebo", "denial"]])
    assert found["silence"] == found["placebo"] == pytest.approx(0.5, abs=0.05)
    assert best_probability(pd.DataFrame({"a": [0.1] * 7, "b": [0.1] * 7})).tolist() == [0.5, 0.5]


@pytest.mark.parametrize("size", [2, 5, 20])
def test_of_two_the_chance_to_be_best_is_that_of_the_paired_t_test(size):
    chance = np.random.default_rng(size)
    pair = pd.DataFrame(chance.normal([0.3, 0], 1, (size, 2)), columns=["a", "b"])
    known = ttest_rel(pair["a"], pair["b"], alternative="less").pvalue
    assert best_probability(pair)["a"] == pytest.approx(known, abs=0.025)  # of 4,000 draws


@pytest.mark.parametrize("size", [2, 5, 20])
def test_draws_of_a_mean_are_as_wide_as_its_interval(size):
    values = np.random.default_rng(size).normal(size=size)
    drawn = np.concatenate([likely(size, seed) @ values for seed in range(5)])
    known = interval(values, level=0.5)
    assert np.mean((drawn > known.low) & (drawn < known.high)) == pytest.approx(0.5, abs=0.025)
    assert likely(size, 1).sum(axis=1) == pytest.approx(1)


def test_best_probability_of_noise_is_undecided():
    chance = np.random.default_rng(0)
    found = best_probability(pd.DataFrame(chance.normal(0, 1, (300, 2)), columns=["a", "b"]))
    assert 0.02 < found["a"] < 0.98


def test_best_probability_without_a_complete_seed():
    assert best_probability(pd.DataFrame({"a": [np.nan], "b": [1.0]})).isna().all()


def test_pairwise_by_hand(table):
    found = pairwise(table)
    assert found.loc["apology", "silence"] == 1.0
    assert found.loc["silence", "apology"] == 0.0
    assert found.loc["silence", "placebo"] == 0.5
    share = (table["denial"] > table["silence"]).mean()
    assert found.loc["denial", "silence"] == pytest.approx(share)


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=15))
def test_pairwise_is_its_own_mirror_image(rows):
    found = pairwise(pd.DataFrame(rows, columns=list("abc"))).to_numpy()
    assert np.allclose(found + found.T, 1.0)


def test_no_warning_for_extreme_input():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        empty = pd.DataFrame({"silence": [], "denial": []})
        assert paired(empty).isna().all(axis=None)
        assert np.isnan(pairwise(empty).loc["denial", "silence"])
