"""Runs the compiled hour over the columns, in one thread or several, with equal results."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.chance import For, stream, streams
from knautschball.agents.columns import Columns
from knautschball.agents.numbers import numbers
from knautschball.model.graph import SocialGraph
from knautschball.model.hour import (
    BINS,
    PURPOSES,
    SLOTS,
    SPOKEN,
    TALLY,
    Crowd,
    World,
    live,
    push,
    rearrange,
)
from knautschball.model.portrait import portrait
from knautschball.scenarios.scenario import Scenario

_PURPOSES = np.array([*PURPOSES, *(For.SEE + slot for slot in range(SLOTS))], np.uint64)
SAMPLE = 512
"""Persons from whom the network's portrait is taken each day; a whole number of machine words."""


class Tallies:
    """What one hour counted; whole numbers, so that parts add up in any order."""

    def __init__(self) -> None:
        self.counts = np.zeros(len(TALLY), np.int64)
        self.stances = np.zeros(BINS, np.int32)
        self.arousals = np.zeros(BINS, np.int32)
        self.frequency = np.zeros(SPOKEN, np.int32)
        self.verdicts = np.zeros((SLOTS, 2), np.int64)

    @property
    def arrays(self) -> tuple[NDArray[Any], ...]:
        """Everything counted, in the order in which the kernel takes it."""
        return self.counts, self.stances, self.arousals, self.frequency, self.verdicts

    def clear(self) -> None:
        """Start a new hour."""
        for array in self.arrays:
            array[:] = 0

    def add(self, other: "Tallies") -> None:
        """Add what another thread counted."""
        for mine, theirs in zip(self.arrays, other.arrays, strict=True):
            np.add(mine, theirs, out=mine)


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
    """

    def __init__(self, scenario: Scenario, columns: Columns, graph: SocialGraph, seed: int) -> None:
        self.columns, self.graph, self._seed = columns, graph, seed
        self.active = (~graph.latent).astype(np.uint8)
        self.numbers = Crowd(
            numbers(scenario.people),
            numbers(scenario.contagion),
            numbers(scenario.feelings),
            numbers(scenario.acts),
            numbers(scenario.judgement),
        )
        self._ends, self._quarrel = scenario.people.churn, scenario.acts.cut_tie
        real = int(self.active.sum())
        # as many ties form as end while the number of ties is what it was at the start
        self._forms = scenario.people.churn * real / max(1.0, graph.latent.sum(), 0.1 * real)
        self._parts = self._split(max(1, min(scenario.run.threads, graph.size)))
        self._pool = ThreadPoolExecutor(len(self._parts)) if len(self._parts) > 1 else None
        self.ties = real
        self._luck = np.empty(_PURPOSES.size, np.uint64)
        # who is asked for the portrait hangs on luck, not on names
        self._sources = np.sort(np.argsort(columns.luck)[:SAMPLE]).astype(np.int64)

    def _split(self, threads: int) -> list[tuple[int, int, Tallies]]:
        edges = np.linspace(0, self.graph.size, threads + 1).astype(int)
        return [(int(a), int(b), Tallies()) for a, b in pairwise(edges)]

    def hour(self, world: World, said: NDArray[np.float64], slots: int) -> Tallies:
        """Let one hour pass for everybody, then carry the posts to the feeds of friends.

        Parameters
        ----------
        world : World
            What is the same for all.
        said : array[SLOTS, 11]
            Messages of the brand, as judged and as far as they reach.
        slots : int
            How many rows of ``said`` count.
        """
        streams(np.uint64(self._seed), np.uint64(world.hour), _PURPOSES, self._luck)
        total = self._live(world, said, slots, self._luck)
        graph = self.graph
        if total.counts[1:6].any():
            push(self.columns, graph.start, graph.other, graph.tie, self.active)
        self.ties = self._rearrange(world.hour)
        return total

    def _live(
        self, world: World, said: NDArray[np.float64], slots: int, luck: NDArray[np.uint64]
    ) -> Tallies:
        def part(low: int, high: int, tallies: Tallies) -> None:
            tallies.clear()
            live(low, high, self.columns, world, self.numbers, said, slots, luck, *tallies.arrays)

        if self._pool is None:
            part(*self._parts[0])
        else:
            list(self._pool.map(lambda one: part(*one), self._parts))
        total = self._parts[0][2]
        for _, _, tallies in self._parts[1:]:
            total.add(tallies)
        return total

    def _rearrange(self, hour: int) -> int:
        luck = stream(self._seed, hour, For.TIE)
        graph = self.graph
        return int(
            rearrange(
                hour,
                self.columns,
                graph.first,
                graph.second,
                self.active,
                luck,
                self._ends,
                self._quarrel,
                self._forms,
            )
        )

    def portrait(self) -> NDArray[np.float64]:
        """Take the portrait of the network as it is now."""
        graph = self.graph
        return portrait(graph.start, graph.other, graph.tie, self.active, self._sources)
