"""Yield points of toy communities that are known beforehand, and how the ladder finds them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import logistic

from knautschball.model.ladder import Effort, Plan, climb, plan, rungs, walk, yields
from knautschball.model.resilience import resilience
from knautschball.model.yielding import brackets, yield_point
from knautschball.scenarios.errors import ScenarioError

LADDER = rungs("0.0625:16:9")
HOURS = np.arange(1000)
STIFFNESS, PLASTIC_FROM = 0.05, 0.05
"""Dent per load, and the dent from which what is more of it stays, of the toy communities."""


def measured(elastic, plastic):
    """Recovery of a dent that relaxes exponentially but for a part that stays."""
    depth = elastic * np.exp(-HOURS / 100.0) + plastic
    return resilience(np.repeat(depth[:, None], 6, axis=1), HOURS)


def elastic(load):
    return {"recovered": measured(STIFFNESS * load, 0.0).recovered}


def plastic(load):
    stays = max(0.0, STIFFNESS * load - PLASTIC_FROM)
    return {"recovered": measured(STIFFNESS * load - stays, stays).recovered}


def trial_of(meet):
    def trial(attempts):
        return pd.DataFrame(
            {"policy": name, "seed": seed} | row
            for seed, plans in attempts
            for name, one in plans.items()
            for row in walk(lambda load, seed=seed: meet(seed, load), one)
        )

    return trial


def climbed(meet, **effort):
    rows = climb(trial_of(meet), ["toy"], LADDER, Effort(**effort))
    return rows, yield_point(rows)


def test_the_plastic_toy_yields_where_theory_says():
    # it has returned if at most a tenth of the dent stays: c σ − y = c σ / 10
    truth = PLASTIC_FROM / (0.9 * STIFFNESS)
    _, found = climbed(lambda seed, load: plastic(load), precision=1.01)
    assert found.load == pytest.approx(truth, rel=0.01)
    assert found.low <= truth <= found.high <= 1.02 * found.low


def test_the_elastic_toy_never_yields():
    rows, found = climbed(lambda seed, load: elastic(load))
    assert np.isnan(found.load) and found.high == np.inf
    assert found.low == pytest.approx(LADDER[-1])
    assert rows["recovered"].all()


def test_what_never_returns_lies_below_the_ladder():
    rows, found = climbed(lambda seed, load: {"recovered": False})
    assert np.isnan(found.load)
    assert (found.low, found.high) == pytest.approx((0.0, LADDER[0]))
    assert yields(rows)["yield_load"].isna().all()


def scattered(middle, width):
    def meet(seed, load):
        own = middle * np.exp(np.random.default_rng(seed).logistic(0, width))
        return {"recovered": load < own}

    return meet


def test_a_scattered_yield_point_is_found_with_its_width():
    _, found = climbed(scattered(0.7, 0.15), seeds=200, exactly=True)
    own = [np.random.default_rng(seed).logistic(0, 0.15) for seed in range(1, 201)]
    middle, width = logistic.fit(own)
    assert found.load == pytest.approx(0.7 * np.exp(middle), rel=0.01)
    assert found.width == pytest.approx(width, rel=0.2)
    assert found.low < 0.7 * np.exp(middle) < found.high


def test_more_seeds_narrow_the_interval():
    wide, narrow = (climbed(scattered(2.0, 0.2), seeds=n, exactly=True)[1] for n in (8, 64))
    assert narrow.high / narrow.low < wide.high / wide.low


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    held = []
    for number in range(40):
        chance = np.random.default_rng(number)
        truth = float(np.exp(chance.uniform(-1, 1)))
        own = {seed: truth * np.exp(chance.logistic(0, 0.1)) for seed in range(1, 24)}
        _, found = climbed(lambda seed, load, own=own: {"recovered": load < own[seed]})
        held.append(found.low <= truth <= found.high)
    assert np.mean(held) >= 0.78  # 90 % of 40 is 36; fewer than 31 has a chance below 1 %


def test_it_stops_when_the_interval_is_narrow_and_uses_a_fixed_number_when_told():
    rows, found = climbed(scattered(1.0, 0.01))
    assert rows["seed"].nunique() < 23 and found.high < 1.25 * found.low
    rows, _ = climbed(scattered(1.0, 0.01), seeds=13, exactly=True)
    assert rows["seed"].nunique() == 13


def test_most_loads_are_tried_near_the_bend():
    rows, found = climbed(scattered(1.0, 0.05), seeds=23, exactly=True)
    later = rows.loc[rows["seed"] > 2, "load"]
    assert later.between(found.load / 2, found.load * 2).all()


@given(st.floats(0.08, 12.0), st.floats(1.02, 1.9), st.one_of(st.none(), st.sampled_from(LADDER)))
def test_a_walk_ends_between_a_load_borne_and_one_not_borne(truth, step, start):
    rows = pd.DataFrame(walk(lambda x: {"recovered": x < truth}, Plan(LADDER, step, start)))
    ((low, high),) = brackets(rows.assign(seed=1))
    assert low < truth <= high
    assert high <= low * step * 1.01
    assert rows["load"].between(LADDER[0], LADDER[-1]).all()


def test_brackets_take_the_first_load_that_is_too_much():
    trials = pd.DataFrame(
        {"seed": [1] * 4 + [2, 3], "load": [1, 2, 3, 4, 1, 1]}
        | {"recovered": [True, False, True, False, True, False]}
    )
    assert brackets(trials).tolist() == [[1, 2], [1, np.inf], [0, 1]]


def test_seeds_that_agree_leave_the_interval_as_wide_as_the_gap():
    trials = pd.DataFrame({"seed": [1, 1, 2, 2], "load": [1, 2, 1, 2], "recovered": [1, 0, 1, 0]})
    found = yield_point(trials)
    assert found.load == pytest.approx(2**0.5, rel=0.01)
    assert (found.low, found.high) == pytest.approx((1, 2))


def test_the_order_of_rows_and_the_name_of_seeds_do_not_matter():
    rows, found = climbed(scattered(1.0, 0.2), seeds=5, exactly=True)
    mixed = rows.sample(frac=1, random_state=0)
    assert yield_point(mixed.assign(seed=mixed["seed"] + 40)) == found


@pytest.mark.parametrize("trials", [[], [(1, 0.0, True)]])
def test_without_loads_there_is_no_yield_point(trials):
    with pytest.raises(ValueError, match="above 0"):
        yield_point(pd.DataFrame(trials, columns=["seed", "load", "recovered"]))


def test_the_next_seeds_start_around_the_middle_at_shares_of_a_step():
    rows, _ = climbed(scattered(1.0, 0.0), seeds=2, exactly=True)
    plans = plan(rows, LADDER, 1.25, 4)
    starts = np.array([one.start for one in plans])
    assert len(set(starts)) == 4 and 1 / 1.25 < starts.min() < starts.max() < 1.25
    assert np.allclose(np.diff(np.log(starts)), np.log(plans[0].step) / 4, atol=1e-4)


def test_a_ladder_is_read_in_equal_ratios():
    assert rungs("0.25:4:5") == (0.25, 0.5, 1, 2, 4)


@pytest.mark.parametrize("text", ["", "1:2", "1:2:3:4", "0:4:9", "4:1:9", "1:2:2", "a:b:c"])
def test_what_is_no_ladder_is_refused_in_one_line(text):
    with pytest.raises(ScenarioError, match=r"--loads.*0\.25:4:9"):
        rungs(text)
