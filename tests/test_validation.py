"""The stylised facts: measures with known answers, the table, the page, the command."""

import os
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knautschball.commands import _status
from knautschball.model import validation
from knautschball.model.bench import Bench, matter
from knautschball.model.experiment import correlation, views
from knautschball.model.fact import TUNED, Fact
from knautschball.model.facts_brand import supporters
from knautschball.model.facts_form import QUIET_DAYS, stormy
from knautschball.model.facts_people import calm_cutters
from knautschball.model.facts_wave import around_peak, decay, fall_to, rise, slope
from knautschball.model.validation import FACTS, Examination, validate
from knautschball.report.validation import render, score, target
from knautschball.report.validation_figures import scale
from knautschball.scenarios.errors import ScenarioError
from knautschball.scenarios.knobs import knobs
from knautschball.scenarios.scenario import sections

pytestmark = pytest.mark.slow

SMALL = {"community.size": 150, "run.warm_up": 7.0, "run.horizon": 15.0, "run.controls": 2}
FITTED = {"F1", "F2", "F5", "F6", "F8", "F11", "F17", "F31"}


def told(**columns) -> SimpleNamespace:
    """A storm that holds nothing but some hourly columns."""
    size = max(len(values) for values in columns.values())
    topics = dict.fromkeys(("everyday", "issue", "conduct", "defence", "shares"), np.zeros(size))
    table = pd.DataFrame(topics | columns)
    table["since_load"] = np.arange(size)
    table["hour"] = table["since_load"]
    phases = SimpleNamespace(visible=0)
    return SimpleNamespace(hours=table, after=table, outcome=SimpleNamespace(phases=phases))


def fact(low: float, high: float, over: str = "median", fitted: bool = False) -> Fact:
    return Fact("F1", "a pattern", "days", low, high, lambda bench: 0.0, "somebody", fitted, over)


# --- measures with known answers


@given(st.floats(-2.5, -0.2))
def test_slope_finds_the_exponent(exponent):
    times = np.arange(1.0, 40.0)
    assert slope(times, times**exponent) == pytest.approx(exponent)


def test_slope_needs_three_points():
    assert np.isnan(slope(np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.0, 0.0])))


def test_decay_is_counted_from_the_peak():
    after = 100.0 * np.arange(1.0, 60.0) ** -1.2
    series = np.concatenate([[1.0, 5.0, 300.0], after])
    assert decay(series, np.array([1, 2, 3, 5, 8, 12, 17])) == pytest.approx(-1.2, abs=0.05)


@pytest.mark.parametrize(("share", "steps"), [(0.5, 2), (0.1, 3)])
def test_fall_counts_steps_after_the_peak(share, steps):
    assert fall_to(np.array([1.0, 10.0, 6.0, 5.0, 1.0]), share) == steps


def test_rise_ends_in_the_middle_of_the_loudest_day():
    issue = np.zeros(240)
    issue[48:72] = 5.0
    assert rise(told(issue=issue)) == pytest.approx(2.5)


def test_a_wave_is_aligned_at_its_peak():
    issue = np.zeros(300)
    issue[150] = 10.0
    issue[160] = 5.0
    shape = around_peak(told(issue=issue))
    assert np.nanmax(shape) == 1.0
    assert shape[24 + 10 : 24 + 12].max() == pytest.approx(0.5)


def test_support_counts_only_where_enough_take_sides():
    issue, defence = np.zeros(400), np.zeros(400)
    issue[10], defence[10] = 30.0, 10.0
    defence[300] = 5.0  # all for the brand, but only five
    assert supporters(told(issue=issue, defence=defence)) == pytest.approx(0.25)


def test_a_tie_cut_counts_for_one_of_its_ends():
    ties = np.ones((60, 3), np.uint8)
    ties[20:, 0] = 0
    ties[30:33, 1] = 0  # cut, and formed again
    graph = SimpleNamespace(first=np.array([0, 2, 4]), second=np.array([1, 3, 5]), size=7)
    life = SimpleNamespace(ties=ties, model=SimpleNamespace(engine=SimpleNamespace(graph=graph)))
    bench = SimpleNamespace(seed=1, calm=lambda: life)
    assert calm_cutters(bench) == pytest.approx(2 / 6)  # the seventh has no tie to cut


# --- the table


def test_all_facts_are_there_and_only_those_of_the_fit_are_marked():
    names = {one.name for one in FACTS}
    asked = "1 2 4 5 6 7 8 11 13 14 16 17 18 20 21 22 23 26 28 29 31 34"
    assert {f"F{number}" for number in asked.split()} <= names
    literature = {one.name for one in FACTS if one.fitted and one.name[0] == "F"}
    assert literature == FITTED
    assert all(one.low <= one.high and one.source and one.unit for one in FACTS)
    assert len({(one.name, one.pattern) for one in FACTS}) == len(FACTS)


@pytest.mark.parametrize(
    ("values", "holds"), [([1.0, 2.0, 3.0], True), ([2.5, 2.5], False), ([np.nan], False)]
)
def test_the_verdict_is_whether_the_measured_value_lies_inside(values, holds):
    assert validation._row(fact(1.0, 2.0), np.array(values))["holds"] is holds


def test_the_interval_covers_the_measured_value_and_leaves_out_what_cannot_tell():
    values = np.append(np.random.default_rng(1).normal(5.0, 1.0, 40), np.nan)
    row = validation._row(fact(0.0, 9.0, "mean"), values)
    assert row["ci_low"] < row["measured"] < row["ci_high"]
    assert row["ci_high"] - row["ci_low"] == pytest.approx(2 * 1.96 / np.sqrt(40), rel=0.3)
    assert row["seeds"] == 40


def test_the_same_seeds_give_the_same_table_in_any_number_of_processes():
    some = [one for one in FACTS if one.name in {"F1", "F6", "F31"}]
    alone = validate(2, facts=some, changes=SMALL, workers=1)
    pd.testing.assert_frame_equal(alone, validate(2, facts=some, changes=SMALL, workers=2))
    assert list(alone.columns[:10]) == [
        "fact", "pattern", "fitted", "low", "high", "measured", "ci_low", "ci_high", "holds",
        "source",
    ]  # fmt: skip
    assert not alone["tuned"].any()


def test_changes_that_are_not_allowed_are_refused():
    with pytest.raises(ScenarioError, match="churn"):
        validate(1, changes={"people.churm": 0.1})
    with pytest.raises(ScenarioError, match="1 or more"):
        validate(0)


# --- the bench


def test_the_bench_runs_each_storm_once_and_shares_the_twin():
    bench = Bench(1, SMALL)
    storm = bench.storm("flaw")
    assert bench.storm("flaw") is storm
    assert bench.storm("flaw", "denial").twin is storm.twin
    assert bench.storm("foreign").twin is storm.twin
    assert bench.calm() is not bench.calm(other=True)


def test_a_life_tells_what_the_hours_tell():
    life = Bench(2, SMALL).storm("flaw").life
    hours = life.record.frame(life.model.matter.start)
    after = hours[hours["since_load"] >= 0]
    assert life.complaints.sum() == after[["issue", "conduct"]].to_numpy().sum()
    assert life.spoke.shape == (22, 150)
    assert life.spoke.any(axis=0).sum() == (life.people.posts > 0).sum()
    assert (life.anger > 0).all()


def test_without_a_load_the_bench_sees_no_difference():
    storm = Bench(1, SMALL).storm("flaw", "denial", 0.0)
    assert storm.resilience == 1.0


@pytest.mark.parametrize("name", ["foreign", "victim", "accident"])
def test_variants_differ_from_the_flaw_in_the_load_alone(name):
    ours, flaw = matter(name).model_dump(), matter("flaw").model_dump()
    assert ours.pop("load") != flaw.pop("load")
    assert ours == flaw


def test_the_experiment_differs_in_cause_and_posture_alone():
    bench = Bench(1, SMALL | {"community.size": 300, "team.slips": 0.0})
    blame, fit, view, weight = views(bench)
    assert len(bench._storms) == 9
    assert weight.sum() == pytest.approx(9)
    assert weight[fit == 1].sum() == pytest.approx(3)
    assert correlation(blame, view, weight) < 0
    kinds = [len(storm.outcome.messages) for storm in bench._storms.values()]
    assert kinds == [3] * 9


# --- page and command


@pytest.fixture
def examination() -> Examination:
    rows = [
        validation._row(fact(low, high, fitted=fitted), np.array([1.0, 1.5, 2.0])) | {"fact": name}
        for name, low, high, fitted in (
            ("F1", 0.0, np.inf, True),
            ("F4", 1.0, 2.0, False),
            ("F4", -np.inf, 1.0, False),
        )
    ]
    since = np.arange(-24, 97)
    waves = pd.DataFrame({"since_peak": since, "flaw, silence": np.exp(-np.abs(since) / 9)})
    return Examination(pd.DataFrame(rows), waves)


def test_a_fact_of_several_parts_needs_them_all(examination):
    assert score(examination.table) == {"fitted": (1, 1), "tuned": (0, 0), "free": (0, 1)}


def test_facts_with_an_eye_on_which_a_number_was_moved_are_counted_apart(examination):
    table = examination.table.assign(tuned=~examination.table["fitted"])
    assert score(table) == {"fitted": (1, 1), "tuned": (0, 1), "free": (0, 0)}
    assert "F4†" in render(Examination(table, examination.waves))


def test_every_number_that_names_a_fact_it_was_moved_for_is_owned_up_to():
    fitted = {one.name for one in FACTS if one.fitted}
    moved = {}
    for section, part in sections().items():
        for knob in knobs(part):
            if "fitted" in knob.source or "moved by hand" in knob.source:
                for fact in set(re.findall(r"\b[FD]\d+\b", knob.source)) - fitted:
                    moved.setdefault(fact, set()).add(f"{section}.{knob.key}")
    assert moved == {fact: set(keys) for fact, keys in TUNED.items()}


def test_the_page_shows_what_failed_and_loads_nothing(examination):
    page = render(examination, "knautschball validate")
    assert "✗ fails" in page
    assert "<b>Failed:</b> F4" in page
    assert page.count("<svg") == 2
    assert "<script" not in page
    assert "<link" not in page


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0.5, 1.0, "0.50 to 1"), (2.0, np.inf, "at least 2"), (-np.inf, 0.0, "at most 0"),
     (1.0, 1.0, "1"), (-1.6, -0.5, "−1.60 to −0.50")],
)  # fmt: skip
def test_targets_in_words(low, high, words):
    assert target(low, high) == words


@given(st.floats(-1e3, 1e3), st.floats(0, 1e3), st.floats(-1e4, 1e4))
def test_an_axis_shows_target_and_measured_value(low, width, measured):
    least, most = scale(low, low + width, [measured, np.nan])
    assert least < min(low, measured) <= max(low + width, measured) < most


@pytest.mark.parametrize(("kept", "status"), [(slice(0, 2), 0), (slice(0, 3), 1)])
def test_the_exit_code_tells_whether_all_facts_hold(
    examination, kept, status, tmp_path, monkeypatch, capsys
):
    some = Examination(examination.table[kept], examination.waves)
    monkeypatch.setattr(validation, "examine", lambda *a, **k: some)
    assert _status(["validate", "-o", str(tmp_path / "out")]) == status
    assert "a pattern" in capsys.readouterr().out
    written = pd.read_parquet(tmp_path / "out" / "validation.parquet")
    pd.testing.assert_frame_equal(written, some.table)
    assert (tmp_path / "out" / "validation.html").stat().st_size > 10_000


def test_no_seeds_are_refused_in_one_line(capsys):
    assert _status(["validate", "--runs", "0"]) == 2
    assert "1 or more" in capsys.readouterr().err


def series(mentions) -> pd.DataFrame:
    """Mentions of a brand as a record, all of them taken for complaints."""
    hours = pd.DataFrame({"issue": np.asarray(mentions, float), "press": 0.0})
    hours["everyday"] = hours["conduct"] = hours["defence"] = 0.0
    return hours.assign(since_load=np.arange(len(hours)))


def test_the_detector_sees_a_storm_and_not_the_day_and_night():
    quiet = 20.0 * (1.2 + np.sin(np.arange(1400) * 2 * np.pi / 24))
    assert not stormy(series(quiet), 1000)
    loud = quiet.copy()
    loud[700:740] *= 25
    assert stormy(series(loud), 1000)


@pytest.mark.real_graph
def test_8_quiet_real_series_raise_no_alarm():
    folder = os.environ.get("KNAUTSCHBALL_DATA", "")
    files = sorted(Path(folder).glob("series_brandmentions_*.csv.gz")) if folder else []
    if not files:
        pytest.skip("KNAUTSCHBALL_DATA names no folder with mentions of quiet brands")
    assert len(files) == 5
    for file in files:
        mentions = pd.read_csv(file)["mentions"]
        assert not stormy(series(mentions), 1000), file.name
        worst = mentions.to_numpy(float).copy()
        worst[600:640] += 30 * worst.mean()
        assert stormy(series(worst), 1000), "the same series with a storm in it"


@pytest.mark.real_graph
def test_quiet_brands_are_as_the_public_series_say():
    folder = os.environ.get("KNAUTSCHBALL_DATA", "")
    files = sorted(Path(folder).glob("series_brandmentions_*.csv.gz")) if folder else []
    if not files:
        pytest.skip("KNAUTSCHBALL_DATA names no folder with mentions of quiet brands")
    found = []
    for file in files:
        mentions = pd.read_csv(file)["mentions"].astype(float)
        found.append(mentions.rolling(24).sum().max() / (24 * mentions.mean()))
    assert sorted(found) == pytest.approx(sorted(QUIET_DAYS.values()), abs=0.01)
