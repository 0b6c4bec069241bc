"""Recovery rates and memory of series that are known beforehand; strikes told apart."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knautschball.model.fatigue import cycles, memory, recovery_rate, tiredness

HOURS = np.arange(24 * 15)


@given(st.floats(0.05, 3.0), st.floats(0.01, 1.0))
def test_an_exponential_returns_at_its_rate(rate, peak):
    assert recovery_rate(peak * np.exp(-rate * HOURS / 24)) == pytest.approx(rate, rel=0.01)


def test_the_way_up_does_not_count():
    up = np.linspace(0, 0.5, 30, endpoint=False)
    down = 0.5 * np.exp(-0.4 * HOURS / 24)
    assert recovery_rate(np.concatenate([up, down])) == pytest.approx(0.4, rel=0.01)


def test_a_dent_that_stays_does_not_return_and_no_dent_has_no_rate():
    assert recovery_rate(np.full(100, 0.3)) == pytest.approx(0, abs=1e-12)
    assert np.isnan(recovery_rate(np.zeros(100)))
    assert np.isnan(recovery_rate([]))
    assert np.isnan(recovery_rate([0.5, 0.0, 0.0]))


@pytest.mark.parametrize("share", [0.0, 0.5, 0.8])
def test_memory_of_a_process_that_keeps_a_share(share):
    chance = np.random.default_rng(1)
    series = np.zeros(6_000)
    for hour, push in enumerate(chance.normal(size=series.size - 1), 1):
        series[hour] = share * series[hour - 1] + push
    trend = 30 * np.exp(-np.arange(series.size) / 2_000)
    assert memory(series + trend) == pytest.approx(share, abs=0.07)
    assert np.isnan(memory(np.ones(50)))


def test_strikes_are_measured_one_by_one():
    strikes = [0, 100, 200]
    dent = np.concatenate([(n + 1) * 0.1 * np.exp(-np.arange(100) / 24) for n in range(3)])
    found = cycles(np.concatenate([np.zeros(10), dent]), np.arange(-10, 300), strikes)
    assert found["repeat"].tolist() == [1, 2, 3]
    assert found["peak_dent"].tolist() == pytest.approx([0.1, 0.2, 0.3])
    assert found["recovery_rate"].tolist() == pytest.approx([1, 1, 1])
    last_day = np.exp(-np.arange(76, 100) / 24).mean()
    assert found["residual"].tolist() == pytest.approx([0.1 * n * last_day for n in (1, 2, 3)])


def test_tiredness_is_the_slope_over_repeats():
    table = pd.DataFrame({"policy": "x", "seed": 1, "repeat": [1, 2, 3]})
    table["peak_dent"], table["residual"] = [0.1, 0.2, 0.3], [0.0, 0.05, 0.1]
    table["recovery_rate"], table["autocorrelation"] = [0.5, 0.4, 0.2], [0.6, 0.7, 0.8]
    (row,) = tiredness(table).to_dict("records")
    assert row["peak_slope"] == pytest.approx(0.1) and row["residual_slope"] == pytest.approx(0.05)
    assert (row["recovery_first"], row["recovery_last"]) == (0.5, 0.2)
    assert (row["autocorrelation_first"], row["autocorrelation_last"]) == (0.6, 0.8)
