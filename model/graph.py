"""The social graph: who is tied to whom, and who may become so, as arrays.

Built from a generator, a file, a NetworkX graph or bare pairs. Ties that do not exist yet but
may form are part of it from the start (``latent``), so that ties can come and go during a run
without a new graph: a run only switches them on and off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike, NDArray

from knautschball.model.acquaintances import acquaintance_codes
from knautschball.model.communities import planted_circles
from knautschball.model.generators import GRAPHS
from knautschball.model.graph_file import read
from knautschball.model.grouping import find_circles
from knautschball.model.pairs import Edges, from_codes, pair_codes, rows, simple
from knautschball.scenarios.errors import GraphError, unknown

FEWEST = 3
"""People a community needs."""

_DRAW, _LATENT = 0, 1  # purposes of chance, so that latent ties do not depend on the generator


@dataclass(frozen=True, eq=False)
class SocialGraph:
    """Ties of n people; T ties in all, of which some are latent.

    Parameters
    ----------
    size : int
        Number of people, n.
    start : int64[n + 1]
        The neighbours of person ``i`` stand at ``start[i]:start[i + 1]``.
    other : int32[2 T]
        Neighbours over existing and latent ties, rising for each person.
    tie : int32[2 T]
        Index of the tie that leads to this neighbour.
    first, second : int32[T]
        Ends of each tie, ``first < second``; sorted by both, unless `renamed`.
    latent : bool[T]
        Ties that do not exist yet but may form.
    names : tuple of str or None
        Names of the people, if they have any.
    planted : int32[n] or None
        Circles the generator planted.
    """

    size: int
    start: NDArray[np.int64]
    other: NDArray[np.int32]
    tie: NDArray[np.int32]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    latent: NDArray[np.bool_]
    names: tuple[str, ...] | None = None
    planted: NDArray[np.int32] | None = None

    @property
    def ties(self) -> int:
        """Number of ties that exist at the start."""
        return int(self.latent.size - self.latent.sum())

    @cached_property
    def circle(self) -> NDArray[np.int32]:
        """Circle of each person, int32[n]: as planted, or else found when first asked for."""
        if self.planted is not None:
            return self.planted
        real = ~self.latent
        return find_circles(self.size, self.first[real], self.second[real])


def build(community: Any, seed: int) -> SocialGraph:
    """Draw or read the social graph of a scenario.

    Parameters
    ----------
    community
        The section ``[community]``. Where ``file`` is set, the generator and its numbers are
        ignored; latent ties are drawn all the same.
    seed : int
        Same community and seed, same graph.

    Raises
    ------
    GraphError
        If the kind of graph is unknown, its numbers are impossible, or the file is unusable.
    """
    planted, names = None, None
    if community.file:
        edges, names = read(community.file)
        size = len(names)
    elif community.graph in GRAPHS:
        size = community.size
        edges = GRAPHS[community.graph](community, _chance(seed, _DRAW))
        if community.graph == "communities":  # its first draw, once more
            planted = planted_circles(community, _chance(seed, _DRAW))
    else:
        raise unknown(GraphError, "community.graph", community.graph, GRAPHS, "graph")
    return _assemble(size, edges, names, community.acquaintances, seed, planted)


def from_edges(
    size: int,
    edges: ArrayLike,
    names: Sequence[str] | None = None,
    acquaintances: float = 0.0,
    seed: int = 0,
) -> SocialGraph:
    """Make a social graph of bare pairs; direction and repetition are dropped.

    Parameters
    ----------
    size : int
        Number of people, n.
    edges : int[m, 2]
        Pairs of people, each from 0 to n - 1.
    names : sequence of str, optional
        Name of each person.
    acquaintances : float
        Latent ties per existing tie.
    seed : int
        Chance for the latent ties.

    Raises
    ------
    GraphError
        If there are fewer than three people, a person out of range or tied to itself, or not
        a name for each.
    """
    pairs = np.asarray(edges).reshape(-1, 2).astype(np.int64)
    if size < FEWEST:
        raise GraphError("graph", f"{size} people", f"at least {FEWEST}")
    if pairs.size and not 0 <= pairs.min() <= pairs.max() < size:
        worst = int(pairs.min() if pairs.min() < 0 else pairs.max())
        raise GraphError("graph", f"tie to person {worst}", f"0 to {size - 1}")
    loops = pairs[pairs[:, 0] == pairs[:, 1], 0]
    if loops.size:
        who = names[loops[0]] if names else loops[0]
        raise GraphError("graph", f"{who!s} is tied to itself", "ties between two people")
    if names is not None and len(names) != size:
        raise GraphError("graph", f"{len(names)} names for {size} people", "one name each")
    return _assemble(size, simple(pairs, size), names, acquaintances, seed, None)


def from_networkx(graph: nx.Graph, acquaintances: float = 0.0, seed: int = 0) -> SocialGraph:
    """Make a social graph of any NetworkX graph; direction, weights, doubles are dropped.

    Nodes other than 0, 1, … n - 1 become names, in the order of the graph.

    Raises
    ------
    GraphError
        If there are fewer than three nodes, or one is tied to itself.
    """
    nodes = list(graph.nodes)
    plain = all(type(node) is int for node in nodes) and sorted(nodes) == list(range(len(nodes)))
    place = {node: node if plain else number for number, node in enumerate(nodes)}
    edges = [(place[one], place[two]) for one, two in graph.edges()]
    names = None if plain else [str(node) for node in nodes]
    return from_edges(len(nodes), edges, names, acquaintances, seed)


def as_networkx(graph: SocialGraph, active: NDArray[np.bool_] | None = None) -> nx.Graph:
    """Show the graph to NetworkX: a node per person, an edge per active tie.

    Parameters
    ----------
    graph : SocialGraph
        Its names become the node attribute ``name``.
    active : bool[T], optional
        Ties that exist at the moment; without it those of the start.
    """
    on = ~graph.latent if active is None else np.asarray(active, dtype=bool)
    shown = nx.Graph()
    shown.add_nodes_from(range(graph.size))
    shown.add_edges_from(zip(graph.first[on].tolist(), graph.second[on].tolist(), strict=True))
    if graph.names is not None:
        nx.set_node_attributes(shown, dict(enumerate(graph.names)), "name")
    return shown


def renamed(graph: SocialGraph, order: ArrayLike) -> SocialGraph:
    """Number the people anew; every tie keeps its index and its state.

    Parameters
    ----------
    graph : SocialGraph
        Stays as it is.
    order : int[n]
        Person ``i`` of the new graph is person ``order[i]`` of the old one.

    Raises
    ------
    GraphError
        If not everybody stands in ``order`` exactly once.
    """
    old = np.asarray(order, dtype=np.int64)
    if not np.array_equal(np.sort(old), np.arange(graph.size)):
        raise GraphError("order", "not everybody exactly once", f"a permutation of {graph.size}")
    new = np.argsort(old)
    ends = np.stack([new[graph.first], new[graph.second]], axis=1)
    names = None if graph.names is None else tuple(graph.names[person] for person in old)
    planted = None if graph.planted is None else graph.planted[old]
    return _listed(graph.size, ends, graph.latent, names, planted)


def _chance(seed: int, purpose: int) -> np.random.Generator:
    """Give a stream of chance that depends on seed and purpose alone."""
    return np.random.Generator(np.random.Philox(key=(purpose << 64) | (seed & (1 << 64) - 1)))


def _assemble(
    size: int,
    edges: Edges,
    names: Sequence[str] | None,
    acquaintances: float,
    seed: int,
    planted: NDArray[np.int32] | None,
) -> SocialGraph:
    """Add latent ties, sort, list neighbours."""
    if size < FEWEST:
        raise GraphError("graph", f"{size} people", f"at least {FEWEST}")
    real = pair_codes(edges, size)
    may = acquaintance_codes(edges, size, round(acquaintances * len(edges)), _chance(seed, _LATENT))
    codes = np.concatenate([real, may])
    order = np.argsort(codes, kind="stable")
    ends = from_codes(codes[order], size)
    return _listed(size, ends, order >= real.size, None if names is None else tuple(names), planted)


def _listed(
    size: int,
    ends: Edges,
    latent: NDArray[np.bool_],
    names: tuple[str, ...] | None,
    planted: NDArray[np.int32] | None,
) -> SocialGraph:
    """List everybody's neighbours, leaving the ties in the order given."""
    first = np.minimum(*ends.T).astype(np.int32)
    second = np.maximum(*ends.T).astype(np.int32)
    start, other, tie = rows(first, second, size)
    return SocialGraph(size, start, other, tie, first, second, latent, names, planted)
