"""What a policy costs by not being the best one, over scenarios nobody can choose."""

import numpy as np
import pandas as pd

from knautschball.model.statistics import LEVEL, likely


def regret(runs: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Give the regret of every policy in each scenario, at worst, and on average.

    Parameters
    ----------
    runs : DataFrame
        ``scenario, policy, seed, resilience``; every policy met every seed of every scenario.
    seed : int
        Seed of the draws, the same for all policies and scenarios.

    Returns
    -------
    DataFrame
        One row per policy, the smallest worst regret first: ``policy``, ``regret_NAME`` per
        scenario (mean R of its best policy less that of this one), ``worst`` (its maximum:
        minimax regret, Savage 1951), ``expected`` (its mean, scenarios weighted equally), each
        with ``_low`` and ``_high``.

    References
    ----------
    Savage 1951, doi 10.1080/01621459.1951.10500768.
    """
    scenarios = list(dict.fromkeys(runs["scenario"]))
    policies = list(dict.fromkeys(runs["policy"]))
    wide = runs.pivot(index="seed", columns=["scenario", "policy"], values="resilience").dropna()
    keys = [(scenario, policy) for scenario in scenarios for policy in policies]
    cube = wide[keys].to_numpy(float).reshape(len(wide), len(scenarios), len(policies))
    means = np.tensordot(likely(len(wide), seed), cube, axes=1)  # draws × scenarios × policies
    found, drawn = _behind(cube.mean(axis=0)), _behind(means)
    table = pd.DataFrame({"policy": policies})
    for place, name in enumerate(scenarios):
        table[f"regret_{name}"] = found[place]
    tail = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    for name, joined in (("worst", np.max), ("expected", np.mean)):
        table[name] = joined(found, axis=0)
        ends = np.quantile(joined(drawn, axis=1), tail, axis=0)
        table[f"{name}_low"], table[f"{name}_high"] = ends
    return table.sort_values(["worst", "expected"], kind="stable", ignore_index=True)


def _behind(means: np.ndarray) -> np.ndarray:
    """Take the mean of every policy from that of the best in the same scenario."""
    return means.max(axis=-1, keepdims=True) - means
