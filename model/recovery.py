"""How long until the form is back: survival curves, in which runs that never return count too."""

import warnings

import numpy as np
import pandas as pd
from scipy.stats import CensoredData, ecdf


def survival(runs: pd.DataFrame, horizon: float) -> pd.DataFrame:
    """Estimate the share of runs that are still dented, day by day (Kaplan & Meier 1958).

    Parameters
    ----------
    runs : DataFrame
        ``policy, recovered, recovery_hours`` of one scenario; what had not recovered at the
        horizon is censored there, not left out.
    horizon : float
        Days observed after the load.

    Returns
    -------
    DataFrame
        ``policy, days, dented, low, high``: steps of the curve from day 0 to the horizon with
        a 95 % interval (log-log).

    References
    ----------
    Kaplan & Meier 1958, doi 10.1080/01621459.1958.10501452.
    """
    tables = []
    for policy, some in runs.groupby("policy", sort=False):
        days = some["recovery_hours"].astype(float).to_numpy() / 24.0
        back = some["recovered"].to_numpy(bool)
        left = np.full(int((~back).sum()), horizon)
        curve = ecdf(CensoredData(uncensored=days[back], right=left)).sf
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # undefined ends are filled in below
            ends = curve.confidence_interval(0.95, method="log-log")
        steps = {"days": curve.quantiles, "dented": curve.probabilities}
        steps |= {"low": ends.low.probabilities, "high": ends.high.probabilities}
        tables.append(_whole(pd.DataFrame(steps), horizon).assign(policy=policy))
    return pd.concat(tables, ignore_index=True)


def mean_days(curve: pd.DataFrame) -> float:
    """Give the mean time to recovery up to the horizon: the area under a survival curve."""
    return float((np.diff(curve["days"]) * curve["dented"].to_numpy()[:-1]).sum())


def _whole(steps: pd.DataFrame, horizon: float) -> pd.DataFrame:
    """Let a curve begin at day 0 with everybody dented and run to the horizon.

    Where nobody or everybody is back the variance is unknown; the curve itself stands in.
    """
    for end in ("low", "high"):
        steps[end] = steps[end].fillna(steps["dented"])
    begin = pd.DataFrame([{"days": 0.0, "dented": 1.0, "low": 1.0, "high": 1.0}])
    if steps["days"].iloc[0] <= 0:
        begin = begin.iloc[:0]
    last = steps.iloc[[-1]].assign(days=max(horizon, steps["days"].iloc[-1]))
    return pd.concat([begin, steps, last], ignore_index=True)
