from types import SimpleNamespace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.model.communities import planted_circles
from knautschball.model.generators import GRAPHS
from knautschball.model.graph import as_networkx, build, from_edges, from_networkx, renamed
from knautschball.model.grouping import find_circles
from knautschball.scenarios.errors import GraphError


def community(**changed):
    numbers = {
        "graph": "communities",
        "file": None,
        "size": 600,
        "mean_degree": 14.0,
        "degree_spread": 0.9,
        "clustering": 0.3,
        "circles": 0,
        "mixing": 0.2,
        "acquaintances": 0.3,
    }
    return SimpleNamespace(**(numbers | changed))


def check(graph):
    """Walk every promise of the arrays."""
    ties = graph.first.size
    assert graph.start.dtype == np.int64
    assert graph.latent.dtype == np.bool_
    for array in (graph.other, graph.tie, graph.first, graph.second):
        assert array.dtype == np.int32
        assert array.flags.c_contiguous
    assert graph.start[0] == 0
    assert graph.start[-1] == 2 * ties == graph.other.size == graph.tie.size
    assert (graph.first < graph.second).all()
    assert len(set(zip(graph.first.tolist(), graph.second.tolist(), strict=True))) == ties
    person = np.repeat(np.arange(graph.size), np.diff(graph.start))
    assert (np.minimum(person, graph.other) == graph.first[graph.tie]).all()
    assert (np.maximum(person, graph.other) == graph.second[graph.tie]).all()
    same = person[1:] == person[:-1]
    assert (np.diff(graph.other)[same] > 0).all()


@pytest.mark.parametrize("kind", GRAPHS)
def test_same_community_and_seed_give_the_same_graph_and_another_seed_another(kind):
    one, two, three = (build(community(graph=kind), seed) for seed in (7, 7, 8))
    for name in ("start", "other", "tie", "first", "second", "latent", "circle"):
        assert np.array_equal(getattr(one, name), getattr(two, name))
    assert not np.array_equal(one.first, three.first)


@pytest.mark.parametrize("kind", GRAPHS)
def test_every_kind_keeps_the_promises_of_the_arrays(kind):
    graph = build(community(graph=kind), 1)
    check(graph)
    degree = np.bincount(np.concatenate([graph.first, graph.second])[np.tile(~graph.latent, 2)])
    assert degree.size == 600
    assert degree.min() >= 1
    assert degree.mean() == pytest.approx(14, rel=0.06)


@settings(max_examples=30, deadline=None)
@given(
    kind=st.sampled_from(sorted(GRAPHS)),
    size=st.integers(10, 90),
    share=st.floats(0, 1),
    clustering=st.floats(0, 1),
    mixing=st.floats(0, 1),
    spread=st.floats(0, 2),
    circles=st.integers(0, 200),
    seed=st.integers(-3, 2**70),
)
def test_any_declared_numbers_give_a_simple_graph_with_nobody_alone(
    kind, size, share, clustering, mixing, spread, circles, seed
):
    degree = 2 + share * (size - 3)
    graph = build(
        community(
            graph=kind,
            size=size,
            mean_degree=degree,
            clustering=clustering,
            mixing=mixing,
            degree_spread=spread,
            circles=circles,
        ),
        seed,
    )
    check(graph)
    real = as_networkx(graph)
    assert real.number_of_nodes() == size
    assert not list(nx.isolates(real))


@settings(max_examples=40, deadline=None)
@given(
    size=st.integers(3, 25),
    pairs=st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=60),
    acquaintances=st.floats(0, 3),
)
def test_latent_ties_join_friends_of_friends_and_never_friends(size, pairs, acquaintances):
    edges = [(a % size, b % size) for a, b in pairs if a % size != b % size]
    graph = from_edges(size, edges, acquaintances=acquaintances, seed=5)
    check(graph)
    friends = nx.Graph(edges)
    assert graph.ties == friends.number_of_edges()
    assert graph.latent.sum() <= round(acquaintances * graph.ties)
    for one, two in zip(graph.first[graph.latent], graph.second[graph.latent], strict=True):
        assert not friends.has_edge(one, two)
        assert nx.shortest_path_length(friends, one, two) == 2


def test_as_many_latent_ties_as_asked_for_where_there_is_room():
    graph = build(community(acquaintances=0.7), 3)
    assert graph.latent.sum() == round(0.7 * graph.ties)
    assert not build(community(acquaintances=0.0), 3).latent.any()


def test_a_single_circle_that_asks_for_ties_across_circles_ties_within():
    graph = build(community(circles=1, mixing=1.0), 3)
    check(graph)
    assert graph.ties == pytest.approx(600 * 14 / 2, rel=0.05)


def test_everybody_knowing_everybody_leaves_no_latent_tie():
    assert not from_networkx(nx.complete_graph(8), acquaintances=3).latent.any()


def test_latent_ties_do_not_change_the_real_ones():
    one, two = build(community(acquaintances=0.0), 4), build(community(acquaintances=2.0), 4)
    assert nx.utils.graphs_equal(as_networkx(one), as_networkx(two))


def test_communities_look_like_measured_friendship_graphs():
    graph = build(community(size=1000), 1)
    shown = as_networkx(graph)
    degree = np.array([count for _, count in shown.degree])
    assert 0.7 < degree.var() / degree.mean() ** 2 < 2.5
    assert 0.2 < nx.average_clustering(shown) < 0.6
    groups = [set(np.flatnonzero(graph.circle == label)) for label in np.unique(graph.circle)]
    assert 0.4 < nx.community.modularity(shown, groups) < 0.8
    inside = graph.circle[graph.first] == graph.circle[graph.second]
    assert 1 - inside[~graph.latent].mean() == pytest.approx(0.2, abs=0.05)


@pytest.mark.parametrize("knob", ["degree_spread", "clustering", "mixing"])
def test_knobs_of_communities_move_what_they_are_named_after(knob):
    def measure(value):
        graph = build(community(size=1000, circles=12, **{knob: value}), 2)
        if knob == "clustering":
            return nx.average_clustering(as_networkx(graph))
        if knob == "degree_spread":
            return np.bincount(np.concatenate([graph.first, graph.second])).std()
        return (graph.circle[graph.first] != graph.circle[graph.second])[~graph.latent].mean()

    low, middle, high = measure(0.1), measure(0.4), measure(0.7)
    assert low < middle < high


def test_number_of_circles_is_as_asked_or_follows_the_size():
    def count(**numbers):
        return len(np.unique(planted_circles(community(**numbers), np.random.default_rng(0))))

    assert count(circles=7) == 7
    assert count(size=100) == 4
    assert count(size=6000) == pytest.approx(100, abs=2)


def test_planted_circles_are_the_ones_the_ties_grew_in():
    graph = build(community(mixing=0.0, circles=5, size=1000), 9)
    inside = graph.circle[graph.first] == graph.circle[graph.second]
    assert inside[~graph.latent].mean() > 0.99


def test_small_world_without_rewiring_is_the_ring_lattice():
    graph = build(community(graph="small-world", size=30, mean_degree=4, clustering=1.0), 0)
    assert nx.utils.graphs_equal(as_networkx(graph), nx.Graph(nx.circulant_graph(30, [1, 2])))


def test_kinds_differ_in_hubs_and_triangles_as_they_claim():
    shown = {kind: as_networkx(build(community(graph=kind), 1)) for kind in GRAPHS}
    spread = {kind: np.std([count for _, count in g.degree]) for kind, g in shown.items()}
    triangles = {kind: nx.transitivity(g) for kind, g in shown.items()}
    assert spread["scale-free"] > 2 * spread["random"] > 2 * spread["small-world"] > 0
    assert triangles["random"] < 0.05 < triangles["scale-free"]
    assert triangles["communities"] > 3 * triangles["random"]


@pytest.mark.parametrize("kind", GRAPHS)
def test_more_ties_than_people_are_refused(kind):
    with pytest.raises(GraphError, match=r"community\.mean_degree.*at most .*= 9"):
        build(community(graph=kind, size=10), 1)


def test_unknown_kind_is_refused_with_the_nearest():
    with pytest.raises(GraphError, match="did you mean 'scale-free'"):
        build(community(graph="scalefree"), 1)


def test_file_decides_people_and_ties(tmp_path):
    path = tmp_path / "friends.csv"
    path.write_text("Ada,Bo\nBo,Cy\nCy,Dee\n", encoding="utf-8")
    graph = build(community(file=str(path), acquaintances=1.0), 1)
    check(graph)
    assert graph.names == ("Ada", "Bo", "Cy", "Dee")
    assert (graph.size, graph.ties) == (4, 3)
    assert sorted(zip(graph.first[graph.latent], graph.second[graph.latent], strict=True)) == [
        (0, 2),
        (1, 3),
    ]


def test_networkx_there_and_back():
    ladder = nx.ladder_graph(6)
    assert nx.utils.graphs_equal(as_networkx(from_networkx(ladder)), ladder)


def test_networkx_direction_weights_and_doubles_are_dropped():
    net = nx.MultiDiGraph([("x", "y"), ("y", "x"), ("x", "y"), ("y", "z", {"weight": 3})])
    net.add_node("alone")
    graph = from_networkx(net)
    assert graph.names == ("x", "y", "z", "alone")
    assert graph.ties == 2
    assert as_networkx(graph).nodes[3] == {"name": "alone"}


def test_only_active_ties_are_shown():
    graph = from_edges(4, [(0, 1), (1, 2), (2, 3)])
    active = np.array([True, False, True])
    assert set(as_networkx(graph, active).edges) == {(0, 1), (2, 3)}


@pytest.mark.parametrize(
    ("size", "edges", "names", "says"),
    [
        (2, [(0, 1)], None, "at least 3"),
        (4, [(0, 4)], None, "person 4"),
        (4, [(-1, 2)], None, "person -1"),
        (3, [(0, 1), (2, 2)], ["a", "b", "c"], "c is tied to itself"),
        (3, [(0, 1)], ["a"], "1 names for 3 people"),
    ],
)
def test_impossible_pairs_are_refused(size, edges, names, says):
    with pytest.raises(GraphError, match=says):
        from_edges(size, edges, names)


def test_two_cliques_with_a_bridge_are_two_circles():
    graph = from_networkx(nx.barbell_graph(10, 0))
    assert len(set(graph.circle[:10])) == len(set(graph.circle[10:])) == 1
    assert graph.circle[0] != graph.circle[19]
    assert graph.circle.dtype == np.int32


def test_large_graphs_are_labelled_by_vote():
    net = nx.connected_caveman_graph(600, 10)
    ends = np.array(net.edges, np.int32)
    label = find_circles(6000, ends[:, 0], ends[:, 1])
    caves = label.reshape(600, 10)
    agree = np.mean([np.bincount(cave).max() / 10 for cave in caves])
    assert agree > 0.9
    assert len(np.unique(label)) > 200


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(40)))
def test_renaming_keeps_ties_and_their_index(order):
    graph = build(community(size=40, mean_degree=5), 2)
    new = renamed(graph, order)
    check(new)
    place = np.array(order)
    ends = np.sort(np.stack([place[new.first], place[new.second]]), axis=0)
    assert np.array_equal(ends, np.stack([graph.first, graph.second]))
    assert np.array_equal(new.latent, graph.latent)
    assert np.array_equal(new.circle, graph.circle[place])


def test_renaming_needs_everybody_once():
    with pytest.raises(GraphError, match="exactly once"):
        renamed(from_edges(3, [(0, 1)]), [0, 1, 1])
