"""From simulated waves and their summaries to what the counts say about the knobs.

Semi-automatic approximate Bayesian computation (Fearnhead & Prangle 2012): a ridge regression
learns to read the knobs off the summaries; simulations that read like the counts are the near
ones, and weigh accordingly. Each is then moved by the regression's own error at that simulation,
which it did not know (regression adjustment: Beaumont et al. 2002). Whether intervals made of these
errors hold what they promise is checked in the same way, see `fit_check`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist
from scipy.special import ndtr, ndtri
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, QuantileTransformer
from threadpoolctl import threadpool_limits

from knautschball.model.fit_check import quantiles, stretch

Floats = NDArray[np.float64]
EDGE = 0.004
"""Quantiles are kept this far from 0 and 1, where the normal score has no value."""
EVEN = 1 / 12
"""Variance of a quantile of the prior, of which nothing is known."""
FINE = 200
"""Quantiles by which a summary is brought to a normal score."""
FAR = 2.5
"""Largest score of a summary; counts can be odder than every simulation, and must not be read as
something yet unheard of."""
RIDGES = np.logspace(0, 4, 9)
"""Penalties of the regression; each knob gets the one that reads left-out simulations best."""
PARTS = 10
"""Parts of the simulations; each is read by a regression that knows the others alone."""
NEAR = 0.3
"""Share of the simulations that count as near (assumption), and"""
FEWEST_NEAR = 10
"""how many at least."""


@dataclass(frozen=True)
class Reading:
    """What is read off some counts.

    Attributes
    ----------
    weights : float64[n]
        Of the simulated draws; sum to 1.
    moved : float64[n, k]
        Their quantiles after regression adjustment.
    explained : float64[k]
        Share of the prior variance of each knob that can be told from summaries of waves that
        were not learned from.
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
    """A line that has learned the knobs from simulations, and how far it is to be trusted.

    In one thread: several would add up in the order in which they are ready, and the last digits
    would depend on that.

    Parameters
    ----------
    units : float64[n, k]
        Quantiles of the knobs in the simulations.
    summaries : float64[n, m]
        Of the simulated waves.
    seed : int
        Of the parts in which simulations are read by those of the other parts.

    References
    ----------
    Fearnhead & Prangle 2012, J. R. Stat. Soc. B 74:419, doi 10.1111/j.1467-9868.2011.01010.x.
    Beaumont, Zhang & Balding 2002, Genetics 162:2025, doi 10.1093/genetics/162.4.2025.
    """

    @threadpool_limits.wrap(limits=1)
    def __init__(self, units: Floats, summaries: Floats, seed: int) -> None:
        true, parts = _normal(units), KFold(PARTS, shuffle=True, random_state=seed)
        self.scores = _scores(len(units))
        known = self.scores.fit_transform(summaries)
        self.line = RidgeCV(RIDGES, alpha_per_target=True)
        self.blind = cross_val_predict(self.line, known, true, cv=parts)
        self.line.fit(known, true)
        self.errors = true - self.blind
        self.explained = 1 - np.mean((units - ndtr(self.blind)) ** 2, axis=0) / EVEN
        self.size = np.maximum(self.errors.std(axis=0), 1e-6)
        weights = _near(self.blind / self.size, self.blind / self.size, itself=False)
        columns = zip(self.blind.T, self.errors.T, strict=True)
        self.stretches = [stretch(weights, told, errors) for told, errors in columns]

    @threadpool_limits.wrap(limits=1)
    def read(self, seen: Floats) -> Reading:
        """Read the knobs off the summaries of some counts, float64[m]."""
        told = self.line.predict(self.scores.transform(seen[None]))
        weights = _near(told / self.size, self.blind / self.size)[0]
        middle = quantiles_of(self.errors, weights, np.array([0.5]))[0]
        times = np.array([one.times for one in self.stretches])
        errors = middle + times * (self.errors - middle)
        checked = np.array([one.checked for one in self.stretches])
        return Reading(weights, ndtr(told + errors), self.explained, checked)


def _normal(units: Floats) -> Floats:
    return np.asarray(ndtri(np.clip(units, EDGE, 1 - EDGE)))


def _scores(number: int) -> Pipeline:
    """Bring summaries to normal scores, as many as there are simulations."""
    scores = QuantileTransformer(
        n_quantiles=min(FINE, number), output_distribution="normal", subsample=None
    )
    within = FunctionTransformer(np.clip, kw_args={"a_min": -FAR, "a_max": FAR})
    return make_pipeline(scores, within)


def _near(told: Floats, blind: Floats, itself: bool = True) -> Floats:
    """Weigh simulations by how like they are read, float64[m, n]; rows sum to 1."""
    apart = cdist(told, blind)
    if not itself:
        np.fill_diagonal(apart, np.inf)
    least = min(len(blind) - 2, max(FEWEST_NEAR, round(NEAR * len(blind))))
    reach = np.partition(apart, least, axis=1)[:, [least]]
    weights = np.maximum(1 - np.square(apart / reach), 0.0)
    return weights / weights.sum(axis=1, keepdims=True)


def quantiles_of(columns: Floats, weights: Floats, shares: Floats) -> Floats:
    """Give weighted quantiles of every column, float64[len(shares), k]."""
    return np.column_stack([quantiles(weights[None], one, shares)[0] for one in columns.T])
