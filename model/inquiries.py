"""Who turns to the brand, through which channel: questions, complaints, calls, spill-over."""

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
        if not (complaining.size or asking.size or harmed.size):
            return [], 0
        found = self._cases(hour, self._in_order(complaining), "")
        found += self._cases(hour, self._in_order(asking), "question", self._all)
        if harmed.size:
            calling = self._callers(hour, self._in_order(harmed))
            found += self._cases(hour, calling, "issue", self._private)
        taken = [one for one, noticed in found if noticed >= overlooked]
        return taken, len(found) - len(taken)

    def spilled(self, hour: int, left: list[Inquiry]) -> list[Inquiry]:
        """Let some of those who gave up a private channel complain on the page.

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
        rows, columns = np.array(over, np.intp), self._columns
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
    def _up_to(shares: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """Give where the shares of the channels end on a line of length 1; None without any."""
        total = shares.sum()
        return np.cumsum(shares) / total if total else None

    def _channels(self, lucks: NDArray[np.float64], up_to: NDArray[np.float64] | None) -> list[str]:
        """Choose a channel for each; where no channel has a share, it is the page."""
        if up_to is None:
            return ["page"] * lucks.size
        last = up_to.size - 1
        return [self._names[min(at, last)] for at in up_to.searchsorted(lucks, "right").tolist()]

    def _cases(
        self, hour: int, rows: Rows, topic: str, up_to: NDArray[np.float64] | None = None
    ) -> list[tuple[Inquiry, float]]:
        """Make the case of each, and draw how easily it is noticed; a caller is always heard."""
        if not rows.size:
            return []
        people = self._columns
        channel, merit, noticed = self._drawn(hour, _CASE, rows)
        ways = self._channels(channel, up_to)
        score = ndtri(np.minimum(np.maximum(merit, 1e-12), 1 - 1e-12))
        merits = np.minimum(np.maximum(people.affected[rows] + self._blur * score, 0), 1)
        known = (rows, people.acts[rows] & CONDUCT, people.arousal[rows], merits)
        known += (self._ties[rows], people.luck[rows], people.patience[rows])
        each = zip(ways, *[column.tolist() for column in known], strict=True)
        return [
            (_inquiry(hour, topic, way, *one), 1.0 if way in HEARD else luck)
            for (way, *one), luck in zip(each, noticed.tolist(), strict=True)
        ]


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


def _inquiry(
    hour: int,
    topic: str,
    way: str,
    person: int,
    about_conduct: int,
    anger: float,
    merit: float,
    ties: int,
    luck: int,
    patience: float,
) -> Inquiry:
    topic = topic or ("conduct" if about_conduct else "issue")
    public = way == "page" and topic != "question"
    case = Case(
        person, topic, hour, public=public, anger=anger, channel=way, merit=merit, ties=ties
    )
    return Inquiry(case, luck, patience)
