"""The model: a community, a brand and a load, one hour per step. A Mesa model like any other."""

from copy import deepcopy
from functools import cache, cached_property
from math import cos, exp, log, pi
from pathlib import Path
from typing import Any

import mesa
import networkx as nx
import numpy as np
from numpy.typing import NDArray

from knautschball.agents.brand import Brand, Sent
from knautschball.agents.columns import Columns, copy
from knautschball.agents.crowd import draw
from knautschball.agents.person import People
from knautschball.agents.policy import ResponsePolicy, find
from knautschball.agents.press import Press
from knautschball.model.engine import Calendar, Engine
from knautschball.model.graph import SocialGraph, as_networkx, build
from knautschball.model.hour import COMPLAINS, SCALE, SLOTS, World
from knautschball.model.inquiries import Inquiries
from knautschball.model.kernels import TALLY, Tallies
from knautschball.model.matter import Matter
from knautschball.model.reach import Reach, public_view
from knautschball.model.record import Record
from knautschball.scenarios import ScenarioError
from knautschball.scenarios import load as load_scenario
from knautschball.scenarios.scenario import Scenario

HEATED = TALLY.index("heated")
SPEAK_UP = 0.5 ** (1.0 / 48.0)
"""Share of disclosed supporters who still speak up an hour later, half in two days; assumption."""
HARMED = 0.5
"""How badly the issue touches a person from which there is a case, 0..1; assumption."""
READS_EVERY = 6
"""Hours between two readings of what people blame, by the brand's team; assumption."""
FORGOTTEN_TREND = 1e-3
"""Shares in the whole community below which nobody notices a trend any more; assumption."""
FIRST_VOICES = 10
"""People whose complaints count as the first voices of a storm."""
BEST_HOUR = 15.0
"""Hour of the day with most activity: complaints to six airlines, February 2015."""


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
        self.engine = Engine(self.scenario, columns, community.graph, seed, community.calendar)
        self.brand = Brand(self.scenario, self.policy, seed)
        self.press = Press(self.scenario, community.graph.size)
        self.matter = Matter(self.scenario, columns, seed)
        self._inquiries = Inquiries(self.scenario, columns, community.friends, seed)
        self.horizon = self.matter.start + round(24 * self.scenario.run.horizon)
        self.record = Record(self.horizon, community.graph.size)
        self.hour = 0
        self.offence = 0.0
        self.inadequate: list[int] = []
        self.messages: list[tuple[int, str, str, int]] = []
        self.voices: list[int] = []
        self._reach = Reach(self.scenario.brand)
        self._trend = np.zeros(2)
        self._support = 0.0
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

    def run_through(self) -> None:
        """Run to the horizon without Mesa's step counter and data collector; the same storm."""
        while self.hour < self.horizon:
            self._hour()
        self.running = False

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
        page = int(self.record.posts[max(0, hour - 24) : hour, 1:3].sum())
        slots = self._reach.fill(sent, self.engine.columns, page, self.brand.page_open)
        tallies = self.engine.hour(self._world(sent), self._reach.table, slots)
        self._draw_consequences(tallies, sent, slots)
        self._turn_to_brand(harmed)
        self._hear_first_voices()
        self._write(tallies, sent)
        self.hour += 1

    def _situation(self) -> Any:
        hour = self.hour
        fault, cleared = self.matter.fault(hour), self.matter.cleared(hour)
        if self.matter.begins(hour):
            self.brand.face_a_new_problem()
        if hour % READS_EVERY == 0 and self.matter.severity(hour):
            columns = self.engine.columns
            self.brand.blame = _mean(columns.blame[columns.aware > 0])
        return self.brand.situation(hour, self.press.index, fault, cleared)

    def _world(self, sent: list[Sent]) -> World:
        hour, people, acts = self.hour, self.scenario.people, self.scenario.contagion
        severity = self.matter.severity(hour)
        presence = activity(hour % 168, people.swing, people.weekend)
        scandals = sum(one.deleted + one.said.threat for one in sent)
        gossip = self.scenario.judgement.gossip * scandals
        trend = acts.trend * (self._trend + gossip) / self.record.people
        support = self.scenario.brand.supporter_posts * self._support / self.record.people
        silent = severity > 0 and not self.brand.spoken
        leaving, buzz = people.unfollow / 24.0, self.matter.buzz(hour)
        return World(
            hour=hour,
            presence=presence,
            awake=min(1.0, presence),
            severity=severity,
            seen_blame=self.matter.blame(hour),
            offence=self.offence,
            press=self.press.index * self.scenario.press.readers,
            truth_known=float(self.matter.truth_known(hour)),
            speechless=float(silent),
            trend_issue=float(trend[0]),
            trend_conduct=float(trend[1]),
            tone=self._tone(),
            come=leaving * people.followers / max(0.05, 1.0 - people.followers),
            trend_defence=acts.trend * support,
            buzz=buzz,
            page_open=float(self.brand.page_open),
        )

    def _tone(self) -> float:
        """Give the share of heated complaints among those of the last day, 0 without any."""
        day = self.record.counts[max(0, self.hour - 24) : self.hour]
        return float(day[:, HEATED].sum() / max(1, day[:, 1:3].sum()))

    def _draw_consequences(self, tallies: Tallies, sent: list[Sent], slots: int) -> None:
        """Let the hour change what is common to all: trend, press, public view, brand."""
        counts, brand = tallies.counts, self.brand
        left = 0.5 ** (1.0 / self.scenario.contagion.post_half_life)
        self._trend = self._trend * left + counts[4:6]
        self._support = self._support * SPEAK_UP + sum(one.said.supporters for one in sent)
        self._support *= self._support >= FORGOTTEN_TREND
        self._trend[self._trend < FORGOTTEN_TREND] = 0.0
        self.press.hour(int(counts[1] + counts[2]))
        self._see_conduct(tallies, sent, slots)
        compass = brand.compass
        compass.read(self.hour, int(counts[1]), int(counts[2]), int(counts[3]))
        complaints, usual = compass.complaints, compass.usual
        watched = brand.headquarters.watch(self.hour, complaints, usual, self.record.people)
        brand.obey(watched, self.hour)
        if brand.closed_at == self.hour:
            self.columns.follows[:] = 0  # there is nothing left to follow
        if brand.corrected:
            self.matter.correct(self.hour)

    def _turn_to_brand(self, harmed: NDArray[np.intp]) -> None:
        """Bring in the cases of the hour, and those who gave up a channel that failed."""
        actors, overlooks = self.engine.actors, self.brand.overlooks
        found, overlooked = self._inquiries.of_hour(self.hour, actors, harmed, overlooks)
        self.brand.unanswered += overlooked
        self.brand.take_in(found)
        if left := self.brand.give_up(self.hour):
            self.engine.changed()
            self.brand.take_in(self._inquiries.spilled(self.hour, left))

    def _see_conduct(self, tallies: Tallies, sent: list[Sent], slots: int) -> None:
        judgement = self.scenario.judgement
        self.offence *= 0.5 ** (1.0 / judgement.offence_half_life)
        severity = self.matter.severity(self.hour)
        if severity > 0 and not self.brand.spoken:
            level = judgement.silent_offence * min(1.0, severity)
            self.offence += 0.01 * max(0.0, level - self.offence)
        for slot, one in enumerate(sent[:slots]):
            seen, total = tallies.verdicts[slot]
            if one.scope == "private":
                continue
            people = self.record.people
            self.offence = public_view(self.offence, tallies.verdicts[slot], people, SCALE)
            if seen >= max(3, 0.002 * people) and total < -0.1 * SCALE * seen:
                self.inadequate.append(self.hour)

    def _hear_first_voices(self) -> None:
        """Note who complains first once the matter is there, in the order of luck."""
        room = FIRST_VOICES - len(self.voices)
        if room and self.matter.severity(self.hour) > 0:
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

    def _write(self, tallies: Tallies, sent: list[Sent]) -> None:
        brand, team, hour = self.brand, self.brand.team, self.hour
        piled = max(len(desk) / team.day(name) for name, desk in brand.desks.items())
        organisation = (
            team.energy,
            min(1.0, piled),
            float(team.original),
            float(brand.page_open),
        )
        noted = (
            self.press.index,
            brand.backlog,
            sum(len(one.answers) for one in sent),
            sum(one.scope == "statement" for one in sent),
            brand.waiting(hour),
            team.energy,
            brand.cost,
            team.hours,
            *(len(desk) for desk in brand.desks.values()),
            *(brand.waiting(hour, name) for name in brand.desks),
            min((member.energy for member in team.members), default=1.0),
        )
        self.record.write(tallies, self.engine, organisation, noted)


def _mean(values: NDArray[np.float32]) -> float:
    return float(values.mean(dtype=np.float64)) if len(values) else 0.0


@cache
def activity(hour: int, swing: float, weekend: float) -> float:
    """Give activity in an hour of the week, in multiples of the average over a day.

    Parameters
    ----------
    hour : int
        0 is Monday 00:00.
    swing : float
        Best over worst hour of a day.
    weekend : float
        Saturday and Sunday over a weekday.
    """
    half = log(swing) / 2
    phase = cos(2 * pi * (hour % 24 - BEST_HOUR) / 24)
    # mean of exp(half · cos) over the circle is the Bessel function I0(half)
    day = exp(half * phase) / float(np.i0(half))
    return day * (weekend if hour // 24 % 7 >= 5 else 1.0)


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
