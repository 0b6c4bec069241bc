"""A desk: the cases of one or two channels, in the order of triage; who waits too long gives up."""

import heapq
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from knautschball.agents.situation import Case

FORGOTTEN = 240
"""Hours after which an open post on the page is closed unanswered; assumption."""

PRIORITY = {
    "first-come": lambda case: 0.0,
    "angry-first": lambda case: -round(case.anger, 1),
    "public-first": lambda case: float(not case.public),
    "complaints-first": lambda case: float(case.topic == "question"),
    "merit-first": lambda case: -round(case.merit, 1),
}
"""What comes first under each order of triage: the smallest number, then who came first."""


class Inquiry(NamedTuple):
    """A case with what the brand does not see: the person's luck and patience."""

    case: Case
    luck: int
    patience: float  # hours


@dataclass(eq=False, slots=True)
class _Waiting:
    inquiry: Inquiry
    gone: bool = False


class Desk:
    """Open cases of one desk.

    Parameters
    ----------
    triage : str
        A key of ``PRIORITY``.
    bears : dict of str to float
        Times the own patience after which a person gives up, for each private channel.

    Attributes
    ----------
    came : Counter
        Open cases by the hour in which they came in.
    moves : int
        Cases that came and that went so far; while it stays, the same ones are open.
    """

    def __init__(self, triage: str, bears: dict[str, float]) -> None:
        self._priority, self._bears = PRIORITY[triage], bears
        # the number of a case settles what is equal otherwise: a person may come twice in an hour
        self._order: list[tuple[float, int, int, int, _Waiting]] = []
        self._limits: list[tuple[float, int, int, _Waiting]] = []
        self._open = self._number = self.moves = 0
        self.came: Counter[int] = Counter()

    def __len__(self) -> int:
        """Give the number of open cases."""
        return self._open

    def put(self, inquiry: Inquiry) -> None:
        """Take a case in."""
        case, waiting = inquiry.case, _Waiting(inquiry)
        once = (inquiry.luck, self._number, waiting)
        heapq.heappush(self._order, (self._priority(case), case.hour, *once))
        heapq.heappush(self._limits, (self._limit(inquiry), *once))
        self.came[case.hour] += 1
        self._open += 1
        self._number += 1
        self.moves += 1

    def first(self, number: int) -> list[Case]:
        """Show the cases that come first, without taking them."""
        waiting = (entry for entry in self._order if not entry[-1].gone)
        ahead = heapq.nsmallest(number, waiting, key=lambda entry: entry[:-1])
        return [entry[-1].inquiry.case for entry in ahead]

    def take(self, hour: int) -> Inquiry | None:
        """Give the case that comes first, with the hours it has waited; None if nobody waits."""
        while self._order:
            *_, waiting = heapq.heappop(self._order)
            if not waiting.gone:
                inquiry = self._leave(waiting)
                case = inquiry.case._replace(waited=hour - inquiry.case.hour)
                return inquiry._replace(case=case)
        return None

    def give_up(self, hour: int) -> list[Inquiry]:
        """Take out and give those who have waited too long, the first to give up first."""
        left = []
        while self._limits and (self._limits[0][0] <= hour or self._limits[0][-1].gone):
            *_, waiting = heapq.heappop(self._limits)
            if not waiting.gone:
                left.append(self._leave(waiting))
        return left

    def _leave(self, waiting: _Waiting) -> Inquiry:
        waiting.gone = True
        self._open -= 1
        self.moves += 1
        hour = waiting.inquiry.case.hour
        self.came[hour] -= 1
        if not self.came[hour]:
            del self.came[hour]
        return waiting.inquiry

    def _limit(self, inquiry: Inquiry) -> float:
        """Give the hour at which the person gives up; what stands on the page stays long."""
        bears = self._bears.get(inquiry.case.channel)
        if bears is None:
            return inquiry.case.hour + FORGOTTEN + 1
        return inquiry.case.hour + max(1.0, bears * inquiry.patience)
