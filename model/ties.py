"""Pairs of people: drop doubles, find the friends of friends."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

Edges = NDArray[np.int64]


def codes(pairs: Edges, people: int) -> NDArray[np.int64]:
    """Give each undirected pair ``(i, j)`` one number, the same for ``(j, i)``."""
    return pairs.min(axis=1) * people + pairs.max(axis=1)


def distinct(pairs: Edges, people: int, known: NDArray[np.int64] | None = None) -> Edges:
    """Keep the first of equal pairs, drop pairs with oneself and those already known.

    Parameters
    ----------
    pairs : int64[m, 2]
        Pairs of people in any order and direction.
    people : int
        Number of people; everyone in ``pairs`` is below it.
    known : int64[k], optional
        Sorted `codes` of pairs that are to be left out.

    Returns
    -------
    int64[m', 2]
        The smaller person first, in the order in which the pairs came.
    """
    code = codes(pairs, people)
    _, first = np.unique(code, return_index=True)
    code = code[np.sort(first)]
    low, high = np.divmod(code, people)
    keep = low != high
    if known is not None and len(known):
        at = np.minimum(np.searchsorted(known, code), len(known) - 1)
        keep &= known[at] != code
    return np.stack([low[keep], high[keep]], axis=1)


def adjacency(
    pairs: Edges, people: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """List everyone's ties in both directions.

    Parameters
    ----------
    pairs : int64[m, 2]
        Distinct pairs.
    people : int
        Number of people.

    Returns
    -------
    start : int64[people + 1]
        The entries of person ``i`` are ``start[i]:start[i + 1]``.
    other : int32[2 m]
        The other person, in rising order for each person.
    tie : int32[2 m]
        Row of ``pairs`` that the entry comes from.
    """
    row = np.arange(len(pairs), dtype=np.int32)
    ends = pairs.astype(np.int32)
    one, two = ends[:, 0], ends[:, 1]
    table = coo_array(
        (np.tile(row, 2), (np.concatenate([one, two]), np.concatenate([two, one]))),
        shape=(people, people),
    ).tocsr()
    table.sort_indices()
    return table.indptr.astype(np.int64), table.indices.astype(np.int32), table.data


def friends_of_friends(
    start: NDArray[np.int64], other: NDArray[np.int32], who: NDArray[Any], rng: np.random.Generator
) -> Edges:
    """Let each of ``who`` walk two ties: to a friend, and on to a friend of the friend.

    Parameters
    ----------
    start, other : int64[n + 1], int32[2 m]
        As from `adjacency`.
    who : int[k]
        People who each have a tie.
    rng : numpy.random.Generator
        Where the chance comes from.

    Returns
    -------
    int64[k, 2]
        Both ends of the walk: may be equal, already tied or drawn twice.
    """
    friend = other[rng.integers(start[who], start[np.add(who, 1)])]
    end = other[rng.integers(start[friend], start[friend + 1])]
    return np.stack([who, end], axis=1).astype(np.int64)
