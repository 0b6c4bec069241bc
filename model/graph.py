"""The social graph: who is tied to whom, and who might be tomorrow.

A NetworkX graph is what people look at and bring along; the same ties in flat arrays are what
the hour works on. ``as_networkx`` and ``from_networkx`` go from one to the other.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike, NDArray

from knautschball.model.generators import GRAPHS
from knautschball.model.graph_file import read
from knautschball.model.ties import Edges, adjacency, codes, distinct, friends_of_friends
from knautschball.scenarios.community import Community
from knautschball.scenarios.errors import GraphError, unknown

LATENT_ROUNDS = 12


@dataclass(frozen=True, eq=False)
class SocialGraph:
    """Undirected ties between people ``0 … size - 1``, real ones and latent ones.

    A latent tie joins two friends of a friend who do not know each other yet. It has its place
    in the arrays from the start, so that forming a tie later moves nothing.

    Attributes
    ----------
    size : int
        Number of people.
    start : int64[size + 1]
        The entries of person ``i`` in `other` and `tie` are ``start[i]:start[i + 1]``.
    other : int32[2 T]
        The person at the other end, in rising order for each person; latent ties included.
    tie : int32[2 T]
        Index of the tie in `first`, `second` and `latent`.
    first, second : int32[T]
        Ends of each tie, ``first < second``.
    latent : bool[T]
        Whether the tie does not exist at the start.
    names : tuple of str or None
        What the people are called in the file or graph they come from.
    planted : int32[size] or None
        Circle that the generator put each person into.
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
        return len(self.latent) - int(self.latent.sum())

    @cached_property
    def circle(self) -> NDArray[np.int32]:
        """Circle of each person: as planted, or found by the Louvain method (NetworkX)."""
        if self.planted is not None:
            return self.planted
        label = np.empty(self.size, np.int32)
        for number, members in enumerate(
            nx.community.louvain_communities(as_networkx(self), seed=0)
        ):
            label[list(members)] = number
        return label


def _assemble(
    n: int,
    real: Edges,
    latent: Edges,
    names: Sequence[str] | None,
    planted: NDArray[np.int32] | None,
) -> SocialGraph:
    """Sort real and latent ties into one list and index it from both ends."""
    pairs = np.concatenate([real, latent])
    order = np.argsort(codes(pairs, n), kind="stable")
    return _indexed(n, pairs[order], order >= len(real), names, planted)


def _indexed(
    n: int,
    pairs: Edges,
    latent: NDArray[np.bool_],
    names: Sequence[str] | None,
    planted: NDArray[np.int32] | None,
) -> SocialGraph:
    start, other, tie = adjacency(pairs, n)
    ends = np.sort(pairs, axis=1).astype(np.int32)
    return SocialGraph(
        size=n,
        start=start,
        other=other,
        tie=tie,
        first=np.ascontiguousarray(ends[:, 0]),
        second=np.ascontiguousarray(ends[:, 1]),
        latent=latent,
        names=None if names is None else tuple(names),
        planted=planted,
    )


def _latent(n: int, real: Edges, wanted: int, rng: np.random.Generator) -> Edges:
    """Sample friends of friends; fewer than wanted where there are not enough of them."""
    start, other, _ = adjacency(real, n)
    ends = real.ravel()  # whoever has more ties has more friends of friends
    known = np.sort(codes(real, n))
    found = np.empty((0, 2), np.int64)
    for _ in range(LATENT_ROUNDS):
        if (missing := wanted - len(found)) <= 0:
            break
        who = ends[rng.integers(len(ends), size=2 * missing + 16)]
        drawn = friends_of_friends(start, other, who, rng)
        found = distinct(np.concatenate([found, distinct(drawn, n, known)]), n)
    return found[:wanted]


def from_edges(
    n: int,
    edges: ArrayLike,
    names: Sequence[str] | None = None,
    *,
    acquaintances: float = 0.0,
    seed: int = 0,
    planted: NDArray[np.int32] | None = None,
) -> SocialGraph:
    """Build a graph from pairs of people.

    Parameters
    ----------
    n : int
        Number of people, those without ties included.
    edges : int[m, 2]
        Pairs of people, numbered from 0. Direction and repetition do not count.
    names : sequence of str, optional
        A name for each person.
    acquaintances : float
        Latent ties to sample, per real tie.
    seed : int
        Seed of that sample.
    planted : int32[n], optional
        Circle of each person, where it is known.

    Raises
    ------
    GraphError
        If a person is tied to itself or does not exist, or there are fewer than 3 people.
    """
    pairs = np.asarray(edges, np.int64).reshape(-1, 2)
    _check(n, pairs, names)
    real = distinct(pairs, n)
    rng = np.random.Generator(np.random.Philox(key=[seed, 1]))
    latent = _latent(n, real, round(acquaintances * len(real)), rng)
    return _assemble(n, real, latent, names, planted)


def _check(n: int, pairs: Edges, names: Sequence[str] | None) -> None:
    if n < 3:
        raise GraphError("graph", f"{n} people are no community", "at least 3 people")
    if names is not None and len(names) != n:
        raise GraphError("graph", f"{len(names)} names for {n} people", f"{n} names")
    if len(pairs) and not (pairs.min() >= 0 and pairs.max() < n):
        raise GraphError("graph", f"a tie to person {pairs.max()}", f"0 to {n - 1}")
    loops = np.flatnonzero(pairs[:, 0] == pairs[:, 1])
    if len(loops):
        who = pairs[loops[0], 0] if names is None else names[pairs[loops[0], 0]]
        raise GraphError("graph", f"{who!s} is tied to itself", "ties between two people")


def build(community: Community, seed: int) -> SocialGraph:
    """Read or draw the graph of a community; the same for the same (community, seed).

    Parameters
    ----------
    community : Community
        The declared numbers. With a ``file``, only ``acquaintances`` of them count.
    seed : int
        Seed of the generator and of the latent ties.

    Raises
    ------
    GraphError
        If the file cannot be used or the numbers contradict each other.
    """
    if community.file is not None:
        edges, names = read(community.file)
        return from_edges(
            len(names), edges, names, acquaintances=community.acquaintances, seed=seed
        )
    if community.graph not in GRAPHS:
        raise unknown(GraphError, "community.graph", community.graph, GRAPHS, "graph")
    rng = np.random.Generator(np.random.Philox(key=seed))
    edges, circle = GRAPHS[community.graph](community, rng)
    return from_edges(
        community.size,
        edges,
        acquaintances=community.acquaintances,
        seed=seed,
        planted=circle,
    )


def as_networkx(graph: SocialGraph, active: NDArray[np.bool_] | None = None) -> nx.Graph:
    """Give the ties as a NetworkX graph on the nodes ``0 … size - 1``.

    Parameters
    ----------
    graph : SocialGraph
        The graph.
    active : bool[T], optional
        Ties that exist now; those that are not latent if left out.

    Returns
    -------
    networkx.Graph
        Edges carry the index of their ``tie``, nodes their ``name`` where there is one.
    """
    there = ~graph.latent if active is None else np.asarray(active, bool)
    net = nx.Graph()
    net.add_nodes_from(range(graph.size))
    if graph.names is not None:
        nx.set_node_attributes(net, dict(enumerate(graph.names)), "name")
    tie = np.flatnonzero(there)
    ends = zip(graph.first[tie].tolist(), graph.second[tie].tolist(), tie.tolist(), strict=True)
    net.add_edges_from((one, two, {"tie": index}) for one, two, index in ends)
    return net


def from_networkx(net: nx.Graph, *, acquaintances: float = 0.0, seed: int = 0) -> SocialGraph:
    """Take any NetworkX graph; direction, weights and multiple edges are dropped.

    Raises
    ------
    GraphError
        As `from_edges` does.
    """
    place: dict[Hashable, int] = {node: index for index, node in enumerate(net)}
    pairs = [(place[one], place[two]) for one, two in net.edges()]
    names = [str(node) for node in net]
    return from_edges(len(place), pairs, names, acquaintances=acquaintances, seed=seed)


def renamed(graph: SocialGraph, order: ArrayLike) -> SocialGraph:
    """Number the people anew: person ``i`` of the result is person ``order[i]`` of ``graph``.

    Every tie keeps its index, its ends and whether it is latent.

    Raises
    ------
    GraphError
        If ``order`` is not a permutation of all people.
    """
    old = np.asarray(order, np.int64)
    if not np.array_equal(np.sort(old), np.arange(graph.size)):
        raise GraphError("order", "not everybody exactly once", f"a permutation of {graph.size}")
    new = np.empty(graph.size, np.int64)
    new[old] = np.arange(graph.size)
    pairs = np.stack([new[graph.first], new[graph.second]], axis=1)
    names = None if graph.names is None else [graph.names[i] for i in old]
    planted = None if graph.planted is None else graph.planted[old]
    return _indexed(graph.size, pairs, graph.latent, names, planted)
