"""The matter itself: when a load strikes whom, how bad it still is, who seems to blame."""

from bisect import bisect_right
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.chance import For, stream, uniforms
from knautschball.agents.columns import Columns
from knautschball.scenarios.brand import Load
from knautschball.scenarios.scenario import Scenario

CORRECTED = 0.1
"""Share of the severity that remains once the problem has been corrected; assumption."""
CLEARING = 0.5
"""Strength of the press report that clears the brand, 0..1; assumption."""
HYPOCRISY = 0.5
"""Severity added by a claim of the opposite as loud as can be, as a share; assumption."""
HYPOCRITE = 0.4
"""Share of the remaining responsibility that such a claim adds, 0..1; assumption."""
Rows = NDArray[np.intp]
NOBODY: Rows = np.empty(0, np.intp)


class Facts(NamedTuple):
    """What is so from one turn of the matter to the next."""

    blame: float  # 0..1, responsibility that the news sees with the brand
    fault: float  # 0..1, responsibility that the brand knows of itself
    truth_known: bool  # the truth about every load so far has been published
    cleared: bool  # and it speaks for the brand


class Matter:
    """All loads of a scenario on one crowd.

    Parameters
    ----------
    scenario : Scenario
        Its loads and the length of the warm-up.
    columns : Columns
        The crowd; a load picks people by their luck.
    seed : int
        Names the luck.
    """

    def __init__(self, scenario: Scenario, columns: Columns, seed: int) -> None:
        warm_up = round(24 * scenario.run.warm_up)
        starts = [(warm_up + round(load.at), load) for load in scenario.load]
        self.loads = sorted(starts, key=lambda one: one[0])
        self.start = min((hour for hour, _ in self.loads), default=warm_up)
        self._met: dict[int, list[tuple[Load, Rows]]] = {}
        for number, (start, load) in enumerate(self.loads):
            self._meet(load, start, number, columns, seed)
        # one taken away by ``--load 0`` never strikes
        self._real = [one for one in self.loads if one[1].severity or one[1].attention]
        self._severe = [
            (start, load.lasting, load.severity * (1.0 + HYPOCRISY * load.claim))
            for start, load in self.loads
            if load.severity
        ]
        self._begin = {start for start, _ in self._real}
        self._turns = sorted(self._begin | {_cleared_at(*one) for one in self._real} - {inf})
        self._facts = [self._known(hour) for hour in (-inf, *self._turns)]
        self._reports = self._printed()
        self._corrected: set[int] = set()  # starts of the loads whose problem is corrected

    def _meet(self, load: Load, start: int, number: int, columns: Columns, seed: int) -> None:
        """Note who meets a load in the flesh in which hour."""
        lucks = uniforms(stream(seed, number, For.AFFECTED), columns.luck)
        people = np.flatnonzero(lucks < load.reach)
        later = uniforms(stream(seed, number, For.STRIKE_HOUR), columns.luck[people])
        hours = start + np.floor(later * load.spread).astype(int)
        for hour in np.unique(hours).tolist():
            self._met.setdefault(hour, []).append((load, people[hours == hour]))

    def _printed(self) -> dict[int, float]:
        """Give the strength of the reports that appear by themselves, by hour."""
        reports: dict[int, float] = {}
        for start, load in self.loads:
            reports[start] = max(reports.get(start, 0.0), load.press)
            if load.cleared_after:
                then, loud = _cleared_at(start, load), min(CLEARING, load.press + load.reach)
                reports[then] = max(reports.get(then, 0.0), loud)
        return reports

    def _known(self, hour: float) -> Facts:
        """Look up what is so in an hour, of the loads that have struck by then."""
        real = [one for one in self._real if one[0] <= hour]
        if not real:
            return Facts(0.0, 0.0, False, False)
        truth_known = all(_cleared_at(*one) <= hour for one in real)
        load = real[-1][1]
        blame = load.truth if truth_known else load.blame
        return Facts(
            blame=blame + HYPOCRITE * load.claim * (1.0 - blame),
            fault=max((load.truth for _, load in real if load.severity), default=0.0),
            truth_known=truth_known,
            cleared=truth_known and all(load.truth < load.blame for _, load in real),
        )

    def strike(self, hour: int, columns: Columns) -> Rows:
        """Mark those who meet a load in this hour: it touches them badly, or pleases them.

        Returns
        -------
        intp[k]
            Rows of those it touches badly.
        """
        if hour not in self._met:
            return NOBODY
        harmed = []
        for load, people in self._met[hour]:
            if load.severity:
                columns.struck[people] = 1
                columns.affected[people] = np.maximum(columns.affected[people], 0.8)
                harmed.append(people)
            room = 1 - columns.trust[people]
            columns.trust[people] += np.float32(load.delight) * room
        return np.unique(np.concatenate(harmed)) if harmed else NOBODY

    def delights(self, hour: int) -> bool:
        """Say whether a load pleases somebody in this hour."""
        return hour in self._met and any(load.delight for load, _ in self._met[hour])

    def buzz(self, hour: int) -> float:
        """Give questions to the brand in times of the usual; attention halves as it lasts."""
        brought = [
            load.attention * 0.5 ** ((hour - start) / load.lasting)
            for start, load in self._real
            if hour >= start
        ]
        return 1.0 + sum(brought)

    def press(self, hour: int) -> float:
        """Give the strength of a report that appears by itself in this hour."""
        return self._reports.get(hour, 0.0)

    def severity(self, hour: int) -> float:
        """Say how bad the matter is now: the worst load counts; it fades, or is corrected."""
        now = [
            at_first
            * 0.5 ** ((hour - start) / lasting)
            * (CORRECTED if start in self._corrected else 1.0)
            for start, lasting, at_first in self._severe
            if hour >= start
        ]
        return max(now, default=0.0)

    def correct(self, hour: int) -> None:
        """Correct what has struck so far; a later load is a new problem."""
        self._corrected |= {start for start in self._begin if start <= hour}

    def facts(self, hour: int) -> Facts:
        """Say who is to blame and what is known of it in this hour."""
        return self._facts[bisect_right(self._turns, hour)]

    def begins(self, hour: int) -> bool:
        """Say whether a load strikes for the first time in this hour."""
        return hour in self._begin


def _cleared_at(start: int, load: Load) -> float:
    """Give the hour in which the truth about a load is published; infinite where it never is."""
    return start + round(load.cleared_after) if load.cleared_after else inf
