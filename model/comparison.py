"""The main job: every policy against the same storms, paired by seed, ranked with intervals."""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from knautschball.agents.policy import ResponsePolicy, find, usable
from knautschball.model.firestorm import Community
from knautschball.model.outcome import Outcome, floor_of, run
from knautschball.model.processes import finished
from knautschball.model.shape import Floor
from knautschball.model.statistics import best_probability, interval, paired
from knautschball.scenarios import load as load_scenario
from knautschball.scenarios.errors import ScenarioError
from knautschball.scenarios.scenario import Scenario

REFERENCE = "silence"
FEWEST = 5
"""Pairs of runs below which nothing is called settled: a bootstrap of fewer is too sure."""
CURVES = ("dent", "issue", "conduct", "defence", "press")
Policy = str | Path | ResponsePolicy
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Comparison:
    """Policies compared on the same crowds and the same luck.

    Attributes
    ----------
    scenario : list of str
        Names of the scenarios.
    about : list of dict
        Name, title, summary, sources and kind of each.
    runs : DataFrame
        One row per run, as in ``runs.parquet``.
    ranking : DataFrame
        One row per scenario and policy, best first.
    curves : DataFrame
        Mean course by hour since the load: dent with its 10–90 % band, waves, press.
    balls : DataFrame
        Outline of the ball by component: worst, final, signed change.
    messages : DataFrame
        What the brand said in the runs of the first seed.
    fingerprint : str
        Content hash of scenarios, policies, seeds and load.
    """

    scenario: list[str]
    about: list[dict[str, Any]]
    runs: pd.DataFrame
    ranking: pd.DataFrame
    curves: pd.DataFrame
    balls: pd.DataFrame
    messages: pd.DataFrame
    fingerprint: str


@dataclass(frozen=True)
class Task:
    """All policies on one crowd; the graph is built once."""

    scenario: Scenario
    policies: tuple[Policy, ...]
    seed: int
    load: float
    floor: Floor


@dataclass(frozen=True)
class Course:
    """What is kept of a run: its row, its curves by hour, its ball, its messages."""

    row: dict[str, Any]
    since: np.ndarray
    curves: np.ndarray
    ball: pd.DataFrame
    messages: pd.DataFrame


def compare(
    scenarios: str | Path | Scenario | Sequence[str | Path | Scenario],
    policies: Sequence[Policy] | None = None,
    runs: int = 20,
    *,
    load: float = 1.0,
    first_seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run every policy against the same storms and rank them.

    Parameters
    ----------
    scenarios : one or several scenarios
        Names, paths or ``Scenario`` objects.
    policies : sequence, optional
        Names, paths or objects; all shipped ones when left out.
    runs : int
        Seeds per policy, at least 1.
    load : float
        Multiplies the load.
    first_seed : int
        Seeds are ``first_seed`` … ``first_seed + runs - 1``.
    workers : int, optional
        Processes; as many as there are cores when left out. The result is the same.
    progress : callable, optional
        Called with finished and total runs.

    Returns
    -------
    Comparison
        Ranked tables, curves, balls.

    Raises
    ------
    ScenarioError, PolicyError, GraphError
        Before anything is run.
    """
    if runs < 1:
        raise ScenarioError("--runs", f"{runs} was given", "1 or more")
    several = [scenarios] if isinstance(scenarios, str | Path | Scenario) else list(scenarios)
    asked = [load_scenario(one) for one in several]
    if not asked or (policies is not None and not len(policies)):
        raise ScenarioError("compare", "there is nothing to compare", "a scenario and a policy")
    _refuse_twins("SCENARIO", "scenario", [one.name for one in asked])
    chosen = chosen_policies(policies)
    for one in asked:
        one.at_load(load)
        Community(one, first_seed)  # a graph that cannot be read is found before the work starts
    tasks = [
        Task(one, chosen, first_seed + number, load, floor)
        for one, floor in ((one, floor_of(one)) for one in asked)
        for number in range(runs)
    ]
    courses = _ordered(_work(tasks, workers, progress), asked, chosen)
    return _put_together(
        asked,
        chosen,
        courses,
        fingerprint_of(asked, chosen, str(runs), str(load), str(first_seed)),
    )


def chosen_policies(chosen: Sequence[Policy] | None) -> tuple[Policy, ...]:
    """Find every policy that was named, or all that are shipped.

    Raises
    ------
    PolicyError, ScenarioError
        One cannot be found, or two have one name.
    """
    wanted: Iterable[Policy] = usable() if chosen is None else chosen
    kept = tuple(dict.fromkeys(name for name in wanted if find(name)))
    _refuse_twins("--policies", "policy", [find(name).name for name in kept])
    return kept


def _refuse_twins(where: str, what: str, names: list[str]) -> None:
    """Refuse two things of one name, which no table could tell apart."""
    for name in names:
        if names.count(name) > 1:
            raise ScenarioError(where, f"two of them are called {name!r}", f"one {what} per name")


def _work(tasks: list[Task], workers: int | None, progress: Progress | None) -> Iterator[Course]:
    """Run the tasks, in processes if there are several cores; report as they finish."""
    total = sum(len(task.policies) for task in tasks)
    done = 0
    for courses in finished(work, tasks, workers):
        done += len(courses)
        if progress:
            progress(done, total)
        yield from courses


def work(task: Task) -> list[Course]:
    """Run all policies of a task on its crowd."""
    community = Community(task.scenario, task.seed)
    return [
        _course(
            run(
                task.scenario,
                policy,
                task.seed,
                load=task.load,
                community=community,
                floor=task.floor,
            )
        )
        for policy in task.policies
    ]


def _course(outcome: Outcome) -> Course:
    after = outcome.hours[outcome.hours["since_load"] >= -24]
    curves = after[list(CURVES)].to_numpy(np.float32)
    since = after["since_load"].to_numpy()
    row = outcome.summary | {"title": outcome.policy.title}
    return Course(row, since, curves, outcome.ball, outcome.messages)


def _ordered(
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


def _put_together(
    asked: list[Scenario], chosen: tuple[Policy, ...], courses: list[Course], fingerprint: str
) -> Comparison:
    runs = pd.DataFrame([course.row for course in courses])
    groups = [(one.name, find(policy).name) for one in asked for policy in chosen]
    kept = {
        group: [c for c in courses if (c.row["scenario"], c.row["policy"]) == group]
        for group in groups
    }
    ranking = pd.concat([rank(runs[runs["scenario"] == one.name]) for one in asked])
    return Comparison(
        [one.name for one in asked],
        [one.scenario.model_dump() for one in asked],
        runs.drop(columns="title"),
        ranking.reset_index(drop=True),
        pd.concat([_mean_curves(*group, some) for group, some in kept.items()], ignore_index=True),
        pd.concat([_mean_ball(*group, some) for group, some in kept.items()], ignore_index=True),
        pd.concat([_labelled(*group, some[0].messages) for group, some in kept.items()]),
        fingerprint,
    )


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


def rank(runs: pd.DataFrame) -> pd.DataFrame:
    """Rank the policies of one scenario by mean resilience, with paired differences to silence.

    Parameters
    ----------
    runs : DataFrame
        Rows of ``runs.parquet`` of one scenario, with ``title``.

    Returns
    -------
    DataFrame
        One row per policy, best first.
    """
    table = runs.pivot(index="seed", columns="policy", values="resilience")
    against = paired(table, REFERENCE) if REFERENCE in table else pd.DataFrame(index=table.columns)
    best = best_probability(table)
    rows = []
    for policy, some in runs.groupby("policy", sort=False):
        mean, low, high = interval(some["resilience"].to_numpy())
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
    return ranking.join(_lead(table, ranking["policy"].iloc[0]), on="policy")


def _lead(table: pd.DataFrame, first: str) -> pd.DataFrame:
    """Give how far the first policy is ahead of each, paired by seed: ``lead``, low, high."""
    behind = paired(table, first)[["difference", "difference_low", "difference_high"]]
    lead = -behind[["difference", "difference_high", "difference_low"]]
    if len(table) < FEWEST:
        lead.iloc[:, 1:] = np.nan
    return lead.set_axis(["lead", "lead_low", "lead_high"], axis=1)


def _median_recovery(some: pd.DataFrame) -> float:
    """Give the median in days; empty when more than half never recovered within the horizon."""
    hours = some["recovery_hours"].astype(float).fillna(np.inf)
    median = float(np.median(hours))
    return median / 24.0 if np.isfinite(median) else np.nan


def content(policy: ResponsePolicy) -> str:
    """Give what a policy would do, as text: the rules of a playbook, the source of a class."""
    return f"{policy.name} {sorted(map(repr, vars(policy).items()))} {source(type(policy))}"


def source(thing: Any) -> str:
    """Give the source of a class or function; its name where a session keeps no source."""
    try:
        return inspect.getsource(thing)
    except (OSError, TypeError):
        return str(thing.__qualname__)


def fingerprint_of(asked: Sequence[Scenario], chosen: Sequence[Policy], *more: str) -> str:
    """Give a content hash of scenarios, policies and whatever else makes the numbers."""
    said = [content(find(policy)) for policy in chosen]
    parts = [*[one.fingerprint for one in asked], *said, *more]
    return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()
