"""The main job: every policy against the same storms, paired by seed, ranked with intervals."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from knautschball.agents.edited import content_now
from knautschball.agents.policy import ResponsePolicy, find, usable
from knautschball.model.changed import Groups, People, changed, groups, people, summed_up
from knautschball.model.firestorm import Community
from knautschball.model.outcome import Outcome, floor_of, outcome_of
from knautschball.model.past import Past
from knautschball.model.processes import finished
from knautschball.model.ranking import REFERENCE, rank
from knautschball.model.recovery import survival
from knautschball.model.regret import regret
from knautschball.model.settled import LOOKS, pairs, settled
from knautschball.model.shape import COMPONENTS, Floor
from knautschball.model.weighing import scores, steadiness, weightings
from knautschball.scenarios import load as load_scenario
from knautschball.scenarios.errors import ScenarioError
from knautschball.scenarios.scenario import Scenario

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
    pairs : DataFrame
        One row per scenario and pair of policies: who is ahead, how surely, runs still needed.
    survival : DataFrame
        Share of runs still dented, by scenario, policy and day.
    regret : DataFrame
        Regret of every policy over the scenarios.
    changed : DataFrame
        Who left or lost trust because of a policy, by group of people.
    settled : bool
        Whether the ranking of every scenario is settled.
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
    pairs: pd.DataFrame
    survival: pd.DataFrame
    regret: pd.DataFrame
    changed: pd.DataFrame
    settled: bool
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
    """What is kept of a run: its row, its curves by hour, its ball, its messages, its people."""

    row: dict[str, Any]
    since: np.ndarray
    curves: np.ndarray
    ball: pd.DataFrame
    messages: pd.DataFrame
    scores: np.ndarray
    changed: pd.DataFrame


def compare(
    scenarios: str | Path | Scenario | Sequence[str | Path | Scenario],
    policies: Sequence[Policy] | None = None,
    runs: int | None = None,
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
        Names, paths or objects; all that `list` shows when left out.
    runs : int, optional
        Seeds per policy, at least 1; when left out, seeds are added until the ranking of every
        scenario is settled, 8 at least and 40 at most.
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

    Examples
    --------
    >>> from knautschball import load
    >>> small = load("product-flaw", community__size=60, run__horizon=8, run__warm_up=2)
    >>> result = compare(small, ["silence", "denial"], runs=2, workers=1)
    >>> sorted(result.ranking["policy"])
    ['denial', 'silence']
    >>> len(result.runs)
    4
    """
    if runs is not None and runs < 1:
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
    contest = Contest(asked, chosen, load, first_seed, workers, progress)
    looks = LOOKS if runs is None else (runs,)
    for look in looks:
        contest.go_on(look)
        if contest.settled(len(looks)):
            break
    return contest.result(len(looks))


class Contest:
    """Policies that meet the same storms, seed after seed.

    Parameters
    ----------
    asked : list of Scenario
        What happens.
    chosen : tuple of policies
        Who answers.
    load, first_seed, workers, progress
        As in `compare`.
    """

    def __init__(
        self,
        asked: list[Scenario],
        chosen: tuple[Policy, ...],
        load: float,
        first_seed: int,
        workers: int | None,
        progress: Progress | None,
    ) -> None:
        self._asked, self._chosen, self._load = asked, chosen, load
        self._first, self._workers, self._progress = first_seed, workers, progress
        self._courses: list[Course] = []
        self._runs = 0

    def go_on(self, runs: int) -> None:
        """Run on until every policy has met this many storms of every scenario."""
        tasks = [
            Task(one, self._chosen, self._first + number, self._load, floor)
            for one, floor in ((one, floor_of(one)) for one in self._asked)
            for number in range(self._runs, runs)
        ]
        total = len(self._asked) * len(self._chosen) * runs
        for courses in finished(work, tasks, self._workers):
            self._courses += courses
            if self._progress:
                self._progress(len(self._courses), total)
        self._runs = runs

    def settled(self, looks: int) -> bool:
        """Say whether no ranking will change, as far as these runs tell."""
        runs = pd.DataFrame([course.row for course in self._courses])
        tables = [_wide(runs, one.name) for one in self._asked]
        order = [table.mean().sort_values(ascending=False, kind="stable").index for table in tables]
        return all(
            settled(pairs(table, looks), ranked)
            for table, ranked in zip(tables, order, strict=True)
        )

    def result(self, looks: int) -> Comparison:
        """Put all tables together."""
        courses = _ordered(self._courses, self._asked, self._chosen)
        mark = fingerprint_of(
            self._asked, self._chosen, str(self._runs), str(self._load), str(self._first)
        )
        return _put_together(self._asked, self._chosen, courses, looks, mark)


def _wide(runs: pd.DataFrame, scenario: str) -> pd.DataFrame:
    """Give R of one scenario, a row per seed and a column per policy."""
    some = runs[runs["scenario"] == scenario]
    return some.pivot(index="seed", columns="policy", values="resilience")


def chosen_policies(chosen: Sequence[Policy] | None) -> tuple[Policy, ...]:
    """Find every policy that was named, or all that can be used.

    Raises
    ------
    PolicyError, ScenarioError
        One cannot be found, or two have one name.
    """
    wanted: Iterable[Policy] = usable() if chosen is None else chosen
    kept = tuple(dict.fromkeys(name for name in wanted if find(name, "--policies")))
    _refuse_twins("--policies", "policy", [find(name).name for name in kept])
    return kept


def _refuse_twins(where: str, what: str, names: list[str]) -> None:
    """Refuse two things of one name, which no table could tell apart."""
    for name in names:
        if names.count(name) > 1:
            raise ScenarioError(where, f"two of them are called {name!r}", f"one {what} per name")


def work(task: Task) -> list[Course]:
    """Run all policies of a task on its crowd, and find out whom each of them changed."""
    community = Community(task.scenario, task.seed)
    lives = {}
    for policy in task.policies:
        past = Past(task.scenario, policy, task.seed, community)
        storm, twin = past.storm(task.scenario, task.load), past.twin
        outcome = outcome_of(storm, twin, task.floor, task.load)
        ends = people(storm.engine.columns), people(twin.engine.columns)
        lives[storm.policy.name] = Life(outcome, *ends, tuple(storm.voices))
    told = lives.get(REFERENCE) or next(iter(lives.values()))
    sorted_by = groups(community.columns, community.graph, told.voices)
    return [
        _course(life.outcome, _changed(name, life, lives.get(REFERENCE), sorted_by))
        for name, life in lives.items()
    ]


class Life(NamedTuple):
    """A run, its people at the end with and without the load, and who spoke first."""

    outcome: Outcome
    people: People
    twins: People
    voices: tuple[int, ...]


def _changed(name: str, life: Life, silent: Life | None, sorted_by: Groups) -> pd.DataFrame:
    """Hold the people of a policy against those of silence, those of silence against twins."""
    other, against = (life.twins, "twin")
    if silent is not None and name != REFERENCE:
        other, against = silent.people, REFERENCE
    row = life.outcome.summary
    who = {"scenario": row["scenario"], "policy": name, "against": against, "seed": row["seed"]}
    return changed(life.people, other, sorted_by).assign(**who)


def _course(outcome: Outcome, changed: pd.DataFrame) -> Course:
    after = outcome.hours[outcome.hours["since_load"] >= -24]
    curves = after[list(CURVES)].to_numpy(np.float32)
    since = after["since_load"].to_numpy()
    row = outcome.summary | {"title": outcome.policy.title}
    shape = after[[f"d_{name}" for name in COMPONENTS]].to_numpy()
    marks = scores(shape, since, weightings())
    return Course(row, since, curves, outcome.ball, outcome.messages, marks, changed)


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
    asked: list[Scenario],
    chosen: tuple[Policy, ...],
    courses: list[Course],
    looks: int,
    fingerprint: str,
) -> Comparison:
    runs = pd.DataFrame([course.row for course in courses])
    groups = [(one.name, find(policy).name) for one in asked for policy in chosen]
    kept = {
        group: [c for c in courses if (c.row["scenario"], c.row["policy"]) == group]
        for group in groups
    }
    ranking = pd.concat([_ranked(runs, one.name, kept, looks) for one in asked])
    pairwise = [pairs(_wide(runs, one.name), looks).assign(scenario=one.name) for one in asked]
    orders = [ranking.loc[ranking["scenario"] == one.name, "policy"].to_list() for one in asked]
    return Comparison(
        [one.name for one in asked],
        [one.scenario.model_dump() for one in asked],
        runs.drop(columns="title"),
        ranking.reset_index(drop=True),
        pd.concat([_mean_curves(*group, some) for group, some in kept.items()], ignore_index=True),
        pd.concat([_mean_ball(*group, some) for group, some in kept.items()], ignore_index=True),
        pd.concat([_labelled(*group, some[0].messages) for group, some in kept.items()]),
        pd.concat(pairwise, ignore_index=True),
        pd.concat([_survival(runs, one) for one in asked], ignore_index=True),
        regret(runs),
        summed_up(pd.concat([course.changed for course in courses], ignore_index=True)),
        all(settled(*one) for one in zip(pairwise, orders, strict=True)),
        fingerprint,
    )


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


def content(policy: ResponsePolicy) -> str:
    """Give what a policy would do, as text: the rules of a playbook, the program of a class."""
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
    parts = [*[one.fingerprint for one in asked], *said, *more, *filter(None, [content_now()])]
    return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()
