"""Monitoring as a compass: a sampled, delayed picture of what people say. Never the truth."""

from collections import deque
from typing import NamedTuple

import numpy as np

from knautschball.agents.chance import For, draws
from knautschball.scenarios.scenario import Scenario

FIRST_SIGN = 3.0
"""Complaints of a day over the usual that make a brand look up; assumption."""
FEWEST = 8.0
"""Complaints of a day below which nobody looks up; assumption."""

_TOPICS = np.arange(3, dtype=np.uint64)
_MONITOR = np.array([For.MONITOR], np.uint64)


class Picture(NamedTuple):
    """What monitoring shows, in the order in which `Situation` holds it."""

    since_first_sign: int
    complaints: float
    usual: float
    surge: float
    conduct_share: float
    support_share: float


class Compass:
    """Reads samples of hourly counts; gives a picture that is some hours old.

    Parameters
    ----------
    scenario : Scenario
        Delay and share of monitoring; how often people vent without a case.
    seed : int
        Names the luck of the sample.
    people : int
        Members of the community.

    Attributes
    ----------
    complaints : float
        Complaints of the last day that monitoring knows of.
    usual : float
        Complaints of an ordinary day: as known from before, until a whole day has been seen.
    first_sign : int
        Hour in which the brand first saw an unusual number of complaints; -1 before.
    """

    def __init__(self, scenario: Scenario, seed: int, people: int) -> None:
        self._share = scenario.brand.monitoring_share
        self._seed = seed
        self._seen: deque[tuple[int, int, int]] = deque([(0, 0, 0)] * 24)
        self._day = [0, 0, 0]  # sums of what was seen in the last 24 hours
        self._late: deque[tuple[int, int, int]] = deque()
        self._delay = round(scenario.brand.monitoring_delay)
        self._usual_sum, self._usual_hours = 0.0, 0
        self.usual = scenario.people.venting * people
        self.complaints = 0.0
        self.first_sign = -1

    def read(self, hour: int, issue: int, conduct: int, defence: int) -> None:
        """Take the counts of the last hour; they count once the delay has passed."""
        counts = (issue, conduct, defence)
        self._late.append(self._sampled(hour, counts) if any(counts) else counts)
        if len(self._late) > self._delay:
            self._see(hour, self._late.popleft())

    def _sampled(self, hour: int, counts: tuple[int, int, int]) -> tuple[int, int, int]:
        lucks = draws(self._seed, hour, _MONITOR, _TOPICS)[0].tolist()
        issue, conduct, defence = (
            int(self._share * c + u) for c, u in zip(counts, lucks, strict=True)
        )
        return issue, conduct, defence

    def _see(self, hour: int, found: tuple[int, int, int]) -> None:
        self._seen.append(found)
        gone = self._seen.popleft()
        if found != gone:
            self._day = [d + f - g for d, f, g in zip(self._day, found, gone, strict=True)]
            self.complaints = self._scaled(self._day[0] + self._day[1])
        if self.first_sign < 0:
            if self.complaints >= max(FEWEST, FIRST_SIGN * max(1.0, self.usual)):
                self.first_sign = hour
                return
            # what is usual is learnt from quiet hours only
            self._usual_sum += self._scaled(found[0] + found[1])
            self._usual_hours += 1
            if self._usual_hours >= 24:
                self.usual = 24.0 * self._usual_sum / self._usual_hours

    def _scaled(self, found: float) -> float:
        return found / self._share if self._share > 0 else 0.0

    def picture(self, hour: int) -> Picture:
        """Say what is to be seen."""
        issue, conduct, defence = self._day
        said, complaints, usual = issue + conduct, self.complaints, self.usual
        return Picture(
            hour - self.first_sign if self.first_sign >= 0 else -1,
            complaints,
            usual,
            complaints / max(1.0, usual),
            conduct / said if said else 0.0,
            defence / (said + defence) if said + defence else 0.0,
        )
