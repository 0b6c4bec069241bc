"""What is written down of a run, hour by hour: counts and distributions, never persons."""

from collections import deque
from struct import Struct

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
ORGANISATION = ("energy", "piled", "original", "page_open")
"""What its form is measured by: energy, backlog in days of work, same team, page open."""
HOURLY = ("hours", "counts", "stance_hist", "arousal_hist", "frequency", "ties", "_noted")
ISSUE, CONDUCT = TALLY.index("issue"), TALLY.index("conduct")
_ROW = Struct(f"{len(ORGANISATION) + len(BRAND)}d")


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
    """

    def __init__(self, hours: int, people: int) -> None:
        self.people, self.length = people, 0
        self.hours = np.arange(hours, dtype=np.int64)
        self.counts = np.zeros((hours, len(TALLY)), np.int64)
        self.stance_hist = np.zeros((hours, BINS), np.int32)
        self.arousal_hist = np.zeros((hours, BINS), np.int32)
        self.frequency = np.zeros((hours, SPOKEN), np.int32)
        self.ties = np.zeros(hours, np.int64)
        self._noted = np.zeros((hours, len(ORGANISATION) + len(BRAND)))
        self._portraits: list[np.ndarray] = []
        self._day = deque([(0, 0)] * 24)  # complaints, and heated ones, of each of the last hours
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
    def organisation(self) -> np.ndarray:
        """State of the brand in each hour, float64[T, 4]: ``ORGANISATION``, each 0..1."""
        return self._noted[:, : len(ORGANISATION)]

    @property
    def brand(self) -> np.ndarray:
        """What the brand went through in each hour, float64[T, 15]: ``BRAND``."""
        return self._noted[:, len(ORGANISATION) :]

    @property
    def portraits(self) -> np.ndarray:
        """Portraits of all whole days so far."""
        return np.array(self._portraits).reshape(-1, ROWS, EDGES.size)

    def write(
        self,
        tallies: Tallies,
        counts: list[int],
        engine: Engine,
        noted: tuple[float, ...],
    ) -> None:
        """Write down one more hour.

        Parameters
        ----------
        tallies : Tallies
            What everybody did and is.
        counts : list of int
            The counts among them.
        engine : Engine
            Holds the ties.
        noted : tuple of float
            State of the brand and what it went through: ``ORGANISATION``, then ``BRAND``.
        """
        t = self.length
        self._remember(counts[ISSUE] + counts[CONDUCT], counts[HEATED])
        self.counts[t] = tallies.counts
        self.stance_hist[t] = tallies.stances
        self.arousal_hist[t] = tallies.arousals
        self.frequency[t] = tallies.frequency
        self.ties[t] = engine.ties
        _ROW.pack_into(self._noted, t * _ROW.size, *noted)
        if t % 24 == 23:
            self._portraits.append(engine.portrait())
        self.length += 1

    def _remember(self, complaints: int, heated: int) -> None:
        """Keep the sums over the last day up to date."""
        self._day.append((complaints, heated))
        gone, cooled = self._day.popleft()
        self.complaints += complaints - gone
        self.heated += heated - cooled

    def so_far(self) -> "Record":
        """Give the hours written so far, as a record of their own that shares the arrays."""
        part = Record(0, self.people)
        part._portraits, part.length = self._portraits, self.length
        for name in HOURLY:
            setattr(part, name, getattr(self, name)[: self.length])
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
