"""The same rules in plain Mesa objects: one Python object per person, nothing compiled.

Run by ``run.py`` and ``sweep.py`` in a process of its own, without the compiler:
``NUMBA_DISABLE_JIT=1``.
"""

import sys
from itertools import pairwise
from time import process_time

import mesa
import numpy as np

from benchmarks.hours import storm
from knautschball.agents.chance import streams
from knautschball.agents.columns import Columns
from knautschball.model import hour as rules
from knautschball.model import kernels, rows
from knautschball.model.engine import _PURPOSES, _part

OF_PERSONS = ("outspoken", "partial", "issue_left", "conduct_left")
"""What is worked out for each person, and not for all."""
MEASURED = 12
"""Hours of a run in ``batch_run`` that are measured."""


class Member(mesa.Agent):
    """A person who keeps the own state, as an ordinary Mesa agent does."""

    def __init__(self, model: mesa.Model, columns: Columns, row: int, friends: list[int]) -> None:
        super().__init__(model)
        # a list of one element each, so that the rules of the house read it as a column
        self.state = Columns(*([column[row]] for column in columns))
        kept = model.numbers.kept
        own = {name: [getattr(kept, name)[row]] for name in OF_PERSONS}
        self.numbers = model.numbers._replace(kept=kept._replace(**own))
        self.friends = friends

    def step(self) -> None:
        """Live through an hour by the rules of ``hour.py``."""
        p, m, n = self.state, self.model, self.numbers
        p.acts[0] = p.heated[0] = 0
        left = rows.memory_of(0, p, m.world, n)
        heard = rules.hear(0, p, m.world, n)
        dose = rules.remember(0, p, heard, left, m.world.hour)
        chance = rules.chance_to_take_up(0, p, heard, dose, n)
        if m.world.severity > 0 and (met := rules.meet(0, p, chance, m.world, m.luck)):
            rows.settle(0, p, rules.take_notice(0, p, rows.mind_of(0, p), met, m.world, n))
        nature, mind = rows.nature_of(0, p, left, n), rows.mind_of(0, p)
        grievances = rules.aggrieved(0, p, mind, heard, nature, m.world, n)
        rows.settle(0, p, rules.feel(0, p, mind, grievances, heard, nature, n))
        kernels.do(0, p, heard, left, m.world, n, m.luck, m.desk, m.tallies)

    def post(self) -> None:
        """Carry what was done to the feeds of friends."""
        act = self.state.acts[0]
        issue, conduct = (act >> 1 & 1) + (act >> 4 & 1), (act >> 2 & 1) + (act >> 5 & 1)
        if issue + conduct + (act >> 3 & 1):
            for friend in self.friends:
                feed = self.model.members[friend].state
                feed.new_issue[0] += issue
                feed.new_conduct[0] += conduct
                feed.new_defence[0] += act >> 3 & 1
                feed.new_heated[0] += self.state.heated[0]


class Plain(mesa.Model):
    """A crowd of such objects, in the middle of a storm."""

    def __init__(self, people: int, seed: int = 1) -> None:
        super().__init__(rng=1)
        model = storm(people)
        for column, value in (("aware", 1), ("blame", 0.8), ("issue", 0.4), ("arousal", 0.3)):
            getattr(model.engine.columns, column)[:] = value
        model.hour = model.matter.start + 24
        model.engine._look()
        self.world, self.numbers = model._world([]), model.engine.numbers
        self.luck = np.empty(_PURPOSES.size, np.uint64)
        streams(np.uint64(1), np.uint64(model.hour), _PURPOSES, self.luck)
        part = _part(0, 50 * people)
        self.desk, self.tallies = part.desk, part.tallies
        graph = model.engine.graph
        near = [graph.other[a:b].tolist() for a, b in pairwise(graph.start)]
        self.members = [Member(self, model.engine.columns, k, near[k]) for k in range(people)]
        self.datacollector = mesa.DataCollector({"posts": lambda self: self.tallies.counts[1]})

    def step(self) -> None:
        """Let an hour pass."""
        self.agents.do("step")
        self.agents.do("post")
        self.datacollector.collect(self)


def batch(people: int, hours: int) -> float:
    """Give the seconds on the processor of one run in Mesa's ``batch_run``, ready-made people in.

    Parameters
    ----------
    people : int
        Size of the crowd.
    hours : int
        Length of the run; a short one is measured, and its hours taken for all.
    """
    made, done = (_spent_in_batch(people, steps) for steps in (0, MEASURED))
    return made + (done - made) / MEASURED * hours


def _spent_in_batch(people: int, steps: int) -> float:
    start = process_time()
    # batch_run goes on while steps <= max_steps
    mesa.batch_run(
        Plain, {"people": people, "seed": [1]}, number_processes=1, max_steps=steps,
        display_progress=False,
    )  # fmt: skip
    return process_time() - start


def hour(people: int) -> float:
    """Give the nanoseconds per person of an hour, median of five."""
    model, spent = Plain(people), []
    for _ in range(5):
        start = process_time()
        model.step()
        spent.append(process_time() - start)
    return float(np.median(spent)) * 1e9 / people


def main(people: int, hours: int = 0) -> None:
    """Print the nanoseconds of a person's hour, or the seconds of a run of so many hours."""
    with np.errstate(over="ignore"):
        print(batch(people, hours) if hours else hour(people))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
