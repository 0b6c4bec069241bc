"""From simulated waves and their summaries to what the counts say about the knobs.

Approximate Bayesian computation with a random forest. The forest learns to read the knobs off the
summaries; draws that fall into the same leaves as the counts are the near ones, and weigh
accordingly (Raynal et al. 2019). Each is then moved by the forest's own error at that draw, as seen
by the trees that did not know it (regression adjustment: Beaumont et al. 2002). Since these
errors are honest, so are the intervals, however few the simulations.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from sklearn.ensemble import RandomForestRegressor

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
    """

    weights: Floats
    moved: Floats
    explained: Floats

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
        columns = self.moved.T
        return np.column_stack([weighted_quantile(one, self.weights, shares) for one in columns])


def read(units: Floats, summaries: Floats, seen: Floats, seed: int) -> Reading:
    """Read the knobs off summaries.

    Parameters
    ----------
    units : float64[n, k]
        Quantiles of the knobs in the simulations.
    summaries : float64[n, m]
        Of the simulated waves.
    seen : float64[m]
        Of the counts.
    seed : int
        Of the forest.

    References
    ----------
    Raynal et al. 2019, Bioinformatics 35:1720, doi 10.1093/bioinformatics/bty867.
    Beaumont, Zhang & Balding 2002, Genetics 162:2025, doi 10.1093/genetics/162.4.2025.
    """
    forest = grow(units, summaries, seed)
    return read_with(forest, units, summaries, seen)


def grow(units: Floats, summaries: Floats, seed: int) -> RandomForestRegressor:
    """Let the forest learn the knobs from the summaries.

    In one thread: several would add up the trees in the order in which they are ready, and the
    last digits would depend on that.
    """
    forest = RandomForestRegressor(
        TREES, min_samples_leaf=LEAF, max_features=0.4, oob_score=True, random_state=seed,
    )  # fmt: skip
    return forest.fit(summaries, units)


def read_with(
    forest: RandomForestRegressor, units: Floats, summaries: Floats, seen: Floats
) -> Reading:
    """Read the knobs off summaries with a forest that has learned."""
    leaves, here = forest.apply(summaries), forest.apply(seen[None])[0]
    same = leaves == here
    weights = (same / np.maximum(same.sum(axis=0), 1)).mean(axis=1)
    blind = np.clip(forest.oob_prediction_, EDGE, 1 - EDGE)
    told = np.clip(forest.predict(seen[None])[0], EDGE, 1 - EDGE)
    drawn = np.clip(units, EDGE, 1 - EDGE)
    moved = expit(logit(drawn) - logit(blind) + logit(told))
    explained = 1 - np.mean((units - forest.oob_prediction_) ** 2, axis=0) / units.var(axis=0)
    return Reading(weights / weights.sum(), moved, explained)


def weighted_quantile(values: Floats, weights: Floats, shares: Floats) -> Floats:
    """Give quantiles of weighted values."""
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weights[order]) - weights[order] / 2
    return np.interp(shares, upto / weights.sum(), values[order])
