"""The matter itself: when a load strikes whom, how bad it still is, who seems to blame."""

from typing import Any

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
NOBODY = np.empty(0, np.intp)


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
        self._struck = [
            self._meetings(load, hour, number, columns, seed)
            for number, (hour, load) in enumerate(self.loads)
        ]
        self._corrected: set[int] = set()  # starts of the loads whose problem is corrected
        self._so_far: tuple[int, list[tuple[int, Load]]] = (-1, [])

    def _meetings(
        self, load: Load, start: int, number: int, columns: Columns, seed: int
    ) -> dict[int, NDArray[np.intp]]:
        """Say who meets a load in the flesh in which hour."""
        lucks = uniforms(stream(seed, number, For.AFFECTED), columns.luck)
        people = np.flatnonzero(lucks < load.reach)
        later = uniforms(stream(seed, number, For.STRIKE_HOUR), columns.luck[people])
        hours = start + np.floor(later * load.spread).astype(int)
        return {int(hour): people[hours == hour] for hour in np.unique(hours)}

    def strike(self, hour: int, columns: Columns) -> NDArray[np.intp]:
        """Mark those who meet a load in this hour: it touches them badly, or pleases them.

        Returns
        -------
        intp[k]
            Rows of those it touches badly.
        """
        harmed = []
        for (_, load), meetings in zip(self.loads, self._struck, strict=True):
            people = meetings.get(hour)
            if people is None:
                continue
            if load.severity:
                columns.struck[people] = 1
                columns.affected[people] = np.maximum(columns.affected[people], 0.8)
                harmed.append(people)
            room = 1 - columns.trust[people]
            columns.trust[people] += np.float32(load.delight) * room
        return np.unique(np.concatenate(harmed)) if harmed else NOBODY

    def delights(self, hour: int) -> bool:
        """Say whether a load pleases somebody in this hour."""
        loads = zip(self.loads, self._struck, strict=True)
        return any(load.delight and hour in meetings for (_, load), meetings in loads)

    def buzz(self, hour: int) -> float:
        """Give questions to the brand in times of the usual; attention halves as it lasts."""
        brought = [
            load.attention * 0.5 ** ((hour - start) / load.lasting)
            for start, load in self._real(hour)
        ]
        return 1.0 + sum(brought)

    def press(self, hour: int) -> float:
        """Give the strength of a report that appears by itself in this hour."""
        reports = [load.press for start, load in self.loads if start == hour]
        cleared = [
            min(CLEARING, load.press + load.reach)
            for start, load in self.loads
            if load.cleared_after and start + round(load.cleared_after) == hour
        ]
        return max(reports + cleared, default=0.0)

    def severity(self, hour: int) -> float:
        """Say how bad the matter is now: the worst load counts; it fades, or is corrected."""
        now = [
            load.severity
            * (1.0 + HYPOCRISY * load.claim)
            * 0.5 ** ((hour - start) / load.lasting)
            * (CORRECTED if start in self._corrected else 1.0)
            for start, load in self.loads
            if hour >= start
        ]
        return max(now, default=0.0)

    def correct(self, hour: int) -> None:
        """Correct what has struck so far; a later load is a new problem."""
        self._corrected |= {start for start, _ in self._real(hour)}

    def truth_known(self, hour: int) -> bool:
        """Say whether the truth about every load so far has been published."""
        known = [
            bool(load.cleared_after) and hour >= start + round(load.cleared_after)
            for start, load in self._real(hour)
        ]
        return bool(known) and all(known)

    def begins(self, hour: int) -> bool:
        """Say whether a load strikes for the first time in this hour."""
        return any(start == hour for start, _ in self._real(hour))

    def cleared(self, hour: int) -> bool:
        """Say whether what has come to light speaks for the brand."""
        return self.truth_known(hour) and all(
            load.truth < load.blame for _, load in self._real(hour)
        )

    def blame(self, hour: int) -> float:
        """Give the responsibility that the news sees with the brand."""
        seen: list[Any] = [load for _, load in self._real(hour)]
        if not seen:
            return 0.0
        load = seen[-1]
        blame = load.truth if self.truth_known(hour) else load.blame
        return float(blame + HYPOCRITE * load.claim * (1.0 - blame))

    def fault(self, hour: int) -> float:
        """Give the responsibility that the brand knows of itself."""
        return max((load.truth for _, load in self._real(hour) if load.severity), default=0.0)

    def _real(self, hour: int) -> list[tuple[int, Load]]:
        """Give the loads that have struck so far; one taken away by ``--load 0`` never does."""
        if self._so_far[0] != hour:  # asked for again and again within the hour
            struck = [(start, load) for start, load in self.loads if hour >= start]
            self._so_far = hour, [one for one in struck if one[1].severity or one[1].attention]
        return self._so_far[1]
