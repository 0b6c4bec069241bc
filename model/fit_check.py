"""Intervals of a fit, checked on simulations that were not learned from.

Each simulation is read by a regression that learned from the others, which is to it what the whole
one is to the counts: a reader who has never seen them. So how often such intervals hold the truth
can be counted: above all the narrow ones, which are those that are believed, and which are narrow
by chance more often than others. Where they hold it too rarely, the intervals of that knob are
stretched until they do: conformal calibration, given that an interval is chosen for being narrow
(Jin & Ren 2025, doi 10.1093/jrsssb/qkaf016).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]
LOW, HIGH = 0.05, 0.95
"""Ends of all intervals of a fit: 90 %."""
NARROW = 0.6
"""A knob can be called identified if its 90 % interval is at most so wide a part of the prior's:
the counts have told something then that was not known before (assumption)."""
FEWEST = 30
"""Narrow intervals of simulations, below which nobody knows how often such ones hold the truth."""
TIMES = np.arange(1.0, 3.01, 0.1)
"""Stretches that are tried."""


@dataclass(frozen=True)
class Stretch:
    """By how much the spread of a knob's posterior is widened.

    Attributes
    ----------
    times : float
        At least 1.
    checked : bool
        Whether at least `FEWEST` simulations have a narrow interval after that, and these hold
        the truth often enough.
    """

    times: float
    checked: bool


def stretch(weights: Floats, told: Floats, errors: Floats) -> Stretch:
    """Find the least stretch under which narrow intervals hold the truth as often as they say.

    Parameters
    ----------
    weights : float64[n, n]
        Of all simulations for each as if it had to be read; rows sum to 1, the diagonal is 0.
    told : float64[n]
        What each simulation is read as without knowing it, as a normal score.
    errors : float64[n]
        How far the truth lies from that.

    Returns
    -------
    Stretch
        The largest one tried, unchecked, where none is enough.
    """
    low, middle, high = quantiles(weights, errors, np.array([LOW, 0.5, HIGH])).T
    for times in TIMES:
        ends = middle + times * (low - middle), middle + times * (high - middle)
        narrow = (ndtr(told + ends[1]) - ndtr(told + ends[0])) / (HIGH - LOW) <= NARROW
        holds = (ends[0] <= errors) & (errors <= ends[1])
        enough = narrow.sum() >= FEWEST
        if holds[narrow if enough else slice(None)].mean() >= HIGH - LOW:
            return Stretch(float(times), bool(enough))
    return Stretch(float(TIMES[-1]), False)


def quantiles(weights: Floats, values: Floats, shares: Floats) -> Floats:
    """Give quantiles of values under several weights.

    Parameters
    ----------
    weights : float64[m, n]
        Rows sum to 1.
    values : float64[n]
        The same for all rows.
    shares : float64[k]
        In (0, 1).

    Returns
    -------
    float64[m, k]
    """
    order = np.argsort(values, kind="stable")
    sorted_weights = weights[:, order]
    upto = np.cumsum(sorted_weights, axis=1) - sorted_weights / 2
    return np.array([np.interp(shares, row, values[order]) for row in upto])
