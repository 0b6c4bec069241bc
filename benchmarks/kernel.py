"""How long the kernel takes for one run, beside a plain copy of memory on the same machine.

Run with ``python benchmarks/kernel.py``. Ratios hold from machine to machine, seconds do not.
"""

from time import perf_counter

import numpy as np

from knautschball.model import engine
from knautschball.model.firestorm import Community, Firestorm
from knautschball.scenarios import load

PEOPLE = (500, 2_000, 8_000)
ROUNDS = 5


def timed(storm: Firestorm) -> tuple[float, float]:
    """Run to the horizon; give the seconds in all and those of the kernels."""
    inside = 0.0
    hour = storm.engine.hour

    def watched(*arguments):
        nonlocal inside
        start = perf_counter()
        result = hour(*arguments)
        inside += perf_counter() - start
        return result

    storm.engine.hour = watched
    start = perf_counter()
    storm.run_model()
    return perf_counter() - start, inside


def copy_rate() -> float:
    """Give bytes per second of a copy of 64 MiB, best of ten: what the memory can do."""
    source = np.ones(8 << 20)
    target = np.empty_like(source)
    best = np.inf
    for _ in range(10):
        start = perf_counter()
        np.copyto(target, source)
        best = min(best, perf_counter() - start)
    return 2 * source.nbytes / best


def main() -> None:
    """Print a line per size: medians of five runs."""
    rate = copy_rate()
    print(f"copy: {rate / 1e9:.1f} GB/s; {engine.__name__} on one thread, medians of {ROUNDS}")
    print("people   whole run   kernels   share   ns per person-hour   ns to copy its row")
    for people in PEOPLE:
        scenario = load("product-flaw").change({"community.size": people})
        community = Community(scenario, 1)
        Firestorm(scenario, "denial", 1, community=community).step()  # compile
        times = [
            timed(Firestorm(scenario, "denial", 1, community=community)) for _ in range(ROUNDS)
        ]
        whole, inside = np.median(times, axis=0)
        hours = Firestorm(scenario, "denial", 1, community=community).horizon
        row = sum(column.itemsize for column in community.columns)
        print(
            f"{people:6d}   {whole:7.3f} s   {inside:5.3f} s   {inside / whole:5.0%}"
            f"   {1e9 * inside / people / hours:18.1f}   {1e9 * 2 * row / rate:18.1f}"
        )


if __name__ == "__main__":
    main()
