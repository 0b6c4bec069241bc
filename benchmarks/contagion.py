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

from knautschball.agents.chance import stream, uniform, uniforms
from knautschball.agents.compiled import OPTIONS
from knautschball.model.graph import SocialGraph

SPREADS, ENDS, RESISTS = 1, 2, 3  # what a draw is for
SUSCEPTIBLE, INFECTED, REMOVED = 0, 1, 2


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


@numba.njit(**OPTIONS)
def _infect(infected, count, state, start, other, spread, recover, spreads, ends, fresh):
    """Let one step pass: the infected infect friends, then some of them recover."""
    found = np.uint64(0)
    for at in range(count):
        i = infected[at]
        for place in range(start[i], start[i + np.uint64(1)]):
            friend = other[place]
            if state[friend] == SUSCEPTIBLE and uniform(spreads, np.uint64(place)) < spread:
                state[friend] = INFECTED
                fresh[found] = friend
                found += np.uint64(1)
    left = np.uint64(0)
    for at in range(count):
        i = infected[at]
        over = uniform(ends, np.uint64(i)) < recover
        state[i] = REMOVED if over else INFECTED
        infected[left] = i
        left += np.uint64(not over)
    for at in range(found):
        infected[left + at] = fresh[at]
    return left + found


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
    people, start = np.uint32, graph.start.astype(np.uint64)
    infected, fresh = np.empty(graph.size, people), np.empty(graph.size, people)
    infected[:seeds] = np.arange(seeds)
    state = np.zeros(graph.size, np.uint8)
    state[:seeds] = INFECTED
    count, taken, begun = np.uint64(seeds), 0, process_time()
    while taken < steps and count:
        draws = stream(seed, taken, SPREADS), stream(seed, taken, ENDS)
        given = (infected, count, state, start, graph.other, spread, recover)
        count = np.uint64(_infect(*given, *draws, fresh))
        taken += 1
    seconds = process_time() - begun
    return Spread(int((state > SUSCEPTIBLE).sum()), taken, graph.size, seconds)


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
