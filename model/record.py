"""What is written down of a run, hour by hour: counts and distributions, never persons."""

import numpy as np
import pandas as pd

from knautschball.model.engine import Engine
from knautschball.model.portrait import EDGES, ROWS
from knautschball.model.rows import SCALE
from knautschball.model.tally import BINS, HEATED, SPOKEN, TALLY, Tallies

MEANS = ("stance", "arousal", "issue_grievance", "conduct_grievance", "trust")
BRAND = (
    "press",
    "backlog",
    "replies",
    "statements",
    "wait",
    "energy",
    "cost",
    "staff_hours",
    "page_backlog",
    "hotline_backlog",
    "shop_backlog",
    "page_wait",
    "hotline_wait",
    "shop_wait",
    "lowest_energy",
)
"""What is noted of the brand each hour; the page's desk answers direct messages too."""


class Record:
    """All that measures need of a run of ``T`` hours.

    Attributes
    ----------
    hours : int64[T]
        Absolute hour, 0 is Monday 00:00.
    counts : int64[T, len(TALLY)]
        Acts, followers, and sums of states in multiples of 1 / SCALE.
    stance_hist, arousal_hist : int32[T, 128]
        People by stance over [-1, 1] and by arousal over [0, 1].
    frequency : int32[T, 25]
        People by the number of hours of the last day in which they wrote.
    ties : int64[T]
        Ties between members.
    portraits : float64[T // 24, L, B]
        The network's portrait at the end of each day.
    organisation : float64[T, 4]
        Energy, backlog share, same team, page open; each 0..1.
    brand : float64[T, len(BRAND)]
        What the brand went through.
    """

    def __init__(self, hours: int, people: int) -> None:
        self.people, self.length = people, 0
        self.hours = np.arange(hours, dtype=np.int64)
        self.counts = np.zeros((hours, len(TALLY)), np.int64)
        self.stance_hist = np.zeros((hours, BINS), np.int32)
        self.arousal_hist = np.zeros((hours, BINS), np.int32)
        self.frequency = np.zeros((hours, SPOKEN), np.int32)
        self.ties = np.zeros(hours, np.int64)
        self.organisation = np.zeros((hours, 4))
        self.brand = np.zeros((hours, len(BRAND)))
        self._portraits: list[np.ndarray] = []
        self.day = np.zeros(len(TALLY), np.int64)
        """Sums of the counts of the last 24 hours."""
        self.complaints = 0
        """Complaints of the last 24 hours, about the issue and about the conduct."""
        self.heated = 0
        """Heated ones among them."""

    @property
    def posts(self) -> np.ndarray:
        """Posts of each hour by topic: everyday, issue, conduct, defence."""
        return self.counts[:, :4]

    @property
    def followers(self) -> np.ndarray:
        """Followers of the brand in each hour."""
        return self.counts[:, TALLY.index("followers")]

    @property
    def portraits(self) -> np.ndarray:
        """Portraits of all whole days so far."""
        return np.array(self._portraits).reshape(-1, ROWS, EDGES.size)

    def write(
        self,
        tallies: Tallies,
        engine: Engine,
        organisation: tuple[float, ...],
        brand: tuple[float, ...],
    ) -> None:
        """Write down one more hour."""
        t = self.length
        self.counts[t] = tallies.counts
        self.day += tallies.counts
        if t >= 24:
            self.day -= self.counts[t - 24]
        day = self.day.tolist()
        self.complaints, self.heated = day[1] + day[2], day[HEATED]
        self.stance_hist[t] = tallies.stances
        self.arousal_hist[t] = tallies.arousals
        self.frequency[t] = tallies.frequency
        self.ties[t] = engine.ties
        self.organisation[t] = organisation
        self.brand[t] = brand
        if t % 24 == 23:
            self._portraits.append(engine.portrait())
        self.length += 1

    def so_far(self) -> "Record":
        """Give the hours written so far, as a record of their own that shares the arrays."""
        part = Record(0, self.people)
        part._portraits, part.length = self._portraits, self.length
        for name in ("hours", "counts", "stance_hist", "arousal_hist", "frequency", "ties"):
            setattr(part, name, getattr(self, name)[: self.length])
        part.organisation = self.organisation[: self.length]
        part.brand = self.brand[: self.length]
        return part

    def last(self) -> dict[str, float]:
        """Give the newest hour as plain numbers, for Mesa's data collector and the screen."""
        return self._row(self.length - 1) if self.length else {}

    def _row(self, t: int) -> dict[str, float]:
        row: dict[str, float] = {
            name: int(n) for name, n in zip(TALLY, self.counts[t], strict=True)
        }
        row |= {name: row[name] / SCALE / self.people for name in MEANS}
        row |= dict(zip(BRAND, map(float, self.brand[t]), strict=True))
        return row | {"hour": int(self.hours[t]), "ties": int(self.ties[t])}

    def frame(self, start: int) -> pd.DataFrame:
        """Give the hours so far as a table.

        Parameters
        ----------
        start : int
            Hour in which the first load strikes; ``since_load`` counts from there.
        """
        return pd.DataFrame(self.series(start))

    def series(self, start: int) -> dict[str, np.ndarray]:
        """Give the columns of the same table, each an array[T]."""
        t, unit = self.length, SCALE * self.people
        hours = self.hours[:t]
        columns = {"hour": hours, "since_load": hours - start}
        columns |= dict(zip(TALLY, self.counts[:t].T, strict=True))
        columns |= {name: columns[name] / unit for name in (*MEANS, "exposed")}
        columns["shares"] = columns.pop("shares_issue") + columns.pop("shares_conduct")
        columns["ties"] = self.ties[:t]
        return columns | dict(zip(BRAND, self.brand[:t].T, strict=True))
