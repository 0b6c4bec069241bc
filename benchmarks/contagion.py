"""SIR, cascade and linear threshold from the parts that our model is made of.

Neighbours as arrays, chance that belongs to seed, step and place, compiled loops that go from
those who act to their friends: the same parts as in ``model/kernels.py``, at the simple work of
the others. These three are not our model, which has forty numbers per person; they show what its
parts cost where the work is the same.
"""

from time import process_time
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from knautschball.agents.chance import stream, uniform, uniforms
from knautschball.agents.compiled import OPTIONS
from knautschball.agents.prefetch import prefetch
from knautschball.model.graph import SocialGraph

SPREADS, ENDS, RESISTS = 1, 2, 3  # what a draw is for
LONG = 1000  # steps of one infection, after which no friend is spared
AHEAD = 4  # people of whom the friends are fetched from memory before it is their turn


class Spread(NamedTuple):
    """How a contagion ran.

    Attributes
    ----------
    reached : int
        People who were ever infected, seeds included.
    steps : int
        Steps taken.
    people : int
        People in the graph.
    seconds : float
        On the processor, for all steps.
    """

    reached: int
    steps: int
    people: int
    seconds: float


class Agenda(NamedTuple):
    """Who is to be infected when: a list per step, each entry naming the one before it."""

    last: NDArray[np.int32]  # of each step; -1 none
    before: NDArray[np.int32]
    whom: NDArray[np.uint32]


@numba.njit(_nrt=False, **OPTIONS)
def _infected(agenda, step, planned, today):
    """List who is infected in a step, but for those to whom somebody else came first."""
    count, at = np.uint64(0), agenda.last[step]
    while at >= 0:
        today[count] = agenda.whom[at]
        count += np.uint64(planned[agenda.whom[at]] == step)
        at = agenda.before[at]
    return count


@numba.njit(_nrt=False, **OPTIONS)
def _run(agenda, noted, today, planned, steps, near, spared, recover, spreads, ends):
    """Go through the steps; each infected says once whom it will infect, and when."""
    reached = taken = 0
    often, soon = 1.0 / np.log(spared[1]), 1.0 / np.log1p(-recover)
    for step in range(steps + 1):
        if agenda.last[step] < 0:
            continue
        count = _infected(agenda, step, planned, today)
        reached += count
        for k in range(count):
            i = today[k]
            prefetch(near.start, today[k + np.uint64(2 * AHEAD)])
            prefetch(near.other, near.start[today[k + np.uint64(AHEAD)]])
            lasts = min(steps - step, 1 + int(np.log(1.0 - uniform(ends, i)) * soon))
            taken = max(taken, step + lasts)
            chance = 1.0 - spared[min(lasts, LONG)]
            for place in range(near.start[i], near.start[i + np.uint64(1)]):
                friend = near.other[place]
                if planned[friend] <= step + 1:
                    continue
                drawn = uniform(spreads, np.uint64(place))
                if drawn < chance:
                    when = step + 1 + int(np.log(1.0 - drawn) * often)
                    if when < planned[friend]:
                        planned[friend] = when
                        agenda.whom[noted], agenda.before[noted] = friend, agenda.last[when]
                        agenda.last[when] = noted
                        noted += 1
    return reached, taken


class Near(NamedTuple):
    """Neighbours as arrays."""

    start: NDArray[np.uint64]
    other: NDArray[np.int32]


@numba.njit(**OPTIONS)
def _persuade(active, count, heard, needed, start, other, fresh):
    """Let one step pass: those who have just joined are heard by friends, some of whom join."""
    found = np.uint64(0)
    for at in range(count):
        i = active[at]
        for place in range(start[i], start[i + np.uint64(1)]):
            friend = other[place]
            heard[friend] += 1
            if heard[friend] == needed[friend]:
                fresh[found] = friend
                found += np.uint64(1)
    return found


def sir(
    graph: SocialGraph, seeds: int, spread: float, recover: float, steps: int, seed: int = 1
) -> Spread:
    """Spread an infection in discrete time; with ``recover`` 1 it is the independent cascade.

    Event-driven: how long somebody is infectious, and in which of these steps a tie first carries
    the infection, is drawn once, when the infection arrives, instead of anew in every step; the
    two times are geometric either way.

    Parameters
    ----------
    graph : SocialGraph
        Who knows whom.
    seeds : int
        People infected at first, those with the lowest numbers.
    spread, recover : float
        Chance per step to infect a friend, and to recover.
    steps : int
        At most so many.
    seed : int
        Names the luck.
    """
    events = graph.other.size + seeds
    agenda = Agenda(
        np.full(steps + 1, -1, np.int32), np.empty(events, np.int32), np.empty(events, np.uint32)
    )
    agenda.whom[:seeds], agenda.before[:seeds] = np.arange(seeds), np.arange(seeds) - 1
    agenda.last[0] = seeds - 1
    near = Near(graph.start.astype(np.uint64), graph.other)
    planned = np.full(graph.size, steps + 1, np.int32)
    planned[:seeds] = 0
    today = np.zeros(graph.size + 2 * AHEAD + 1, np.uint64)
    spared = (1.0 - spread) ** np.arange(LONG + 1)  # of a friend, after so many steps
    draws = stream(seed, 0, SPREADS), stream(seed, 0, ENDS)
    begun = process_time()
    reached, taken = _run(agenda, seeds, today, planned, steps, near, spared, recover, *draws)
    return Spread(reached, taken, graph.size, process_time() - begun)


def threshold(graph: SocialGraph, seeds: int, share: float | None = None, seed: int = 1) -> Spread:
    """Spread a linear threshold contagion until nobody joins any more.

    Parameters
    ----------
    graph : SocialGraph
        Who knows whom; all friends weigh the same.
    seeds : int
        People who have joined at first, those with the lowest numbers.
    share : float, optional
        Share of the friends it takes; drawn for each from 0 to 1 unless given.
    seed : int
        Names the luck.
    """
    start, friends = graph.start.astype(np.uint64), np.diff(graph.start)
    drawn = uniforms(stream(seed, 0, RESISTS), np.arange(graph.size, dtype=np.uint64))
    needed = np.maximum(1, np.ceil(friends * (drawn if share is None else share))).astype(np.int32)
    needed[:seeds] = -1  # they have joined already
    heard = np.zeros(graph.size, np.int32)
    active, fresh = (np.arange(graph.size, dtype=np.uint32) for _ in range(2))
    count, reached, taken, begun = np.uint64(seeds), seeds, 0, process_time()
    while count:
        count = np.uint64(_persuade(active, count, heard, needed, start, graph.other, fresh))
        active, fresh = fresh, active
        reached += int(count)
        taken += 1
    return Spread(reached, taken, graph.size, process_time() - begun)
