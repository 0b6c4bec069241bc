"""Undirected pairs of people as arrays: one number per pair, no doubles, neighbours in rows."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

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
    codes = np.unique(pair_codes(edges, size))
    pairs = from_codes(codes, size)
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
    _, first = np.unique(codes, return_index=True)
    codes = codes[np.sort(first)]
    keep = codes // size != codes % size
    if known.size:
        keep &= known[np.minimum(np.searchsorted(known, codes), known.size - 1)] != codes
    return codes[keep]


def rows(
    first: NDArray[np.int64], second: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """List the neighbours of everyone (compressed sparse rows over both directions).

    Parameters
    ----------
    first, second : int[T]
        Ends of every tie.
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
    number = np.tile(np.arange(len(first), dtype=np.int32), 2)
    ends = (np.concatenate([second, first]), np.concatenate([first, second]))
    table = coo_array((number, ends), shape=(size, size)).tocsr()
    table.sort_indices()
    return table.indptr.astype(np.int64), table.indices.astype(np.int32), table.data


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
