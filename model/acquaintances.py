"""Acquaintances: pairs of people who may become friends because they share one."""

import numpy as np
from numpy.typing import NDArray

from knautschball.model.pairs import Edges, fresh_codes, none_seen, rows, two_steps


def acquaintance_codes(
    edges: Edges, size: int, count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw friends of friends who are no friends, up to ``count`` if there are so many.

    Whoever has more ties has more friends of friends and is drawn more often.

    Parameters
    ----------
    edges : int64[m, 2]
        The ties, each once.
    size : int
        Number of people.
    count : int
        Pairs wanted.
    rng : numpy.random.Generator
        Chance.

    Returns
    -------
    int64[at most count]
        Numbers of the pairs, see `knautschball.model.pairs.pair_codes`; all different, and
        none of them a tie.
    """
    found = np.empty(0, np.int64)
    if count <= 0 or not len(edges):
        return found
    start, other, _ = rows(edges[:, 0], edges[:, 1], size)
    seen = none_seen(count)
    fruitless = 0
    while found.size < count and fruitless < 4:
        missing = count - found.size
        one = edges.ravel()[rng.integers(edges.size, size=2 * missing + 256)]
        two = two_steps(start, other, one, rng)
        new = fresh_codes(one, two, start, other, seen, missing)
        fruitless = 0 if new.size else fruitless + 1
        found = np.concatenate([found, new])
    return found
