"""The team: capacity by the hour, energy that load takes and rest gives back."""

from knautschball.scenarios.scenario import Scenario


class Team:
    """Those who answer for the brand.

    Attributes
    ----------
    energy : float
        0..1, of the team as a whole.
    hours : float
        Staff hours spent on answering so far.
    original : bool
        Still the team of the start; headquarters may have installed a new one.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._numbers = scenario.team
        self.energy = 1.0
        self.hours = 0.0
        self.original = True
        self._spare = 0.0

    def open(self, hour: int) -> bool:
        """Say whether the hour falls into office hours."""
        day, clock = divmod(hour, 24)
        works = self._numbers.weekends or day % 7 < 5
        return works and self._numbers.opens <= clock < self._numbers.closes

    def capacity(self, hour: int) -> float:
        """Give the answers that can be written in this hour."""
        present = 1.0 if self.open(hour) else self._numbers.on_call
        rested = 0.4 + 0.6 * self.energy
        return self._numbers.size * present * self._numbers.replies_per_hour * rested

    @property
    def day(self) -> float:
        """Answers of an ordinary day, to which a backlog is compared."""
        hours = self._numbers.closes - self._numbers.opens
        return max(1.0, self._numbers.size * self._numbers.replies_per_hour * max(1, hours))

    def room(self, hour: int) -> int:
        """Give the whole answers possible now; fractions are saved for the next hour."""
        self._spare = min(self._spare, 1.0) + self.capacity(hour)
        return int(self._spare)

    def work(self, hour: int, answered: int) -> None:
        """Count an hour: load costs energy, its absence gives it back."""
        capacity = self.capacity(hour)
        self._spare -= answered
        load = min(1.0, answered / capacity) if capacity > 0 else 0.0
        rest = self._numbers.rest * (0.3 if self.open(hour) else 1.0) * (1.0 - load)
        self.energy += rest * (1.0 - self.energy) - self._numbers.fatigue * load * self.energy
        self.hours += answered / max(0.01, self._numbers.replies_per_hour)

    def replace(self) -> None:
        """Install a new team: rested, and not the one people knew."""
        self.energy, self.original = 1.0, False
