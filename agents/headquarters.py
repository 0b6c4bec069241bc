"""Headquarters: it bears damage × duration up to a point, then installs a new team."""

from knautschball.scenarios.scenario import Scenario

STORM_DAY = 0.03
"""Complaints per member and day that make one full storm-day; assumption."""


class Headquarters:
    """Those above the team.

    Attributes
    ----------
    damage : float
        Storm-days so far: volume of complaints × time.
    acted_at : int or None
        Hour of the intervention.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._numbers = scenario.headquarters
        self.damage = 0.0
        self._decided_at: int | None = None
        self.acted_at: int | None = None

    def watch(self, hour: int, complaints: float, usual: float, people: int) -> bool:
        """Add an hour of damage; say whether a new team starts in this hour.

        Parameters
        ----------
        hour : int
            Now.
        complaints, usual : float
            Complaints per day, now and in ordinary times, as monitoring shows them.
        people : int
            Members of the community.
        """
        self.damage += max(0.0, complaints - 3 * usual) / (STORM_DAY * people) / 24.0
        if self._decided_at is None and self.damage > self._numbers.tolerance:
            self._decided_at = hour
        due = self._decided_at is not None and hour >= self._decided_at + self._numbers.acts_after
        if not due or self.acted_at is not None:
            return False
        self.acted_at = hour
        return True
