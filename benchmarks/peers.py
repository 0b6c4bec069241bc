"""Other libraries at simpler work: SIR, independent cascade and linear threshold on one graph.

Each in its own idiom, and ours (``contagion.py``) with the same chances, on the same scale-free
graph: nanoseconds on the processor per agent and step, building the graph left out. Where a
library offers only a relative of the work, its name says which.
"""

from collections.abc import Callable
from functools import cache
from time import process_time
from typing import Any

import mesa
import networkx as nx
import numpy as np

from benchmarks import contagion
from knautschball.model.graph import SocialGraph, from_networkx

STEPS = 50
SPREAD, RECOVER = 0.05, 0.1
PATIENCE = 20.0
"""Seconds after which no further round of the same measurement is begun."""


def ndlib_sir(graph: nx.Graph) -> float:
    """NDlib: ``iteration_bunch`` of its SIR model."""
    from ndlib.models import epidemics
    from ndlib.models.ModelConfig import Configuration

    model = epidemics.SIRModel(graph, seed=1)
    config = Configuration()
    config.add_model_parameter("beta", SPREAD)
    config.add_model_parameter("gamma", RECOVER)
    config.add_model_parameter("fraction_infected", 0.01)
    model.set_initial_status(config)
    return _timed(lambda: model.iteration_bunch(STEPS, node_status=False), graph)


def ndlib_threshold(graph: nx.Graph) -> float:
    """NDlib: its threshold model, all thresholds a quarter."""
    from ndlib.models import epidemics
    from ndlib.models.ModelConfig import Configuration

    model = epidemics.ThresholdModel(graph, seed=1)
    config = Configuration()
    for node in graph.nodes:
        config.add_node_configuration("threshold", node, 0.25)
    config.add_model_parameter("fraction_infected", 0.05)
    model.set_initial_status(config)
    return _timed(lambda: model.iteration_bunch(STEPS, node_status=False), graph)


def eon_cascade(graph: nx.Graph) -> float:
    """EoN: ``basic_discrete_SIR``, in which everybody recovers after a step: a cascade."""
    import EoN

    start = process_time()
    times, *_ = EoN.basic_discrete_SIR(graph, SPREAD, rho=0.01)
    return (process_time() - start) * 1e9 / (len(times) - 1) / graph.number_of_nodes()


def eon_sir(graph: nx.Graph) -> float:
    """EoN: ``fast_SIR``, event-driven in continuous time; a unit of time counts as a step."""
    import EoN

    return _timed(lambda: EoN.fast_SIR(graph, SPREAD, RECOVER, rho=0.01, tmax=STEPS), graph)


def cynetdiff_cascade(graph: nx.Graph) -> float:
    """Cynetdiff: independent cascade, its nearest to SIR."""
    from cynetdiff.utils import networkx_to_ic_model

    model, _ = networkx_to_ic_model(graph, activation_prob=SPREAD, rng=1)
    model.set_seeds(set(range(graph.number_of_nodes() // 100)))
    return _to_the_end(model, graph)


def cynetdiff_threshold(graph: nx.Graph) -> float:
    """Cynetdiff: linear threshold with its own random thresholds."""
    from cynetdiff.utils import networkx_to_lt_model

    model, _ = networkx_to_lt_model(nx.DiGraph(graph), rng=1)
    model.set_seeds(set(range(graph.number_of_nodes() // 20)))
    return _to_the_end(model, graph)


def _to_the_end(model: Any, graph: nx.Graph) -> float:
    """Advance until nothing spreads any more; give the time of a step that was taken."""
    spent, steps, spreads = 0.0, 0, True
    while spreads:
        start = process_time()
        model.advance_model()
        spent += process_time() - start
        spreads = any(True for _ in model.get_newly_activated_nodes())
        steps += 1
    return spent * 1e9 / steps / graph.number_of_nodes()


class _Cell(mesa.Agent):
    def __init__(self, model: mesa.Model, near: list[int]) -> None:
        super().__init__(model)
        self.near, self.state = near, "I" if self.random.random() < 0.01 else "S"

    def step(self) -> None:
        if self.state == "I":
            for other in self.near:
                friend = self.model.cells[other]
                if friend.state == "S" and self.random.random() < SPREAD:
                    friend.state = "I"
            if self.random.random() < RECOVER:
                self.state = "R"


def mesa_sir(graph: nx.Graph) -> float:
    """Mesa: one object per agent, ``shuffle_do`` as in its examples."""
    model = mesa.Model(rng=1)
    model.cells = [_Cell(model, list(graph.neighbors(node))) for node in graph.nodes]

    def run() -> None:
        for _ in range(STEPS):
            model.agents.shuffle_do("step")

    return _timed(run, graph)


def starsim_sir(graph: nx.Graph) -> float:
    """Starsim: its SIR on a static network, a day a step."""
    import starsim as ss

    sim = ss.Sim(
        n_agents=graph.number_of_nodes(),
        networks=ss.StaticNet(graph=graph),
        diseases=ss.SIR(
            beta=ss.perday(SPREAD), dur_inf=ss.days(1 / RECOVER), init_prev=0.01, p_death=0
        ),
        dt=ss.days(1),
        dur=ss.days(STEPS),
        verbose=0,
    )
    sim.init()
    return _timed(sim.run, graph)


def networkit_seir(graph: nx.Graph) -> float:
    """Networkit: its SEIR from one person, exposed for a step, infectious for a fixed time."""
    import networkit

    ties = networkit.Graph(graph.number_of_nodes())
    for one, two in graph.edges:
        ties.addEdge(one, two)
    run = networkit.simulation.EpidemicSimulationSEIR(ties, STEPS, SPREAD, 1, round(1 / RECOVER), 0)
    return _timed(run.run, graph)


def our_sir(graph: nx.Graph) -> float:
    """Ours: SIR in discrete time."""
    return _ours(contagion.sir(_social(graph), graph.number_of_nodes() // 100, SPREAD, RECOVER, 50))


def our_cascade(graph: nx.Graph) -> float:
    """Ours: the same, and everybody recovers after a step."""
    seeds = graph.number_of_nodes() // 100
    return _ours(contagion.sir(_social(graph), seeds, SPREAD, 1.0, graph.number_of_nodes()))


def our_threshold(graph: nx.Graph) -> float:
    """Ours: linear threshold with random thresholds."""
    return _ours(contagion.threshold(_social(graph), graph.number_of_nodes() // 20))


@cache
def _social(graph: nx.Graph) -> SocialGraph:
    return from_networkx(graph)


def _ours(spread: contagion.Spread) -> float:
    return spread.seconds * 1e9 / spread.steps / spread.people


def _timed(run: Callable[[], object], graph: nx.Graph) -> float:
    start = process_time()
    run()
    return (process_time() - start) * 1e9 / STEPS / graph.number_of_nodes()


OURS = {"SIR": our_sir, "cascade": our_cascade, "threshold": our_threshold}
"""Our own side of each kind of work."""
PEERS = {
    "SIR": {
        "NDlib": ndlib_sir,
        "Starsim": starsim_sir,
        "EoN, event-driven": eon_sir,
        "networkit, SEIR": networkit_seir,
        "Mesa objects": mesa_sir,
    },
    "cascade": {"cynetdiff": cynetdiff_cascade, "EoN, discrete": eon_cascade},
    "threshold": {"NDlib, all a quarter": ndlib_threshold, "cynetdiff": cynetdiff_threshold},
}
"""What is compared with it, by library."""


def measure(people: int, rounds: int) -> dict[str, dict[str, float | None]]:
    """Give nanoseconds per agent and step by kind of work and library; None where it is absent.

    Medians of ``rounds``, or of those begun within `PATIENCE`. The same graph for all.
    """
    graph = nx.barabasi_albert_graph(people, 5, seed=1)
    for run in OURS.values():
        run(graph)  # compiled now
    return {
        work: {"ours": _median(OURS[work], graph, rounds)}
        | {name: _median(run, graph, rounds) for name, run in others.items()}
        for work, others in PEERS.items()
    }


def _median(run: Callable[[nx.Graph], float], graph: nx.Graph, rounds: int) -> float | None:
    found, begun = [], process_time()
    while len(found) < rounds and process_time() - begun < PATIENCE:
        try:
            found.append(run(graph))
        except ImportError:
            return None
    return float(np.median(found))
