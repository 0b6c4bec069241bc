"""One run from its first hour to its last, and what it left behind in its people and ties."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.columns import Columns
from knautschball.model.deeds import COMPLAINS
from knautschball.model.firestorm import Firestorm
from knautschball.model.record import Record

EXCITED = 72
"""Hours from the load over which a person's anger is averaged."""
WEEK = 168
"""Hours from the load after which a survey asks for people's view."""


@dataclass(frozen=True)
class Life:
    """What one run left behind.

    Attributes
    ----------
    model : Firestorm
        The model at its end; its columns are the people.
    written : int64[k, 2]
        Hour since the load and person of each complaint, in the order of hours.
    anger : float64[n]
        Each person's mean arousal in the first `EXCITED` hours since the load.
    spoke : bool[D, n]
        Who wrote anything on each whole day.
    ties : uint8[D, E]
        Which ties existed at the end of each whole day.
    early : float64[n]
        Each person's stance a week after the load: what a survey right after it would find.
    """

    model: Firestorm
    written: NDArray[np.int64]
    anger: NDArray[np.float64]
    spoke: NDArray[np.bool_]
    ties: NDArray[np.uint8]
    early: NDArray[np.float64]

    @property
    def people(self) -> Columns:
        """The people at the end."""
        return self.model.columns

    @property
    def complaints(self) -> NDArray[np.int64]:
        """Complaints each person wrote since the load: int64[n]."""
        return np.bincount(self.written[:, 1], minlength=self.anger.size)

    @property
    def record(self) -> Record:
        """The hours of the run."""
        return self.model.record


class Watch:
    """Stands in for the data collector: looks at the people after every hour."""

    def __init__(self, model: Firestorm) -> None:
        people = model.engine.columns.luck.size
        self.anger = np.zeros(people)
        self.early, self._posts = np.zeros(people), model.engine.columns.posts.copy()
        self.written: list[NDArray[np.int64]] = []
        self.spoke: list[NDArray[np.bool_]] = []
        self.ties: list[NDArray[np.uint8]] = []

    def collect(self, model: Firestorm) -> None:
        """Note who complained, who was angry, who wrote, who stayed tied."""
        people, since = model.engine.columns, model.hour - model.matter.start
        if since > 0:
            who = np.flatnonzero(people.acts & COMPLAINS)
            self.written.append(np.column_stack([np.full(who.size, since), who]))
        if 0 < since <= EXCITED:
            self.anger += people.arousal / EXCITED
        if since == WEEK:
            self.early += people.stance
        if model.hour % 24 == 0:
            self.spoke.append(people.posts > self._posts)
            self.ties.append(model.engine.active.copy())
            self._posts = people.posts.copy()


def live(model: Firestorm) -> Life:
    """Run to the end and keep what was seen on the way."""
    model.datacollector = seen = Watch(model)
    model.step()
    while model.running:
        model.step()
    kept = np.array(seen.spoke), np.array(seen.ties), seen.early
    return Life(model, np.concatenate(seen.written), seen.anger, *kept)
