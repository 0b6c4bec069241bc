"""What a sweep costs: its parent beside its runs, its memory, and Mesa's ``batch_run``.

Run with ``python benchmarks/sweep.py [RUNS [WORKERS]]``. Everything is counted in seconds of the
processor, which hold on a busy machine; runs are of 1,000 people × 30 days, each with its
undisturbed twin, which ``batch_run`` does not have.
"""

import resource
import sys
import tempfile
from collections.abc import Callable
from time import perf_counter

from mesa import batch_run

from knautschball.model import Firestorm, sweep
from knautschball.model.sweeps.experiment import experiment_from
from knautschball.model.sweeps.local import local
from knautschball.scenarios import load

POLICIES = ["silence", "denial", "apology", "empathy", "correction"]
LOADS = [0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0]
FIXED = {"community.size": 1000, "run.horizon": 30}


def spent(work: Callable[[], object]) -> tuple[float, float, float]:
    """Give seconds of the processor in this process and in its children, and by the clock."""
    who = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    before, begin = [resource.getrusage(one) for one in who], perf_counter()
    work()
    clock = perf_counter() - begin
    after = [resource.getrusage(one) for one in who]
    here, there = (
        b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime
        for a, b in zip(before, after, strict=True)
    )
    return here, there, clock


def ours(seeds: int, workers: int) -> None:
    """Sweep policies × loads × seeds into a folder that is thrown away."""
    data = {"scenario": "product-flaw", "policies": POLICIES, "runs": seeds, "set": FIXED}
    experiment = experiment_from(data | {"vary": {"load": LOADS}}, "benchmark")
    with tempfile.TemporaryDirectory() as folder:
        done = sweep(experiment, folder, engine=lambda: local(workers))
        assert len(done.runs) == seeds * len(POLICIES) * len(LOADS)


def theirs(runs: int) -> None:
    """Run the same model in Mesa's ``batch_run``, in this process, so that nothing has to start."""
    what = {"scenario": [load("product-flaw").change(FIXED)], "policy": "denial"}
    batch_run(
        Firestorm, what | {"seed": range(1, runs + 1)}, number_processes=1, max_steps=10_000,
        display_progress=False,
    )  # fmt: skip


def main() -> None:
    """Print the cost of a run in both, and what the parent of a sweep takes."""
    runs, workers = [*map(int, sys.argv[1:]), *(500, 2)[len(sys.argv) - 1 :]]
    each = len(POLICIES) * len(LOADS)
    seeds = max(1, runs // each)
    ours(1, 1)  # compile
    parent, children, clock = spent(lambda: ours(seeds, workers))
    per_run = children / (seeds * each)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"sweep: {seeds * each} runs, {workers} workers: {seeds * each / clock:.1f} runs/s")
    print(f"  a run with its twin: {1e3 * per_run:.1f} ms; parent {parent / children:.1%} of it")
    print(f"  peak memory of the parent: {peak:.0f} MiB")
    here, _, _ = spent(lambda: theirs(20))
    print(f"batch_run, the storm alone: {1e3 * here / 20:.1f} ms a run")


if __name__ == "__main__":
    main()
