"""The main job: every policy against the same storms, paired by seed, ranked with intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from knautschball.model.chosen import Policy, chosen_policies, fingerprint_of
from knautschball.model.course import Course, Task, work
from knautschball.model.firestorm import Community
from knautschball.model.gathered import ordered, tables, wide
from knautschball.model.outcome import floor_of
from knautschball.model.processes import finished
from knautschball.model.settled import LOOKS, pairs, settled
from knautschball.scenarios import load as load_scenario
from knautschball.scenarios.errors import ScenarioError, no_twice
from knautschball.scenarios.scenario import Scenario

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
    no_twice(ScenarioError, "SCENARIO", [one.name for one in asked])
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
        tables = [wide(runs, one.name) for one in self._asked]
        order = [table.mean().sort_values(ascending=False, kind="stable").index for table in tables]
        return all(
            settled(pairs(table, looks), ranked)
            for table, ranked in zip(tables, order, strict=True)
        )

    def result(self, looks: int) -> Comparison:
        """Put all tables together."""
        courses = ordered(self._courses, self._asked, self._chosen)
        mark = fingerprint_of(
            self._asked, self._chosen, str(self._runs), str(self._load), str(self._first)
        )
        found = tables(self._asked, self._chosen, courses, looks)
        return Comparison(
            [one.name for one in self._asked],
            [one.scenario.model_dump() for one in self._asked],
            **found,
            settled=all(
                _settled(one.name, found["pairs"], found["ranking"]) for one in self._asked
            ),
            fingerprint=mark,
        )


def _settled(scenario: str, pairs: pd.DataFrame, ranking: pd.DataFrame) -> bool:
    """Say whether the finished ranking of one scenario is settled."""
    order = ranking.loc[ranking["scenario"] == scenario, "policy"].to_list()
    return settled(pairs[pairs["scenario"] == scenario], order)
