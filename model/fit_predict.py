"""Posterior predictive: what the fitted waves say about every step, observed or to come."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import nbinom

from knautschball.model.fit_check import HIGH, LOW
from knautschball.model.wave import fall_time, smooth

Floats = NDArray[np.float64]
ECHOES = 40
"""Noisy copies of every curve from which bands are read."""
RECENT = 6
"""Hours, the most whose level a forecast carries on (assumption)."""
ENOUGH = 50
"""Counts by which a level is known to one part in seven."""
DRIFT = 1.2
"""How far a real wave drifts off its curve when nobody looks, in log units, after some days; and"""
DRIFTS = 24.0
"""the hours in which it gets most of the way. Chosen so that 90 % intervals held the totals of 100
hashtags (odd places up to 199; Yang & Leskovec 2011, doi 10.1145/1935826.1935863)."""
LEAST = 0.02
"""Expected count below which a step counts as expecting this much; nothing is impossible."""


@dataclass(frozen=True)
class Predictive:
    """Curves of the posterior draws and the noise around them.

    Attributes
    ----------
    curves : float64[J, T]
        Expected counts by step of every draw.
    noise : float
        Coefficient of variation of real counts around a curve, beyond that of counting.
    known : int
        Steps that have been observed; later ones drift.
    step : int
        Hours per step.
    """

    curves: Floats
    noise: float
    known: int
    step: int = 1

    def echoes(self, seed: int) -> Floats:
        """Draw counts around every curve, float64[J * ECHOES, T]."""
        rng = np.random.default_rng(seed)
        rough = self.noise**-2
        mean = np.repeat(np.maximum(self.curves, LEAST), ECHOES, axis=0)
        later = mean[:, self.known :]
        hours = self.step * np.arange(1, later.shape[1] + 1)
        spread = DRIFT * np.sqrt(1 - np.exp(-hours / DRIFTS))
        later *= np.exp(rng.standard_normal((len(later), 1)) * spread)  # one way, up or down
        return rng.negative_binomial(rough, rough / (rough + mean)).astype(float)

    def bands(self, seed: int) -> pd.DataFrame:
        """Give ``low, median, high`` by step."""
        ends = np.quantile(self.echoes(seed), [LOW, 0.5, HIGH], axis=0)
        return pd.DataFrame(ends.T, columns=["low", "median", "high"])


def predictive(curves: Floats, counts: Floats, step: int = 1) -> Predictive:
    """Find the noise under which the counts are most likely.

    Parameters
    ----------
    curves : float64[J, T]
        Expected counts of every draw; T may go beyond the counts.
    counts : float64[S]
        As observed, NaN in gaps.
    step : int
        Hours per step.
    """

    def surprise(log_noise: float) -> float:
        chance = _chances(curves, counts, log_noise)
        return -float(np.logaddexp.reduce(chance, axis=0).sum())

    found = minimize_scalar(surprise, bounds=(np.log(0.01), np.log(3.0)), method="bounded")
    return Predictive(curves, float(np.exp(found.x)), counts.size, step)


def carried_on(curves: Floats, counts: Floats, step: int) -> Floats:
    """Let every curve go on from where the counts have come to.

    Parameters
    ----------
    curves : float64[J, T]
        Expected counts by step.
    counts : float64[S]
        As observed; steps after them are multiplied by what the last hours were over what the
        curve expected of them: as few hours as hold `ENOUGH` counts, at most `RECENT`.
    step : int
        Hours per step.
    """
    last = np.arange(max(0, counts.size - max(1, RECENT // step)), counts.size)
    last = last[np.isfinite(counts[last])][::-1]
    if not last.size:
        return curves
    last = last[: int(np.searchsorted(counts[last].cumsum(), ENOUGH)) + 1]
    reached = (counts[last].sum() + 0.5) / (curves[:, last].sum(axis=1) + 0.5)
    later = np.arange(curves.shape[1]) >= counts.size
    return np.where(later, curves * reached[:, None], curves)


def likelihood(one: Predictive, counts: Floats) -> Floats:
    """Give the log-likelihood of the counts under every curve, float64[J]."""
    return _chances(one.curves, counts, np.log(one.noise)).sum(axis=1)


def likely(one: Predictive, counts: Floats, wanted: int, seed: int) -> NDArray[np.int64]:
    """Choose curves by how likely they make the counts.

    Parameters
    ----------
    wanted : int
        How many, out of all.
    seed : int
        Of the choice.

    Returns
    -------
    int64[wanted]
        Places of different curves, each drawn with a chance in proportion to its likelihood.
        That is flattened (as in likelihood tempering) until the chances are worth at least
        ``wanted`` equal ones: a model is never so right that one curve could stand for all.
    """
    told = likelihood(one, counts)
    told = told - told.max()

    def short(power: float) -> float:
        return _worth(np.exp(power * told)) - wanted

    power = 1.0 if short(1.0) >= 0 else brentq(short, 0.0, 1.0, xtol=1e-6)
    chance = np.exp(power * told)
    rng = np.random.default_rng(seed)
    return np.sort(rng.choice(told.size, wanted, replace=False, p=chance / chance.sum()))


def _worth(weights: Floats) -> float:
    """Give how many equal weights some weights are worth (effective sample size)."""
    return float(weights.sum() ** 2 / np.square(weights).sum())


def _chances(curves: Floats, counts: Floats, log_noise: float) -> Floats:
    """Give the log-chance of every count under every curve, float64[J, valid steps]."""
    valid = np.isfinite(counts)
    mean = np.maximum(curves[:, : counts.size][:, valid], LEAST)
    rough = np.exp(-2 * log_noise)
    return nbinom.logpmf(np.round(counts[valid]).astype(int), rough, rough / (rough + mean))


def coverage(bands: pd.DataFrame, counts: Floats) -> float:
    """Give the share of observed steps that lie in the band."""
    inside = bands.iloc[: counts.size]
    valid = np.isfinite(counts)
    return float(((counts >= inside["low"]) & (counts <= inside["high"]))[valid].mean())


def outlook(one: Predictive, counts: Floats, usual: float, seed: int) -> pd.DataFrame:
    """Say how far and how long: quantiles over draws, what was observed taken as it was.

    Parameters
    ----------
    usual : float
        Complaints per step that would have come anyway.

    Returns
    -------
    DataFrame
        Rows ``total`` (complaints in the whole window), ``peak`` (highest step), ``peak_hour``
        (from the beginning), ``half_hours``, ``tenth_hours`` (from the peak of a curve until its
        surplus first falls to a half, to a tenth, read off a straight line between steps);
        columns ``low, median, high``.
    """
    drawn = one.echoes(seed)
    even = one.curves if one.step > 1 else np.array([smooth(row) for row in one.curves])
    surplus = np.maximum(even - usual, 0.0)
    seen = np.isfinite(counts)
    drawn[:, : counts.size][:, seen] = counts[seen]
    rows = {
        "total": drawn.sum(axis=1),
        "peak": drawn.max(axis=1),
        "peak_hour": one.step * drawn.argmax(axis=1),
        "half_hours": [one.step * fall_time(row, 0.5) for row in surplus],
        "tenth_hours": [one.step * fall_time(row, 0.1) for row in surplus],
    }
    ends = {name: np.quantile(told, [LOW, 0.5, HIGH]) for name, told in rows.items()}
    return pd.DataFrame.from_dict(ends, "index", columns=["low", "median", "high"])
