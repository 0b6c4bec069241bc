"""A random community that has the size, mean degree and clustering somebody knows of their own."""

from typing import Any, NamedTuple

import networkx as nx
import numpy as np

from knautschball.model.generators import GRAPHS
from knautschball.scenarios.errors import GraphError

SEEDS = (1, 2, 3)
"""Graphs over which clustering is averaged; one alone is too much a matter of luck."""
LARGEST = 1500
"""People of the graphs that are tried; with circles of a fixed size clustering hardly depends
on how many there are."""
NEAR = 0.005
"""Mean local clustering that counts as hit."""
HALVINGS = 9


class Match(NamedTuple):
    """What to set, and what comes of it."""

    settings: dict[str, float]
    mean_degree: float
    clustering: float


def matched(community: Any, size: int, mean_degree: float, clustering: float) -> Match:
    """Find the generator's numbers under which its graphs are as asked.

    Parameters
    ----------
    community
        The section ``[community]``; of its numbers size, mean_degree, clustering and mixing change.
    size : int
        People.
    mean_degree : float
        Mean number of ties.
    clustering : float
        Mean local clustering, 0..1: of a person's friends, how many pairs are friends.

    Returns
    -------
    Match
        ``settings`` by dotted key, and mean degree and clustering of the graphs they make.

    Raises
    ------
    GraphError
        The generator cannot come near such a clustering; the message names what it can do.
    """
    wanted = community.model_copy(update={"size": size, "mean_degree": mean_degree})
    (_, least), (_, most) = (_made(wanted, closeness) for closeness in (-1.0, 1.0))
    if not least - 0.02 <= clustering <= most + 0.02:
        allowed = f"{least:.2f} to {most:.2f} for {community.graph} of mean degree {mean_degree:g}"
        raise GraphError("--clustering", f"{clustering:g} was given", allowed)
    closeness, degree, reached = _halved(wanted, clustering)
    found = {"size": size, "mean_degree": mean_degree, **_numbers(wanted, closeness)}
    return Match({f"community.{key}": one for key, one in found.items()}, degree, reached)


def _halved(wanted: Any, clustering: float) -> tuple[float, float, float]:
    """Close in on the closeness that gives a clustering, which rises with it."""
    low, high = -1.0, 1.0
    for _ in range(HALVINGS):
        closeness = (low + high) / 2
        degree, reached = _made(wanted, closeness)
        if abs(reached - clustering) < NEAR:
            break
        low, high = (closeness, high) if reached < clustering else (low, closeness)
    return closeness, degree, reached


def _numbers(wanted: Any, closeness: float) -> dict[str, float]:
    """Give the generator's numbers along one line from scattered (-1) to close-knit (1).

    Above 0 more ties close triangles. Below 0 none does on purpose, and more and more leave the
    circle, in which friends of friends meet by chance.
    """
    apart = max(0.0, -closeness)
    mixing = wanted.mixing + (1 - wanted.mixing) * apart
    return {"clustering": max(0.0, closeness), "mixing": mixing}


def _made(wanted: Any, closeness: float) -> tuple[float, float]:
    """Give mean degree and mean local clustering of the graphs that come of it."""
    size = min(wanted.size, LARGEST)
    section = wanted.model_copy(update={"size": size, **_numbers(wanted, closeness)})
    told = []
    for seed in SEEDS:
        graph = nx.empty_graph(size)
        graph.add_edges_from(GRAPHS[section.graph](section, np.random.default_rng(seed)).tolist())
        told.append((2 * graph.number_of_edges() / size, nx.average_clustering(graph)))
    degree, reached = np.mean(told, axis=0)
    return float(degree), float(reached)
