"""How far the brand's messages carry in an hour: a reply drowns where many write."""

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.brand import Sent
from knautschball.agents.columns import Columns
from knautschball.model.hour import JUDGED, SLOTS, WIDTH
from knautschball.scenarios.brand import Brand


class Reach:
    """Turns messages into the table that the kernel reads, and marks who is answered."""

    def __init__(self, brand: Brand) -> None:
        self._brand = brand
        self.table = np.zeros((SLOTS, WIDTH))

    def fill(
        self, sent: list[Sent], columns: Columns, crowd_on_page: int, page_open: bool = True
    ) -> int:
        """Write the messages of an hour; say how many rows count.

        Parameters
        ----------
        sent : list of Sent
            Messages, at most ``SLOTS`` kinds; the brand leaves the rest in its queue.
        columns : Columns
            The crowd, in which ``reply`` and ``late`` are set.
        crowd_on_page : int
            Posts of others on the page in the last day.
        page_open : bool
            Without a page nobody reads along.
        """
        for slot, one in enumerate(sent):
            self.table[slot, :JUDGED] = one.said
            self.table[slot, JUDGED:] = self._reach(one, crowd_on_page) if page_open else 0.0
            for inquiry in one.answers:
                case, patience = inquiry.case, max(1.0, inquiry.patience)
                over = (case.waited - patience) / (8.0 * patience)
                columns.reply[case.person] = slot
                columns.late[case.person] = min(1.0, max(0.0, over))
                columns.asked_at[case.person] = -1
                columns.awake[case.person] = 1
        return len(sent)

    def _reach(self, one: Sent, crowd: int) -> tuple[float, float, float]:
        """Give the chance of a follower, of a visitor of the page, and to be a visitor."""
        if one.scope == "statement":
            return self._brand.organic_reach, 0.5, self._brand.page_visits
        if not one.answers:
            return 0.0, 0.0, 0.0
        share = len(one.answers) / (len(one.answers) + crowd)
        read = _at_least_one(share, self._brand.thread)
        return 0.0, read, self._brand.page_visits * one.visibility


def _at_least_one(share: float, read: float) -> float:
    return 1.0 - (1.0 - min(share, 1.0)) ** read


def public_view(offence: float, verdicts: NDArray[np.int64], people: int, scale: int) -> float:
    """Move the public view of the brand's conduct by the verdicts of an hour.

    Parameters
    ----------
    offence : float
        0..1, so far.
    verdicts : int64[2]
        People who saw a public message, and the sum of their verdicts in 1 / ``scale``.
    people : int
        Members of the community.
    scale : int
        Units of a verdict of 1.

    Returns
    -------
    float
        Worse after a message found inadequate, better after an adequate one, the more the
        larger the share that saw it; weights assumed.
    """
    seen = int(verdicts[0])
    if not seen:
        return offence
    mean, weight = verdicts[1] / scale / seen, min(1.0, seen / (0.02 * people))
    if mean < 0:
        return offence + (1.0 - offence) * min(1.0, -mean) * 0.5 * weight
    return offence * (1.0 - 0.15 * mean * weight)
