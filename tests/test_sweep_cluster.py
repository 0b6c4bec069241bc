"""The same sweep on a cluster: identical rows, even if a worker is killed in the middle."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from time import sleep

import pytest

from knautschball.model import read, sweep
from knautschball.model.sweeps.cluster import Cluster
from knautschball.model.sweeps.experiment import experiment_from
from knautschball.model.sweeps.local import local
from knautschball.scenarios import EngineError

pytestmark = pytest.mark.slow

distributed = pytest.importorskip("distributed")
EXPERIMENT = {
    "scenario": "product-flaw",
    "runs": 4,
    "set": {"community.size": 60, "run.horizon": 8, "run.warm_up": 1, "run.controls": 2},
    "vary": {"team.size": [2, 4, 6]},
}


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
    ) as two:
        yield two


def test_a_worker_killed_in_the_middle_changes_nothing(cluster, tmp_path):
    experiment = experiment_from(EXPERIMENT, "here")
    victim = next(iter(cluster.workers.values())).process.process.pid
    killed = []

    def kill(count):
        if not killed and 0 < count.done < count.total:
            os.kill(victim, signal.SIGKILL)
            killed.append(count.done)

    scheduler = cluster.scheduler_address
    there = sweep(experiment, tmp_path / "there", engine=lambda: Cluster(scheduler), progress=kill)
    here = sweep(experiment, tmp_path / "here", engine=lambda: local(1))
    assert killed
    assert there.runs.equals(here.runs)


@contextmanager
def _hosts(folder):
    """A scheduler and a worker, started as ``docs/cluster.md`` starts them on hosts by hand."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    ports = ["--port", "0", "--no-dashboard", "--host", "127.0.0.1"]
    commands = (
        [*dask, "scheduler", *ports, "--scheduler-file", str(file)],
        [*dask, "worker", "--scheduler-file", str(file), "--nworkers", "1", "--nthreads", "1"],
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = []
    try:
        for command in commands:
            started.append(subprocess.Popen(command, cwd=folder, **quiet))
            while not file.exists() and started[0].poll() is None:
                sleep(0.1)
        yield started[0], json.loads(file.read_text())["address"]
    finally:
        for process in started:
            process.terminate()
            process.wait()


def test_a_scheduler_killed_in_the_middle_costs_only_what_is_in_hand(tmp_path):
    experiment, done = experiment_from(EXPERIMENT, "here"), []

    def kill(count):
        if count.done and not done:
            done.append(count.done)
            scheduler.kill()

    with (
        _hosts(tmp_path) as (scheduler, address),
        pytest.raises(EngineError, match="the scheduler is gone"),
    ):
        sweep(experiment, tmp_path / "both", engine=lambda: Cluster(address), progress=kill)
    kept = len(read(tmp_path / "both").runs)
    assert done[0] <= kept < 12
    first = []
    both = sweep(experiment, tmp_path / "both", engine=lambda: local(1), progress=first.append)
    assert first[0].done >= kept
    alone = sweep(experiment, tmp_path / "here", engine=lambda: local(1))
    assert both.runs.equals(alone.runs)


def test_a_scheduler_that_does_not_answer(monkeypatch):
    monkeypatch.setattr("knautschball.model.sweeps.cluster.PATIENCE", 0.2)
    with pytest.raises(EngineError, match="does not answer"):
        Cluster("tcp://127.0.0.1:1")


def test_an_address_that_makes_no_sense():
    with pytest.raises(EngineError, match="does not answer"):
        Cluster("nowhere://x")
