"""The same sweep on a cluster: identical rows, even if a worker is killed in the middle."""

import os
import signal

import pytest

from knautschball.model import sweep
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


def test_a_scheduler_that_does_not_answer(monkeypatch):
    monkeypatch.setattr("knautschball.model.sweeps.cluster.PATIENCE", 0.2)
    with pytest.raises(EngineError, match="does not answer"):
        Cluster("tcp://127.0.0.1:1")


def test_an_address_that_makes_no_sense():
    with pytest.raises(EngineError, match="does not answer"):
        Cluster("nowhere://x")
