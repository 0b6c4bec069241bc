"""The resilience test: load the community in steps, watch it spring back, find the yield point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from knautschball.agents.policy import find
from knautschball.model.chosen import Policy, chosen_policies, fingerprint_of
from knautschball.model.comparison import Progress
from knautschball.model.fatigue import cycles, recovery_rate
from knautschball.model.firestorm import Community
from knautschball.model.ladder import Attempt, Effort, Plan, climb, rungs, walk, yields
from knautschball.model.outcome import floor_of, outcome_of
from knautschball.model.past import Past
from knautschball.model.processes import finished
from knautschball.model.shape import Floor
from knautschball.scenarios import load as load_scenario
from knautschball.scenarios.errors import ScenarioError
from knautschball.scenarios.scenario import Scenario

LADDER = "0.0625:16:9"
"""Loads of the test unless others are named: from a sixteenth to sixteen times the scenario's."""
REPEATS = 4
"""Strikes of the fatigue test, evenly over the horizon."""
KICK = 0.25
"""Load of each of these strikes, in times the scenario's: small, but to be seen (assumption)."""
TIRED = 6
"""Seeds of the fatigue test."""
KEPT = (
    "resilience",
    "peak_dent",
    "area",
    "residual",
    "springback",
    "recovered",
    "recovery_hours",
    "worst_component",
    "stance_change",
    "followers_lost",
    "storm_scale",
    "phase",
)
"""What is kept of each storm, under the names of ``runs.parquet``."""


@dataclass(frozen=True)
class ResilienceTest:
    """How much load each policy bears.

    Attributes
    ----------
    scenario : str
        Name of the scenario.
    about : dict
        Name, title, summary, sources and kind.
    titles : dict of str to str
        Policy → title.
    ladder : tuple of float
        Loads that the first seeds climbed.
    strain : DataFrame
        One row per storm, as in ``strain.parquet``.
    yields : DataFrame
        One row per policy, as in ``yield_points.csv``, the highest yield point first.
    fatigue : DataFrame
        One row per policy, seed and strike of the repeated load.
    fingerprint : str
        Content hash of scenario, policies, ladder, seeds.
    """

    scenario: str
    about: dict[str, Any]
    titles: dict[str, str]
    ladder: tuple[float, ...]
    strain: pd.DataFrame
    yields: pd.DataFrame
    fatigue: pd.DataFrame
    fingerprint: str


@dataclass(frozen=True)
class Task:
    """One climb: a policy on the crowd of a seed, and whether it is also tired out."""

    scenario: Scenario
    policy: Policy
    seed: int
    plan: Plan
    floor: Floor
    tire: bool


def resilience_test(
    scenario: str | Path | Scenario,
    policies: Sequence[Policy] | None = None,
    loads: str | Sequence[float] = LADDER,
    runs: int | None = None,
    *,
    precision: float = 1.25,
    first_seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ResilienceTest:
    """Load the community in steps under every policy and find the load from which it returns.

    Parameters
    ----------
    scenario : str, Path or Scenario
        What happens, at load 1.
    policies : sequence, optional
        Names, paths or objects; all that `list` shows when left out.
    loads : str or sequence of float
        The ladder: ``LOW:HIGH:RUNGS`` in equal ratios, or rising loads.
    runs : int, optional
        Seeds per policy, exactly; when left out, seeds are added until the interval of the
        yield point is narrow enough, 23 at most.
    precision : float
        Upper over lower end of an interval that is narrow enough, above 1.
    first_seed : int
        Seeds count up from here.
    workers : int, optional
        Processes; as many as there are cores when left out. The result is the same.
    progress : callable, optional
        Called with finished climbs and the most that may come.

    Returns
    -------
    ResilienceTest
        Every storm, yield points, fatigue.

    Raises
    ------
    ScenarioError, PolicyError, GraphError
        Before anything is run.

    Examples
    --------
    >>> from knautschball import load
    >>> small = load("product-flaw", community__size=60, run__horizon=8, run__warm_up=2)
    >>> result = resilience_test(small, ["silence"], loads=(1, 2, 4), runs=1, workers=1)
    >>> result.yields.columns.tolist()[:4]
    ['policy', 'yield_load', 'low', 'high']
    """
    asked, ladder = load_scenario(scenario), _ladder(loads)
    if not asked.load:
        raise ScenarioError(asked.name, "has no load that could be raised", "one with [load]")
    if runs is not None and runs < 1:
        raise ScenarioError("--runs", f"{runs} was given", "1 or more")
    if not precision > 1:
        raise ScenarioError("precision", f"{precision} was given", "above 1")
    chosen = {find(policy).name: policy for policy in chosen_policies(policies)}
    Community(asked, first_seed)  # a graph that cannot be read is found before the work starts
    effort = Effort(precision) if runs is None else Effort(precision, runs, exactly=True)
    crew = Crew(asked, chosen, first_seed, workers, progress)
    strain = climb(crew.try_out, list(chosen), ladder, effort, first_seed, crew.expect)
    note = (str(ladder), str(runs), str(precision), str(first_seed))
    return ResilienceTest(
        asked.name,
        asked.scenario.model_dump(),
        {name: find(policy).title for name, policy in chosen.items()},
        ladder,
        strain,
        yields(strain),
        pd.concat(crew.fatigue, ignore_index=True),
        fingerprint_of([asked], list(chosen.values()), *note),
    )


class Crew:
    """Does the climbs in processes, counts them, and keeps what the fatigue test found.

    Parameters
    ----------
    scenario : Scenario
        At load 1.
    policies : mapping of str to policy
        By name.
    first_seed : int
        The fatigue test takes the first `TIRED` seeds from here.
    workers, progress
        As in `resilience_test`.
    """

    def __init__(
        self,
        scenario: Scenario,
        policies: Mapping[str, Policy],
        first_seed: int,
        workers: int | None,
        progress: Progress | None,
    ) -> None:
        self._scenario, self._policies, self._first = scenario, policies, first_seed
        self._workers, self._progress = workers, progress
        self._done = self._total = 0
        self.fatigue: list[pd.DataFrame] = []

    def expect(self, total: int) -> None:
        """Take note of how many climbs there may be in all."""
        self._total = total

    def try_out(self, attempts: list[Attempt]) -> pd.DataFrame:
        """Run all climbs of some seeds; rows come in an order that does not depend on timing."""
        floor, fresh = floor_of(self._scenario), self._first + TIRED
        tasks = [
            Task(self._scenario, self._policies[name], seed, plan, floor, seed < fresh)
            for seed, plans in attempts
            for name, plan in plans.items()
        ]
        climbs = []
        for found in finished(work, tasks, self._workers):
            climbs.append(found)
            self._done += 1
            if self._progress:
                self._progress(self._done, max(self._done, self._total))
        place = {name: number for number, name in enumerate(self._policies)}
        climbs.sort(key=lambda one: (one[0]["seed"].iloc[0], place[one[0]["policy"].iloc[0]]))
        self.fatigue += [tired for _, tired in climbs if len(tired)]
        return pd.concat([rows for rows, _ in climbs], ignore_index=True)


def work(task: Task) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let one policy climb on one crowd; what was before the load and the twin serve every load."""
    community = Community(task.scenario, task.seed)
    past = Past(task.scenario, task.policy, task.seed, community)
    who = {"policy": past.twin.policy.name, "seed": task.seed}
    rows = pd.DataFrame([who | row for row in walk(partial(_meet, task, past), task.plan)])
    tired = _tire(task, past).assign(**who) if task.tire else pd.DataFrame()
    return rows, tired


def repeated(scenario: Scenario, times: int = REPEATS) -> Scenario:
    """Give the scenario with each load striking several times, evenly over the horizon."""
    gap = _gap(scenario, times)
    again = tuple(
        load.model_copy(update={"at": load.at + number * gap})
        for number in range(times)
        for load in scenario.load
    )
    copy = scenario.model_copy(update={"load": again})
    copy.__dict__.pop("fingerprint", None)  # that of the single strike
    return copy


def _gap(scenario: Scenario, times: int) -> int:
    """Give the hours between two strikes."""
    return int(24 * scenario.run.horizon) // times


def _meet(task: Task, past: Past, load: float) -> dict[str, Any]:
    """Run the storm at one load."""
    outcome = outcome_of(past.storm(task.scenario, load), past.twin, task.floor, load)
    after = outcome.hours["since_load"] >= 0
    rate = recovery_rate(outcome.hours.loc[after, "dent"])
    return {name: outcome.summary[name] for name in KEPT} | {"recovery_rate": rate}


def _tire(task: Task, past: Past) -> pd.DataFrame:
    """Strike again and again with a small load."""
    storm = past.storm(repeated(task.scenario), KICK)
    hours = outcome_of(storm, past.twin, task.floor, KICK).hours
    strikes = [number * _gap(task.scenario, REPEATS) for number in range(REPEATS)]
    return cycles(hours["dent"], hours["since_load"], strikes)


def _ladder(loads: str | Sequence[float]) -> tuple[float, ...]:
    if isinstance(loads, str):
        return rungs(loads)
    ladder = tuple(float(load) for load in loads)
    rising = all(low < high for low, high in pairwise(ladder))
    if len(ladder) < 3 or not rising or not 0 < ladder[0] <= ladder[-1] <= 1000:
        raise ScenarioError("loads", f"{loads!r} was given", "3 or more rising loads to 1000")
    return ladder
