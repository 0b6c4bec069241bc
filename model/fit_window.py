"""What was observed when: the calendar that every simulation of a fit is laid upon."""

from dataclasses import dataclass

import numpy as np

from knautschball.model.counts import Counts
from knautschball.model.measured import by_hour, onset
from knautschball.model.wave import DAY

WEEK = 7 * DAY
EARLIER = 2.0
"""Times the rise, from a tenth of the peak to the peak, that the load may lie before the wave is
seen to begin (assumption)."""
BEFORE = (12, 3 * DAY)
"""Hours before that at least and at most (assumption)."""
AFTER = 3
"""Hours that the load may lie after that; smoothing lets a wave seem to begin too early."""


@dataclass(frozen=True)
class Window:
    """The hours of a fit.

    Attributes
    ----------
    steps : int
        Steps observed.
    step : int
        Hours per step.
    ahead : int
        Hours simulated beyond the last observed step.
    week_hour : int or None
        Hour of the week, 0 is Monday 00:00, at which the first step begins; None if unknown.
    first, last : int
        The load strikes at one of these hours or between them, each as likely.
    """

    steps: int
    step: int
    ahead: int
    week_hour: int | None
    first: int
    last: int

    @property
    def observed(self) -> int:
        """Hours observed."""
        return self.steps * self.step

    @property
    def hours(self) -> int:
        """Hours in all, from the first step to the end of the look ahead."""
        return self.observed + self.ahead

    def strikes(self, unit: float) -> int:
        """Give the hour at which the load strikes, for a quantile in [0, 1]."""
        return int(self.first + min(unit, 1 - 1e-12) * (self.last - self.first + 1))

    def clock(self, unit: float) -> int:
        """Give the hour of the week of the first step; drawn where nobody knows it."""
        return self.week_hour if self.week_hour is not None else int(min(unit, 0.999999) * WEEK)


def window_of(counts: Counts, ahead: int = 0) -> Window:
    """Lay the window of some counts; where the load can lie follows from where the wave begins."""
    hourly = by_hour(counts)["complaints"].to_numpy(float)
    begin, _ = onset(hourly, counts.step)
    rise = int(hourly.argmax()) - begin
    last = min(begin + max(AFTER, counts.step), len(counts.table) * counts.step - counts.step)
    first = begin - int(np.clip(EARLIER * rise, max(BEFORE[0], counts.step), BEFORE[1]))
    return Window(len(counts.table), counts.step, ahead, counts.week_hour, first, last)
