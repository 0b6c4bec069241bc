"""How good is the yield point? Coverage of its interval, and runs against those of an even ladder.

A toy community gives way at a load that is known: each seed at its own, log-logistic around the
yield point. ``python benchmarks/yield_coverage.py 200`` repeats the test that often for several
widths of that spread and prints, per width,

* the share of 90 % intervals that hold the truth,
* storms per test, and the storms that an even ladder needs for an interval as narrow.
"""

import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pandas as pd

from knautschball.model.ladder import Attempt, climb, rungs, walk
from knautschball.model.strain import LADDER
from knautschball.model.yielding import YieldPoint, yield_point

WIDTHS = (0.03, 0.1, 0.2, 0.3)
REPETITIONS = 200
MOST = 80
"""Seeds after which the even ladder is given up; it then counts with these."""


class Toy:
    """A community whose seeds give way at log-logistic loads around a known yield point."""

    def __init__(self, middle: float, width: float, number: int) -> None:
        self.middle, self.width, self.number = middle, width, number

    def bears(self, seed: int, load: float) -> dict[str, bool]:
        chance = np.random.default_rng([self.number, seed])
        return {"recovered": load < self.middle * np.exp(chance.logistic(0, self.width))}

    def try_out(self, attempts: list[Attempt]) -> pd.DataFrame:
        return pd.DataFrame(
            {"policy": name, "seed": seed} | row
            for seed, plans in attempts
            for name, plan in plans.items()
            for row in walk(lambda load, seed=seed: self.bears(seed, load), plan)
        )


def toy(number: int, width: float) -> Toy:
    """Make a toy whose yield point lies anywhere between 0.3 and 3."""
    middle = np.exp(np.random.default_rng(number).uniform(np.log(0.3), np.log(3)))
    return Toy(float(middle), width, number)


def even(community: Toy, ratio: float) -> int:
    """Count the storms after which an even ladder knows the yield point as closely."""
    ladder, seeds = rungs(LADDER), 8
    while seeds < MOST:
        rows = [
            {"seed": seed, "load": load} | community.bears(seed, load)
            for seed in range(seeds)
            for load in ladder
        ]
        found = yield_point(pd.DataFrame(rows), 200)
        if found.high <= ratio * found.low:
            break
        seeds = round(1.3 * seeds)
    return seeds * len(ladder)


def once(job: tuple[int, float]) -> tuple[float, ...]:
    """Test one toy: whether the interval holds the truth, its ratio, storms, even storms."""
    community = toy(*job)
    trials = climb(community.try_out, ["toy"], rungs(LADDER))
    found: YieldPoint = yield_point(trials)
    ratio = found.high / found.low
    holds = found.low <= community.middle <= found.high
    return holds, ratio, len(trials), even(community, ratio), np.log(found.load / community.middle)


def main(repetitions: int) -> None:
    """Print one line per width."""
    print("width  coverage  interval ratio  storms  even ladder  mean error of the logarithm")
    with ProcessPoolExecutor() as several:
        for width in WIDTHS:
            jobs = [(number, width) for number in range(repetitions)]
            holds, ratio, storms, evenly, error = np.array([*several.map(once, jobs)], float).T
            print(
                f"{width:5.2f}  {holds.mean():8.3f}  {np.median(ratio):14.2f}  {storms.mean():6.1f}"
                f"  {np.median(evenly):11.0f}  {error.mean():+.4f}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPETITIONS)
