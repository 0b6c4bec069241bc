"""Circles of a graph that came without: a label per person, for pictures only."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

LOUVAIN_UP_TO = 5_000
"""People; beyond, Louvain takes seconds and neighbours vote instead."""

ROUNDS = 12


def find_circles(
    size: int, first: NDArray[np.int32], second: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Label groups of people who know each other, the largest group first.

    Up to `LOUVAIN_UP_TO` people by modularity (Blondel et al. 2008,
    doi 10.1088/1742-5468/2008/10/P10008), beyond by label propagation (Raghavan, Albert &
    Kumara 2007, doi 10.1103/PhysRevE.76.036106). The same ties always give the same labels.

    Parameters
    ----------
    size : int
        Number of people, n.
    first, second : int[T]
        Ends of every tie.

    Returns
    -------
    int32[n]
        Label of each person, from 0.
    """
    find = _louvain if size <= LOUVAIN_UP_TO else _vote
    label = find(size, first, second)
    _, compact, members = np.unique(label, return_inverse=True, return_counts=True)
    rank = np.empty(members.size, np.int32)
    rank[np.argsort(-members, kind="stable")] = np.arange(members.size, dtype=np.int32)
    return rank[compact]


def _louvain(size: int, first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.int64]:
    graph = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(zip(first.tolist(), second.tolist(), strict=True))
    label = np.zeros(size, np.int64)
    for number, group in enumerate(nx.community.louvain_communities(graph, seed=0)):
        label[list(group)] = number
    return label


def _vote(size: int, first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.int64]:
    """Let a random half at a time take the label most of their friends have."""
    rng = np.random.default_rng(0)
    source = np.concatenate([first, second]).astype(np.int64)
    target = np.concatenate([second, first]).astype(np.int64)
    label = np.arange(size, dtype=np.int64)
    luck = rng.permutation(size)  # decides between labels that are equally common
    for _ in range(2 * ROUNDS):
        pair, votes = np.unique(source * size + label[target], return_counts=True)
        person, wanted = np.divmod(pair, size)
        order = np.lexsort((luck[wanted], votes, person))
        last = np.append(np.flatnonzero(np.diff(person[order])), order.size - 1)
        winner = order[last]
        turn = rng.random(winner.size) < 0.5
        label[person[winner[turn]]] = wanted[winner[turn]]
    return label
