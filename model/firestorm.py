"""The model: a community, a brand and a load, one hour per step. A Mesa model like any other."""

from copy import deepcopy
from functools import cached_property
from operator import truediv
from pathlib import Path
from typing import Any

import mesa
import networkx as nx
import numpy as np
from numpy.typing import NDArray

from knautschball.agents.brand import Brand, Sent
from knautschball.agents.columns import Columns, copy
from knautschball.agents.crowd import draw
from knautschball.agents.people import People
from knautschball.agents.policy import ResponsePolicy, find
from knautschball.agents.press import Press
from knautschball.model.climate import Climate
from knautschball.model.deeds import COMPLAINS
from knautschball.model.engine import Calendar, Engine
from knautschball.model.graph import SocialGraph, as_networkx, build
from knautschball.model.hour import SLOTS
from knautschball.model.inquiries import Inquiries
from knautschball.model.matter import Matter
from knautschball.model.reach import Reach
from knautschball.model.record import Record
from knautschball.model.rows import World
from knautschball.scenarios import ScenarioError
from knautschball.scenarios import load as load_scenario
from knautschball.scenarios.scenario import Scenario

HARMED = 0.5
"""How badly the issue touches a person from which there is a case, 0..1; assumption."""
READS_EVERY = 6
"""Hours between two readings of what people blame, by the brand's team; assumption."""
POSTS = slice(1, 4)
"""Where the counts hold the posts about issue and conduct, and in defence."""
FIRST_VOICES = 10
"""People whose complaints count as the first voices of a storm."""


class Community:
    """A graph and its people at rest; runs that are compared start from the same one.

    Parameters
    ----------
    scenario : Scenario
        Community and people.
    seed : int
        Names the luck.
    graph : SocialGraph, optional
        That of the scenario's community and the seed; built here unless given.
    """

    def __init__(self, scenario: Scenario, seed: int, graph: SocialGraph | None = None) -> None:
        self.graph = graph or build(scenario.community, seed)
        self.columns: Columns = draw(scenario, self.graph.size, seed)

    @cached_property
    def codes(self) -> dict[Any, Any]:
        """Machine code for the kinds of its arrays, looked up by the first run."""
        return {}

    @cached_property
    def calendar(self) -> Calendar:
        """At which hour of the day each tie is reconsidered."""
        return Calendar(self.graph, self.columns)

    @cached_property
    def friends(self) -> NDArray[np.int64]:
        """Friends of each person at the start, int64[n]."""
        real = ~self.graph.latent
        ends = np.concatenate([self.graph.first[real], self.graph.second[real]])
        return np.bincount(ends, minlength=self.graph.size)


class Firestorm(mesa.Model):
    """A storm, hour by hour.

    Parameters
    ----------
    scenario : str, Path or Scenario
        What happens.
    policy : str, Path or ResponsePolicy
        How the brand answers.
    seed : int
        Names the luck of people, ties and hours.
    community : Community, optional
        Use this one instead of drawing it from ``seed``.
    load : float
        Multiplies the scenario's load; 0 makes the undisturbed twin.
    rng : int, optional
        Mesa's word for ``seed``.

    Examples
    --------
    >>> storm = Firestorm("calm", policy="silence", seed=1)
    >>> storm.step()
    >>> len(storm.agents)
    1000
    """

    def __init__(
        self,
        scenario: str | Path | Scenario = "bubble-tea",
        policy: str | Path | ResponsePolicy = "silence",
        seed: int = 1,
        *,
        community: Community | None = None,
        load: float = 1.0,
        rng: int | None = None,
    ) -> None:
        seed = _checked(seed if rng is None else rng)
        super().__init__(rng=seed)
        self.scenario = load_scenario(scenario).at_load(load)
        # a copy, so that what a policy remembers stays in its own run
        self.policy, self.luck = deepcopy(find(policy)), seed
        community = community or Community(self.scenario, seed)
        columns = copy(community.columns)
        self.brand = Brand(self.scenario, self.policy, seed, community.graph.size)
        self.press = Press(self.scenario, community.graph.size)
        self.matter = Matter(self.scenario, columns, seed)
        self._inquiries = Inquiries(self.scenario, columns, community.friends, seed)
        self.horizon = self.matter.start + round(24 * self.scenario.run.horizon)
        known = community.calendar, community.codes
        self.engine = Engine(self.scenario, columns, community.graph, seed, self.horizon, *known)
        self.record = Record(self.horizon, community.graph.size)
        self.climate = Climate(self.scenario, self.record)
        self.hour = 0
        self.messages: list[tuple[int, str, str, int]] = []
        self.voices: list[int] = []
        self._reach = Reach(self.scenario.brand)
        self.harmed_waits: list[int] = []
        self._people: People | None = None
        self.datacollector = mesa.DataCollector(
            model_reporters={name: _reporter(name) for name in REPORTED}
        )

    @property
    def scenario(self) -> Scenario:
        """What happens. Mesa 3.5 has an attribute of this name that wants to write into it."""
        return self._what_happens

    @scenario.setter
    def scenario(self, scenario: Scenario) -> None:
        self._what_happens = scenario

    @property
    def columns(self) -> Columns:
        """State of all people, one array per attribute, to read or to change.

        Ask for it anew in every hour in which you change something.
        """
        self.engine.changed()
        return self.engine.columns

    @property
    def agents(self) -> People:
        """All people, as a Mesa agent set over the columns; views are made when looked at."""
        if self._people is None:
            self._people = People(self, self.engine.columns)
        return self._people

    @property
    def graph(self) -> nx.Graph:
        """The social graph as it is now; drawn up anew each time it is asked for."""
        return as_networkx(self.engine.graph, self.engine.active)

    def step(self) -> None:
        """Let one hour pass: strike, hear and answer, feel, act, record.

        Beyond the horizon nothing happens any more and ``running`` is false.
        """
        if self.hour >= self.horizon:
            self.running = False
            return
        self._hour()
        self.datacollector.collect(self)
        self.running = self.hour < self.horizon

    def run_model(self) -> None:
        """Step to the horizon, as Mesa does."""
        while self.running:
            self.step()

    def run_through(self, until: int | None = None) -> None:
        """Run on without Mesa's step counter and data collector; the same storm.

        Parameters
        ----------
        until : int, optional
            The first hour that is not lived any more; the horizon when left out.
        """
        end = self.horizon if until is None else min(until, self.horizon)
        while self.hour < end:
            self._hour()
        self.running = self.hour < self.horizon
        for name in ("step", "_user_step"):  # Mesa's wrapped step holds the model in a cycle;
            vars(self).pop(name, None)  # without it a finished run leaves memory at once

    def _hour(self) -> None:
        hour = self.hour
        harmed = self.matter.strike(hour, self.engine.columns)
        self.brand.harmed += len(harmed)
        if self.matter.delights(hour):
            self.engine.changed()
        if report := self.matter.press(hour):
            self.press.report(report)
        sent = self.brand.answer(self._situation(), SLOTS)
        self._note(sent)
        crowd, page_open = self.record.complaints, self.brand.page_open
        slots = self._reach.fill(sent, self.engine.columns, crowd, page_open)
        world = self._world(sent)
        tallies = self.engine.hour(world, self._reach.table, slots)
        counts = tallies.counts.tolist()
        self.climate.after(world, counts, tallies.verdicts, sent, self.brand.spoken)
        self._draw_consequences(*counts[POSTS])
        self._turn_to_brand(harmed)
        if world.severity > 0:
            self._hear_first_voices()
        self.record.write(tallies, counts, self.engine, self._noted(sent))
        self.hour += 1

    def _situation(self) -> Any:
        hour, facts = self.hour, self.matter.facts(self.hour)
        if self.matter.begins(hour):
            self.brand.face_a_new_problem()
        if hour % READS_EVERY == 0 and self.matter.severity(hour):
            columns = self.engine.columns
            self.brand.blame = _mean(columns.blame[columns.aware > 0])
        return self.brand.situation(hour, self.press.index, facts.fault, facts.cleared)

    def _world(self, sent: list[Sent]) -> World:
        return self.climate.world(self.hour, self.matter, self.brand, self.press, sent)

    def _draw_consequences(self, issue: int, conduct: int, defence: int) -> None:
        """Let press, monitoring and headquarters see what was said, and act on it."""
        hour, brand = self.hour, self.brand
        self.press.hour(issue + conduct)
        brand.see(hour, issue, conduct, defence, self.record.people)
        if brand.closed_at == hour:
            self.columns.follows[:] = 0  # there is nothing left to follow
        if brand.corrected:
            self.matter.correct(hour)

    def _turn_to_brand(self, harmed: NDArray[np.intp]) -> None:
        """Bring in the cases of the hour, and those who gave up a channel that failed."""
        if self.engine.turned or harmed.size:
            actors, overlooks = self.engine.actors, self.brand.overlooks
            found, overlooked = self._inquiries.of_hour(self.hour, actors, harmed, overlooks)
            self.brand.unanswered += overlooked
            self.brand.take_in(found)
        left = self.brand.give_up(self.hour)
        if left and (over := self._inquiries.spilling(self.hour, left)).size:
            with self.engine.rewriting(np.unique(over)):
                self.brand.take_in(self._inquiries.spill(self.hour, over))

    def _hear_first_voices(self) -> None:
        """Note who complains first once the matter is there, in the order of luck."""
        room = FIRST_VOICES - len(self.voices)
        if room and self.engine.actors.size:
            people, actors = self.engine.columns, self.engine.actors
            talking = actors[(people.acts[actors] & COMPLAINS) > 0]
            fresh = talking[~np.isin(talking, self.voices)]
            order = np.argsort(people.luck[fresh])
            self.voices += fresh[order][:room].tolist()

    def _note(self, sent: list[Sent]) -> None:
        for one in sent:
            # known to who analyses the run; the team can only guess who has a case
            answered = (inquiry.case for inquiry in one.answers)
            affected = self.engine.columns.affected
            harmed = (case for case in answered if affected[case.person] > HARMED)
            self.harmed_waits += [case.waited for case in harmed]
            if one.scope != "private":
                self.messages.append((self.hour, one.kind, one.scope, len(one.answers)))

    def _noted(self, sent: list[Sent]) -> tuple[float, ...]:
        """Say how the brand is now, and what it went through in this hour."""
        brand, team = self.brand, self.brand.team
        open_cases = brand.open_cases
        backlog, piled = sum(open_cases), 0.0
        if backlog:
            piled = min(1.0, max(map(truediv, open_cases, map(team.day, brand.desks))))
        energy, lowest = team.energies
        waiting, *by_desk = brand.waited(self.hour)
        return (
            energy,
            piled,
            team.original,
            brand.page_open,
            self.press.index,
            backlog,
            sum([len(one.answers) for one in sent]),
            sum([one.scope == "statement" for one in sent]),
            waiting,
            energy,
            brand.cost,
            team.hours,
            *open_cases,
            *by_desk,
            lowest,
        )


def _mean(values: NDArray[np.float32]) -> float:
    return float(values.mean(dtype=np.float64)) if len(values) else 0.0


REPORTED = (
    "hour",
    "everyday",
    "issue",
    "conduct",
    "defence",
    "likes",
    "stance",
    "arousal",
    "trust",
    "issue_grievance",
    "conduct_grievance",
    "followers",
    "ties",
    "press",
    "backlog",
    "energy",
)
"""Series that Mesa's data collector keeps."""


def _reporter(name: str) -> Any:
    return lambda model: model.record.last()[name]


def _checked(seed: Any) -> int:
    """Give the seed as a whole number.

    Raises
    ------
    ScenarioError
        It is negative, too large, or no whole number.
    """
    whole = isinstance(seed, int | np.integer) and not isinstance(seed, bool)
    if not whole or not 0 <= seed < 2**63:
        raise ScenarioError("seed", f"{seed!r} was given", "a whole number from 0 to 2**63 - 1")
    return int(seed)
