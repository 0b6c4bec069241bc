"""The simple contagions that stand beside other libraries' do what they say."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import networkx as nx
import pytest

from knautschball.model.graph import from_networkx

FILE = Path(__file__).parent.parent / "benchmarks" / "contagion.py"


@pytest.fixture(scope="module")
def contagion():
    spec = spec_from_file_location("contagion_benchmark", FILE)
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_a_sure_infection_goes_one_tie_a_step(contagion):
    graph = nx.barabasi_albert_graph(300, 2, seed=1)
    distance = nx.single_source_shortest_path_length(graph, 0)
    for steps in range(4):
        spread = contagion.sir(from_networkx(graph), 1, 1.0, 0.0, steps)
        assert spread.reached == sum(far <= steps for far in distance.values())


def test_who_recovers_at_once_infects_once(contagion):
    star = from_networkx(nx.star_graph(20_000))
    spread = contagion.sir(star, 1, 0.3, 1.0, 50)
    assert spread.reached - 1 == pytest.approx(6_000, abs=5 * (20_000 * 0.3 * 0.7) ** 0.5)
    assert spread.steps == 2  # the hub, then its friends, who find nobody left


@pytest.mark.parametrize(("beta", "gamma"), [(0.3, 0.2), (0.05, 0.1), (1.0, 0.5)])
def test_one_friend_is_infected_before_recovery_as_often_as_two_coins_say(contagion, beta, gamma):
    """In every step one coin for the tie, then one for recovery: who falls first?"""
    pairs = nx.empty_graph(20_000)
    pairs.add_edges_from((k, k + 10_000) for k in range(10_000))
    spread = contagion.sir(from_networkx(pairs), 10_000, beta, gamma, 2_000)
    chance = beta / (1 - (1 - beta) * (1 - gamma))
    noise = 5 * (10_000 * chance * (1 - chance)) ** 0.5
    assert spread.reached - 10_000 == pytest.approx(10_000 * chance, abs=noise)


def test_an_epidemic_below_its_threshold_ends_and_one_above_does_not(contagion):
    graph = from_networkx(nx.random_regular_graph(10, 5_000, seed=1))
    small, large = (contagion.sir(graph, 50, beta, 0.5, 200) for beta in (0.02, 0.2))
    assert small.reached < 250 and large.reached > 4_500


@pytest.mark.parametrize(("share", "reached"), [(0.0, 9), (0.5, 9), (0.6, 1)])
def test_on_a_path_everybody_joins_whom_half_of_the_friends_persuade(contagion, share, reached):
    path = from_networkx(nx.path_graph(9))
    assert contagion.threshold(path, 1, share).reached == reached


def test_a_threshold_of_a_third_stops_at_a_clique(contagion):
    two = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))
    two.add_edge(4, 5)
    assert contagion.threshold(from_networkx(two), 2, 1 / 3).reached == 5


def test_a_contagion_is_the_same_for_the_same_seed(contagion):
    graph = from_networkx(nx.barabasi_albert_graph(500, 3, seed=2))
    first, again, other = (contagion.sir(graph, 5, 0.1, 0.3, 20, seed)[:2] for seed in (1, 1, 2))
    assert first == again != other
