"""Comparison of policies: paired by seed, ranked by resilience, the same with any workers."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from storms import small

from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy
from knautschball.model.comparison import compare
from knautschball.model.outcome import run
from knautschball.model.ranking import rank
from knautschball.model.shape import COMPONENTS
from knautschball.scenarios.errors import KnautschballError, PolicyError, ScenarioError

POLICIES = ["denial", "silence", "correction"]
TABLES = (
    "runs", "ranking", "curves", "balls", "messages", "pairs", "survival", "regret", "changed",
)  # fmt: skip


def storm():
    return small(load__reach=0.3, run__horizon=9.0)


@pytest.fixture(scope="module")
def alone():
    return compare(storm(), POLICIES, runs=4, workers=1)


# --- a whole comparison -------------------------------------------------------------------


def test_two_workers_give_the_same_bits_as_one(alone):
    both = compare(storm(), POLICIES, runs=4, workers=2)
    for name in TABLES:
        assert_frame_equal(getattr(both, name), getattr(alone, name), check_exact=True)
    assert both.fingerprint == alone.fingerprint


def test_the_order_of_policies_changes_no_number(alone):
    other = compare(storm(), POLICIES[::-1], runs=4, workers=1)
    keys = ["policy", "seed"]
    assert_frame_equal(
        other.runs.sort_values(keys, ignore_index=True),
        alone.runs.sort_values(keys, ignore_index=True),
    )
    assert other.ranking["policy"].tolist() == alone.ranking["policy"].tolist()


def test_each_row_is_the_run_that_stands_alone(alone):
    for _, row in alone.runs[alone.runs["seed"] == 3].iterrows():
        outcome = run(storm(), row["policy"], 3)
        for key, value in outcome.summary.items():
            same = row[key] == value or (pd.isna(row[key]) and pd.isna(value))
            assert same, (row["policy"], key)


def test_hours_of_a_run_are_reproducible():
    first, second = (run(storm(), "denial", 2) for _ in range(2))
    assert_frame_equal(first.hours, second.hours, check_exact=True)
    assert_frame_equal(first.messages, second.messages, check_exact=True)
    other = run(storm(), "denial", 3)
    assert not first.hours["stance"].equals(other.hours["stance"])


def test_the_tables_are_whole(alone):
    assert len(alone.runs) == 12
    assert alone.runs.groupby("policy")["seed"].apply(list).tolist() == [[1, 2, 3, 4]] * 3
    assert alone.scenario == ["product-flaw"]
    assert set(alone.ranking["policy"]) == set(POLICIES)
    hours = alone.curves.groupby("policy")["since_load"]
    assert (hours.min() == -24).all() and (hours.max() == 9 * 24 - 1).all()
    assert set(alone.balls["component"]) == set(COMPONENTS)
    assert (alone.curves["dent_low"] <= alone.curves["dent_high"]).all()
    stated = alone.messages[alone.messages["scope"] == "statement"]
    assert not (stated["policy"] == "silence").any()
    assert (stated["policy"] == "denial").any()


def test_the_ranking_is_the_mean_of_the_runs_and_differences_are_paired(alone):
    ranking = alone.ranking.set_index("policy")
    wide = alone.runs.pivot(index="seed", columns="policy", values="resilience")
    assert ranking["rank"].tolist() == [1, 2, 3]
    assert ranking["resilience"].is_monotonic_decreasing
    for name in POLICIES:
        assert ranking.loc[name, "resilience"] == pytest.approx(wide[name].mean())
        assert ranking.loc[name, "runs"] == 4
    gaps = wide["denial"] - wide["silence"]
    assert ranking.loc["denial", "difference"] == pytest.approx(gaps.mean())
    assert ranking.loc["denial", "better_share"] == pytest.approx((gaps > 0).mean())
    assert np.isnan(ranking.loc["silence", "difference"])
    assert ranking["best_probability"].sum() == pytest.approx(1)


def test_progress_is_told_until_all_runs_are_done():
    told = []
    compare(storm(), ["silence", "denial"], runs=2, workers=1, progress=lambda *n: told.append(n))
    assert told == [(2, 4), (4, 4)]


# --- ranking of known numbers -------------------------------------------------------------


def runs_of(**resilience):
    rows = []
    for policy, values in resilience.items():
        for seed, value in enumerate(values, 1):
            hours = 24.0 * seed if policy == "apology" else None
            rows.append(
                {"scenario": "x", "policy": policy, "title": policy.title(), "seed": seed}
                | {"resilience": value, "recovery_hours": hours, "recovered": hours is not None}
                | {"phase": seed, "peak_dent": 0.1, "area": 0.1, "residual": 0.0}
                | {"springback": 1.0, "stance_change": 0.0, "followers_lost": seed}
                | {"conduct_share": 0.5, "storm_scale": 3, "staff_hours": 2.0, "cost": 10.0 * seed}
            )
    return pd.DataFrame(rows)


def test_a_ranking_by_hand():
    table = rank(runs_of(silence=[0.5, 0.7, 0.6], apology=[0.6, 0.9, 0.6], denial=[0.1, 0.2, 0.3]))
    assert table["policy"].tolist() == ["apology", "silence", "denial"]
    assert table["rank"].tolist() == [1, 2, 3]
    best = table.iloc[0]
    assert best["resilience"] == pytest.approx(0.7)
    assert best["difference"] == pytest.approx(0.1)
    assert best["resilience_low"] <= 0.7 <= best["resilience_high"]
    assert best["difference_low"] <= 0.1 <= best["difference_high"]
    assert best["recovery_days"] == 2.0 and best["recovered_share"] == 1
    assert (best["followers_lost"], best["cost"], best["title"]) == (2, 20, "Apology")
    assert np.isnan(table.iloc[2]["recovery_days"]) and table.iloc[2]["recovered_share"] == 0


def test_without_silence_there_is_no_difference_to_it():
    table = rank(runs_of(apology=[0.6, 0.9], denial=[0.1, 0.2]))
    assert table["difference"].isna().all()
    assert table["policy"].tolist() == ["apology", "denial"]


# --- refused before any work --------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "part"),
    [
        (lambda: compare("calm", runs=0), ScenarioError, "--runs"),
        (lambda: compare("calmm"), ScenarioError, "did you mean 'calm'"),
        (lambda: compare("calm", ["denail"]), PolicyError, "did you mean 'denial'"),
        (lambda: compare("calm", ["denial"], load=-1), ScenarioError, "--load"),
    ],
)
def test_what_cannot_be_compared_is_refused_at_once(monkeypatch, call, error, part):
    monkeypatch.setattr("knautschball.model.comparison.work", None)
    with pytest.raises(error) as caught:
        call()
    assert part in str(caught.value)


class Unnamed(ResponsePolicy):
    def speak(self, situation):
        return Message(scope="statement") if situation.surge > 3 else None


class Other(Unnamed):
    pass


def test_two_policies_of_one_name_are_refused(tmp_path):
    own = tmp_path / "apology.toml"
    own.write_text('[policy]\ntitle = "My apology"\n', encoding="utf-8")
    for pair, name in ((["apology", str(own)], "apology"), ([Unnamed(), Other()], "unnamed")):
        with pytest.raises(KnautschballError, match=f"'{name}'"):
            compare(storm(), pair, runs=2, workers=1)


def test_two_scenarios_of_one_name_are_refused():
    with pytest.raises(ScenarioError, match="product-flaw"):
        compare([storm(), storm().change({"team.size": 9})], ["silence"], runs=2, workers=1)


def test_nothing_to_compare_is_refused():
    for scenarios, chosen in (([], ["silence"]), (storm(), [])):
        with pytest.raises(KnautschballError):
            compare(scenarios, chosen, runs=1, workers=1)


def test_the_fingerprint_follows_what_a_policy_says(tmp_path):
    own, marks = tmp_path / "mine.toml", []
    for empathy in (0.1, 0.9):
        own.write_text(f"[[reply]]\nmessage = {{ empathy = {empathy} }}\n", encoding="utf-8")
        marks.append(compare(storm(), [str(own)], runs=1, workers=1).fingerprint)
    assert marks[0] != marks[1]
