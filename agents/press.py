"""The press: an index from 0 to 1 that follows the people a day or two later and fades slowly."""

from collections import deque

from knautschball.scenarios.scenario import Scenario


class Press:
    """Public reporting about the brand.

    Attributes
    ----------
    index : float
        0 nobody reports … 1 top news.
    """

    def __init__(self, scenario: Scenario, people: int) -> None:
        self._numbers, self._people = scenario.press, people
        self._lag = round(self._numbers.lag)
        self._volume: deque[int] = deque([0] * (24 + self._lag))
        self._fade = 0.5 ** (1.0 / self._numbers.half_life)
        self._news = 0
        self.index = 0.0

    def report(self, strength: float) -> None:
        """Let a report of its own appear, whatever people say."""
        self.index = max(self.index, min(1.0, strength))

    def hour(self, complaints: int) -> None:
        """Let an hour pass in which people wrote ``complaints``."""
        self._volume.append(complaints)
        # the window of a day that ended ``lag`` hours ago, kept as a running sum
        self._news += self._volume[-1 - self._lag] - self._volume.popleft()
        share = self._news / (self._numbers.news_value * self._people)
        newsworthy = share**2 / (1.0 + share**2)
        self.index = self.index * self._fade + self._numbers.gain * newsworthy * (1.0 - self.index)
