"""The tables of the report as text cells: ranking, facts, what stays dented."""

import pandas as pd

from knautschball.report.verdict import COMPONENTS, residuals
from knautschball.report.words import Words

Table = dict[str, list]


def ranking_table(ranking: pd.DataFrame, say: Words) -> Table:
    """Give resilience, its sureness and its price by rank.

    Parameters
    ----------
    ranking : DataFrame
        Rows of one scenario by rank.
    say : Words
        The language.

    Returns
    -------
    dict
        ``head``: headings; ``rows``: one list of cells per policy.
    """
    keys = ("rank", "policy", "resilience", "interval", "difference", "better_share",
            "best_probability", "staff_hours", "cost")  # fmt: skip
    rows = [
        [
            say.number(row.rank, 0),
            say.policy(row.policy, row.title),
            say.number(row.resilience, 3),
            say.interval(row.resilience_low, row.resilience_high),
            _difference(row, say),
            say.percent(row.better_share),
            say.percent(row.best_probability),
            say.number(row.staff_hours, 0),
            say.money(row.cost),
        ]
        for row in _rows(ranking)
    ]
    return {"head": [say["columns"][key] for key in keys], "rows": rows}


def facts_table(ranking: pd.DataFrame, say: Words) -> Table:
    """Give the parts of R and what the storm did by rank; see :func:`ranking_table`."""
    keys = ("policy", "peak_dent", "area", "residual", "springback", "recovered_share",
            "recovery_days", "stance_change", "followers_lost", "conduct_share", "storm_scale",
            "phase")  # fmt: skip
    rows = [
        [
            say.policy(row.policy, row.title),
            say.number(row.peak_dent, 3),
            say.number(row.area, 3),
            say.number(row.residual, 3),
            say.percent(row.springback),
            say.percent(row.recovered_share),
            say.number(row.recovery_days, 1),
            say.number(row.stance_change, 3, sign=True),
            say.number(row.followers_lost, 0 if abs(row.followers_lost) >= 10 else 1),
            say.percent(row.conduct_share),
            say.number(row.storm_scale, 1),
            say.number(row.phase, 0 if float(row.phase).is_integer() else 1),
        ]
        for row in _rows(ranking)
    ]
    return {"head": [say["columns"][key] for key in keys], "rows": rows}


def residual_table(ranking: pd.DataFrame, runs: pd.DataFrame, say: Words) -> Table:
    """Give what stays dented per policy and component, with a shade from 0 to 1 per cell.

    Parameters
    ----------
    ranking, runs : DataFrame
        Rows of one scenario.
    say : Words
        The language.

    Returns
    -------
    dict
        ``head``: headings; ``rows``: title of the policy and (text, shade) per component.
    """
    left = residuals(runs)
    top = max(float(left.to_numpy().max()), 0.02)
    rows = [
        [
            say.policy(row.policy, row.title),
            [
                (say.percent(left.at[row.policy, name], 1), left.at[row.policy, name] / top)
                for name in COMPONENTS
            ],
        ]
        for row in _rows(ranking)
    ]
    names = [say["components"][name] for name in COMPONENTS]
    return {"head": [say["columns"]["policy"], *names], "rows": rows}


def _rows(ranking: pd.DataFrame) -> list:
    return list(ranking.itertuples(index=False))


def _difference(row: tuple, say: Words) -> str:
    """Write the paired difference with its interval."""
    return say.bounded(row.difference, row.difference_low, row.difference_high)
