"""The portrait of a network, against a slow count, and its divergence, against scipy."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from knautschball.agents.bit_rows import WORDS, unite
from knautschball.agents.compiled import compiled
from knautschball.model.portrait import EDGES, ROWS, divergence, jensen_shannon, portrait


def columns(graph, absent=()):
    """Write a graph as compressed rows over both directions of its ties."""
    ties = np.array([*graph.edges(), *absent], dtype=np.int64).reshape(-1, 2)
    ends = np.concatenate([ties[:, 0], ties[:, 1]])
    order = np.argsort(ends, kind="stable")
    start = np.searchsorted(ends[order], np.arange(len(graph) + 1)).astype(np.int64)
    active = np.ones(len(ties), np.uint8)
    active[len(ties) - len(absent) :] = 0
    other = np.concatenate([ties[:, 1], ties[:, 0]])[order].astype(np.int32)
    return start, other, np.tile(np.arange(len(ties)), 2)[order].astype(np.int32), active


def slow(graph, sources):
    """Count the same pairs one source at a time."""
    pairs = np.zeros((ROWS, len(EDGES)))
    for source in sources:
        distance = nx.single_source_shortest_path_length(graph, source)
        for row in range(1, ROWS + 1):
            if row < ROWS:
                k = sum(d == row for d in distance.values())
            else:
                k = len(graph) - sum(d < ROWS for d in distance.values())
            if k:
                pairs[row - 1, np.flatnonzero(k >= EDGES)[-1]] += k
    return pairs


@pytest.mark.parametrize("seed", range(6))
def test_portrait_equals_a_slow_count(seed):
    graph = nx.gnp_random_graph(150, [0.005, 0.01, 0.03][seed % 3], seed=seed)
    sources = np.random.default_rng(seed).choice(150, [1, 64, 100][seed // 2], replace=False)
    assert np.array_equal(portrait(*columns(graph), sources), slow(graph, sources))


@pytest.mark.parametrize("graph", [nx.path_graph(12), nx.star_graph(80), nx.empty_graph(5)])
def test_portrait_of_shapes_with_known_distances(graph):
    everyone = np.arange(len(graph))
    assert np.array_equal(portrait(*columns(graph), everyone), slow(graph, everyone))


def test_a_ring_has_two_persons_at_every_distance():
    seen = portrait(*columns(nx.cycle_graph(20)), np.arange(20))
    assert seen[:7].sum(axis=1).tolist() == [40.0] * 7
    assert seen[:7, 1].sum() == seen[:7].sum()  # all of it in the bin of k = 2
    assert seen[7].sum() == 20 * (19 - 14)


def test_every_pair_is_counted_once_even_where_a_source_is_asked_twice():
    graph = nx.gnp_random_graph(90, 0.02, seed=3)
    sources = np.concatenate([np.arange(90), [4, 4]])
    assert portrait(*columns(graph), sources).sum() == 92 * 89


def test_ties_that_do_not_exist_now_are_not_walked():
    graph = nx.path_graph(30)
    with_absent = columns(graph, absent=[(0, 29), (5, 20)])
    assert np.array_equal(portrait(*with_absent, np.arange(30)), slow(graph, range(30)))


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_renaming_persons_changes_nothing(seed):
    graph = nx.gnp_random_graph(40, 0.07, seed=seed)
    names = np.random.default_rng(seed).permutation(40)
    renamed = nx.Graph()
    renamed.add_nodes_from(range(40))
    renamed.add_edges_from((int(names[u]), int(names[v])) for u, v in graph.edges())
    sources = np.arange(0, 40, 3)
    before = portrait(*columns(graph), sources)
    after = portrait(*columns(renamed), names[sources])
    assert np.array_equal(before, after)
    assert divergence(before, after) == 0.0


def test_cutting_ties_diverges_the_more_the_more_are_cut():
    graph = nx.watts_strogatz_graph(400, 12, 0.1, seed=1)
    start, other, tie, active = columns(graph)
    luck, everyone = np.random.default_rng(0).random(len(active)), np.arange(400)
    whole = portrait(start, other, tie, active, everyone)
    apart = [
        divergence(whole, portrait(start, other, tie, (luck >= cut).astype(np.uint8), everyone))
        for cut in (0.0, 0.02, 0.1, 0.3, 0.6, 1.0)
    ]
    assert apart[0] == 0.0
    assert apart == sorted(apart)
    assert apart[-1] == pytest.approx(1.0)  # nobody left to reach: nothing in common


def test_two_networks_of_a_kind_are_closer_than_two_kinds():
    everyone = np.arange(300)
    ring, again = (
        portrait(*columns(nx.watts_strogatz_graph(300, 8, 0.1, seed=s)), everyone) for s in (1, 2)
    )
    scale_free = portrait(*columns(nx.barabasi_albert_graph(300, 4, seed=1)), everyone)
    assert divergence(ring, again) < 0.5 * divergence(ring, scale_free)


counts = st.lists(st.integers(0, 50), min_size=6, max_size=6)


@given(p=counts, q=counts)
def test_jensen_shannon_equals_scipy(p, q):
    bits = float(jensen_shannon(np.array(p), np.array(q)))
    if any(p) and any(q):
        expected = 0.0 if p == q else jensenshannon(p, q, base=2) ** 2
        assert bits == pytest.approx(expected, abs=1e-12)
    else:
        assert bits == float(any(p) != any(q))
    assert 0.0 <= bits <= 1.0
    assert float(jensen_shannon(np.array(p), np.array(p))) == 0.0


def test_disjoint_portraits_are_wholly_different():
    assert divergence(np.array([[3.0, 0.0]]), np.array([[0.0, 7.0]])) == 1.0


@compiled
def _all_united(into, table, chosen, begin):
    for row in range(np.uint64(into.shape[0])):
        unite(into, row, table, chosen, begin[row], begin[row + np.uint64(1)])


@pytest.mark.parametrize("seed", range(3))
def test_rows_of_bits_are_united_as_compiled_as_they_read(seed):
    chance = np.random.default_rng(seed)
    table = chance.integers(0, 2**63, (20, WORDS)).astype(np.uint64)
    begin = np.cumsum([0, 0, *chance.integers(0, 9, 10)]).astype(np.uint64)
    chosen = chance.integers(0, 20, begin[-1]).astype(np.uint32)
    compiled_rows, plain = (np.ones((11, WORDS), np.uint64) for _ in range(2))
    _all_united(compiled_rows, table, chosen, begin)
    for row in range(11):
        unite(plain, row, table, chosen, begin[row], begin[row + 1])
    assert np.array_equal(compiled_rows, plain)
    assert not plain[0].any(), "nothing was chosen for it"
