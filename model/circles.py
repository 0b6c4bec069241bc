"""The parts of the ``communities`` graph: wishes for ties, circles, and how people meet.

Everybody stands on one long line and takes as much room on it as the ties wished for; members
of a circle stand side by side. To meet somebody is to point at the line, at the stretch of the
own circle or anywhere: whoever wishes for twice the ties is met twice as often.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.model.ties import Edges, adjacency, codes, distinct, friends_of_friends
from knautschball.scenarios.community import Community

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROUNDS = 60
SIZE_SPREAD = 0.7
"""Spread of the sizes of circles, in log units."""


class Line(NamedTuple):
    """Where people stand."""

    order: Ints  # person at each place of the line
    border: Floats  # right border of each place, rising
    low: Floats  # left border of the circle of each person
    high: Floats  # right border of the circle of each person


def wishes(community: Community, rng: np.random.Generator) -> Floats:
    """Draw how many ties everybody would like: log-normal, at most a third of the people."""
    n = community.size
    wish = np.exp(community.degree_spread * rng.standard_normal(n))
    for _ in range(4):  # what the cap takes away goes to the others
        wish = np.minimum(wish * community.mean_degree / wish.mean(), max(n / 3, 2.0))
    return wish


def circles(community: Community, rng: np.random.Generator) -> NDArray[np.int32]:
    """Put everybody into a circle; sizes are spread log-normally."""
    n = community.size
    count = min(community.circles or max(2, round(n**0.5 / 2.5)), n)
    weight = np.exp(SIZE_SPREAD * rng.standard_normal(count))
    return rng.choice(count, size=n, p=weight / weight.sum()).astype(np.int32)


def line_up(wish: Floats, circle: NDArray[np.int32]) -> Line:
    """Stand people on the line, circle by circle."""
    order = np.argsort(circle, kind="stable")
    ends = np.concatenate([[0.0], np.cumsum(np.bincount(circle, wish))])
    return Line(order, np.cumsum(wish[order]), ends[circle], ends[circle + 1])


def meet(line: Line, who: Ints, mixing: float, rng: np.random.Generator) -> Edges:
    """Let each of ``who`` meet somebody: anyone with chance ``mixing``, else of the own circle."""
    leaves = rng.random(len(who)) < mixing
    low = np.where(leaves, 0.0, line.low[who])
    high = np.where(leaves, line.border[-1], line.high[who])
    point = low + (high - low) * rng.random(len(who))
    place = np.searchsorted(line.border, point, side="right")
    return np.stack([who, line.order[np.minimum(place, len(line.order) - 1)]], axis=1)


def tie_up(wish: Floats, line: Line, community: Community, rng: np.random.Generator) -> Edges:
    """Let people meet until the ties are made, then close triangles.

    Returns
    -------
    int64[m, 2]
        Distinct ties, ``m`` near ``size * mean_degree / 2``; nobody is left without one.
    """
    n = len(wish)
    wanted = round(n * community.mean_degree / 2)
    edges = np.empty((0, 2), np.int64)
    while len(lonely := np.setdiff1d(np.arange(n), edges)):
        edges = np.concatenate([edges, meet(line, lonely, community.mixing, rng)])
        edges = distinct(edges, n)
    met = round((1 - community.clustering) * wanted)
    for turn in range(ROUNDS):
        missing = (met if turn < ROUNDS // 2 else wanted) - len(edges)
        if missing <= 0:
            continue
        who = _eager(wish, edges, missing, rng)
        if turn < ROUNDS // 2:
            new = meet(line, who, community.mixing, rng)
        else:
            start, other, _ = adjacency(edges, n)
            new = friends_of_friends(start, other, who, rng)
        edges = np.concatenate([edges, distinct(new, n, np.sort(codes(edges, n)))])
    return edges


def _eager(wish: Floats, edges: Edges, count: int, rng: np.random.Generator) -> Ints:
    """Draw people by how many ties they still miss."""
    lack = np.maximum(wish - np.bincount(edges.ravel(), minlength=len(wish)), 0.01)
    border = np.cumsum(lack)
    return np.searchsorted(border, rng.random(count) * border[-1], side="right")
