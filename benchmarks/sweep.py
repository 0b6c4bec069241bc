"""What a sweep costs: a run in it, what comes on top, its memory, and Mesa's ``batch_run``.

Run with ``python -m benchmarks.sweep [RUNS [WORKERS]]``. Everything is counted in seconds of the
processor, which hold on a busy machine better than the clock; a run is of 1,000 people × 30 days
after a week of warm-up. The warm-up and the twin are lived through once for all loads of a
policy and seed, as in any sweep; ``batch_run`` has no twin, which counts in its favour. A busy
machine makes the processor itself slower, by the minute: what is compared is done in turns, a task
of ours and a run of theirs, and the median of the turns is told.
"""

import os
import resource
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knautschball.model import Firestorm, sweep
from knautschball.model.firestorm import Community
from knautschball.model.outcome import floor_of, outcome_of
from knautschball.model.past import Past
from knautschball.model.sweeps.experiment import experiment_from
from knautschball.model.sweeps.local import Local
from knautschball.model.sweeps.task import Task
from knautschball.scenarios import load

POLICIES = ["silence", "denial", "apology", "empathy", "correction"]
LOADS = [0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0]
EACH = len(POLICIES) * len(LOADS)
PEOPLE = 1000
FIXED = {"community.size": PEOPLE, "run.horizon": 30}

SAID = {
    "work": "inside the workers, their tasks",
    "around": "inside the workers, around the tasks",
    "parent": "in the parent, which plans and writes",
}


def spent(who: int) -> float:
    """Give the seconds of the processor so far, of this process or of those it has ended."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


class Watched(Local):
    """Processes that say how long they worked on their tasks."""

    def __init__(self, workers: int, worked: list[float]) -> None:
        super().__init__(workers)
        self._worked, self._asked = worked, {}

    def submit(self, task: Task) -> None:
        """Hand over the task inside one that looks at the clock."""
        outer = Task(timed, task)
        self._asked[outer] = task
        super().submit(outer)

    def wait(self, seconds: float) -> list[tuple[Task, Any]]:
        """Note the time, and give the answers alone."""
        answers = super().wait(seconds)
        self._worked += [answer[1] for _, answer in answers]
        return [(self._asked.pop(outer), answer[0]) for outer, answer in answers]


def timed(task: Task) -> tuple[Any, float]:
    """Do a task; say how many seconds of the processor it took."""
    start = process_time()
    answer = task()
    return answer, process_time() - start


def swept(seeds: int, workers: int) -> dict[str, float]:
    """Sweep policies × loads × seeds into a folder that is thrown away; give seconds by place."""
    data = {"scenario": "product-flaw", "policies": POLICIES, "runs": seeds, "set": FIXED}
    experiment = experiment_from(data | {"vary": {"load": LOADS}}, "benchmark")
    worked: list[float] = []
    before, begin = [spent(resource.RUSAGE_SELF), spent(resource.RUSAGE_CHILDREN)], perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        done = sweep(experiment, folder, engine=partial(Watched, workers, worked))
        assert len(done.runs) == seeds * EACH
    after = [spent(resource.RUSAGE_SELF), spent(resource.RUSAGE_CHILDREN)]
    parent, workers_all = (b - a for a, b in zip(before, after, strict=True))
    return {
        "clock": perf_counter() - begin,
        "parent": parent,
        "work": sum(worked),
        "around": workers_all - sum(worked),
    }


def bare(policy: str, seed: int) -> float:
    """Do a task of a sweep by hand, with nothing written down; give seconds per run.

    The noise floor, measured once in a sweep however long, is left out.
    """
    scenario = load("product-flaw").change(FIXED)
    floor, start = floor_of(scenario), process_time()
    past = Past(scenario, policy, seed, Community(scenario, seed))
    for size in LOADS:
        outcome_of(past.storm(scenario, size), past.twin, floor, size)
    return (process_time() - start) / len(LOADS)


def alone(policy: str, seed: int) -> float:
    """Do what a batch of plain models does: graph, crowd and storm, no twin, nothing measured."""
    scenario, start = load("product-flaw").change(FIXED), process_time()
    Firestorm(scenario, policy, seed).run_through()
    return process_time() - start


def batch_run(hours: int) -> float:
    """Give seconds of one run of the same rules as plain objects in Mesa's ``batch_run``."""
    command = [sys.executable, "-m", "benchmarks.objects", str(PEOPLE), str(hours)]
    out = subprocess.run(
        command, env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, capture_output=True, text=True,
        check=True, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    return float(out.stdout.split()[-1])


def in_turns() -> NDArray[np.float64]:
    """Give seconds of a run in a task, of a storm alone and in ``batch_run``; float64[turns, 3]."""
    scenario = load("product-flaw").change(FIXED)
    hours = round(24 * (scenario.run.warm_up + scenario.run.horizon))
    turns = [
        (bare(policy, seed), alone(policy, seed), batch_run(hours))
        for seed, policy in enumerate(POLICIES, 1)
    ]
    return np.array(turns)


def main() -> None:
    """Print what a run costs and where, and how many of them ``batch_run`` would still be at."""
    runs, workers = [*map(int, sys.argv[1:]), *(200, 2)[len(sys.argv) - 1 :]]
    seeds = max(1, runs // EACH)
    runs = seeds * EACH
    floor_of(load("product-flaw").change(FIXED))  # workers are forked and know it, too
    bare(POLICIES[0], 1)  # compile
    found = swept(seeds, workers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    whole = found["parent"] + found["work"] + found["around"]
    print(f"{runs} runs, {workers} workers: {runs / found['clock']:.1f} runs/s by the clock")
    print(f"a run, with its share of twin, crowd and graph: {1e3 * whole / runs:.0f} ms")
    for name, said in SAID.items():
        print(f"  {said}: {1e3 * found[name] / runs:.1f} ms, {found[name] / found['work']:.1%}")
    print(f"peak memory of the parent: {peak:.0f} MiB")
    turns = in_turns()
    ours, storm, theirs = 1e3 * np.median(turns, axis=0)
    print(f"in {len(turns)} turns: {ours:.0f} ms a run in a task, {storm:.0f} ms a storm alone,")
    print(f"  {theirs / 1e3:.0f} s the storm alone as plain objects in batch_run")
    sweeps = turns[:, 2] / turns[:, 0] * found["work"] / whole
    told = f"{np.median(sweeps):.0f} ({sweeps.min():.0f} to {sweeps.max():.0f})"
    print(f"batch_run over the storm alone: {np.median(turns[:, 2] / turns[:, 1]):.0f} times")
    print(f"batch_run over a run of the sweep, all included: {told} times")


if __name__ == "__main__":
    main()
