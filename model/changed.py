"""Who changed: which people left or lost trust because of the policy, and not only how many.

Under the same luck the same person lives through the storm twice, once under a policy and once
under another. Who left under the first and stayed under the second left because of it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from knautschball.agents.columns import Columns
from knautschball.model.graph import SocialGraph
from knautschball.model.statistics import interval

TRAITS = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")
FIRST = 10
"""People whose complaints count as the first voices."""
FAR = 3
"""Steps from the first voices from which people count as far."""
Groups = Mapping[str, NDArray[np.str_]]


class People(NamedTuple):
    """What is kept of everybody at the end of a run."""

    follows: NDArray[np.bool_]
    trust: NDArray[np.float64]


def people(columns: Columns) -> People:
    """Copy who follows the brand and how much everybody trusts it."""
    return People(columns.follows.astype(bool), columns.trust.astype(float))


def groups(columns: Columns, graph: SocialGraph, voices: Sequence[int]) -> Groups:
    """Sort the same people by trait, by custom, by circle and by distance to the first voices.

    Parameters
    ----------
    columns : Columns
        The crowd.
    graph : SocialGraph
        Its ties at the start.
    voices : sequence of int
        The first who complained; if there are none, nobody is told by circle or distance.

    Returns
    -------
    mapping of str to str[n]
        Attribute → group of each person.
    """
    sorted_by = {}
    for trait in TRAITS:
        values = getattr(columns, trait)
        sorted_by[trait] = np.where(values > np.median(values), "upper", "lower")
    sorted_by["customer"] = np.where(columns.customer.astype(bool), "yes", "no")
    if len(voices):
        hit = np.isin(graph.circle, graph.circle[list(voices)])
        sorted_by["circle"] = np.where(hit, "inside", "outside")
        steps = np.minimum(distance(graph, voices), FAR)
        sorted_by["distance"] = steps.astype(int).astype(str)
    return sorted_by


def distance(graph: SocialGraph, voices: Sequence[int]) -> NDArray[np.float64]:
    """Count the steps from each person to the nearest first voice; infinite without a path."""
    real = ~graph.latent
    ties = (np.ones(int(real.sum())), (graph.first[real], graph.second[real]))
    matrix = csr_array(ties, shape=(graph.size, graph.size))
    return dijkstra(matrix, directed=False, indices=list(voices), unweighted=True, min_only=True)


def changed(ours: People, theirs: People, sorted_by: Groups) -> pd.DataFrame:
    """Compare the same people under two policies, group by group.

    Parameters
    ----------
    ours, theirs : People
        Under the policy in question, and under the one it is held against.
    sorted_by : mapping of str to str[n]
        From `groups`.

    Returns
    -------
    DataFrame
        One row per attribute and group: ``people``, ``left`` and ``kept`` (shares that follow
        only under the other, only under this policy), ``trust`` (mean difference).
    """
    left, kept = theirs.follows & ~ours.follows, ours.follows & ~theirs.follows
    trust = ours.trust - theirs.trust
    rows = []
    for attribute, group in sorted_by.items():
        for name in np.unique(group):
            who = group == name
            row = {"attribute": attribute, "group": str(name), "people": int(who.sum())}
            row |= {"left": float(left[who].mean()), "kept": float(kept[who].mean())}
            rows.append(row | {"trust": float(trust[who].mean())})
    return pd.DataFrame(rows)


def summed_up(rows: pd.DataFrame) -> pd.DataFrame:
    """Join the seeds: means, and intervals of what was lost on balance.

    Parameters
    ----------
    rows : DataFrame
        ``scenario, policy, against, seed`` and the columns of `changed`.

    Returns
    -------
    DataFrame
        One row per scenario, policy, attribute and group: ``people, left, kept``, ``lost``
        (left less kept) and ``trust``, both with ``_low`` and ``_high`` (95 %).
    """
    keys = ["scenario", "policy", "against", "attribute", "group"]
    table = []
    for key, some in rows.groupby(keys, sort=False):
        row = dict(zip(keys, key, strict=True)) | some[["people", "left", "kept"]].mean().to_dict()
        for name, values in (("lost", some["left"] - some["kept"]), ("trust", some["trust"])):
            row |= dict(zip((name, f"{name}_low", f"{name}_high"), interval(values), strict=True))
        table.append(row)
    return pd.DataFrame(table)
