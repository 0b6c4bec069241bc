"""Sweeps: every run exactly once, whatever happens on the way, wherever the work is done."""

import numpy as np
import pandas as pd
import pytest

from knautschball.model import run, sweep
from knautschball.model.sweeps.experiment import experiment_from
from knautschball.model.sweeps.local import local

TINY = {"community.size": 60, "run.horizon": 8, "run.warm_up": 1, "run.controls": 2}
STORMS = {
    "scenario": "product-flaw",
    "policies": ["silence", "denial"],
    "runs": 2,
    "set": TINY,
    "vary": {"team.size": [2, 5], "load": [0.5, 2.0], "community.clustering": [0.1, 0.4]},
}


def experiment(**changes):
    return experiment_from(STORMS | changes, "here")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    return sweep(experiment(), tmp_path_factory.mktemp("undisturbed"), engine=local(1))


def test_every_run_of_the_design_is_there_once_and_in_order(undisturbed):
    runs = undisturbed.runs
    assert runs["run"].tolist() == list(range(32))
    combined = ["policy", "seed", "load", "team.size", "community.clustering"]
    assert not runs.duplicated(combined).any()
    assert runs.groupby(combined[2:]).size().eq(4).all()


@pytest.mark.parametrize("number", [0, 9, 31])
def test_a_run_of_a_sweep_is_the_run_alone(undisturbed, number):
    row = undisturbed.runs.iloc[number]
    varied = {"team.size": int(row["team.size"])}
    varied["community.clustering"] = float(row["community.clustering"])
    scenario = experiment().scenarios()[0].change(varied)
    alone = run(scenario, row["policy"], int(row["seed"]), load=float(row["load"])).summary
    for key, value in alone.items():
        same = row[key] == value or (pd.isna(row[key]) and (value is None or np.isnan(value)))
        assert same, key


def test_two_workers_give_the_same_rows(undisturbed, tmp_path):
    assert sweep(experiment(), tmp_path, engine=local(2)).runs.equals(undisturbed.runs)
