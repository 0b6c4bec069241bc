"""Headquarters: it bears damage × duration up to a point, then steps in, in three steps."""

from knautschball.agents.message import Message
from knautschball.scenarios.scenario import Scenario

STORM_DAY = 0.03
"""Complaints per member and day that make one full storm-day; assumption."""
WORDS = Message(
    strategy="bolster",
    scope="statement",
    empathy=0.3,
    explanation=0.4,
    personal=0.1,
    assertiveness=0.5,
    cooperativeness=0.4,
)
"""The statement that headquarters orders: late, careful, impersonal."""


class Headquarters:
    """Those above the team.

    Attributes
    ----------
    damage : float
        Storm-days so far, fading: volume of complaints × time.
    done : dict of str to int
        Hour of each deed so far: ``statement``, ``new team``, ``leaves``.
    """

    def __init__(self, scenario: Scenario) -> None:
        numbers = scenario.headquarters
        self.tolerance, self._acts_after = numbers.tolerance, numbers.acts_after
        self._left = 0.5 ** (1.0 / (24.0 * numbers.memory))
        self._steps = {
            "statement": numbers.statement_at * numbers.tolerance,
            "new team": numbers.tolerance,
            "leaves": numbers.leaves_at * numbers.tolerance,
        }
        self._bears = min(self._steps.values())
        self.damage = 0.0
        self._due: dict[str, int] = {}  # decided, to be done in that hour
        self.done: dict[str, int] = {}

    @property
    def acted_at(self) -> int | None:
        """Hour in which it first changed the company: a new team, or the page closed."""
        deeds = [hour for deed, hour in self.done.items() if deed != "statement"]
        return min(deeds, default=None)

    def watch(self, hour: int, complaints: float, usual: float, people: int) -> list[str]:
        """Add an hour of damage; give the deeds that are done in this hour.

        Parameters
        ----------
        hour : int
            Now.
        complaints, usual : float
            Complaints per day, now and in ordinary times, as monitoring shows them.
        people : int
            Members of the community.
        """
        hurt = max(0.0, complaints - 3 * usual) / (STORM_DAY * people) / 24.0
        self.damage = self.damage * self._left + hurt
        if self.damage <= self._bears and not self._due:
            return []
        for deed, bearable in self._steps.items():
            if deed not in self._due and self.damage > bearable:
                self._due[deed] = hour + self._acts_after
        now = [deed for deed, due in self._due.items() if due <= hour and deed not in self.done]
        self.done |= dict.fromkeys(now, hour)
        return now
