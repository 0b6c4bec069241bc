"""The graphs of the textbooks: as NetworkX draws them, and exactly as their authors say."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knautschball.model.classic_graphs import gilbert, holme_kim, numbered_pairs, watts_strogatz

SEEDS = range(12)


def drawn(kind, *numbers):
    return [nx.Graph(kind(*numbers, np.random.default_rng(seed)).tolist()) for seed in SEEDS]


def mean(measure, graphs):
    return np.mean([measure(graph) for graph in graphs])


def mean_degree(graph):
    return 2 * graph.number_of_edges() / len(graph)


def spread(graph):
    return np.std([degree for _, degree in graph.degree])


def well_tied(graph):
    return np.quantile([degree for _, degree in graph.degree], 0.9)


def path(graph):
    far = [nx.single_source_shortest_path_length(graph, one) for one in range(50, 60)]
    return np.mean([list(steps.values()) for steps in far])


TOLERANCE = {
    mean_degree: 0.01,
    spread: 0.05,
    well_tied: 0.03,
    path: 0.03,
    nx.average_clustering: 0.05,
}
"""Share by which means over the seeds may differ; at least twice what luck makes of it."""

SAME = {
    "random": (gilbert, nx.fast_gnp_random_graph, (400, 0.035)),
    "ring": (watts_strogatz, nx.watts_strogatz_graph, (400, 14, 0.1)),
    "rewired ring": (watts_strogatz, nx.watts_strogatz_graph, (400, 14, 0.7)),
    "dense ring": (watts_strogatz, nx.watts_strogatz_graph, (90, 60, 0.9)),
    "popular": (holme_kim, nx.powerlaw_cluster_graph, (400, 7, 0.0)),
}


@pytest.mark.parametrize("name", SAME)
def test_degrees_triangles_and_paths_are_those_of_networkx(name):
    kind, same, numbers = SAME[name]
    ours, theirs = drawn(kind, *numbers), [same(*numbers, seed=seed) for seed in SEEDS]
    for measure, tolerance in TOLERANCE.items():
        assert mean(measure, ours) == pytest.approx(mean(measure, theirs), rel=tolerance), measure


@pytest.mark.parametrize("clustering", [0.3, 0.9])
def test_triangles_among_the_popular_are_near_those_of_networkx(clustering):
    # its targets come out of a set, low numbers first: hubs grow larger there than in proportion
    ours = drawn(holme_kim, 400, 7, clustering)
    theirs = [nx.powerlaw_cluster_graph(400, 7, clustering, seed=seed) for seed in SEEDS]
    closed = mean(nx.average_clustering, theirs)
    assert mean(nx.average_clustering, ours) == pytest.approx(closed, rel=0.2)


def test_closing_triangles_leaves_the_degrees_as_they_are():
    without, many = drawn(holme_kim, 400, 7, 0.0), drawn(holme_kim, 400, 7, 0.9)
    assert mean(spread, many) == pytest.approx(mean(spread, without), rel=0.1)
    assert mean(well_tied, many) == pytest.approx(mean(well_tied, without), rel=0.05)
    assert mean(nx.average_clustering, many) > 3 * mean(nx.average_clustering, without)


@pytest.mark.parametrize("clustering", [0.0, 0.4, 1.0])
def test_the_second_newcomer_passes_the_first_by_as_seldom_as_it_must(clustering):
    # 2 knows 0 and 1; 3 begins with any of the three. With 0 (or 1) it ties to 1 (or 0) only
    # where no triangle closes, and then in one of two cases: 2/3 · (1 - clustering) / 2
    rng = np.random.default_rng(4)
    ties = [holme_kim(4, 2, clustering, rng).tolist() for _ in range(3000)]
    passed = np.mean([[2, 3] not in one for one in ties])
    assert passed == pytest.approx((1 - clustering) / 3, abs=0.025)
    assert (passed == 0) == (clustering == 1)


def test_a_far_end_moves_and_the_near_one_stays():
    ties = watts_strogatz(300, 10, 1.0, np.random.default_rng(2))
    degree = np.bincount(ties.ravel())
    assert 5 <= degree.min() < 10 < degree.max()
    apart = ties[:, 1] - ties[:, 0]
    assert (np.minimum(apart, 300 - apart) <= 5).mean() < 0.08


def test_where_no_place_is_free_a_tie_stays():
    ties = watts_strogatz(9, 8, 1.0, np.random.default_rng(2))
    assert ties.tolist() == [list(pair) for pair in nx.complete_graph(9).edges]


def test_certain_ties_make_everybody_know_everybody():
    ties = gilbert(9, 1.0, np.random.default_rng(2))
    assert ties.tolist() == [list(pair) for pair in nx.complete_graph(9).edges]


def test_pairs_of_ten_million_people_are_numbered_exactly():
    n = 10**7
    total = n * (n - 1) // 2
    number = np.array([0, n - 2, n - 1, total - 4, total - 3, total - 1])
    ends = [(0, 1), (0, n - 1), (1, 2), (n - 4, n - 1), (n - 3, n - 2), (n - 2, n - 1)]
    assert numbered_pairs(number, n).tolist() == [list(pair) for pair in ends]


KINDS = {
    "random": lambda size, share, chance, rng: gilbert(size, max(chance, 0.01), rng),
    "ring": lambda size, share, chance, rng: watts_strogatz(
        size, 1 + int(share * (size - 2)), chance, rng
    ),
    "popular": lambda size, share, chance, rng: holme_kim(
        size, 1 + int(share * (size - 2)), chance, rng
    ),
}


@pytest.mark.parametrize("name", KINDS)
@given(size=st.integers(3, 40), share=st.floats(0, 1), chance=st.floats(0, 1), seed=st.integers(0))
def test_any_numbers_give_sorted_pairs_each_once_and_as_many_as_said(
    name, size, share, chance, seed
):
    one, two = (KINDS[name](size, share, chance, np.random.default_rng(seed)) for _ in range(2))
    assert np.array_equal(one, two)
    assert one.dtype == np.int64
    assert (one[:, 0] >= 0).all()
    assert (one[:, 0] < one[:, 1]).all()
    assert (one[:, 1] < size).all()
    assert (np.diff(one[:, 0] * size + one[:, 1]) > 0).all()
    each = 1 + int(share * (size - 2))
    said = {"ring": size * (each // 2), "popular": each * (size - each)}
    assert len(one) == said.get(name, len(one))
