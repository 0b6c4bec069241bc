"""Who turns to the brand, through which channel: questions, complaints, calls, spill-over."""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from knautschball.agents.chance import For, draws
from knautschball.agents.columns import Columns
from knautschball.agents.compiled import compiled
from knautschball.agents.desk import Inquiry
from knautschball.agents.situation import Case
from knautschball.model.deeds import ASKS, CONDUCT, QUESTIONS
from knautschball.scenarios.scenario import Scenario

TURNS = ASKS | QUESTIONS
BLUR = 0.5
"""Spread of a guess of the merit of a case by a team without any competence, 0..1; assumption."""
SPILLED = 0.5
"""Grievance about the conduct of somebody who gave up a channel that failed, 0..1; assumption."""
HEARD = ("hotline", "shop")
"""Channels on which nobody is overlooked."""
_CASE = np.array([For.CHANNEL, For.MERIT, For.OVERLOOK], np.uint64)
_CALL, _SPILL = (np.array([purpose], np.uint64) for purpose in (For.CALL, For.SPILL))

Rows = NDArray[np.intp]


class Inquiries:
    """Collects the cases of an hour, in the order of luck, not of names.

    Parameters
    ----------
    scenario : Scenario
        Channels, share overlooked, share that calls, competence of the team.
    columns : Columns
        The crowd.
    ties : int array[n]
        Friends of each person at the start.
    seed : int
        Names the luck.
    """

    def __init__(
        self, scenario: Scenario, columns: Columns, ties: NDArray[np.int64], seed: int
    ) -> None:
        self._brand, self._columns, self._ties, self._seed = scenario.brand, columns, ties, seed
        channels = scenario.channels
        self._names = list(type(channels).model_fields)
        shares = np.array([getattr(channels, name).share for name in self._names])
        self._all = self._up_to(shares)
        self._private = self._up_to(shares * (np.array(self._names) != "page"))
        # whoever wrote on the page is there already
        self._spill_over = {
            name: getattr(getattr(channels, name), "spill_over", 0.0) for name in self._names
        }
        self._blur = BLUR * (1.0 - scenario.team.competence)

    def of_hour(
        self, hour: int, actors: Rows, harmed: Rows, overlooked: float
    ) -> tuple[list[Inquiry], int]:
        """Give the cases that come in, and how many were overlooked.

        Parameters
        ----------
        hour : int
            Now.
        actors : int[m]
            Rows of all who did anything in this hour.
        harmed : intp[k]
            Rows of those whom a load met in this hour; some call first of all.
        overlooked : float
            Chance that nobody takes up a question or complaint on the page or in a message.
        """
        complaining, asking = _turning(actors, self._columns.acts)
        found = []
        if complaining.size:
            found += self._cases(hour, self._in_order(complaining), "")
        if asking.size:
            found += self._cases(hour, self._in_order(asking), "question", self._all)
        if harmed.size:
            calling = self._callers(hour, self._in_order(harmed))
            found += self._cases(hour, calling, "issue", self._private)
        taken = [one for one, noticed in found if noticed >= overlooked]
        return taken, len(found) - len(taken)

    def spilling(self, hour: int, left: list[Inquiry]) -> Rows:
        """Name those of whoever gave up a private channel who go on to complain on the page.

        Parameters
        ----------
        hour : int
            Now.
        left : list of Inquiry
            Who gave up.
        """
        people = np.array([one.case.person for one in left], np.intp)
        lucks = self._drawn(hour, _SPILL, people)[0].tolist()
        over = [
            one.case.person
            for one, luck in zip(left, lucks, strict=True)
            if luck < self._spill_over[one.case.channel]
        ]
        return np.array(over, np.intp)

    def spill(self, hour: int, rows: Rows) -> list[Inquiry]:
        """Let some people complain on the page about the channel that failed; it angers them."""
        columns = self._columns
        columns.conduct[rows] += np.float32(SPILLED) * (1 - columns.conduct[rows])
        columns.arousal[rows] += np.float32(SPILLED) * (1 - columns.arousal[rows])
        return [one for one, _ in self._cases(hour, rows, "conduct")]

    def _in_order(self, rows: Rows) -> Rows:
        return rows[np.argsort(self._columns.luck[rows])] if rows.size > 1 else rows

    def _drawn(self, hour: int, purposes: NDArray[np.uint64], rows: Rows) -> NDArray[np.float64]:
        return draws(self._seed, hour, purposes, self._columns.luck[rows])

    def _callers(self, hour: int, harmed: Rows) -> Rows:
        calling = harmed[self._drawn(hour, _CALL, harmed)[0] < self._brand.calls]
        self._columns.asked_at[calling] = hour
        return calling

    @staticmethod
    def _up_to(shares: NDArray[np.float64]) -> list[float]:
        """Give where the shares of the channels end on a line of length 1; empty without any."""
        total = shares.sum()
        return (np.cumsum(shares) / total).tolist() if total else []

    def _channel(self, luck: float, up_to: Sequence[float]) -> str:
        """Choose a channel; where none has a share, it is the page."""
        return self._names[min(bisect_right(up_to, luck), len(up_to) - 1)] if up_to else "page"

    def _cases(
        self, hour: int, rows: Rows, topic: str, up_to: Sequence[float] = ()
    ) -> list[tuple[Inquiry, float]]:
        """Make the case of each, and draw how easily it is noticed; a caller is always heard."""
        lucks = self._drawn(hour, _CASE, rows).T.tolist()
        found = []
        for row, (channel, merit, noticed) in zip(rows.tolist(), lucks, strict=True):
            way = self._channel(channel, up_to)
            one = self._inquiry(hour, row, topic, way, merit)
            found.append((one, 1.0 if way in HEARD else noticed))
        return found

    def _inquiry(self, hour: int, row: int, topic: str, way: str, merit: float) -> Inquiry:
        people = self._columns
        topic = topic or ("conduct" if people.acts.item(row) & CONDUCT else "issue")
        score = float(ndtri(min(max(merit, 1e-12), 1 - 1e-12)))
        case = Case(
            row,
            topic,
            hour,
            public=way == "page" and topic != "question",
            anger=people.arousal.item(row),
            channel=way,
            merit=min(max(people.affected.item(row) + self._blur * score, 0.0), 1.0),
            ties=self._ties.item(row),
        )
        return Inquiry(case, people.luck.item(row), people.patience.item(row))


@compiled
def _turning(actors, acts):
    """Find those who complained to the brand, and those who asked it something; never both."""
    complaining, asking = np.empty(actors.size, np.intp), np.empty(actors.size, np.intp)
    complaints = questions = 0
    for row in actors:
        turns = acts[row] & TURNS
        if turns == ASKS:
            complaining[complaints] = row
            complaints += 1
        elif turns == QUESTIONS:
            asking[questions] = row
            questions += 1
    return complaining[:complaints], asking[:questions]
