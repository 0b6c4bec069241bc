"""Runs the compiled hour over the columns, in one thread or several, with equal results."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents import edited
from knautschball.agents.called import in_force
from knautschball.agents.chance import For, streams
from knautschball.agents.columns import Columns
from knautschball.agents.compiled import compiled, machine_code
from knautschball.agents.numbers import numbers
from knautschball.model.block import Desk, a_desk
from knautschball.model.friends import Chances, Friends, meet_friends
from knautschball.model.graph import SocialGraph
from knautschball.model.hour import PURPOSES, REACH, SLOTS, VISIT
from knautschball.model.kept import room, work_out
from knautschball.model.kernels import calm_hour, recount, storm_hour
from knautschball.model.open_hour import open_hours
from knautschball.model.portrait import portrait
from knautschball.model.rows import Crowd, World
from knautschball.model.tally import BINS, SPOKEN, TALLY, Tallies
from knautschball.model.ties import BITS, Due, social
from knautschball.scenarios.scenario import Scenario

_PURPOSES = np.array([*PURPOSES, *(For.SEE + slot for slot in range(SLOTS)), For.TIE], np.uint64)
_AS_SHIPPED = nullcontext()
SAMPLE = 512
"""Persons from whom the network's portrait is taken each day; a whole number of machine words."""
FEW = 0.13
"""Share of people awake up to which going from one to the other beats going through all."""


class Part(NamedTuple):
    """The people of one thread, from ``low`` to before ``high``, and where it works and counts."""

    low: np.uint64
    high: np.uint64
    desk: Desk
    tallies: Tallies


def _part(low: int, high: int) -> Part:
    return Part(np.uint64(low), np.uint64(high), a_desk(high - low), _tallies())


def _tallies() -> Tallies:
    return Tallies(
        np.zeros(len(TALLY), np.int64),
        np.zeros(BINS, np.int32),
        np.zeros(BINS, np.int32),
        np.zeros(SPOKEN, np.int32),
        np.zeros((SLOTS, 2), np.int64),
    )


class Calendar:
    """At which hour of the day each tie is reconsidered: the luck of both its ends says so.

    Parameters
    ----------
    graph : SocialGraph
        Its ties.
    columns : Columns
        Its people.

    Attributes
    ----------
    due : Due
        Ties, hour by hour.
    start : int64[25]
        Where each hour begins in ``due``.
    """

    def __init__(self, graph: SocialGraph, columns: Columns) -> None:
        size = graph.first.size
        kinds = (np.int32, np.uint32, np.int32, np.int32)
        self.due = Due(*(np.empty(size, kind) for kind in kinds))
        self.start = np.zeros(25, np.int64)
        _plan(columns.luck, graph.first, graph.second, *self.due, self.start)
        spans = pairwise(self.start.tolist())
        self._by_hour = [Due(*[column[low:high] for column in self.due]) for low, high in spans]

    def at(self, hour: int) -> Due:
        """Give the ties reconsidered in an hour."""
        return self._by_hour[hour % 24]


@compiled
def _plan(luck, first, second, ties, keys, one, other, start):
    day = np.uint64(24)
    for k in range(first.size):
        start[(luck[first[k]] ^ luck[second[k]]) % day + np.uint64(1)] += 1
    for hour in range(24):
        start[hour + 1] += start[hour]
    place = start.copy()
    for k in range(first.size):
        both = luck[first[k]] ^ luck[second[k]]
        hour = both % day
        ties[place[hour]] = k
        keys[place[hour]] = both >> np.uint64(32)
        one[place[hour]], other[place[hour]] = first[k], second[k]
        place[hour] += 1


class Engine:
    """The crowd in motion: columns, ties, and the kernels that move them.

    Parameters
    ----------
    scenario : Scenario
        Numbers of the rules.
    columns : Columns
        The people; the engine writes them.
    graph : SocialGraph
        Who knows whom.
    seed : int
        Names the luck of every hour.
    hours : int
        How many hours can pass.
    calendar : Calendar, optional
        When ties are reconsidered, where it is known already.
    codes : dict, optional
        Machine code that engines on the same graph have looked up, and will.
    """

    def __init__(
        self,
        scenario: Scenario,
        columns: Columns,
        graph: SocialGraph,
        seed: int,
        hours: int,
        calendar: Calendar | None = None,
        codes: dict[Any, Any] | None = None,
    ) -> None:
        self.columns, self.graph, self._seed = columns, graph, np.uint64(seed)
        self.active = (~graph.latent).astype(np.uint8)
        self.numbers = Crowd(
            numbers(scenario.people),
            numbers(scenario.contagion),
            numbers(scenario.feelings),
            numbers(scenario.acts),
            numbers(scenario.judgement),
            room(graph.size, hours),
        )
        self.ties = int(self.active.sum())
        # as many ties form as end while the number of ties is what it was at the start
        absent = max(1.0, graph.latent.sum(), 0.1 * self.ties)
        churn, quarrel = scenario.people.churn, scenario.acts.cut_tie
        self._chances = Chances(churn, quarrel, float(churn * self.ties / absent))
        self.calendar = calendar or Calendar(graph, columns)
        self._parts = self._split(max(1, min(scenario.run.threads, graph.size)))
        self._pool = ThreadPoolExecutor(len(self._parts)) if len(self._parts) > 1 else None
        self._social = social(columns)
        self._luck = np.empty(_PURPOSES.size, np.uint64)
        self._wrote = np.empty(-(-graph.size // BITS), np.uint32)
        # who is asked for the portrait hangs on luck, not on names
        self._sources = np.sort(np.argsort(columns.luck)[:SAMPLE]).astype(np.int64)
        self._known = self._split_up = False
        self._awake = graph.size
        self._rules = edited.now()
        self._codes = {} if codes is None else codes
        self.actors = np.empty(0, np.int32)
        """Who did something in the last hour."""
        self.turned = 0
        """How many of them turned to the brand."""

    @property
    def lasting(self) -> tuple[Any, ...]:
        """What no hour changes, so that models with the same past can have it in common."""
        return self.graph, self.numbers, self.calendar, self._codes, self._pool

    def _split(self, threads: int) -> list[Part]:
        edges = np.linspace(0, self.graph.size, threads + 1).astype(int)
        return [_part(int(a), int(b)) for a, b in pairwise(edges)]

    def changed(self) -> None:
        """Take note that somebody else may have written into the columns."""
        self._known = False

    @contextmanager
    def rewriting(self, rows: NDArray[np.intp]) -> Iterator[None]:
        """Keep count of everybody while somebody writes into a few rows, each named once.

        The counts that the last hour gave out stay what they were.
        """
        own = [Tallies(*map(np.copy, part.tallies)) for part in self._parts]
        self._parts = [
            part._replace(tallies=one) for part, one in zip(self._parts, own, strict=True)
        ]
        self._recount(rows, -1)
        yield
        self._recount(rows, 1)

    def _recount(self, rows: NDArray[np.intp], sign: int) -> None:
        for part in self._parts:
            span = int(part.low), int(part.high)
            self._call(recount, rows, *span, self.columns, part.tallies, sign)

    def hour(self, world: World, said: NDArray[np.float64], slots: int) -> Tallies:
        """Let one hour pass for everybody, then carry the posts to the feeds of friends.

        Parameters
        ----------
        world : World
            What is the same for all.
        said : array[SLOTS, WIDTH]
            Messages of the brand, as judged and as far as they reach.
        slots : int
            How many rows of ``said`` count.
        """
        self._call(streams, self._seed, np.uint64(world.hour), _PURPOSES, self._luck)
        calm, storm, _ = self._kernels
        kernel: Any = calm if self._calm(world, said[:slots]) else storm

        def live(part: Part) -> None:
            self._call(
                kernel,
                part.low,
                part.high,
                self.columns,
                world,
                self.numbers,
                said,
                slots,
                self._luck,
                part.desk,
                part.tallies,
            )

        with self._in_force():
            self._everywhere(live)
        total = self._total()
        self._meet_friends(world.hour, total)
        return total

    @property
    def _kernels(self) -> tuple[Any, Any, Any]:
        return open_hours() if self._rules else (calm_hour, storm_hour, work_out)

    def _in_force(self) -> AbstractContextManager[None]:
        """Let the kernels find edited rules; the shipped ones are woven into them."""
        return in_force(self._rules.addresses) if self._rules else _AS_SHIPPED

    def _call(self, kernel: Any, *arguments: Any) -> Any:
        """Call a kernel; the types of what it is handed stay the same as long as the graph."""
        code = self._codes.get(kernel)
        if code is None:
            code = self._codes[kernel] = machine_code(kernel, arguments)
        return code(*arguments)

    def _everywhere(self, live: Callable[[Part], None]) -> None:
        """Let each part of the people live, in a thread of its own where there are several."""
        if self._pool is None:
            live(self._parts[0])
        else:
            list(self._pool.map(live, self._parts))

    def _calm(self, world: World, said: NDArray[np.float64]) -> bool:
        """Say whether the hour passes without anything that could stir a sleeper."""
        if not self._known:
            self._look()
            return False
        strangers = world.trend_issue + world.trend_conduct + world.trend_defence
        stirred = world.severity > 0 or strangers > 0
        if stirred or self._reaches_others(said):
            return False
        return self._awake <= FEW * self.graph.size

    def _reaches_others(self, said: NDArray[np.float64]) -> bool:
        """Say whether a message may reach somebody else than the one who is answered."""
        if not said.size:
            return False
        if said[:, REACH].any():
            return True
        return bool(said[:, VISIT].any() and self.columns.aware.any())

    def _look(self) -> None:
        """Find out what somebody may have written; the loop over everybody counts the rest."""
        # in rooms of its own: those of before may be in use by runs with the same past
        kept = room(self.graph.size, self.numbers.kept.said_left.size)
        self.numbers = self.numbers._replace(kept=kept)
        with self._in_force():
            self._call(self._kernels[-1], self.columns, self.numbers, kept)
        wrote = np.bitwise_count(self.columns.recent)
        for part in self._parts:
            counted = np.bincount(wrote[int(part.low) : int(part.high)], minlength=SPOKEN)
            part.tallies.frequency[:] = counted[:SPOKEN]
        self._known = True

    def _total(self) -> Tallies:
        if len(self._parts) == 1:
            return self._parts[0].tallies
        parts = zip(*(part.tallies for part in self._parts), strict=True)
        return Tallies(*(np.sum(arrays, axis=0, dtype=arrays[0].dtype) for arrays in parts))

    def _meet_friends(self, hour: int, total: Tallies) -> None:
        """Carry posts to feeds, and let ties end and form."""
        graph = self.graph
        acted = [part.desk.actors[: part.desk.acted[0]] for part in self._parts]
        self.actors = acted[0] if len(acted) == 1 else np.concatenate(acted)
        more, self.turned, self._split_up, self._awake = self._call(
            meet_friends,
            hour,
            self.actors,
            self._social,
            total,
            Friends(graph.start, graph.other, graph.tie, self.active, self._wrote),
            self.calendar.at(hour),
            self._chances,
            self._split_up,
            self._luck,
            self._parts[0].desk,
        )
        self.ties += more

    def portrait(self) -> NDArray[np.float64]:
        """Take the portrait of the network as it is now."""
        graph = self.graph
        return portrait(graph.start, graph.other, graph.tie, self.active, self._sources)
