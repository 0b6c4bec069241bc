"""How often do intervals of a mean hold the truth? Student's t beside two kinds of bootstrap.

Values of a few runs are drawn from a known distribution again and again, and the share of 95 %
intervals that hold its mean is printed for

* the percentiles of the bootstrap as they are,
* those percentiles expanded for few runs (Hesterberg 2015),
* Student's t, which `interval` in ``model/statistics.py`` gives and reports show.

``python -m benchmarks.interval_coverage 3000`` repeats it that often.
"""

import sys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from knautschball.model.statistics import DRAWS, LEVEL, interval
from knautschball.model.yielding import expanded

RUNS = (2, 4, 6, 8, 10, 20, 30)
REPETITIONS = 2_000
Draw = Callable[[np.random.Generator, tuple[int, int]], NDArray[np.float64]]
SPREADS: dict[str, Draw] = {
    "even (normal)": lambda chance, size: chance.normal(size=size),
    "lopsided (lognormal, .5)": lambda chance, size: chance.lognormal(0, 0.5, size) - np.exp(0.125),
    "very lopsided (exponential)": lambda chance, size: chance.exponential(size=size) - 1,
    "R of mild storms (beta 8, 1.5)": lambda chance, size: chance.beta(8, 1.5, size) - 8 / 9.5,
}
"""How runs may spread around a mean of 0."""


def bootstrap(
    values: NDArray[np.float64], tail: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give both ends of percentile intervals, float64[k] each, of values float64[n, k]."""
    runs = len(values)
    times = np.random.default_rng(0).multinomial(runs, np.full(runs, 1 / runs), DRAWS)
    low, high = np.quantile(times / runs @ values, [tail, 1 - tail], axis=0)
    return low, high


def held(low: NDArray[np.float64], high: NDArray[np.float64]) -> float:
    """Give the share of intervals that hold 0."""
    return float(np.mean((low <= 0) & (high >= 0)))


def coverage(draw: Draw, runs: int, repetitions: int) -> list[float]:
    """Give the shares of intervals that hold the mean: percentiles, expanded ones, t."""
    values = draw(np.random.default_rng(runs), (runs, repetitions))
    tail = (1 - LEVEL) / 2
    ends = np.array([interval(one) for one in values.T])
    return [
        held(*bootstrap(values, tail)),
        held(*bootstrap(values, expanded(tail, runs))),
        held(ends[:, 1], ends[:, 2]),
    ]


def main(repetitions: int) -> None:
    """Print one line per spread and number of runs."""
    print(f"{'spread':32}runs  percentiles  expanded  Student's t")
    for name, draw in SPREADS.items():
        for runs in RUNS:
            plain, wider, student = coverage(draw, runs, repetitions)
            print(f"{name:32}{runs:4}  {plain:11.1%}  {wider:8.1%}  {student:11.1%}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPETITIONS)
