"""From simulated waves and their summaries to what the counts say about the knobs.

Approximate Bayesian computation with a random forest. The forest learns to read the knobs off the
summaries; draws that fall into the same leaves as the counts are the near ones, and weigh
accordingly (Raynal et al. 2019). Each is then moved by the forest's own error at that draw, as seen
by the trees that did not know it (regression adjustment: Beaumont et al. 2002). Whether intervals
made of these errors hold what they promise is checked in the same way, see `fit_check`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.ensemble import RandomForestRegressor

from knautschball.model.fit_check import held_out, quantiles, stretch

Floats = NDArray[np.float64]
TREES = 300
LEAF = 5
"""Fewest draws in a leaf."""
EDGE = 0.002
"""Quantiles are kept this far from 0 and 1, where the logit has no value."""


@dataclass(frozen=True)
class Reading:
    """What the forest makes of some counts.

    Attributes
    ----------
    weights : float64[n]
        Of the simulated draws; sum to 1.
    moved : float64[n, k]
        Their quantiles after regression adjustment.
    explained : float64[k]
        Share of the variance of each knob that the forest can tell from summaries of waves that
        it has not seen.
    checked : bool[k]
        Whether narrow intervals of the knob were seen to hold the truth (see `Stretch`).
    """

    weights: Floats
    moved: Floats
    explained: Floats
    checked: NDArray[np.bool_]

    def sample(self, number: int, seed: int) -> Floats:
        """Draw from the posterior, evenly spread over the weights."""
        points = (np.arange(number) + np.random.default_rng(seed).random()) / number
        order = np.argsort(self.moved[:, 0], kind="stable")
        places = np.searchsorted(np.cumsum(self.weights[order]), points * (1 - 1e-12))
        return self.moved[order[np.minimum(places, order.size - 1)]]

    def nearest(self, number: int, seed: int) -> NDArray[np.int64]:
        """Draw simulations by their weights, int64[number]; one may come several times."""
        points = (np.arange(number) + np.random.default_rng(seed).random()) / number
        places = np.searchsorted(np.cumsum(self.weights), points * (1 - 1e-12))
        return np.minimum(places, self.weights.size - 1)

    def quantiles(self, shares: Floats) -> Floats:
        """Give quantiles of each knob's posterior, float64[len(shares), k]."""
        return quantiles_of(self.moved, self.weights, shares)


class Learned:
    """A forest that has learned the knobs from simulations, and how far it is to be trusted.

    Parameters
    ----------
    units : float64[n, k]
        Quantiles of the knobs in the simulations.
    summaries : float64[n, m]
        Of the simulated waves.
    seed : int
        Of the forest.

    References
    ----------
    Raynal et al. 2019, Bioinformatics 35:1720, doi 10.1093/bioinformatics/bty867.
    Beaumont, Zhang & Balding 2002, Genetics 162:2025, doi 10.1093/genetics/162.4.2025.
    """

    def __init__(self, units: Floats, summaries: Floats, seed: int) -> None:
        self.forest = _grow(units, summaries, seed)
        self.leaves = self.forest.apply(summaries)
        blind = self.forest.oob_prediction_
        self.explained = 1 - np.mean((units - blind) ** 2, axis=0) / units.var(axis=0)
        self.errors = _logit(units) - _logit(blind)
        weights = held_out(self.forest, self.leaves)
        columns = zip(_logit(blind).T, self.errors.T, strict=True)
        self.stretches = [stretch(weights, told, errors) for told, errors in columns]

    def read(self, seen: Floats) -> Reading:
        """Read the knobs off the summaries of some counts, float64[m]."""
        same = self.leaves == self.forest.apply(seen[None])[0]
        weights = (same / np.maximum(same.sum(axis=0), 1)).mean(axis=1)
        weights /= weights.sum()
        middle = quantiles_of(self.errors, weights, np.array([0.5]))[0]
        times = np.array([one.times for one in self.stretches])
        errors = middle + times * (self.errors - middle)
        told = _logit(self.forest.predict(seen[None])[0])
        checked = np.array([one.checked for one in self.stretches])
        return Reading(weights, expit(told + errors), self.explained, checked)


def _logit(units: Floats) -> Floats:
    return np.asarray(logit(np.clip(units, EDGE, 1 - EDGE)))


def _grow(units: Floats, summaries: Floats, seed: int) -> RandomForestRegressor:
    """Let the forest learn the knobs from the summaries.

    In one thread: several would add up the trees in the order in which they are ready, and the
    last digits would depend on that.
    """
    forest = RandomForestRegressor(
        TREES, min_samples_leaf=LEAF, max_features=0.4, oob_score=True, random_state=seed,
    )  # fmt: skip
    return forest.fit(summaries, units)


def quantiles_of(columns: Floats, weights: Floats, shares: Floats) -> Floats:
    """Give weighted quantiles of every column, float64[len(shares), k]."""
    return np.column_stack([quantiles(weights[None], one, shares)[0] for one in columns.T])
