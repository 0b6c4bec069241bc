"""Who turns to the brand, through which channel: questions, complaints, calls, spill-over."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from knautschball.agents.chance import For, stream, uniforms
from knautschball.agents.columns import Columns
from knautschball.agents.desk import Inquiry
from knautschball.agents.situation import Case
from knautschball.model.hour import ASKS, CONDUCT, QUESTIONS
from knautschball.scenarios.scenario import Scenario

TURNS = ASKS | QUESTIONS
BLUR = 0.5
"""Spread of a guess of the merit of a case by a team without any competence, 0..1; assumption."""
SPILLED = 0.5
"""Grievance about the conduct of somebody who gave up a channel that failed, 0..1; assumption."""

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
        acts = self._columns.acts[actors] & TURNS
        turning = acts.nonzero()[0]
        found: list[Inquiry] = []
        if turning.size:
            actors, acts = actors[turning], acts[turning]
            complaining = self._in_order(actors[acts == ASKS])
            asking = self._in_order(actors[acts == QUESTIONS])
            found += self._cases(hour, complaining, ["page"] * complaining.size, "")
            found += self._cases(hour, asking, self._channels(hour, asking, self._all), "question")
        if harmed.size:
            calling = self._callers(hour, self._in_order(harmed))
            ways = self._channels(hour, calling, self._private)
            found += self._cases(hour, calling, ways, "issue")
        return self._taken_up(hour, found, overlooked)

    def spilled(self, hour: int, left: list[Inquiry]) -> list[Inquiry]:
        """Let some of those who gave up a private channel complain on the page.

        Parameters
        ----------
        hour : int
            Now.
        left : list of Inquiry
            Who gave up.
        """
        lucks = self._drawn(hour, For.SPILL, np.array([one.case.person for one in left], np.intp))
        over = [
            one.case.person
            for one, luck in zip(left, lucks, strict=True)
            if luck < self._spill_over[one.case.channel]
        ]
        rows, columns = np.array(over, np.intp), self._columns
        columns.conduct[rows] += np.float32(SPILLED) * (1 - columns.conduct[rows])
        columns.arousal[rows] += np.float32(SPILLED) * (1 - columns.arousal[rows])
        return self._cases(hour, rows, ["page"] * len(over), "conduct")

    def _in_order(self, rows: Rows) -> Rows:
        return rows[np.argsort(self._columns.luck[rows])] if rows.size > 1 else rows

    def _drawn(self, hour: int, purpose: int, rows: Rows) -> NDArray[np.float64]:
        return uniforms(stream(self._seed, hour, purpose), self._columns.luck[rows])

    def _callers(self, hour: int, harmed: Rows) -> Rows:
        calling = harmed[self._drawn(hour, For.CALL, harmed) < self._brand.calls]
        self._columns.asked_at[calling] = hour
        return calling

    @staticmethod
    def _up_to(shares: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """Give where the shares of the channels end on a line of length 1; None without any."""
        total = shares.sum()
        return np.cumsum(shares) / total if total else None

    def _channels(self, hour: int, rows: Rows, up_to: NDArray[np.float64] | None) -> list[str]:
        """Choose a channel for each; where no channel has a share, it is the page."""
        if up_to is None or not rows.size:
            return ["page"] * rows.size
        places = up_to.searchsorted(self._drawn(hour, For.CHANNEL, rows), side="right")
        return [self._names[min(place, up_to.size - 1)] for place in places.tolist()]

    def _cases(self, hour: int, rows: Rows, ways: list[str], topic: str) -> list[Inquiry]:
        if not rows.size:
            return []
        people = self._columns
        score = ndtri(self._drawn(hour, For.MERIT, rows).clip(1e-12, 1 - 1e-12))
        merits = (people.affected[rows] + self._blur * score).clip(0, 1)
        known = (rows, people.acts[rows] & CONDUCT, people.arousal[rows], merits)
        known += (self._ties[rows], people.luck[rows], people.patience[rows])
        each = zip(ways, *(column.tolist() for column in known), strict=True)
        return [_inquiry(hour, topic, *one) for one in each]

    def _taken_up(
        self, hour: int, found: list[Inquiry], overlooked: float
    ) -> tuple[list[Inquiry], int]:
        """Leave out what nobody notices on the page and among messages; a caller is heard."""
        if not found:
            return [], 0
        rows = np.array([one.case.person for one in found], np.intp)
        lucks = self._drawn(hour, For.OVERLOOK, rows)
        taken = [
            one
            for one, luck in zip(found, lucks, strict=True)
            if one.case.channel in ("hotline", "shop") or luck >= overlooked
        ]
        return taken, len(found) - len(taken)


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
