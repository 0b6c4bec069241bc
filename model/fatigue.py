"""Fatigue and early warning: what repeated small loads tell before the large one comes.

A community that is tired returns more slowly from the same small load, keeps more of each dent,
and follows its own past more closely. Each is measured on the dent between two strikes.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.ndimage import gaussian_filter1d
from scipy.stats import linregress
from statsmodels.tsa.stattools import acf

from knautschball.model.shape import DAY

FADED = 0.1
"""Share of the deepest dent down to which the return is timed (assumption)."""
SMOOTH = 24.0
"""Hours of the Gaussian kernel that takes the trend off before autocorrelation is measured."""


def cycles(dent: ArrayLike, since_load: ArrayLike, strikes: Sequence[int]) -> pd.DataFrame:
    """Measure each of several strikes of the same load.

    Parameters
    ----------
    dent : float[T]
        Dent D, hour by hour.
    since_load : int[T]
        Hours since the first strike, rising.
    strikes : sequence of int
        Hours at which the load strikes, rising; the last cycle ends with the record.

    Returns
    -------
    DataFrame
        ``repeat`` (from 1), ``peak_dent``, ``residual`` (mean of the last day before the next
        strike), ``recovery_rate`` (see `recovery_rate`), ``autocorrelation`` (see `memory`).
    """
    depth, hours = np.asarray(dent, float), np.asarray(since_load)
    ends = [*strikes[1:], int(hours[-1]) + 1]
    rows = []
    for number, (begin, end) in enumerate(zip(strikes, ends, strict=True), 1):
        part = depth[(hours >= begin) & (hours < end)]
        row = {"repeat": number, "peak_dent": float(part.max())}
        row |= {"residual": float(part[-DAY:].mean())}
        rows.append(row | {"recovery_rate": recovery_rate(part), "autocorrelation": memory(part)})
    return pd.DataFrame(rows)


def recovery_rate(dent: ArrayLike) -> float:
    """Measure how fast a dent goes back, as a rate per day.

    Parameters
    ----------
    dent : float[T]
        Dent, hour by hour.

    Returns
    -------
    float
        Rate λ of the exponential D = P exp(−λ t) from the deepest hour to the first at which a
        tenth of it is left, by least squares over its logarithm; 0 if the dent does not go
        back, NaN if there is none or fewer than three hours of return.

    References
    ----------
    Slow recovery from small perturbations as a sign of a near tipping point: van Nes &
    Scheffer 2007, doi 10.1086/516845.
    """
    depth = np.asarray(dent, float)
    if depth.size == 0 or depth.max() <= 0:
        return float("nan")
    falling = depth[int(depth.argmax()) :]
    gone = np.flatnonzero(falling <= FADED * falling[0])
    falling = falling[: gone[0]] if gone.size else falling
    if falling.size < 3:
        return float("nan")
    slope = linregress(np.arange(falling.size) / DAY, np.log(falling)).slope
    return max(0.0, -float(slope))


def memory(dent: ArrayLike) -> float:
    """Measure how closely each hour follows the last: autocorrelation at lag 1, trend taken off.

    Parameters
    ----------
    dent : float[T]
        Dent, hour by hour.

    Returns
    -------
    float
        In [-1, 1]; NaN where nothing varies.

    References
    ----------
    Dakos et al. 2012, doi 10.1371/journal.pone.0041010.
    """
    depth = np.asarray(dent, float)
    rest = depth - gaussian_filter1d(depth, SMOOTH)
    if depth.size < 3 or rest.std() <= 1e-12:
        return float("nan")
    return float(acf(rest, nlags=1, fft=False)[1])


def tiredness(cycles: pd.DataFrame) -> pd.DataFrame:
    """Sum up fatigue per policy.

    Parameters
    ----------
    cycles : DataFrame
        ``policy, seed`` and the columns of `cycles`.

    Returns
    -------
    DataFrame
        Per policy, means over seeds: ``recovery_first, recovery_last`` (per day),
        ``autocorrelation_first, autocorrelation_last``, and ``peak_slope, residual_slope``, the
        change of peak and residual from one repeat to the next by least squares.
    """
    mean = cycles.groupby(["policy", "repeat"], sort=False).mean(numeric_only=True)
    rows = []
    for policy, some in mean.groupby(level="policy", sort=False):
        repeat = some.index.get_level_values("repeat").to_numpy(float)
        row = {"policy": policy}
        for name, short in (("recovery_rate", "recovery"), ("autocorrelation",) * 2):
            row |= {f"{short}_first": some[name].iloc[0], f"{short}_last": some[name].iloc[-1]}
        for name, short in (("peak_dent", "peak"), ("residual", "residual")):
            row[f"{short}_slope"] = float(linregress(repeat, some[name]).slope)
        rows.append(row)
    return pd.DataFrame(rows)
