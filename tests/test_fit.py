"""Fitting: the parts on known answers, and a small fit from beginning to end."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.commands import _status
from knautschball.model.counts import from_series
from knautschball.model.fit import fit
from knautschball.model.fit_check import Stretch, stretch
from knautschball.model.fit_learn import seen_in
from knautschball.model.fit_observe import complaints, expected, observed, scale
from knautschball.model.fit_posterior import Learned, quantiles_of
from knautschball.model.fit_predict import (
    DRIFT,
    DRIFTS,
    carried_on,
    coverage,
    likely,
    outlook,
    predictive,
)
from knautschball.model.fit_prior import PRIOR, values
from knautschball.model.fit_simulate import Draw, Setting, Wave, scenario_at, simulate
from knautschball.model.fit_summaries import day_rhythm, summaries
from knautschball.model.fit_window import Window, window_of
from knautschball.model.wave import fall_time, fall_to, quantile_times, rise_from
from knautschball.scenarios import ScenarioError, load
from knautschball.scenarios.scenario import as_toml, from_data, keys, knobs, sections

pytestmark = pytest.mark.slow

SMALL = load("product-flaw", community__size=250, run__horizon=8)


def bump(hours=240, at=80, width=12.0, height=60.0, usual=2.0):
    return usual + height * np.exp(-(((np.arange(hours) - at) / width) ** 2))


def wave(hourly, rhythm=None):
    posts = np.zeros((len(hourly), 5), np.float32)
    posts[:, 0] = hourly
    return Wave(posts, np.ones(len(hourly)) if rhythm is None else rhythm)


def test_the_prior_stays_inside_what_is_declared():
    declared = {
        f"{name}.{knob.key}": knob for name, part in sections().items() for knob in knobs(part)
    }
    for one in PRIOR:
        for key, times in ((one.key, 1.0), *one.along):
            low, high = times * one.low, times * one.high
            assert declared[key].low <= low < high <= declared[key].high
            assert key in keys()


@given(st.sampled_from(PRIOR), st.floats(0, 1))
def test_quantiles_of_a_prior_lie_in_its_range_on_its_log_scale(one, unit):
    ends, share = one.value(np.array([0.0, 1.0])), unit
    assert ends == pytest.approx([one.low, one.high])
    if one.falling:  # a triangle: a half of the range holds three quarters of the chance
        share = 1 - np.sqrt(1 - unit)
        assert one.value(np.array(0.75)) == pytest.approx(np.sqrt(one.low * one.high))
    told = np.log(one.value(np.array(unit)) / one.low) / np.log(one.high / one.low)
    assert told == pytest.approx(share, abs=1e-9)


def test_knobs_that_counts_cannot_part_go_together():
    slow = values(PRIOR, np.full((3, len(PRIOR)), [[0.0], [0.5], [1.0]]))
    ratio = slow["feelings.issue_half_life"] / slow["load.lasting"]
    assert ratio == pytest.approx(0.5)
    assert np.diff(slow["load.lasting"]).min() > 0


def test_times_of_falls_lie_between_steps():
    days = np.array([0.0, 10.0, 6.0, 2.0, 0.0])
    assert fall_to(days, 0.5) == 2
    assert fall_time(days, 0.5) == pytest.approx(1.25)
    assert fall_time(days, 0.2) == pytest.approx(2.0)
    assert fall_time(days[:3], 0.5) == fall_to(days[:3], 0.5)  # it never came to pass
    assert fall_time(np.zeros(3), 0.5) == 0


@given(st.floats(0.05, 0.95), st.integers(1, 40))
def test_a_straight_fall_takes_its_time(share, steps):
    assert fall_time(np.linspace(1.0, 0.0, steps + 1), share) == pytest.approx(steps * (1 - share))


def test_times_of_shares_and_rises_are_known():
    assert quantile_times(np.ones(10), np.array([0.25, 0.5])).tolist() == [2.5, 5.0]
    assert rise_from(np.array([0.0, 1, 5, 10, 3]), 0.1) == 2


@settings(max_examples=25, deadline=None)
@given(st.floats(0.5, 200))
def test_summaries_do_not_know_how_many_people_there_are(times):
    one, many = summaries(bump(), 1, 0), summaries(times * bump(), 1, 0)
    # roughness alone looks at counts of the size 1
    assert np.allclose(one, many, atol=0.12)


def test_summaries_tell_a_slow_wave_from_a_fast_one():
    fast, slow = summaries(bump(width=6), 1), summaries(bump(width=30), 1)
    assert np.abs(fast - slow).max() > 0.5


def test_the_day_rhythm_is_found_where_it_is():
    hours = np.arange(240)
    swinging = 10 * (1 + 0.5 * np.cos(2 * np.pi * (hours - 15) / 24))
    cosine, sine = day_rhythm(swinging, clock=0)
    assert np.hypot(cosine, sine) == pytest.approx(0.5, abs=0.06)
    assert np.arctan2(sine, cosine) * 24 / (2 * np.pi) % 24 == pytest.approx(15, abs=0.5)


@pytest.mark.parametrize("hours", [6, 23, 24, 25, 26])
@pytest.mark.parametrize("clock", [None, 30])
def test_the_first_hours_of_a_wave_are_summarised(hours, clock):
    told = summaries(bump(at=20)[:hours], 1, clock)
    assert np.isfinite(told).all()
    assert told.size == summaries(bump(), 1, clock).size


@given(st.integers(0, 23))
@settings(max_examples=8, deadline=None)
def test_a_swing_is_seen_by_those_who_do_not_know_the_hour(begin):
    hours = begin + np.arange(240)
    swinging = 10 * (1 + 0.5 * np.cos(2 * np.pi * hours / 24))
    assert summaries(swinging, 1, None)[-1] == pytest.approx(0.5, abs=0.06)
    assert summaries(np.full(240, 10.0), 1, None)[-1] < 0.06


def test_a_simulated_wave_is_brought_to_the_size_of_the_counts():
    counts = from_series(bump(usual=5.0), begin="2024-03-04")
    seen, told = seen_in(counts), wave(7.0 * bump(usual=0.0))
    assert scale(told, seen) == pytest.approx(1 / 7, rel=0.05)
    assert expected(told, seen).sum() == pytest.approx(counts.complaints.sum(), rel=1e-6)


def test_gaps_count_for_nothing():
    series = bump()
    series[60:90] = np.nan
    seen = seen_in(from_series(series))
    assert expected(wave(bump(usual=0)), seen)[seen.valid].sum() == pytest.approx(
        np.nansum(series), rel=1e-6
    )


def test_small_counts_are_as_grainy_as_real_ones():
    counts = from_series(bump(height=30.0, usual=1.0))
    seen, rng = seen_in(counts), np.random.default_rng(1)
    drawn = np.array([observed(wave(9 * bump(usual=0)), seen, 0.01, rng) for _ in range(300)])
    peak = drawn[:, 80]
    assert peak.var() == pytest.approx(peak.mean(), rel=0.3)


def linear(n=400, seed=0):
    """Two knobs, of which the summaries tell the first and not the second."""
    rng = np.random.default_rng(seed)
    units = rng.random((n, 2))
    told = np.column_stack([units[:, 0] + rng.normal(0, 0.05, n), rng.normal(size=n)])
    return units, told


def test_it_says_what_it_knows_and_what_it_does_not():
    units, told = linear()
    found = Learned(units, told, seed=1).read(np.array([0.3, 0.0]))
    low, middle, high = found.quantiles(np.array([0.05, 0.5, 0.95]))
    assert low[0] < 0.3 < high[0]
    assert high[0] - low[0] < 0.4
    assert high[1] - low[1] > 0.7
    assert middle[0] == pytest.approx(0.3, abs=0.1)


def test_intervals_hold_the_truth_as_often_as_they_say():
    units, told = linear()
    truths, seen = linear(40, seed=9)
    learned, inside = Learned(units, told, seed=1), []
    for truth, one in zip(truths, seen, strict=True):
        low, high = learned.read(one).quantiles(np.array([0.05, 0.95]))
        inside.append((truth >= low) & (truth <= high))
    assert 0.75 <= np.mean(inside) <= 1.0


def test_a_simulation_is_read_by_a_line_that_does_not_know_it():
    rng = np.random.default_rng(1)
    units, nothing = rng.random((120, 2)), rng.normal(size=(120, 60))
    assert (Learned(units, nothing, seed=1).explained < 0.1).all()
    units, told = linear()
    first, second = Learned(units, told, seed=1).explained
    assert first > 0.9
    assert second < 0.1


def test_counts_odder_than_any_simulation_are_read_as_the_oddest():
    units, told = linear()
    learned = Learned(units, told, seed=1)
    far, further = (learned.read(np.array([one, 0.0])) for one in (2.0, 50.0))
    assert np.array_equal(far.moved, further.moved)


def test_near_simulations_speak_and_others_do_not():
    units, told = linear()
    weights = Learned(units, told, seed=1).read(np.array([0.3, 0.0])).weights
    assert weights.sum() == pytest.approx(1.0)
    assert 0.2 < (weights > 0).mean() < 0.35
    assert np.abs(units[weights > 0, 0] - 0.3).max() < 0.35


def test_intervals_that_hold_too_little_are_stretched_until_they_hold_enough():
    rng = np.random.default_rng(2)
    errors, even = 0.3 * rng.normal(size=400), np.full((400, 400), 1 / 400)
    assert stretch(even, np.zeros(400), errors) == Stretch(1.0, True)
    inner = np.where(np.abs(errors) < np.quantile(np.abs(errors), 0.5), 1.0, 0.0)
    found = stretch(np.tile(inner / inner.sum(), (400, 1)), np.zeros(400), errors)
    ends = quantiles_of(errors[:, None], inner / inner.sum(), np.array([0.05, 0.95]))[:, 0]
    assert found.checked
    assert 0.9 <= (np.abs(errors) <= found.times * ends.max()).mean() <= 0.95


def test_wide_intervals_alone_leave_a_knob_unchecked():
    rng = np.random.default_rng(2)
    even = np.full((200, 200), 1 / 200)
    assert not stretch(even, np.zeros(200), 2 * rng.normal(size=200)).checked


def test_the_reading_is_the_same_for_the_same_seed():
    units, told = linear(120)
    one, two = (Learned(units, told, seed=5).read(told[3]) for _ in range(2))
    assert np.array_equal(one.moved, two.moved)
    assert np.array_equal(one.sample(50, 3), two.sample(50, 3))


def test_weighted_quantiles_of_equal_weights_are_plain_ones():
    values = np.arange(101.0)
    assert quantiles_of(values[:, None], np.ones(101) / 101, np.array([0.5])) == pytest.approx(50)


def test_bands_hold_as_much_as_they_promise():
    rng = np.random.default_rng(3)
    true = bump(usual=40.0)  # counts of 2 cannot be cut at exactly 90 %
    curves = true * rng.gamma(100, 0.01, (60, 1))
    counts = rng.poisson(true).astype(float)
    one = predictive(curves, counts)
    assert one.noise < 0.2
    assert 0.85 <= coverage(one.bands(1), counts) <= 0.97


def test_a_rough_storm_has_wide_bands():
    rng = np.random.default_rng(3)
    true = bump(usual=40.0)
    rough = rng.poisson(true * rng.gamma(4, 0.25, true.size)).astype(float)
    assert predictive(np.tile(true, (60, 1)), rough).noise == pytest.approx(0.5, abs=0.1)


def test_likely_curves_are_those_near_the_counts():
    curves = np.array([bump(at=60 + shift) for shift in range(0, 41, 1)])
    counts = np.random.default_rng(1).poisson(bump(at=80)).astype(float)
    kept = likely(predictive(curves, counts), counts, 9, seed=1)
    assert len(set(kept)) == 9
    assert np.abs(kept - 20).mean() < np.abs(np.arange(41) - 20).mean() / 2


def test_a_forecast_goes_on_from_where_the_counts_are():
    curves = np.array([bump(usual=0.0), 3 * bump(usual=0.0)])
    seen = 2 * bump(usual=0.0)[:90]
    on = carried_on(curves, seen, 1)
    assert np.array_equal(on[:, :90], curves[:, :90])
    assert on[:, 90:] == pytest.approx(np.tile(2 * bump(usual=0.0)[90:], (2, 1)), rel=0.02)


def test_what_is_yet_to_come_is_known_the_less_the_further_off_it_is():
    told = predictive(np.full((60, 200), 1000.0), np.full(50, 1000.0)).bands(1)
    width = np.log(told["high"] / told["low"])
    assert width[:50].max() < 0.2
    hours = np.array([24, 120])
    drift = 2 * 1.645 * DRIFT * np.sqrt(1 - np.exp(-hours / DRIFTS))
    assert width[49 + hours].to_numpy() == pytest.approx(drift, rel=0.15)
    assert told["median"][60:].to_numpy() == pytest.approx(1000.0, rel=0.2)


def test_a_rate_is_even_where_posts_are_few_and_sharp_where_they_are_many():
    rng = np.random.default_rng(4)
    true = bump(usual=0.3, at=100, width=4.0)
    true[:60] = 0.0
    told = complaints(wave(rng.poisson(true)), 1)
    assert not told[:60].any()
    assert np.abs(np.diff(told[140:])).max() < 0.3
    assert told[96:105] == pytest.approx(true[96:105], rel=0.4)
    assert told.max() == pytest.approx(true.max(), rel=0.25)


def test_a_rate_goes_up_and_down_with_the_day():
    rhythm = 1 + 0.8 * np.cos(2 * np.pi * np.arange(240) / 24)
    posts = np.random.default_rng(4).poisson(0.5 * rhythm)
    assert np.corrcoef(complaints(wave(posts, rhythm), 1)[12:-12], rhythm[12:-12])[0, 1] > 0.8


def test_what_is_usual_is_doubted_without_losing_a_count():
    counts = from_series(np.random.default_rng(2).poisson(bump()).astype(float))
    seen, rng = seen_in(counts), np.random.default_rng(3)
    drawn = [seen.redrawn(rng) for _ in range(400)]
    usual = np.array([one.usual for one in drawn])
    assert usual.std() == pytest.approx(seen.doubt, rel=0.15)
    sums = np.array([one.total for one in drawn]) + usual * 240
    assert sums == pytest.approx(counts.complaints.sum())


def test_the_outlook_takes_what_was_seen_as_it_was():
    curves = np.tile(bump(), (30, 1))
    told = outlook(predictive(curves, bump()[:120]), bump()[:120], 2.0, seed=1)
    assert told.loc["peak_hour", "median"] == 80
    ends = told.loc["total", ["low", "high"]]
    assert ends["low"] < bump().sum() < ends["high"]


@given(st.integers(0, 167), st.floats(0, 1), st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_the_load_strikes_at_the_right_hour_of_the_week(begin, onset, clock):
    window = Window(10, 24, 0, begin, -30, 40)
    setting = Setting(SMALL, "silence", PRIOR, window)
    scenario, strikes = scenario_at(setting, Draw((*(0.5,) * len(PRIOR), onset, clock), 1))
    when = 24 * scenario.run.warm_up + scenario.load[0].at
    assert -30 <= strikes <= 40
    assert when % 168 == (begin + strikes) % 168
    assert scenario.run.warm_up >= 2


def test_the_window_lets_the_load_lie_before_the_wave():
    counts = from_series(bump(), begin="2024-03-05 06:00")
    window = window_of(counts, ahead=24)
    assert window.week_hour == 30
    assert window.hours == 264
    assert window.first < 60 < window.last < 80


def test_a_wave_begins_with_its_load():
    window = Window(240, 1, 0, 0, 50, 50)
    draw = Draw((*(0.6,) * len(PRIOR), 0.5, 0.5), 3)
    told = simulate(Setting(SMALL, "silence", PRIOR, window), draw)
    assert told.posts.shape == (240, 5)
    assert not told.posts[:50, :3].any()
    assert told.posts[50:, 0].sum() > 0


def test_a_fitted_scenario_is_a_file_like_any_other():
    import tomllib

    again = from_data(tomllib.loads(as_toml(SMALL)), "again")
    assert again == SMALL


@pytest.fixture(scope="module")
def counts():
    rng = np.random.default_rng(5)
    return from_series(rng.poisson(bump(150, at=50)).astype(float), begin="2024-03-04")


@pytest.fixture(scope="module")
def fitted(counts):
    return fit(SMALL, counts, simulations=120, draws=20, ahead=24, workers=1)


def test_a_fit_says_everything_it_promises(fitted):
    assert fitted.knobs["knob"].tolist() == [one.key for one in PRIOR]
    along = fitted.knobs.set_index("knob")["along"]
    assert along[along != ""].to_dict() == {"load.lasting": "feelings.issue_half_life × 0.5"}
    told = fitted.draws["feelings.issue_half_life"] / fitted.draws["load.lasting"]
    assert told.to_numpy() == pytest.approx(0.5)
    assert (fitted.knobs["low"] <= fitted.knobs["high"]).all()
    assert 10 <= len(fitted.draws) <= 20
    assert len(fitted.bands) == 174
    assert fitted.bands["observed"].notna().sum() == 150
    assert fitted.coverage > 0.6
    inside = fitted.draws[[one.key for one in PRIOR]]
    assert all(inside[one.key].between(one.low, one.high).all() for one in PRIOR)


def test_the_same_seed_gives_the_same_posterior_with_any_number_of_workers(fitted, counts):
    again = fit(SMALL, counts, simulations=120, draws=20, ahead=24, workers=2)
    pd.testing.assert_frame_equal(again.draws, fitted.draws)
    pd.testing.assert_frame_equal(again.bands, fitted.bands)


def test_the_fitted_scenario_makes_its_wave_again(fitted):
    units = fitted.draws[fitted.draws["seed"] == fitted.seed].iloc[0]
    for one in PRIOR:
        section, _, key = one.key.partition(".")
        part = getattr(fitted.scenario, section)
        got = getattr(part[0] if section == "load" else part, key)
        assert got == pytest.approx(units[one.key])
    assert values(PRIOR, np.zeros(len(PRIOR)))["load.severity"] == PRIOR[0].low


def test_a_scenario_without_a_load_is_refused(counts):
    with pytest.raises(ScenarioError, match="no load"):
        fit("calm", counts)


def test_the_command_writes_only_its_folder_and_goes_on_where_it_stopped(tmp_path, monkeypatch):
    from knautschball.model import fit_table

    monkeypatch.chdir(tmp_path)
    rows = [f"{hour},{int(n)}" for hour, n in enumerate(bump(150, at=50))]
    (tmp_path / "own.csv").write_text("time,complaints\n" + "\n".join(rows))
    quick = ["--set", "community.size=250", "--set", "run.horizon=8", "--workers", "1"]
    command = ["fit", "product-flaw", "own.csv", "-o", "out", "--simulations", "100"]
    command += ["--policies", "denial", *quick]
    simulated, work = [], fit_table.work

    def counting(task, stop=3):
        simulated.append(task.name)
        if len(simulated) == stop:
            raise KeyboardInterrupt
        return work(task)

    monkeypatch.setattr(fit_table, "work", counting)
    assert _status(command) == 130
    assert [one.name for one in (tmp_path / "out").iterdir()] == [".unfinished-simulations"]
    (tmp_path / "out" / ".unfinished-draft").mkdir()  # as a killed process leaves it
    assert _status(command) == 0
    assert len(simulated) == len(set(simulated)) + 1  # only what was cut off is done twice
    found = {one.name for one in (tmp_path / "out").iterdir()}
    assert {"fitted.toml", "report.html", "ranking.csv", "posterior.parquet"} <= found
    assert not any(name.startswith(".") for name in found)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "own.csv"]
    ranking = pd.read_csv(tmp_path / "out" / "ranking.csv")
    assert set(ranking["policy"]) == {"silence", "denial"}
    assert load(str(tmp_path / "out" / "fitted.toml")).name == "product-flaw-fitted"
