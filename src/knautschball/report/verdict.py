"""What the numbers say, in sentences: who returns best, who harms most, how sure, and why.

Every function takes the rows of one scenario, best policy first, and says nothing that the
table does not hold.
"""

import numpy as np
import pandas as pd

from knautschball.model.shape import COMPONENTS
from knautschball.report.words import Words

NOTICEABLE = 0.03  # share of complaints: smaller differences are called "hardly another"
MEASURABLE = 0.005  # share of a component that counts as still dented in a sentence


def verdict(ranking: pd.DataFrame, say: Words) -> list[str]:
    """Say in two sentences which policy returns best and which does most harm.

    Parameters
    ----------
    ranking : DataFrame
        Rows of one scenario by rank.
    say : Words
        The language.

    Returns
    -------
    list of str
        One or two sentences.
    """
    first, last = ranking.iloc[0], ranking.iloc[-1]
    if len(ranking) == 1:
        sure = say.sure(first["resilience_low"], first["resilience_high"])
        return [
            say["best_alone"].format(
                policy=_title(first, say), r=say.number(first["resilience"], 3), sure=sure
            )
        ]
    if ranking["resilience"].min() >= 1.0:
        return [say["all_same"]]
    return [
        _sentence(say[key], row, ranking, say) for key, row in (("best", first), ("worst", last))
    ]


def sureness(ranking: pd.DataFrame, say: Words) -> tuple[bool, str]:
    """Say whether the first place is settled.

    It is where the interval of the paired difference between the first policy and every other
    lies above zero: each pair of runs has the same crowd and the same luck.

    Parameters
    ----------
    ranking : DataFrame
        Rows of one scenario by rank.
    say : Words
        The language.

    Returns
    -------
    settled : bool
    text : str
        Empty where there is nothing to compare.
    """
    if len(ranking) < 2 or ranking["resilience"].min() >= 1.0:
        return True, ""
    behind = ranking.iloc[1:]
    near = behind[~(behind["lead_low"] > 0)]
    rivals = [_title(row, say) for _, row in near.iterrows()]
    first = _title(ranking.iloc[0], say)
    if not rivals:
        return True, say["settled"].format(policy=first)
    others = say.together([f"“{name}”" if say["language"] == "en" else f"„{name}“"
                           for name in rivals])  # fmt: skip
    return False, say["unsettled"].format(policy=first, others=others)


def pattern(ranking: pd.DataFrame, runs: pd.DataFrame, say: Words) -> list[str]:
    """Say what separates the first policy from the last, and what goes along with R.

    Parameters
    ----------
    ranking, runs : DataFrame
        Rows of one scenario; ``runs`` with the ``residual_*`` columns.
    say : Words
        The language.

    Returns
    -------
    list of str
        No, one or two sentences.
    """
    out = []
    names = list(ranking["policy"])
    left = residuals(runs)
    if len(names) > 1:
        apart = left.loc[names[-1]] - left.loc[names[0]]
        widest = apart.idxmax()
        if apart[widest] > MEASURABLE:
            out.append(
                say["why_gap"].format(
                    component=say.component(widest),
                    first=_title(ranking.iloc[0], say),
                    last=_title(ranking.iloc[-1], say),
                    worse=say.percent(left.loc[names[-1], widest], 1),
                    better=say.percent(left.loc[names[0], widest], 1),
                )
            )
    rho = np.nan
    if ranking["resilience"].nunique() > 1 and ranking["conduct_share"].nunique() > 1:
        rho = ranking["resilience"].corr(ranking["conduct_share"], method="spearman")
    if len(names) > 3 and np.isfinite(rho) and abs(rho) >= 0.5:
        together = say["together"][bool(rho < 0)]
        out.append(
            say["why_conduct"].format(n=len(names), together=together, rho=say.number(rho, 2))
        )
    return out


def reasons(ranking: pd.DataFrame, runs: pd.DataFrame, say: Words) -> list[tuple[str, str]]:
    """Say in one sentence per policy by which mechanism it came to its rank.

    Parameters
    ----------
    ranking, runs : DataFrame
        Rows of one scenario; ``runs`` with the ``residual_*`` columns.
    say : Words
        The language.

    Returns
    -------
    list of tuple of str
        Title of the policy and its sentence, by rank.
    """
    left = residuals(runs)
    silent = ranking.loc[ranking["policy"] == "silence", "conduct_share"]
    known = not silent.empty
    usual = float(silent.iloc[0]) if known else float(ranking["conduct_share"].mean())
    reference = say["why_reference"][known].format(share=say.percent(usual))
    out = []
    for _, row in ranking.iterrows():
        clauses = [
            _conduct(row, usual, reference, known, say),
            _phase(row, say),
            _residue(left.loc[row["policy"]], say),
            _followers(row["followers_lost"], say),
        ]
        sentence = f"{'; '.join(clauses)}."
        out.append((_title(row, say), sentence[0].upper() + sentence[1:]))
    return out


def residuals(runs: pd.DataFrame) -> pd.DataFrame:
    """Give the mean share of every component still missing in the last week, per policy."""
    columns = {f"residual_{name}": name for name in COMPONENTS}
    return runs.groupby("policy")[list(columns)].mean().rename(columns=columns)


def _title(row: pd.Series, say: Words) -> str:
    return say.policy(row["policy"], row["title"])


def _sentence(pattern_: str, row: pd.Series, ranking: pd.DataFrame, say: Words) -> str:
    """Fill in a sentence about one policy and its difference to silence."""
    return pattern_.format(
        policy=_title(row, say),
        n=len(ranking),
        r=say.number(row["resilience"], 3),
        against=_against(row, say),
    )


def _against(row: pd.Series, say: Words) -> str:
    """Compare a policy with silence, as far as silence was run."""
    if row["policy"] == "silence":
        return say["is_yardstick"]
    if not np.isfinite(row["difference"]):
        sure = say.sure(row["resilience_low"], row["resilience_high"])
        return say["no_yardstick"].format(sure=sure)
    less = row["difference"] < 0
    sure = say.sure(row["difference_low"], row["difference_high"], sign=True)
    size = say.number(abs(row["difference"]), 3)
    return say["less" if less else "more"].format(diff=size, sure=sure)


def _conduct(row: pd.Series, usual: float, reference: str, known: bool, say: Words) -> str:
    """Say how large the second wave was."""
    share = row["conduct_share"]
    key = "why_same"
    if known and row["policy"] == "silence":
        key = "why_yardstick"
    elif share > usual + NOTICEABLE:
        key = "why_more"
    elif share < usual - NOTICEABLE:
        key = "why_less"
    return say[key].format(share=say.percent(share), reference=reference)


def _phase(row: pd.Series, say: Words) -> str:
    """Say how far the storm went in the median run."""
    phase = int(row["phase"]) if np.isfinite(row["phase"]) else 0
    return say["why_phase"].format(phase=phase, name=say["phases"][phase])


def _residue(left: pd.Series, say: Words) -> str:
    """Name the one or two components that stay dented most."""
    most = left[left > MEASURABLE].nlargest(2)
    if most.empty:
        return say["why_healed"]
    parts = [f"{say.component(name)} ({say.percent(v, 1)})" for name, v in most.items()]
    return say["why_residue"].format(parts=say.together(parts))


def _followers(lost: float, say: Words) -> str:
    """Say how many followers the storm cost in the mean run."""
    count = say.number(abs(lost), 0 if abs(lost) >= 10 else 1)
    if not np.isfinite(lost) or abs(lost) < 0.05:
        return say["why_kept"]
    return say["why_lost" if lost > 0 else "why_won"].format(n=count)
