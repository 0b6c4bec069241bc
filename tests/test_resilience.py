"""Known dents: what the measures of a recovery must say about them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knautschball.model.resilience import hysteresis, resilience, score
from knautschball.model.shape import COMPONENTS

WEEK = 168
share = st.floats(0, 1)


def even(depth):
    """Give all six components the same distance, so that it is the dent."""
    return np.tile(np.asarray(depth, float)[:, None], (1, 6))


def measured(depth, before=0, **options):
    return resilience(even(depth), np.arange(len(depth)) - before, **options)


def triangle(peak, rise, fall, hours):
    return np.interp(np.arange(hours), [0, rise, rise + fall], [0, peak, 0])


def test_no_deviation_is_perfect_resilience():
    found = measured(np.zeros(1000), before=WEEK)
    assert found.resilience == 1.0
    assert (found.peak_dent, found.area, found.residual) == (0.0, 0.0, 0.0)
    assert (found.springback, found.recovery_hours, found.recovered) == (1.0, 0, True)
    assert found.worst_component is None
    assert not any([*found.peak_by_component.values(), *found.residual_by_component.values()])


def test_triangle_dent():
    found = measured(triangle(0.6, 50, 200, 1000))
    assert found.peak_dent == pytest.approx(0.6)
    assert found.peak_hour == 50
    assert found.area == pytest.approx(0.6 * 250 / 2 / 1000)
    assert found.residual == 0.0
    assert found.springback == 1.0
    assert found.recovery_hours == 50 + 180  # a tenth of the peak is left after nine tenths
    assert found.resilience == pytest.approx((0.4 * 0.925) ** 0.25)


def test_exponential_relaxation():
    peak, tau, hours = 0.5, 60.0, 1440
    found = measured(peak * np.exp(-np.arange(hours) / tau))
    assert found.area == pytest.approx(
        peak * (1 - np.exp(-hours / tau)) / (1 - np.exp(-1 / tau)) / hours
    )
    assert found.area == pytest.approx(peak * tau / hours, rel=0.01)  # the integral
    assert found.recovery_hours == int(np.ceil(tau * np.log(10)))


def test_slow_but_complete_beats_fast_but_dented():
    t = np.arange(1440)
    slow = measured(0.5 * np.exp(-t / 300))
    dented = measured(0.5 * (0.3 + 0.7 * np.exp(-t / 50)))
    assert slow.resilience > dented.resilience
    assert dented.residual == pytest.approx(0.15, rel=1e-6)
    assert dented.springback == pytest.approx(0.7, rel=1e-6)
    assert not dented.recovered
    assert dented.recovery_hours is None


def test_a_dent_that_stays_springs_nothing_back():
    found = measured(np.full(500, 0.4))
    assert found.springback == pytest.approx(0.0)
    assert found.resilience == pytest.approx(0.6)
    assert not found.recovered


def test_hours_before_the_load_do_not_count():
    dents = triangle(0.6, 50, 200, 1000)
    noisy = np.concatenate([np.full(WEEK, 0.9), dents])
    assert measured(noisy, before=WEEK) == measured(dents)


def test_a_short_calm_is_no_recovery_and_a_relapse_delays_it():
    dents = np.concatenate([[0.5] * 10, [0.0] * 23, [0.5] * 10, [0.0] * 24])
    assert measured(dents).recovery_hours == 43
    assert measured(dents[:-1]).recovery_hours is None


def test_tolerance_widens_what_counts_as_returned():
    dents = np.concatenate([[0.5] * 10, [0.08] * 100])
    assert not measured(dents).recovered
    assert measured(dents, tolerance=0.08).recovery_hours == 10
    assert measured(dents, tolerance=0.6).recovery_hours == 0  # never left the form


def test_residual_is_the_mean_over_the_last_window():
    dents = np.concatenate([np.full(800, 0.5), np.full(100, 0.3), np.full(68, 0.1)])
    assert measured(dents).residual == pytest.approx((100 * 0.3 + 68 * 0.1) / 168)
    assert measured(dents, window=68).residual == pytest.approx(0.1)
    assert measured(dents[-50:]).residual == pytest.approx(0.1)  # a horizon below the window


def test_parts_by_component_explain_the_dent():
    parts = np.zeros((400, 6))
    parts[10:50, 2] = 0.8
    parts[20:, 3] = 0.3
    found = resilience(parts, np.arange(400))
    assert found.worst_component == "voice"
    assert found.peak_hour == 20
    assert found.peak_by_component == dict(zip(COMPONENTS, [0, 0, 0.8, 0.3, 0, 0], strict=True))
    assert found.residual_by_component["brand_ties"] == pytest.approx(0.3)
    squares = [value**2 for value in found.peak_by_component.values()]
    assert found.peak_dent == pytest.approx(np.sqrt(np.mean(squares)))
    unweighted = resilience(parts, np.arange(400), weights=[1, 1, 0, 1, 1, 1])
    assert unweighted.worst_component == "brand_ties"


@given(share, share, share, share)
def test_score_is_bounded_and_falls_with_each_part(one, other, second, third):
    low, high = sorted((one, other))
    for better, worse in (
        (score(low, second, third), score(high, second, third)),
        (score(second, low, third), score(second, high, third)),
        (score(second, third, low), score(second, third, high)),
    ):
        assert 0.0 <= worse <= better <= 1.0


def test_score_falls_strictly_and_the_residual_counts_double():
    assert score(0.2, 0.2, 0.2) > max(score(0.3, 0.2, 0.2), score(0.2, 0.3, 0.2))
    assert score(0.2, 0.2, 0.3) < score(0.3, 0.2, 0.2) == score(0.2, 0.3, 0.2)
    assert score(0, 0, 0) == 1.0
    assert score(1, 0, 0) == score(0, 1, 0) == score(0, 0, 1) == 0.0


@given(st.lists(share, min_size=1, max_size=300), st.integers(1, 400))
def test_measures_are_bounded_for_any_dent(dents, window):
    found = measured(dents, window=window)
    for value in (found.resilience, found.area, found.residual, found.springback):
        assert 0.0 <= value <= 1.0
    assert found.area <= found.peak_dent + 1e-12
    assert found.peak_dent == pytest.approx(max(dents))
    assert found.recovered == (found.recovery_hours is not None)


@given(st.lists(share, min_size=30, max_size=100), st.floats(0, 1))
def test_a_smaller_dent_is_never_less_resilient(dents, factor):
    smaller = measured(np.array(dents) * factor)
    assert smaller.resilience >= measured(dents).resilience - 1e-12


@given(st.lists(share, min_size=30, max_size=100), st.integers(0, 500))
def test_the_hour_of_the_load_does_not_matter(dents, later):
    moved = measured([*[0.0] * later, *dents], before=later)
    assert moved == measured(dents)


def test_the_result_cannot_be_changed_and_compares_by_value():
    found = measured(triangle(0.6, 50, 200, 1000))
    with pytest.raises(AttributeError):
        found.area = 0.0
    assert replace(found) == found


@pytest.mark.parametrize(
    ("hours", "since", "window", "message"),
    [(10, np.arange(9), 5, "hours"), (10, np.arange(-10, 0), 5, "load"), (10, range(10), 0, "win")],
)
def test_input_that_makes_no_sense_is_refused(hours, since, window, message):
    with pytest.raises(ValueError, match=message):
        resilience(np.zeros((hours, 6)), np.array(since), window=window)


def test_hysteresis_of_elastic_lagging_and_square_loops():
    stress = np.sin(np.linspace(0, np.pi, 2001))
    assert hysteresis(0.4 * stress, stress) == pytest.approx(0.0, abs=1e-12)
    assert hysteresis([0, 0, 0.5, 0.5], [0, 2, 2, 0]) == pytest.approx(1.0)
    assert hysteresis([0, 0.5, 0.5, 0], [0, 0, 2, 2]) == pytest.approx(-1.0)  # ahead of it
    phase = np.linspace(0, 2 * np.pi, 4001)
    lagging = hysteresis(0.5 * (1 - np.cos(phase - np.pi / 2)), 0.5 * (1 - np.cos(phase)))
    assert lagging == pytest.approx(np.pi / 4, rel=1e-5)  # a circle in its square
    assert hysteresis([0, 0], [1, 1]) == hysteresis([0.1, 0.1], [0, 0]) == 0.0
