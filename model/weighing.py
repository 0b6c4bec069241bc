"""Would the ranking stand if the components of the form counted otherwise?"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import kendalltau, rankdata

from knautschball.model.shape import COMPONENTS

DRAWS = 200
"""Weightings that are tried."""


def weightings(draws: int = DRAWS, seed: int = 0) -> NDArray[np.float64]:
    """Draw weights of the six components, every mix as likely as any other.

    Returns
    -------
    float64[draws, 6]
        Rows of a flat Dirichlet distribution; each sums to 1.
    """
    return np.random.default_rng(seed).dirichlet(np.ones(len(COMPONENTS)), draws)


def scores(
    corrected: ArrayLike, since_load: ArrayLike, weights: NDArray[np.float64], window: int = 168
) -> NDArray[np.float64]:
    """Give the R of a run under each of W weightings; as `resilience`, without its parts.

    Parameters
    ----------
    corrected : float[T, 6]
        Distances from the twin above the noise floor.
    since_load : int[T]
        Hours since the load; hours before 0 are ignored.
    weights : float64[W, 6]
        Weightings, each summing to 1.
    window : int
        Hours at the end over which the residual is taken.

    Returns
    -------
    float64[W]
    """
    after = np.asarray(since_load) >= 0
    squared = np.square(np.asarray(corrected, float)[after])
    dent = np.minimum(np.sqrt(np.einsum("tc,wc->tw", squared, weights)), 1.0)
    peak, area, residual = dent.max(axis=0), dent.mean(axis=0), dent[-window:].mean(axis=0)
    return ((1 - peak) * (1 - area) * (1 - residual) ** 2) ** 0.25


def steadiness(means: pd.DataFrame, equal: pd.Series) -> pd.DataFrame:
    """Say how the rank of every policy moves with the weights.

    Parameters
    ----------
    means : DataFrame
        Mean R: one row per weighting, one column per policy.
    equal : Series
        Mean R under equal weights, by policy.

    Returns
    -------
    DataFrame
        By policy: ``weights_best`` (share of weightings in which it is first), ``rank_low``,
        ``rank_high`` (between which its rank lies in 90 % of them), and ``agreement``, the
        mean rank correlation (Kendall's τ) of the whole ranking with that of equal weights.
    """
    ranks = rankdata(-means.to_numpy(float), axis=1, method="min")
    reference = equal[means.columns].to_numpy(float)
    rows = means.to_numpy(float) if len(reference) > 1 else []
    taus = [kendalltau(row, reference).statistic for row in rows]
    told = [tau for tau in taus if not np.isnan(tau)]  # where all are level there is no order
    agreement = float(np.mean(told)) if told else np.nan
    low, high = np.quantile(ranks, [0.05, 0.95], axis=0, method="inverted_cdf")
    return pd.DataFrame(
        {"weights_best": (ranks == 1).mean(axis=0), "rank_low": low, "rank_high": high}
        | {"agreement": agreement},
        index=means.columns,
    )
