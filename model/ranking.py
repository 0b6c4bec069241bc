"""The ranked table of one scenario: means over runs, paired differences, who is ahead of whom."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from knautschball.model.result_columns import bounds
from knautschball.model.settled import pairs
from knautschball.model.statistics import best_probability, interval, paired

REFERENCE = "silence"
"""The policy that all others are held against."""
MEANS = (
    "peak_dent",
    "area",
    "residual",
    "springback",
    "stance_change",
    "followers_lost",
    "conduct_share",
    "storm_scale",
    "staff_hours",
    "cost",
)


def rank(runs: pd.DataFrame, looks: int = 1) -> pd.DataFrame:
    """Rank the policies of one scenario by mean resilience, with paired differences to silence.

    Parameters
    ----------
    runs : DataFrame
        Rows of ``runs.parquet`` of one scenario, with ``title``. Several rows of one seed and
        policy share crowd and luck: they count as one, their mean, in all intervals.
    looks : int
        How often the ranking may have been looked at; see `settled.pairs`.

    Returns
    -------
    DataFrame
        One row per policy, best first.
    """
    table = runs.pivot_table("resilience", "seed", "policy")
    against = paired(table, REFERENCE) if REFERENCE in table else pd.DataFrame(index=table.columns)
    best = best_probability(table)
    rows = []
    for policy, some in runs.groupby("policy", sort=False):
        each = some.groupby("seed")["resilience"].mean()
        mean, low, high = interval(each, within=bounds("resilience"))
        row = {"scenario": some["scenario"].iloc[0], "policy": policy}
        row |= {"title": some["title"].iloc[0], "runs": len(some)}
        row |= {"resilience": mean, "resilience_low": low, "resilience_high": high}
        for name in ("difference", "difference_low", "difference_high", "better_share"):
            row[name] = against.get(name, pd.Series(dtype=float)).get(policy, np.nan)
        row |= {"best_probability": best[policy]}
        row |= {name: float(some[name].mean()) for name in MEANS}
        row |= {"recovered_share": float(some["recovered"].mean())}
        row |= {"recovery_days": _median_recovery(some), "phase": int(some["phase"].median())}
        rows.append(row)
    ranking = pd.DataFrame(rows).sort_values("resilience", ascending=False, kind="stable")
    ranking.insert(1, "rank", range(1, len(ranking) + 1))
    ranking["on_front"] = on_front(ranking["cost"], ranking["resilience"])
    return ranking.join(_lead(pairs(table, looks), ranking["policy"].iloc[0]), on="policy")


def on_front(cost: ArrayLike, resilience: ArrayLike) -> NDArray[np.bool_]:
    """Mark the policies that no other one beats in cost and resilience at once.

    Parameters
    ----------
    cost, resilience : float[n]
        Less of the first is better, and more of the second.

    Returns
    -------
    bool[n]
    """
    price, worth = np.asarray(cost, float), np.asarray(resilience, float)
    no_worse = (price[None, :] <= price[:, None]) & (worth[None, :] >= worth[:, None])
    better = (price[None, :] < price[:, None]) | (worth[None, :] > worth[:, None])
    return ~(no_worse & better).any(axis=1)


def _lead(pairs: pd.DataFrame, first: str) -> pd.DataFrame:
    """Give how far the first policy is ahead of each: ``lead`` with its ends, and the verdict."""
    columns = {"difference": "lead", "low": "lead_low", "high": "lead_high"}
    ahead = pairs[pairs["first"] == first].set_index("second").rename(columns=columns)
    return ahead[["lead", "lead_low", "lead_high", "verdict", "needed"]]


def _median_recovery(some: pd.DataFrame) -> float:
    """Give the median in days; empty when more than half never recovered within the horizon."""
    hours = some["recovery_hours"].astype(float).fillna(np.inf)
    median = float(np.median(hours))
    return median / 24.0 if np.isfinite(median) else np.nan
