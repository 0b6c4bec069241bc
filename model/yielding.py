"""The yield point: the load from which a community returns with even chances.

Below it the form comes back before the horizon, above it a part of the dent stays. Every seed – one
crowd with its luck – has a load of its own at which it gives way. Trials find it between two
loads, the last one borne and the first one not; over the seeds it follows a logistic curve, whose
middle is the yield point.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import norm, t

RESAMPLES = 1_000
"""Draws of the bootstrap over seeds."""
LEVEL = 0.9
"""Coverage of the interval of a yield point."""
_MIDDLES, _WIDTHS = 201, 16  # of the curves among which the likeliest is sought


class YieldPoint(NamedTuple):
    """A yield point with its interval, as multiples of the scenario's load."""

    load: float
    """Load at even chances; NaN if it lies outside the ladder."""
    low: float
    """Lower end; 0 if the trials do not bound it from below."""
    high: float
    """Upper end; infinite if the trials do not bound it from above."""
    width: float
    """Scale of the logistic curve, in natural logarithms of the load; NaN outside the ladder."""


def brackets(trials: pd.DataFrame) -> NDArray[np.float64]:
    """Find the loads between which each seed gives way.

    Parameters
    ----------
    trials : DataFrame
        One row per storm: ``seed``, ``load`` (above 0), ``recovered``.

    Returns
    -------
    float64[n, 2]
        Per seed the last load borne and the first one not borne; 0 and infinity stand for
        beyond the loads tried. A load counts as borne if every smaller one tried was.

    Raises
    ------
    ValueError
        There is no trial, or a load is not above 0.
    """
    if not len(trials) or not (trials["load"] > 0).all():
        raise ValueError("a yield point needs trials, each with a load above 0")
    ends = []
    for _, some in trials.groupby("seed"):
        load, back = some["load"].to_numpy(float), some["recovered"].to_numpy(bool)
        first = load[~back].min(initial=np.inf)
        ends.append((load[load < first].max(initial=0.0), first))
    return np.array(ends)


def yield_point(trials: pd.DataFrame, resamples: int = RESAMPLES, seed: int = 0) -> YieldPoint:
    """Estimate the load at even chances with its 90 % interval.

    Parameters
    ----------
    trials : DataFrame
        One row per storm: ``seed``, ``load`` (above 0), ``recovered``.
    resamples : int
        Draws of the bootstrap, which draws whole seeds with all their trials.
    seed : int
        Seed of the bootstrap, so that a table is the same whenever it is made.

    Returns
    -------
    YieldPoint
        Middle of the likeliest logistic curve over the logarithm of the load, given where each
        seed gave way (interval-censored tolerances), with an expanded percentile interval: the
        percentiles are moved outwards by what few seeds deserve (Student's t). Where half of
        the seeds lie off the ladder there is no point, only a bound.

    References
    ----------
    Tolerance curves: Finney 1971, Probit Analysis (Cambridge).
    Expanded percentile interval: Hesterberg 2015, doi 10.1080/00031305.2015.1089789.
    """
    with np.errstate(divide="ignore"):
        ends = np.log(brackets(trials))
    loads = np.log(trials["load"].to_numpy(float))
    bottom, top = float(loads.min()), float(loads.max())
    if 2 * np.isinf(ends[:, 1]).sum() >= len(ends):
        return YieldPoint(np.nan, float(np.exp(top)), np.inf, np.nan)
    if 2 * np.isinf(ends[:, 0]).sum() >= len(ends):
        return YieldPoint(np.nan, 0.0, float(np.exp(bottom)), np.nan)
    middle, width = (float(one[0]) for one in _likeliest(ends, np.ones((1, len(ends)))))
    low, high = _interval(ends, resamples, seed)
    below, above = np.isinf(ends).any(axis=0)  # seeds whose own end nobody has seen
    low = -np.inf if below and low <= bottom else min(low, middle)
    high = np.inf if above and high >= top else max(high, middle)
    return YieldPoint(*np.exp([middle, low, high]).tolist(), width)


def expanded(tail: float, count: int) -> float:
    """Move a percentile of the bootstrap outwards by what few values deserve.

    Parameters
    ----------
    tail : float
        Share beyond the end, 0 to 0.5.
    count : int
        Values that are drawn from, 2 or more.

    References
    ----------
    Hesterberg 2015, doi 10.1080/00031305.2015.1089789.
    """
    return float(norm.cdf(t.ppf(tail, count - 1) * np.sqrt(count / (count - 1))))


def _interval(ends: NDArray[np.float64], resamples: int, seed: int) -> tuple[float, float]:
    """Draw seeds again and again, and give the ends of the middle part of what they show.

    Seeds that all gave way between the same two loads say nothing about the place between
    them, so the interval holds what all brackets have in common.
    """
    n = len(ends)
    draws = np.random.default_rng(seed).multinomial(n, np.full(n, 1.0 / n), resamples)
    middles, _ = _likeliest(ends, draws)
    tail = expanded((1 - LEVEL) / 2, n) if n > 1 else (1 - LEVEL) / 2
    low, high = np.quantile(middles, [tail, 1 - tail])
    common = ends[:, 0].max(), ends[:, 1].min()
    if common[0] < common[1]:
        low, high = min(low, common[0]), max(high, common[1])
    return float(low), float(high)


def _likeliest(
    ends: NDArray[np.float64], times: NDArray[np.integer] | NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Find the likeliest logistic curve for each of R ways to count the n seeds.

    Parameters
    ----------
    ends : float64[n, 2]
        Logarithms of the brackets, some of them infinite.
    times : number[R, n]
        How often each seed counts.

    Returns
    -------
    middle, width : float64[R]
        Sought on a grid, so that seeds that leave the width open (all brackets overlap) need
        no special care; where curves are equally likely, the middle of their middles.
    """
    known = ends[np.isfinite(ends)]
    middles = np.linspace(known.min(), known.max(), _MIDDLES)
    span = max(known.max() - known.min(), 1e-9)
    widths = np.geomspace(span / 100, span, _WIDTHS)
    best = np.full((len(times), _MIDDLES), -np.inf)
    wide = np.zeros(best.shape)
    for width in widths:
        # not by the linear algebra library, whose threads cost more than these few numbers
        level = np.einsum("rn,nm->rm", times, _log_chance(ends, middles, width))
        wide = np.where(level > best, width, wide)
        best = np.maximum(best, level)
    top = best >= best.max(axis=1, keepdims=True) - 1e-6
    weight = top / top.sum(axis=1, keepdims=True)
    return weight @ middles, (weight * wide).sum(axis=1)


def _log_chance(
    ends: NDArray[np.float64], middles: NDArray[np.float64], width: float
) -> NDArray[np.float64]:
    """Give log P(a seed gives way within its bracket), float64[n, M], one column per middle."""
    a, b = ((ends[:, [k]] - middles) / width for k in (0, 1))
    # the same share taken from the nearer tail, where the difference keeps its digits
    share = np.where(a > 0, expit(-a) - expit(-b), expit(b) - expit(a))
    return np.log(np.maximum(share, 1e-300))
