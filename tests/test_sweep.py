"""Sweeps: every run exactly once, whatever happens on the way, wherever the work is done."""

import multiprocessing
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from knautschball.model import read, run, sweep
from knautschball.model.processes import pool
from knautschball.model.sweeps.claim import claimed
from knautschball.model.sweeps.design import Axis, points
from knautschball.model.sweeps.experiment import experiment_from
from knautschball.model.sweeps.functions import FunctionStudy
from knautschball.model.sweeps.local import local
from knautschball.model.sweeps.sensitivity import indices
from knautschball.model.sweeps.store import Store
from knautschball.model.sweeps.task import Done
from knautschball.scenarios import EngineError, OutputError

pytestmark = pytest.mark.slow

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
    return sweep(experiment(), tmp_path_factory.mktemp("undisturbed"), engine=lambda: local(1))


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
    assert sweep(experiment(), tmp_path, engine=lambda: local(2)).runs.equals(undisturbed.runs)


FORK = multiprocessing.get_context("fork" if hasattr(os, "fork") else None)
unix = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills groups of processes")


def sweep_in_a_group(folder):
    os.setsid()
    sweep(experiment(), folder, engine=lambda: local(2))


@unix
def test_killed_at_ten_random_moments_it_ends_with_the_same_rows(undisturbed, tmp_path):
    """The whole group of processes is killed, so that nothing can be tidied up."""
    moments = np.random.default_rng().uniform(0.02, 0.6, 10)
    for moment in moments:
        process = FORK.Process(target=sweep_in_a_group, args=(tmp_path,))
        process.start()
        process.join(moment)
        with suppress(ProcessLookupError):  # it may not have begun a group, or be at its end
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.join()
    resumed = sweep(experiment(), tmp_path, engine=lambda: local(2))
    assert resumed.runs.equals(undisturbed.runs)
    assert {file.name for file in tmp_path.iterdir()} == {"experiment.toml", "runs.parquet"}


class Power(Exception):
    """The power is cut."""


@pytest.mark.parametrize("step", range(12))
def test_cut_at_any_step_of_writing_nothing_is_lost_or_doubled(tmp_path, monkeypatch, step):
    """Every change of the folder may be the last one; joining parts is one of many changes."""
    monkeypatch.setattr("knautschball.model.sweeps.store.JOIN", 3)
    left = iter(range(step))

    def counted(change):
        def changed(*given, **how):
            if next(left, None) is None:
                raise Power
            return change(*given, **how)

        return changed

    before = set()
    with monkeypatch.context() as cut, suppress(Power):
        cut.setattr("os.replace", counted(os.replace))
        cut.setattr("pathlib.Path.unlink", counted(Path.unlink))
        store = Store(tmp_path)
        for number in range(6):
            row = {"run": number, "y": number / 2}
            store.add([Done(row, pd.DataFrame({"run": [number] * 2, "hour": [0, 1]}))])
            if number % 3 == 0:
                store.add([Done({"run": 100 + number, "error": "bad"})])
            store.flush()
            before.add(number)
    again = Store(tmp_path)
    found, hours = again.numbers("runs"), again.numbers("hours")
    assert before <= set(found)
    assert len(set(found)) == len(found)
    assert sorted(hours) == sorted(np.repeat(found, 2))
    assert set(again.numbers("failures")) >= {100 + n for n in before if n % 3 == 0}


def fails_at_three(x):
    if x == 3:
        raise ValueError("three is too much")
    return {"y": 2.0 * x}


def exits_at_two(x):
    if x == 2:
        os._exit(1)
    time.sleep(0.01)
    return {"y": 2.0 * x}


def numbered(count):
    return pd.DataFrame({"x": range(count)})


def test_a_failing_run_is_recorded_and_stops_nobody(tmp_path):
    study = FunctionStudy(fails_at_three, numbered(6))
    results = sweep(study, tmp_path, engine=lambda: local(1))
    assert results.runs["y"].tolist() == [0, 2, 4, 8, 10]
    (failed,) = results.failures.itertuples()
    assert (failed.run, failed.x) == (3, 3)
    assert failed.error.startswith("ValueError: three is too much")
    assert "test_sweep.py" in failed.error


def test_failed_runs_are_done_again_only_when_asked(tmp_path, monkeypatch):
    study = FunctionStudy(fails_at_three, numbered(6))
    sweep(study, tmp_path, engine=lambda: local(1))
    study = FunctionStudy(fails_at_three, numbered(6))
    monkeypatch.setattr(study, "_measure", lambda x: {"y": 2.0 * x})
    assert len(sweep(study, tmp_path, engine=lambda: local(1)).failures) == 1
    mended = sweep(study, tmp_path, engine=lambda: local(1), retry=True)
    assert mended.runs["y"].tolist() == [0, 2, 4, 6, 8, 10]
    assert mended.failures[["seed", "error", "command"]].empty
    assert not (tmp_path / "failures.parquet").exists()


@unix
def test_a_run_that_kills_its_worker_costs_nobody_else(tmp_path):
    results = sweep(FunctionStudy(exits_at_two, numbered(9)), tmp_path, engine=lambda: local(2))
    assert results.runs["x"].tolist() == [0, 1, 3, 4, 5, 6, 7, 8]
    assert "killed" in results.failures["error"].item()


@unix
def test_workers_end_with_their_parent():
    def parent(pipe):
        several = pool(1)
        several.submit(time.sleep, 0).result()
        (worker,) = several._processes
        pipe.send(worker)
        time.sleep(60)

    ours, theirs = FORK.Pipe()
    process = FORK.Process(target=parent, args=(theirs,))
    process.start()
    worker = ours.recv()
    process.kill()
    process.join()
    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        if (
            Path(f"/proc/{worker}/stat").exists()
            and " Z " in Path(f"/proc/{worker}/stat").read_text()
        ):
            return
        time.sleep(0.05)
    pytest.fail("the worker lives on")


def test_another_experiment_is_refused_and_says_what_changed(undisturbed):
    with pytest.raises(OutputError, match=r"runs was 2 and is 3.*--fresh"):
        sweep(experiment(runs=3), undisturbed.folder)


def test_what_has_changed_in_a_large_experiment_is_said_in_a_short_line(tmp_path):
    def varied(high):
        vary = {f"key {n}": {"low": 0.0, "high": high} for n in range(50)}
        return {"vary": vary, "fingerprint": str(high)}

    with claimed(tmp_path, varied(1.0), "", fresh=False):
        (tmp_path / "parts").mkdir()  # a first run is finished
    with (
        pytest.raises(
            OutputError, match=r"vary key 0 high was 1.0 and is 2.0.*and 47 more"
        ) as told,
        claimed(tmp_path, varied(2.0), "", fresh=False),
    ):
        pass
    assert len(str(told.value)) < 400


def test_a_fresh_start_throws_away_what_was_there(tmp_path):
    sweep(FunctionStudy(fails_at_three, numbered(5)), tmp_path, engine=lambda: local(1))
    other = FunctionStudy(fails_at_three, numbered(2))
    results = sweep(other, tmp_path, engine=lambda: local(1), fresh=True)
    assert results.runs["x"].tolist() == [0, 1]
    assert results.failures.empty


@pytest.mark.parametrize("name", ["experiment.toml", "runs.parquet"])
@pytest.mark.parametrize("fresh", [False, True])
def test_files_of_the_user_are_never_touched(tmp_path, name, fresh):
    (tmp_path / name).write_text("scenario = 'calm'\n")
    (tmp_path / "figures").mkdir()
    study = FunctionStudy(fails_at_three, numbered(2))
    with pytest.raises(OutputError, match="another kind"):
        sweep(study, tmp_path, fresh=fresh)
    assert {file.name for file in tmp_path.iterdir()} == {name, "figures"}


def test_columns_keep_their_kind_whichever_runs_share_a_part(tmp_path):
    store = Store(tmp_path)
    for number, (text, least) in enumerate([(None, 1), ("word", None), (None, 2.5)]):
        store.add([Done({"run": number, "note": text, "least": least, "phase_1": None})])
        store.flush()
    store.finish()
    table = read(tmp_path).runs
    assert table["note"].isna().tolist() == [True, False, True]
    assert table["least"].dtype == table["phase_1"].dtype == float


def test_one_folder_has_one_sweep_at_a_time(tmp_path):
    study = FunctionStudy(fails_at_three, numbered(2))
    with claimed(tmp_path, study.facts, "", False), pytest.raises(OutputError, match="at work"):
        sweep(study, tmp_path)


def test_hours_are_kept_where_asked_and_belong_to_their_runs(tmp_path):
    asked = experiment(record="hourly", vary={"load": [0.0, 2.0]}, runs=1)
    results = sweep(asked, tmp_path, engine=lambda: local(1))
    hours, runs = results.hours, results.runs
    assert hours["run"].drop_duplicates().tolist() == runs["run"].tolist()
    after = hours[hours["since_load"] >= 0].groupby("run")["dent"].max()
    assert after.to_numpy() == pytest.approx(runs["peak_dent"].to_numpy(), abs=1e-12)


def test_reading_goes_on_while_a_sweep_is_at_work(tmp_path):
    store = Store(tmp_path)
    store.add([Done({"run": 1, "y": 0.5})])
    store.flush()
    assert read(tmp_path).runs["run"].tolist() == [1]


def test_nothing_is_left_where_the_engine_is_out_of_reach(tmp_path):
    def unreachable():
        raise EngineError("--scheduler", "does not answer")

    study = FunctionStudy(fails_at_three, numbered(2))
    with pytest.raises(EngineError):
        sweep(study, tmp_path / "new", engine=unreachable)
    assert not list(tmp_path.iterdir())


def ishigami(x1, x2, x3):
    """Ishigami & Homma 1990, with a = 7, b = 0.1."""
    return {"y": np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)}


def test_sobol_indices_of_the_ishigami_function(tmp_path):
    names, samples = ["x1", "x2", "x3"], 4096
    axes = [Axis(name, (), -np.pi, np.pi) for name in names]
    study = FunctionStudy(ishigami, points(axes, "saltelli", samples), size=2048)
    results = sweep(study, tmp_path, engine=lambda: local(2))
    found = indices("sobol", names, samples, results.runs["y"]).set_index("key")
    variance = 49 / 8 + np.pi**4 / 50 + np.pi**8 / 1800 + 1 / 2
    first = np.array([(1 + np.pi**4 / 50) ** 2 / 2, 49 / 8, 0]) / variance
    total = first + np.array([1, 0, 1]) * 8 * np.pi**8 / 225 / 100 / variance
    for column, exact in (("first", first), ("total", total)):
        assert found.loc[names, column].to_numpy() == pytest.approx(exact, rel=0.05, abs=0.01)
