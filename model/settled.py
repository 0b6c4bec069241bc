"""Which of two policies is better, when that is settled, and how many runs are still needed.

Runs are looked at several times while they come in, and a comparison that is looked at often
enough will look settled by chance. The error is therefore shared out among the looks.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.stats.power import TTestPower

from knautschball.model.statistics import interval

LOOKS = (8, 12, 18, 27, 40)
"""Runs per policy after which the ranking is looked at."""
ERROR = 0.05
"""Chance to call a pair settled wrongly, over all looks together."""
SAME = 0.005
"""Difference of R below which two policies are as good as equal (assumption)."""
POWER = 0.8
"""Chance with which the runs still needed shall settle a pair."""
MOST_NEEDED = 10_000
"""Runs beyond which a pair is said not to be worth settling."""


def pairs(table: pd.DataFrame, looks: int = 1) -> pd.DataFrame:
    """Compare every two policies, seed by seed.

    Parameters
    ----------
    table : DataFrame
        One row per seed, one column per policy: R, or whatever is better the higher it is.
    looks : int
        How often the runs are looked at in all; the error of one look is `ERROR` / ``looks``
        (Bonferroni), so that looking often makes nobody sure too early.

    Returns
    -------
    DataFrame
        One row per pair: ``first`` (the higher mean), ``second``, ``difference``, ``low``,
        ``high`` (paired t interval), ``verdict`` (``ahead``: the interval lies above 0;
        ``equal``: it lies within ± `SAME`; ``open``), ``needed`` (runs that settle the pair
        with a chance of `POWER`; those there are if it is settled).
    """
    level = 1 - ERROR / looks
    order = table.mean().sort_values(ascending=False, kind="stable").index
    rows = []
    for first, second in combinations(order, 2):
        apart = (table[first] - table[second]).dropna().to_numpy(float)
        mean, low, high = interval(apart, level)
        verdict = "ahead" if low > 0 else "equal" if low > -SAME and high < SAME else "open"
        needed = _needed(apart, 1 - level) if verdict == "open" else len(apart)
        rows.append((first, second, mean, low, high, verdict, needed))
    columns = ["first", "second", "difference", "low", "high", "verdict", "needed"]
    return pd.DataFrame(rows, columns=columns)


def neighbours(pairs: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Keep the pairs that stand next to each other in the ranking."""
    beside = [*pairwise(order)]
    found = zip(pairs["first"], pairs["second"], strict=True)
    return pairs[np.array([pair in beside for pair in found], bool)]


def settled(pairs: pd.DataFrame, order: Sequence[str]) -> bool:
    """Say whether a ranking is settled: no two neighbours are open."""
    return not (neighbours(pairs, order)["verdict"] == "open").any()


def _needed(apart: NDArray[np.float64], error: float) -> float:
    """Count the runs that would tell a pair apart, or show that it is as good as equal."""
    if apart.size < 2:
        return np.nan
    room = max(abs(apart.mean()), SAME - abs(apart.mean()))
    effect = room / apart.std(ddof=1)
    if effect * np.sqrt(MOST_NEEDED) < 3:
        return np.inf
    runs = TTestPower().solve_power(effect, alpha=error, power=POWER)
    return float(max(np.ceil(np.max(runs)), apart.size + 1))
