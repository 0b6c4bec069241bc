"""Three random graphs of the textbooks, drawn as arrays: Gilbert, Watts–Strogatz, Holme–Kim.

NetworkX makes all three of Python objects, which takes some fifty times as long.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.compiled import compiled, rule
from knautschball.model.pairs import Edges, forget, from_codes, is_new, none_seen, pair_codes

Ints = NDArray[np.int64]

TRIES = 1000
"""A tie that is to be rewired looks for a free place at most so often."""


def gilbert(size: int, chance: float, rng: np.random.Generator) -> Edges:
    """Tie every pair of people with the same chance, G(n, p).

    All pairs are numbered; how far it is from one tie to the next is geometric, so that pairs
    without a tie cost nothing.

    Sources: Gilbert 1959, doi 10.1214/aoms/1177706098; the skips: Batagelj & Brandes 2005,
    doi 10.1103/PhysRevE.71.036113.

    Parameters
    ----------
    size : int
        Number of people, n.
    chance : float
        Above 0, up to 1.
    rng : numpy.random.Generator
        Chance.

    Returns
    -------
    int64[m, 2]
        Ties, each once, the smaller person first, sorted.
    """
    return numbered_pairs(_hits(size * (size - 1) // 2, chance, rng), size)


def numbered_pairs(number: Ints, size: int) -> Edges:
    """Give the pairs of people that bear these rising numbers: 0 is (0, 1), 1 is (0, 2), …

    Whole numbers throughout, so that none is rounded, however many people there are.
    """
    person = np.arange(size)
    begin = person * (2 * size - person - 1) // 2  # number of each person's first pair
    first = np.repeat(person[:-1], np.diff(np.searchsorted(number, begin)))
    return np.stack([first, first + 1 + number - begin[first]], axis=1)


def _hits(total: int, chance: float, rng: np.random.Generator) -> Ints:
    """Draw each number below ``total`` with the same chance; rising."""
    found, last = [], -1
    while last < total - 1:
        expected = chance * (total - last)
        skips = rng.geometric(chance, int(expected + 4 * expected**0.5) + 16)
        found.append(last + np.cumsum(skips))
        last = int(found[-1][-1])
    number = np.concatenate(found)
    return number[: np.searchsorted(number, total)]


def watts_strogatz(size: int, near: int, rewired: float, rng: np.random.Generator) -> Edges:
    """Tie everybody to the nearest on a ring, then move far ends of ties to anybody.

    One tie after another, the nearest neighbours first. A far end that would double a tie or tie
    somebody to oneself is drawn again; a tie that finds no free place in `TRIES` draws stays. So
    there are always n ⌊near / 2⌋ ties.

    Source: Watts & Strogatz 1998, doi 10.1038/30918.

    Parameters
    ----------
    size : int
        Number of people, n.
    near : int
        Neighbours on the ring, below n; an odd number counts as the even one below.
    rewired : float
        Chance that a tie moves, 0..1.
    rng : numpy.random.Generator
        Chance.

    Returns
    -------
    int64[n ⌊near / 2⌋, 2]
        Ties, each once, the smaller person first, sorted.
    """
    person = np.tile(np.arange(size), near // 2)
    ahead = np.repeat(np.arange(1, near // 2 + 1), size)
    ring = pair_codes(np.stack([person, (person + ahead) % size], axis=1), size)
    return from_codes(np.sort(_moved(ring, none_seen(2 * ring.size), size, rewired, rng)), size)


@compiled
def _moved(ring, taken, size, rewired, rng):
    """Move ties, see `watts_strogatz`; ``ring`` goes around once for each distance."""
    for code in ring:
        is_new(taken, code)
    ties = ring.copy()
    for k in range(ring.size):
        tries = TRIES if rng.random() < rewired else 0
        for _ in range(tries):
            person, far = k % size, int(rng.random() * size)
            code = min(person, far) * size + max(person, far)
            if person != far and is_new(taken, code):
                forget(taken, ring[k])
                ties[k] = code
                break
    return ties


def holme_kim(size: int, each: int, clustering: float, rng: np.random.Generator) -> Edges:
    """Let newcomers befriend the popular and friends of theirs.

    It begins with ``each`` people without ties. A newcomer ties to one of those there, drawn in
    proportion to their ties; and then, until there are ``each``, with chance ``clustering`` to a
    random friend of the last one so drawn, else (or if all of these are tied to the newcomer
    already) to another one in proportion.

    Source: Holme & Kim 2002, doi 10.1103/PhysRevE.65.026107.

    Parameters
    ----------
    size : int
        Number of people, n.
    each : int
        Ties of a newcomer, from 1 to n - 1.
    clustering : float
        Chance of closing a triangle, 0..1.
    rng : numpy.random.Generator
        Chance.

    Returns
    -------
    int64[each (n - each), 2]
        Ties, each once, the smaller person first, sorted.
    """
    # everybody stands here once per tie, the founders once more
    ends = np.arange(each + 2 * each * (size - each))
    _grow(ends, _no_friends(size, each), np.full(size, -1), each, clustering, rng)
    return from_codes(np.sort(pair_codes(ends[each:].reshape(-1, 2), size)), size)


class Rows(NamedTuple):
    """Friends of everybody in one pool; a row that is full moves behind all others, twice as long.

    A row of a person with d friends and its former places take less than 4 d together.
    """

    start: Ints  # of each person's row
    known: Ints  # friends in it
    room: Ints  # for so many
    pool: NDArray[np.int32]


def _no_friends(size: int, each: int) -> Rows:
    """Make an empty row for everybody, and the pool into which rows will move."""
    known, room = np.zeros(size, np.int64), np.full(size, 2 * each)
    pool = np.empty(8 * each * size + 2 * each * each, np.int32)
    return Rows(np.arange(size) * 2 * each, known, room, pool)


@compiled
def _grow(ends, rows, met, each, clustering, rng):
    """Write the ties of `holme_kim` behind the founders, in the order of their making.

    ``met`` is the last newcomer whom each person was tied to.
    """
    filled, used = each, 2 * each * met.size
    for new in range(each, met.size):
        met[new] = new
        before = filled
        popular = -1
        for tie in range(each):
            friend = -1
            if tie > 0 and rng.random() < clustering:
                friend = _friend_of(rows, popular, met, new, rng)
            if friend < 0:
                friend = popular = _popular(ends, before, met, new, rng)
            met[friend] = new
            ends[filled], ends[filled + 1] = friend, new
            filled += 2
            used = _enter(rows, new, friend, _enter(rows, friend, new, used))


@rule
def _popular(ends, before, met, new, rng):
    """Draw one whom the newcomer has not met, in proportion to ties before."""
    friend = new
    while met[friend] == new:
        friend = ends[int(rng.random() * before)]
    return friend


@rule
def _friend_of(rows, person, met, new, rng):
    """Draw a friend of somebody whom the newcomer has not met; -1 if there is none."""
    begin = rows.start[person]
    end = begin + rows.known[person]
    for at in range(begin, end):
        drawn = at + int(rng.random() * (end - at))
        friend = rows.pool[drawn]
        if met[friend] != new:
            return friend
        rows.pool[drawn], rows.pool[at] = rows.pool[at], friend  # not to be drawn again
    return -1


@rule
def _enter(rows, person, friend, used):
    """Write a friend into somebody's row; say how much of the pool is used now."""
    begin, known = rows.start[person], rows.known[person]
    if known == rows.room[person]:
        for k in range(known):
            rows.pool[used + k] = rows.pool[begin + k]
        begin = rows.start[person] = used
        rows.room[person] = 2 * known
        used += 2 * known
    rows.pool[begin + known] = friend
    rows.known[person] = known + 1
    return used
