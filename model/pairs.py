"""Undirected pairs of people as arrays: one number per pair, no doubles, neighbours in rows."""

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.compiled import compiled, rule

Edges = NDArray[np.int64]
"""``int64[m, 2]``: one row per tie, the smaller person first."""


def pair_codes(edges: Edges, size: int) -> NDArray[np.int64]:
    """Give every pair one number that does not depend on its direction."""
    return np.minimum(*edges.T) * size + np.maximum(*edges.T)


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


def none_seen(most: int) -> NDArray[np.int64]:
    """Make an empty set of pairs for `fresh_codes`, large enough for so many."""
    return np.zeros(1 << max(3, (2 * most).bit_length()), np.int64)


@compiled
def fresh_codes(one, two, start, other, seen, most):
    """Keep pairs of strangers, each once, in the order of their first mention.

    Parameters
    ----------
    one, two : int64[k]
        People of each pair.
    start, other : int64[n + 1], int32[2 T]
        Who knows whom already, see `rows`.
    seen : int64[power of 2]
        Pairs mentioned before, see `none_seen`; those kept are added.
    most : int
        Pairs wanted; what comes after them is not looked at.

    Returns
    -------
    int64[at most most]
        Numbers of the pairs, see `pair_codes`.
    """
    size = start.size - 1
    found = np.empty(min(most, one.size), np.int64)
    kept = 0
    for k in range(one.size):
        if kept == most:
            break
        low, high = min(one[k], two[k]), max(one[k], two[k])
        if low != high and not _knows(start, other, low, high):
            code = low * size + high
            if is_new(seen, code):
                found[kept] = code
                kept += 1
    return found[:kept]


@rule
def _knows(start, other, one, two):
    """Say whether two are tied."""
    at = _seat(start, other, one, two)
    return at < start[one + 1] and other[at] == two


@rule
def _seat(start, other, one, two):
    """Find where somebody stands in the row of another one, or would, by halving it."""
    low, high = start[one], start[one + 1]
    while low < high:
        middle = (low + high) >> 1
        if other[middle] < two:
            low = middle + 1
        else:
            high = middle
    return low


@rule
def _home(code):
    """Scatter a number over the places of a table, of which it takes the first that is open."""
    return (np.uint64(code) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)


@rule
def is_new(seen, code):
    """Enter a number above 0 into a table with open places; say whether it was not there."""
    places = np.uint64(seen.size - 1)
    at = _home(code) & places
    while seen[at] != 0:
        if seen[at] == code:
            return False
        at = (at + np.uint64(1)) & places
    seen[at] = code
    return True


@rule
def forget(seen, code):
    """Take a number that `is_new` has entered out again; its place stays used."""
    places = np.uint64(seen.size - 1)
    at = _home(code) & places
    while seen[at] != code:
        at = (at + np.uint64(1)) & places
    seen[at] = -1


@compiled
def _merged(start, other, ends):
    """Add ties to the rows; ``ends`` holds both directions of each, sorted."""
    size = start.size - 1
    begin, near = np.zeros_like(start), np.empty(other.size + ends.size, other.dtype)
    copied = 0
    for new in range(ends.size):
        person = ends[new] // size
        friend = ends[new] - person * size
        seat = _seat(start, other, person, friend)
        for at in range(copied, seat):  # compiling a slice takes longer than the rest of this
            near[at + new] = other[at]
        near[seat + new] = friend
        copied = seat
        begin[person + 1] += 1
    for at in range(copied, other.size):
        near[at + ends.size] = other[at]
    return np.cumsum(begin) + start, near


def merged(
    start: NDArray[np.int64], other: NDArray[np.int32], codes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Give the rows of `rows` with further ties, none of which is there yet."""
    one, two = np.divmod(codes, start.size - 1)
    return _merged(start, other, np.sort(np.concatenate([codes, two * (start.size - 1) + one])))


@compiled
def places(upto, points):
    """Count the entries of a rising array at or below each point: a binary search on the right.

    For many points in any order: a table of evenly spaced points says where to begin.

    Parameters
    ----------
    upto : float64[n]
        Rising, its last entry above 0.
    points : float64[k]
        From 0 to the last entry.

    Returns
    -------
    int64[k]
        From 0 to n.
    """
    share = upto.size / upto[-1]
    begin = np.empty(upto.size + 2, np.int64)
    at = 0
    for k in range(begin.size):
        while at < upto.size and upto[at] * share < k:
            at += 1
        begin[k] = at
    found = np.empty(points.size, np.int64)
    for k in range(points.size):
        at = begin[int(points[k] * share)]
        while at > 0 and upto[at - 1] > points[k]:  # rounding may have led too far
            at -= 1
        while at < upto.size and upto[at] <= points[k]:
            at += 1
        found[k] = at
    return found


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
    return _walked(start, other, person, rng.random((2, person.size)))


@compiled
def _walked(start, other, person, lucks):
    """Let each go as many steps as there are rows of luck."""
    reached = person.copy()
    for luck in lucks:
        for k in range(reached.size):
            low, high = start[reached[k]], start[reached[k] + 1]
            reached[k] = other[low + int(luck[k] * (high - low))]
    return reached
