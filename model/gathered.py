"""All runs of a comparison put together into its tables."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from knautschball.agents.policy import find
from knautschball.model.changed import summed_up
from knautschball.model.chosen import Policy
from knautschball.model.course import CURVES, Course
from knautschball.model.ranking import rank
from knautschball.model.recovery import survival
from knautschball.model.regret import regret
from knautschball.model.settled import pairs
from knautschball.model.weighing import steadiness
from knautschball.scenarios.scenario import Scenario


def wide(runs: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """Give R of one scenario, a row per seed and a column per policy."""
    some = runs[runs["scenario"] == scenario]
    return some.pivot(index="seed", columns="policy", values="resilience")


def ordered(
    courses: Iterable[Course], asked: list[Scenario], chosen: tuple[Policy, ...]
) -> list[Course]:
    """Bring courses into an order that does not depend on who finished first."""
    scenarios = [one.name for one in asked]
    names = [find(policy).name for policy in chosen]
    return sorted(
        courses,
        key=lambda c: (
            scenarios.index(c.row["scenario"]),
            names.index(c.row["policy"]),
            c.row["seed"],
        ),
    )


def tables(
    asked: list[Scenario], chosen: tuple[Policy, ...], courses: list[Course], looks: int
) -> dict[str, pd.DataFrame]:
    """Give the tables of a comparison, each under the name of its attribute.

    Parameters
    ----------
    asked, chosen
        Scenarios and policies.
    courses : list of Course
        Every run, in the order of `ordered`.
    looks : int
        Times that somebody looked whether the ranking is settled.
    """
    runs = pd.DataFrame([course.row for course in courses])
    groups = [(one.name, find(policy).name) for one in asked for policy in chosen]
    kept = {
        group: [c for c in courses if (c.row["scenario"], c.row["policy"]) == group]
        for group in groups
    }
    ranking = pd.concat([_ranked(runs, one.name, kept, looks) for one in asked])
    pairwise = [pairs(wide(runs, one.name), looks).assign(scenario=one.name) for one in asked]
    drawn = [_mean_curves(*group, some) for group, some in kept.items()]
    balls = [_mean_ball(*group, some) for group, some in kept.items()]
    said = [_labelled(*group, some[0].messages) for group, some in kept.items()]
    return {
        "runs": runs.drop(columns="title"),
        "ranking": ranking.reset_index(drop=True),
        "curves": pd.concat(drawn, ignore_index=True),
        "balls": pd.concat(balls, ignore_index=True),
        "messages": pd.concat(said),
        "pairs": pd.concat(pairwise, ignore_index=True),
        "survival": pd.concat([_survival(runs, one) for one in asked], ignore_index=True),
        "regret": regret(runs),
        "changed": summed_up(pd.concat([course.changed for course in courses], ignore_index=True)),
    }


def _ranked(
    runs: pd.DataFrame, scenario: str, kept: dict[tuple[str, str], list[Course]], looks: int
) -> pd.DataFrame:
    """Rank one scenario, and say how the ranks move with the weights of the components."""
    ranking = rank(runs[runs["scenario"] == scenario], looks)
    marks = {
        policy: np.mean([course.scores for course in some], axis=0)
        for (where, policy), some in kept.items()
        if where == scenario
    }
    equal = ranking.set_index("policy")["resilience"]
    return ranking.join(steadiness(pd.DataFrame(marks), equal), on="policy")


def _survival(runs: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Give the survival curves of one scenario."""
    some = runs[runs["scenario"] == scenario.name]
    return survival(some, scenario.run.horizon).assign(scenario=scenario.name)


def _labelled(scenario: str, policy: str, table: pd.DataFrame) -> pd.DataFrame:
    table = table.copy()
    table.insert(0, "scenario", scenario)
    table.insert(1, "policy", policy)
    return table


def _mean_curves(scenario: str, policy: str, courses: list[Course]) -> pd.DataFrame:
    stack = np.stack([course.curves for course in courses])
    table = pd.DataFrame(stack.mean(axis=0), columns=list(CURVES))
    table.insert(0, "since_load", courses[0].since)
    table.insert(2, "dent_low", np.quantile(stack[:, :, 0], 0.1, axis=0))
    table.insert(3, "dent_high", np.quantile(stack[:, :, 0], 0.9, axis=0))
    return _labelled(scenario, policy, table)


def _mean_ball(scenario: str, policy: str, courses: list[Course]) -> pd.DataFrame:
    every = pd.concat([course.ball for course in courses])
    mean = every.groupby("component", sort=False, as_index=False).mean()
    return _labelled(scenario, policy, mean)
