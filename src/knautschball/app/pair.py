"""A storm and its undisturbed twin, stepped side by side, and the form of the one in the other."""

from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.policy import ResponsePolicy
from knautschball.model.branch import branch
from knautschball.model.firestorm import Firestorm
from knautschball.model.outcome import Outcome, outcome_of, phases_of
from knautschball.model.phases import Phases
from knautschball.model.record import Record
from knautschball.model.shape import COMPONENTS, DAY, Floor, corrected, dent, distances
from knautschball.model.shape import Record as Measured
from knautschball.scenarios.scenario import Scenario

NO_FLOOR = Floor(np.zeros(len(COMPONENTS)), np.zeros(len(COMPONENTS)))
SERIES = tuple(Measured.__annotations__)
"""What the measures read of a record."""


def newest(record: Record) -> Measured:
    """Cut the newest day out of a record: all that the distances of the present hour need.

    Of the portraits only the last is kept, the one that is valid now: the last row of the
    distances is right, earlier rows are not to be used.
    """
    rows = slice(max(0, record.length - DAY), record.length)
    cut = {name: getattr(record, name)[rows] for name in SERIES if name != "portraits"}
    return SimpleNamespace(**cut, portraits=record.portraits[-1:])


class Pair:
    """One storm and its twin: same crowd, same luck, no load.

    Until the load strikes they are one run, lived once; from then on each goes its own way.

    Parameters
    ----------
    scenario : Scenario
        What happens.
    policy : str or ResponsePolicy
        How the brand answers, in both.
    seed : int
        Names the luck.
    load : float
        Times the scenario's load.
    calm : Firestorm, optional
        The hours up to some hour before the load, if they have been lived before: by the same
        people, under the same policy.
    """

    def __init__(
        self,
        scenario: Scenario,
        policy: str | ResponsePolicy,
        seed: int,
        load: float = 1.0,
        calm: Firestorm | None = None,
    ) -> None:
        self.load = load
        if calm is None:
            self.storm = Firestorm(scenario, policy, seed, load=load)
        else:
            self.storm = branch(calm, scenario.at_load(load))
        self._twin: Firestorm | None = None
        self.start = self.storm.matter.start
        self.raw = np.zeros((self.storm.horizon, len(COMPONENTS)))

    @property
    def twin(self) -> Firestorm:
        """The undisturbed run; before the load strikes it is the storm itself."""
        return self._twin or self.storm

    @property
    def hour(self) -> int:
        """Hours that have passed."""
        return self.storm.hour

    @property
    def since_load(self) -> int:
        """Hours since the first load struck; the hour it strikes is 0, before it is negative."""
        return self.storm.hour - 1 - self.start

    @property
    def over(self) -> bool:
        """Whether the horizon is reached."""
        return self.storm.hour >= self.storm.horizon

    def step(self) -> None:
        """Let one hour pass in both worlds; at the horizon nothing happens any more."""
        if self.over:
            return
        if self.storm.hour == self.start:
            self._twin = branch(self.storm, self.storm.scenario.at_load(0))
        self.storm.step()
        if self._twin is None:
            return  # nothing has happened: there is no distance
        self._twin.step()
        apart = distances(newest(self.storm.record), newest(self.twin.record))
        self.raw[self.storm.hour - 1] = apart[-1]

    def follow(self, policy: ResponsePolicy) -> None:
        """Let both brands answer by another policy from now on; what was said stays said."""
        for model in (self.storm, self.twin):
            model.policy = model.brand.policy = policy

    def outcome(self, floor: Floor) -> Outcome:
        """Measure the hours so far, as a run that ends here is measured."""
        return outcome_of(self.storm, self.twin, floor, self.load)

    def phases(self) -> Phases:
        """Date the phases reached so far."""
        return phases_of(self.storm, self.twin)

    def form(self, floor: Floor = NO_FLOOR) -> tuple[dict[str, float], dict[str, float]]:
        """Give the share of the original form that each component has left.

        Parameters
        ----------
        floor : Floor
            Taken off the distances first.

        Returns
        -------
        worst, now : dict of str to float
            At the hour of the deepest dent so far, and in the present hour; above 1 where
            stance or following are better than the twin's.
        """
        if not self.hour:
            return dict.fromkeys(COMPONENTS, 1.0), dict.fromkeys(COMPONENTS, 1.0)
        apart = corrected(self.raw[: self.hour], floor)
        deepest = int(np.argmax(dent(apart)))
        return self._shares(apart, deepest), self._shares(apart, self.hour - 1)

    def _shares(self, apart: NDArray[np.float64], hour: int) -> dict[str, float]:
        shares = dict(zip(COMPONENTS, (1.0 - apart[hour]).tolist(), strict=True))
        ours, theirs = self.storm.record, self.twin.record
        middle = ours.stance_hist.shape[1] / 2
        bins = np.arange(ours.stance_hist.shape[1]) - middle
        if ours.stance_hist[hour] @ bins > theirs.stance_hist[hour] @ bins:
            shares["stance"] = 2.0 - shares["stance"]
        if ours.followers[hour] > theirs.followers[hour]:
            shares["brand_ties"] = 2.0 - shares["brand_ties"]
        return shares
