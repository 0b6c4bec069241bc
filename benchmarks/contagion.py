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
LONG = 1000  # steps, beyond which nobody waits for anything
PARTS = 1024  # of a table that tells how long a draw waits at least
TOGETHER = 32  # people looked at at once, since most often none of them is infected in a step
AHEAD = 8  # people of whom the friends are fetched from memory before it is their turn


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


class Wait(NamedTuple):
    """How long something takes that may happen in every step with the same chance."""

    left: NDArray[np.float64]  # chance that it has not happened after 0, 1, 2 … steps
    least: NDArray[np.int32]  # steps that a draw in this part of 0 … 1 waits at least


class Passed(NamedTuple):
    """Whom the infected of a step may infect, and the luck of it."""

    to: NDArray[np.uint32]
    drawn: NDArray[np.float64]


def _wait(chance: float) -> Wait:
    left = (1.0 - chance) ** np.arange(LONG + 1)
    least = np.searchsorted(-left, np.arange(PARTS) / PARTS - 1.0, side="right") - 1
    return Wait(left, least.astype(np.int32))


@numba.njit(forceinline=True, **OPTIONS)
def _in_vain(drawn, wait):
    """Say how many steps pass in vain: what a logarithm would tell, looked up."""
    steps = np.uint64(wait.least[np.uint64(drawn * PARTS)])
    while steps + np.uint64(1) < LONG and 1.0 - drawn <= wait.left[steps + np.uint64(1)]:
        steps += np.uint64(1)
    return np.int64(steps)


@numba.njit(_nrt=False, **OPTIONS)
def _infected(planned, step, today):
    """List who is infected in a step."""
    count, together = np.uint64(0), np.uint64(TOGETHER)
    for first in range(np.uint64(0), np.uint64(planned.size), together):
        anybody = False
        for i in range(first, first + together):
            anybody |= planned[i] == step
        if anybody:
            for i in range(first, first + together):
                today[count] = i
                count += np.uint64(planned[i] == step)
    return count


@numba.njit(_nrt=False, **OPTIONS)
def _pass_on(today, count, planned, step, steps, near, passed, waits, spreads, ends):
    """List whom the infected of a step may infect in their time; and until when they may."""
    found, passing, healing = np.uint64(0), *waits
    until = 0
    for k in range(count):
        i = today[k]
        prefetch(near.other, near.start[today[k + np.uint64(AHEAD)]])
        lasts = min(steps - step, 1 + _in_vain(uniform(ends, i), healing))
        until = max(until, step + lasts)
        chance = 1.0 - passing.left[min(lasts, LONG)]
        for place in range(near.start[i], near.start[i + np.uint64(1)]):
            friend, drawn = near.other[place], uniform(spreads, np.uint64(place))
            # written down in any case, since nobody can foresee whether it counts
            passed.to[found], passed.drawn[found] = friend, drawn
            found += np.uint64((drawn < chance) & (planned[friend] > step + 1))
    return found, until


@numba.njit(_nrt=False, **OPTIONS)
def _run(planned, today, steps, near, passed, waits, spreads, ends):
    """Go through the steps; each infected says once whom it will infect, and when."""
    reached = taken = latest = step = 0
    while step <= min(latest, steps):
        count = _infected(planned, step, today)
        reached += count
        found, until = _pass_on(
            today, count, planned, step, steps, near, passed, waits, spreads, ends
        )
        taken = max(taken, until)
        for at in range(found):
            when = step + 1 + _in_vain(passed.drawn[at], waits[0])
            planned[passed.to[at]] = min(when, planned[passed.to[at]])
            latest = max(latest, when)
        step += 1
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
    near = Near(graph.start.astype(np.uint64), graph.other)
    planned = np.full(graph.size + -graph.size % TOGETHER, steps + 1, _narrowest(steps))
    planned[:seeds] = 0
    today = np.zeros(planned.size + AHEAD + 1, np.uint64)
    ties = graph.other.size + 1
    passed = Passed(np.empty(ties, np.uint32), np.empty(ties))
    waits = _wait(spread), _wait(recover)
    draws = stream(seed, 0, SPREADS), stream(seed, 0, ENDS)
    begun = process_time()
    reached, taken = _run(planned, today, steps, near, passed, waits, *draws)
    return Spread(reached, taken, graph.size, process_time() - begun)


def _narrowest(steps: int) -> type:
    """Give the narrowest numbers for so many steps: the more of them does the cache hold."""
    return np.int16 if steps < np.iinfo(np.int16).max - 1 else np.int32


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
