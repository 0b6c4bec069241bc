"""Random communities: who knows whom when no file says so.

``GRAPHS`` is the table of all kinds of graph. A new kind is one function and its line there.
"""

from collections.abc import Callable
from typing import NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from knautschball.model.circles import circles, line_up, tie_up, wishes
from knautschball.model.ties import Edges
from knautschball.scenarios.community import Community


class Drawn(NamedTuple):
    """What a generator gives back."""

    edges: Edges
    """int64[m, 2]: distinct pairs of people ``0 … size - 1``, nobody with itself."""
    circle: NDArray[np.int32] | None = None
    """int32[size]: circle that each person was put into, where there are circles."""


Generator = Callable[[Community, np.random.Generator], Drawn]


def communities(community: Community, rng: np.random.Generator) -> Drawn:
    """Circles of friends."""
    circle = circles(community, rng)
    wish = wishes(community, rng)
    return Drawn(tie_up(wish, line_up(wish, circle), community, rng), circle)


def _number(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


def _edges(net: nx.Graph) -> Edges:
    return np.array(net.edges(), np.int64).reshape(-1, 2)


def small_world(community: Community, rng: np.random.Generator) -> Drawn:
    """Watts–Strogatz."""
    neighbours = max(2, 2 * round(community.mean_degree / 2))
    net = nx.watts_strogatz_graph(
        community.size, neighbours, 1 - community.clustering, seed=_number(rng)
    )
    return Drawn(_edges(net))


def scale_free(community: Community, rng: np.random.Generator) -> Drawn:
    """Holme–Kim."""
    each = max(1, round(community.mean_degree / 2))
    net = nx.powerlaw_cluster_graph(community.size, each, community.clustering, seed=_number(rng))
    return Drawn(_edges(net))


def random(community: Community, rng: np.random.Generator) -> Drawn:
    """Erdős–Rényi."""
    ties = round(community.size * community.mean_degree / 2)
    net = nx.gnm_random_graph(community.size, ties, seed=_number(rng))
    for alone in list(nx.isolates(net)):
        friend = int(rng.integers(community.size - 1))
        net.add_edge(alone, friend + (friend >= alone))
    return Drawn(_edges(net))


GRAPHS: dict[str, Generator] = {
    "communities": communities,
    "small-world": small_world,
    "scale-free": scale_free,
    "random": random,
}
"""Every kind of graph by the name it has in a scenario."""
