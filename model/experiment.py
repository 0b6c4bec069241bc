"""The experiment behind crisis communication: three causes × three answers, all else equal."""

import numpy as np

from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy
from knautschball.agents.situation import Situation
from knautschball.model.bench import Bench, matter

FITTING = {"victim": "deny", "accident": "diminish", "flaw": "rebuild"}
"""Cluster of SCCT → the strategy that it prescribes (Coombs 2007)."""
SPOKEN = (24, 48, 72)
"""Hours from the load in which the brand speaks, so that most followers hear it."""


class Told(ResponsePolicy):
    """Says one thing to everybody, three days in a row, in a tone of the middle.

    Parameters
    ----------
    strategy : str
        Posture of the statement; nothing else differs between two such answers.
    start : int
        Hour of the load.
    """

    def __init__(self, strategy: str, start: int) -> None:
        self.name, self.strategy, self.start = f"told-{strategy}", strategy, start

    def speak(self, situation: Situation) -> Message | None:
        """Give the statement at its hours."""
        if situation.hour - self.start not in SPOKEN:
            return None
        return Message(self.strategy, "statement", empathy=0.4, explanation=0.3, personal=0.5)


def views(bench: Bench) -> tuple[np.ndarray, ...]:
    """Ask everybody who knows the matter and has heard an answer, a week after the load.

    Returns
    -------
    tuple of four float64[n]
        Responsibility seen, 1 where the answer fits the cluster, reputation (stance), and a
        weight by which every cell of the design counts the same.
    """
    rows = []
    for cluster, prescribed in FITTING.items():
        load, warm_up = matter(cluster).load[0], matter(cluster).run.warm_up
        start = round(24 * warm_up) + round(load.at)
        for strategy in FITTING.values():
            life = bench.storm(cluster, Told(strategy, start)).life
            who = np.flatnonzero((life.people.aware == 1) & (life.people.answers > 0))
            if who.size:
                fit = np.full(who.size, float(strategy == prescribed))
                weight = np.full(who.size, 1.0 / who.size)
                rows.append((life.people.blame[who], fit, life.early[who], weight))
    return tuple(np.concatenate(one).astype(float) for one in zip(*rows, strict=True))


def correlation(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> float:
    """Give the weighted correlation of two arrays."""
    cov = np.cov(x, y, aweights=weight)
    return float(cov[0, 1] / np.sqrt(cov[0, 0] * cov[1, 1]))
