"""The resilience test on the model: the same with any workers, each row a run that stands alone."""

import numpy as np
import pytest
from pandas.testing import assert_frame_equal
from storms import small

from knautschball.model.outcome import run
from knautschball.model.strain import repeated, resilience_test
from knautschball.scenarios.errors import KnautschballError

pytestmark = pytest.mark.slow

POLICIES = ["denial", "correction"]
LOADS = (0.25, 1.0, 4.0)


def storm():
    return small(load__reach=0.3, run__horizon=9.0)


@pytest.fixture(scope="module")
def test():
    return resilience_test(storm(), POLICIES, LOADS, runs=3, workers=1)


def test_two_workers_give_the_same_bits_as_one(test):
    both = resilience_test(storm(), POLICIES, LOADS, runs=3, workers=2)
    for name in ("strain", "yields", "fatigue"):
        assert_frame_equal(getattr(both, name), getattr(test, name), check_exact=True)
    assert both.fingerprint == test.fingerprint


def test_each_row_is_the_run_that_stands_alone(test):
    for row in test.strain[test.strain["seed"] == 2].itertuples():
        found = run(storm(), row.policy, 2, load=row.load).summary
        assert row.peak_dent == found["peak_dent"] and row.residual == found["residual"]
        assert row.recovered == found["recovered"]


def test_every_policy_has_its_yield_point_and_every_storm_is_counted(test):
    assert set(test.yields["policy"]) == set(POLICIES)
    assert test.yields["runs"].sum() == len(test.strain)
    assert (test.yields["seeds"] == 3).all()
    inside = test.yields.dropna(subset="yield_load")
    assert (inside["low"] <= inside["yield_load"]).all()
    assert (inside["yield_load"] <= inside["high"]).all()
    assert test.strain.groupby("policy")["load"].apply(lambda x: set(LOADS) <= set(x)).all()


def test_fatigue_is_measured_on_every_strike(test):
    assert (
        test.fatigue.groupby(["policy", "seed"])["repeat"]
        .apply(list)
        .map([1, 2, 3, 4].__eq__)
        .all()
    )
    assert test.fatigue["peak_dent"].between(0, 1).all()


def test_a_repeated_load_keeps_twin_and_horizon():
    once, again = storm(), repeated(storm())
    strikes = np.array([load.at for load in again.load])
    assert np.diff(strikes).tolist() == [54, 54, 54]
    assert again.run == once.run and again.fingerprint != once.fingerprint


def test_progress_is_told_until_all_climbs_are_done():
    told = []
    tell = lambda *numbers: told.append(numbers)  # noqa: E731
    resilience_test(storm(), ["silence"], LOADS, runs=3, workers=1, progress=tell)
    assert [done for done, _ in told] == [1, 2, 3]
    assert told[-1] == (3, 3)


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"loads": "4:1:9"}, "--loads"),
        ({"loads": [1.0, 0.5, 2.0]}, "rising"),
        ({"runs": 0}, "--runs"),
        ({"precision": 1.0}, "precision"),
        ({"policies": ["denail"]}, "did you mean 'denial'"),
        ({"scenario": storm().model_copy(update={"load": ()})}, "no load"),
    ],
)
def test_what_cannot_be_tested_is_refused_at_once(monkeypatch, options, part):
    monkeypatch.setattr("knautschball.model.strain.work", None)
    with pytest.raises(KnautschballError, match=part):
        resilience_test(**({"scenario": storm(), "policies": ["silence"]} | options))
