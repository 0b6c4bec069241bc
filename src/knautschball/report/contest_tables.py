"""Tables of a comparison beside the ranking: its steadiness, regret, who changed."""

import numpy as np
import pandas as pd

from knautschball.model.settled import SAME, neighbours
from knautschball.model.weighing import DRAWS
from knautschball.report.contest_figures import by_group, told
from knautschball.report.tables import Table
from knautschball.report.words import NOTHING, Words


def steady_table(ranking: pd.DataFrame, pairs: pd.DataFrame, say: Words) -> Table:
    """Give by rank how sure the place is and what would change it.

    Parameters
    ----------
    ranking, pairs : DataFrame
        Rows of one scenario, the ranking by rank.
    say : Words
        The language.

    Returns
    -------
    dict
        ``head`` and ``rows`` of text cells.
    """
    text = say["contest"]
    beside = neighbours(pairs, list(ranking["policy"])).set_index("first")
    rows = []
    for row in ranking.itertuples():
        verdict, needed = NOTHING, NOTHING
        if row.policy in beside.index:
            verdict = text["verdicts"][beside.at[row.policy, "verdict"]]
            needed = _runs(beside.at[row.policy, "needed"], say)
        places = dict.fromkeys(say.number(end, 0) for end in (row.rank_low, row.rank_high))
        shares = (row.best_probability, row.weights_best)
        rows.append(
            [
                say.number(row.rank, 0),
                say.policy(row.policy, row.title),
                *map(say.percent, shares),
                "–".join(places),
                verdict,
                needed,
                text["yes"] if row.on_front else NOTHING,
            ]
        )
    return {"head": list(text["steady_columns"]), "rows": rows}


def steadiness_told(ranking: pd.DataFrame, pairs: pd.DataFrame, say: Words) -> list[str]:
    """Say whether the ranking is settled, how many runs are missing, and how weights matter."""
    if len(ranking) < 2:
        return []
    text, runs = say["contest"], say.number(ranking["runs"].iloc[0], 0)
    beside = neighbours(pairs, list(ranking["policy"]))
    left = beside.loc[beside["verdict"] == "open", "needed"]
    if left.empty:
        said = text["stopped"].format(runs=runs)
    elif np.isfinite(left.max()):
        said = text["more_runs"].format(runs=runs, needed=say.number(left.max(), 0))
    else:
        said = text["hopeless"].format(runs=runs)
    tau = ranking["agreement"].iloc[0]
    if not np.isfinite(tau):
        return [said]
    return [said, text["agreement"].format(tau=say.number(tau, 2))]


def steady_note(say: Words) -> str:
    """Explain the table of steadiness."""
    return say["contest"]["steady_note"].format(draws=DRAWS, same=say.number(SAME, 3))


def trust_table(changed: pd.DataFrame, ranking: pd.DataFrame, say: Words) -> Table:
    """Give the change of trust by group and policy, with a shade from 0 to 1 per cell.

    Parameters
    ----------
    changed, ranking : DataFrame
        Rows of one scenario.
    say : Words
        The language.

    Returns
    -------
    dict
        ``head`` and ``rows``: name of the group and (text, shade) per policy; shaded is what
        was lost.
    """
    order = list(ranking["policy"])
    wide = by_group(changed, "trust", order)
    most = max(0.01, float(np.nanmax(np.abs(wide.to_numpy()))))
    rows = [
        [told(*key, say), [(say.number(v, 2, sign=True), max(0.0, -v / most)) for v in values]]
        for key, values in zip(wide.index, wide.to_numpy(float), strict=True)
    ]
    titles = [say.policy(row.policy, row.title) for row in ranking.itertuples()]
    return {"head": [say["contest"]["trust"], *titles], "rows": rows}


def regret_table(
    regret: pd.DataFrame, titles: dict[str, str], names: dict[str, str], say: Words
) -> Table:
    """Give worst, expected and single regrets of every policy, the safest first.

    Parameters
    ----------
    regret : DataFrame
        As `knautschball.model.regret.regret` gives it.
    titles, names : dict of str to str
        Policy → title, scenario → title.
    say : Words
        The language.
    """
    rows = []
    for row in regret.to_dict("records"):
        both = [
            f"{say.number(row[name], 3)} ({say.interval(row[f'{name}_low'], row[f'{name}_high'])})"
            for name in ("worst", "expected")
        ]
        single = [say.number(row[f"regret_{name}"], 3) for name in names]
        rows.append([titles[row["policy"]], *both, *single])
    return {"head": [*say["contest"]["regret_columns"], *names.values()], "rows": rows}


def regret_told(regret: pd.DataFrame, titles: dict[str, str], say: Words) -> str:
    """Say which policy is the safe choice and which one is best on average."""
    best = (titles[regret.loc[regret[name].idxmin(), "policy"]] for name in ("worst", "expected"))
    minimax, expected = best
    return say["contest"]["regret_verdict"].format(minimax=minimax, expected=expected)


def _runs(needed: float, say: Words) -> str:
    return "∞" if np.isinf(needed) else say.number(needed, 0)
