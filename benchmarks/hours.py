"""Nanoseconds per person and hour of our model: in calm weather and in a storm."""

import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from time import perf_counter, thread_time
from typing import Any, NamedTuple

import numpy as np

from knautschball.model.engine import Engine
from knautschball.model.firestorm import Community, Firestorm
from knautschball.model.graph import from_edges
from knautschball.scenarios import load
from knautschball.scenarios.scenario import Scenario

WARM_UP = 48
"""Hours before the load: time enough to fall asleep."""
MEASURED = 24
"""Hours measured: a whole day, since a night is quieter than noon."""

BUSIEST = 3
"""Hours of that day that count as the peak: those with the most posts."""

ROUTINE = ("luck", "activity", "customer", "follows", "asked_at", "recent", "awake")
"""Columns that a calm hour reads for everybody."""
READ = (
    *("luck", "agreeableness", "neuroticism", "activity", "loyalty", "boldness", "threshold"),
    *("patience", "customer", "trust_before", "affected", "aware", "follows", "followed"),
    *("asked_at", "said", "said_at", "recent", "struck", "reply"),
)
"""Columns that an hour of a storm reads for everybody."""
KEPT = ("outspoken", "partial", "issue_left", "conduct_left")
"""What it reads of that which no hour changes."""
WRITTEN = (
    *("feed_issue", "feed_conduct", "feed_defence", "feed_heated"),
    *("new_issue", "new_conduct", "new_defence", "new_heated"),
    *("dose", "tired_issue", "tired_conduct", "heard_at"),
    *("arousal", "issue", "conduct", "trust", "stance", "blame", "awake"),
)
"""Columns that it reads and writes."""


class Cost(NamedTuple):
    """Nanoseconds per person and hour."""

    calm: float  # median of a calm day
    storm: float  # median of the day of the storm on which most is going on
    peak: float  # median of the busiest hours of that day


def storm(people: int, threads: int = 1, **changes: Any) -> Firestorm:
    """Make a storm whose load strikes after `WARM_UP` hours, on a random graph.

    Friends lie anywhere in memory, which is the worst a graph can do to the processor's caches.
    """
    keys = {key.replace("__", "."): value for key, value in changes.items()}
    keys |= {"community.size": people, "run.threads": threads, "run.warm_up": WARM_UP / 24}
    scenario = load("product-flaw").change({"community.mean_degree": 10, **keys})
    crowd = scenario.change({"run.threads": 1})
    return Firestorm(scenario, "denial", 1, community=_community(crowd))


@cache
def _community(scenario: Scenario) -> Community:
    people, degree = scenario.community.size, scenario.community.mean_degree
    ends = np.random.default_rng(1).integers(people, size=(round(people * degree / 2), 2))
    ends = ends[ends[:, 0] != ends[:, 1]]
    graph = from_edges(people, ends, None, scenario.community.acquaintances, 1)
    return Community(scenario, 1, graph)


@contextmanager
def watched(engine: Engine, name: str, clock: Callable[[], float]) -> Iterator[list[float]]:
    """Note the seconds that each call of a method of the engine takes."""
    method, spent = getattr(engine, name), []

    def noted(*given: Any) -> Any:
        start = clock()
        result = method(*given)
        spent.append(clock() - start)
        return result

    setattr(engine, name, noted)
    try:
        yield spent
    finally:
        delattr(engine, name)


def timed(model: Firestorm, hours: int) -> np.ndarray:
    """Let hours pass; give the nanoseconds per person that the crowd took in each."""
    # of one thread the time on the processor counts, whoever else uses the machine
    clock = thread_time if model.scenario.run.threads == 1 else perf_counter
    with watched(model.engine, "hour", clock) as spent:
        for _ in range(hours):
            model._hour()
    return np.array(spent) * 1e9 / model.record.people


def cost(model: Firestorm) -> Cost:
    """Measure a calm day, and the day of the storm on which most is going on."""
    timed(model, WARM_UP - MEASURED)
    calm = timed(model, MEASURED)
    timed(model, 24 + model.matter.start - WARM_UP)
    spent = timed(model, MEASURED)
    posts = model.record.posts[model.hour - MEASURED : model.hour].sum(axis=1)
    peak = spent[np.argsort(posts)[-BUSIEST:]]
    return Cost(*(float(np.median(hours)) for hours in (calm, spent, peak)))


def moved(model: Firestorm) -> tuple[int, int]:
    """Give the bytes of a person that an hour reads and writes, in calm weather and in a storm.

    Ties are left out, and so is whoever is looked at more closely.
    """
    people = model.engine.columns
    size = {name: getattr(people, name).itemsize for name in people._fields}
    read, both = (sum(size[name] for name in names) for names in (READ, WRITTEN))
    kept = sum(getattr(model.engine.numbers.kept, name).itemsize for name in KEPT)
    return sum(size[name] for name in ROUTINE), read + kept + 2 * both


def main(people: int) -> None:
    """Print nanoseconds, calm, storm and peak, and the most bytes of memory that a run took."""
    model = storm(people)
    _community.cache_clear()  # nobody else needs it, as in any single run
    print(*cost(model), 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main(int(sys.argv[1]))
