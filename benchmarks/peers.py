"""Other libraries at simpler work: SIR and linear threshold on a scale-free graph.

Each in its own idiom. Their step does far less than an hour of ours, which is why it is the
yardstick: nanoseconds on the processor per agent and step, building the graph left out.
"""

from collections.abc import Callable
from time import process_time
from typing import Any

import mesa
import networkx as nx
import numpy as np

STEPS = 50
SPREAD, RECOVER = 0.05, 0.1


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


def _timed(run: Callable[[], object], graph: nx.Graph) -> float:
    start = process_time()
    run()
    return (process_time() - start) * 1e9 / STEPS / graph.number_of_nodes()


PEERS = {
    "NDlib, SIR": ("ndlib", ndlib_sir),
    "NDlib, threshold": ("ndlib", ndlib_threshold),
    "EoN, SIR": ("EoN", eon_sir),
    "Mesa objects, SIR": ("mesa", mesa_sir),
    "cynetdiff, cascade": ("cynetdiff", cynetdiff_cascade),
    "cynetdiff, threshold": ("cynetdiff", cynetdiff_threshold),
}
"""What is compared, by the package that must be installed for it."""


def measure(people: int, rounds: int) -> dict[str, float | None]:
    """Give the median nanoseconds per agent and step of each peer; None where it is absent."""
    graph = nx.barabasi_albert_graph(people, 5, seed=1)
    found: dict[str, float | None] = {}
    for name, (_, run) in PEERS.items():
        try:
            found[name] = float(np.median([run(graph) for _ in range(rounds)]))
        except ImportError:
            found[name] = None
    return found
