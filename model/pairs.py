"""Undirected pairs of people as arrays: one number per pair, no doubles, neighbours in rows."""

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.compiled import compiled

Edges = NDArray[np.int64]
"""``int64[m, 2]``: one row per tie, the smaller person first."""


def pair_codes(edges: Edges, size: int) -> NDArray[np.int64]:
    """Give every pair one number that does not depend on its direction."""
    return edges.min(axis=1) * size + edges.max(axis=1)


def from_codes(codes: NDArray[np.int64], size: int) -> Edges:
    """Turn the numbers of `pair_codes` back into pairs."""
    return np.stack(np.divmod(codes, size), axis=1)


def simple(edges: Edges, size: int) -> Edges:
    """Drop direction, doubles and ties to oneself; order the rest by person.

    Parameters
    ----------
    edges : int64[m, 2]
        Pairs of people below ``size``.
    size : int
        Number of people.

    Returns
    -------
    int64[m', 2]
        Distinct pairs with the smaller person first, sorted.
    """
    codes = np.sort(pair_codes(edges, size), kind="stable")
    pairs = from_codes(codes[np.diff(codes, prepend=-1) > 0], size)
    return pairs[pairs[:, 0] != pairs[:, 1]]


def fresh_codes(codes: NDArray[np.int64], known: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Keep each pair once, in the order of its first mention, unless known or with oneself.

    Parameters
    ----------
    codes : int64[k]
        Numbers of pairs, see `pair_codes`.
    known : int64[m]
        Sorted numbers of the pairs that exist already.
    size : int
        Number of people.
    """
    codes, first = np.unique(codes, return_index=True)
    keep = codes // size != codes % size
    if known.size:  # both are sorted, so that the search walks through memory
        keep &= known[np.minimum(np.searchsorted(known, codes), known.size - 1)] != codes
    return codes[keep][np.argsort(first[keep])]


def rows(
    first: NDArray[np.int64], second: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """List the neighbours of everyone (compressed sparse rows over both directions).

    Parameters
    ----------
    first, second : int[T]
        Ends of every tie, the smaller one first.
    size : int
        Number of people, n.

    Returns
    -------
    start : int64[n + 1]
        The row of person ``i`` is ``start[i]:start[i + 1]``.
    other : int32[2 T]
        Neighbours, rising within a row.
    tie : int32[2 T]
        Index of the tie that leads there.
    """
    start = np.zeros(size + 1, np.int64)
    ends = np.bincount(first, minlength=size) + np.bincount(second, minlength=size)
    np.cumsum(ends, out=start[1:])
    number = np.arange(len(first), dtype=np.int32)
    one, two = (np.ascontiguousarray(end, np.uint32) for end in (first, second))
    if not _rising(one, two):
        number = np.lexsort((two, one)).astype(np.int32)
        one, two = one[number], two[number]
    other, tie = (np.empty(2 * len(first), np.int32) for _ in range(2))
    _fill(one, two, number, start[:-1].astype(np.uint64), other, tie)
    return start, other, tie


@compiled
def _rising(first, second):
    """Say whether ties rise by their ends."""
    for k in range(1, np.uint64(first.size)):
        before = k - np.uint64(1)
        if (first[before] > first[k]) | (
            (first[before] == first[k]) & (second[before] > second[k])
        ):
            return False
    return True


@compiled
def _fill(first, second, number, place, other, tie):
    """Enter rising ties into the rows of both ends: those to smaller persons come first."""
    for k in range(np.uint64(first.size)):
        at = place[second[k]]
        other[at], tie[at] = first[k], number[k]
        place[second[k]] = at + np.uint64(1)
    for k in range(np.uint64(first.size)):
        at = place[first[k]]
        other[at], tie[at] = second[k], number[k]
        place[first[k]] = at + np.uint64(1)


def two_steps(
    start: NDArray[np.int64],
    other: NDArray[np.int32],
    person: NDArray[np.int64],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Walk from each person to a random friend and on to a random friend of that one.

    Every person asked must have a friend. May return to the person or end at a friend.
    """
    for _ in range(2):
        degree = start[person + 1] - start[person]
        step = (rng.random(person.size) * degree).astype(np.int64)
        person = other[start[person] + step].astype(np.int64)
    return person
