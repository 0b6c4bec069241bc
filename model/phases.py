"""In which phase a storm is, and how strong it was on the 0–6 scale.

Phases are read off the record of a run beside its twin's and dated in hours since the load.
A run may stop at any of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from knautschball.model.shape import last_day

Hours = pd.DataFrame | Mapping[str, NDArray[Any]]
"""Hourly series by name: a table or its columns."""
GRADED = ("issue", "conduct", "defence", "twin_issue", "twin_conduct")


@dataclass(frozen=True)
class Thresholds:
    """What counts as complaints, as a storm, and as each step of the scale."""

    complaint_factor: float = 3.0
    """Times the usual posts about the brand in 24 hours: complaints (assumption)."""
    storm_factor: float = 10.0
    """Times the usual in 24 hours: storm (the low end of the 10–200 of documented storms)."""
    storm_conduct: float = 0.2
    """Share of negative posts about the brand's conduct, 0..1, from which both grievances have
    spread (assumption: poor reactive replies draw at least this share, stylised fact F21)."""
    fewest_posts: float = 3.0
    """Posts in 24 hours, the fewest that count as complaints (assumption)."""
    fewest_share: float = 0.005
    """Posts per person in 24 hours, the fewest that count as complaints (assumption)."""
    scale_factors: tuple[float, ...] = (0.0, 1.0, 3.0, 10.0, 25.0, 60.0)
    """Surplus of negative posts in 24 hours, in times the usual, above which steps 1 … 6 begin
    (assumption; documented storms lie at 10–200)."""
    majority: float = 0.5
    """Share of critics among posts that take sides, 0..1: from step 5 on they are the majority
    (Graf & Schwede 2012)."""
    top_news: float = 0.5
    """Press index, 0..1, from which the storm is top news, as step 6 demands (Graf & Schwede
    2012 for the demand, assumption for the number)."""


DEFAULT = Thresholds()


@dataclass(frozen=True)
class Phases:
    """When each phase began, in hours since the load; None where it never did."""

    visible: int | None
    complaints: int | None
    inadequate: int | None
    storm: int | None
    change: int | None

    @property
    def dated(self) -> dict[int, int | None]:
        """Give the hour of every phase by its number, 1 to 5."""
        return dict(enumerate(asdict(self).values(), start=1))

    @property
    def highest(self) -> int:
        """Give the number of the highest phase reached, 0 if none."""
        return max((number for number, hour in self.dated.items() if hour is not None), default=0)


def phases(
    hours: Hours,
    people: int,
    inadequate: Sequence[int],
    change: int | None,
    thresholds: Thresholds = DEFAULT,
) -> Phases:
    """Date the phases of one run.

    Parameters
    ----------
    hours : DataFrame, or arrays by name
        One row per hour with ``since_load``, the posts ``issue, conduct, defence`` and those of
        the twin (``twin_…``).
    people : int
        Size of the community.
    inadequate : sequence of int
        Hours since the load at which an inadequate message of the brand appeared.
    change : int or None
        Hours since the load when the company changed (its practice, team or presence).
    thresholds : Thresholds
        What counts as complaints and as a storm.

    Returns
    -------
    Phases
        1 the issue is talked about more than in the twin's last 24 hours; 2 complaints exceed a
        multiple of the usual; 3 the first inadequate message from then on (phase 2); 4 from
        phase 3 on, negative posts exceed a higher multiple and enough of them are about the
        brand's conduct: both grievances have spread; 5 as given.
    """
    # what the twin complains about as well belongs to no storm
    issue = last_day(np.asarray(hours["issue"]) - np.asarray(hours["twin_issue"]))
    conduct = last_day(np.asarray(hours["conduct"]) - np.asarray(hours["twin_conduct"]))
    negative, usual = issue + conduct, usual_posts(hours, people, thresholds)
    both = (conduct > 0) & (conduct >= thresholds.storm_conduct * negative)
    since = np.asarray(hours["since_load"])
    visible = _first(since, issue > 0, 0)
    complaints = _first(since, negative >= thresholds.complaint_factor * usual, visible)
    reacted = None
    if complaints is not None:
        reacted = min((int(hour) for hour in inadequate if hour >= complaints), default=None)
    return Phases(
        visible=visible,
        complaints=complaints,
        inadequate=reacted,
        storm=_first(since, (negative >= thresholds.storm_factor * usual) & both, reacted),
        change=change,
    )


def storm_scale(hours: Hours, people: int, thresholds: Thresholds = DEFAULT) -> int:
    """Grade a run on the firestorm scale from 0 (calm) to 6 (hurricane).

    The scale describes critics, audience and media in words: 1 single voices, 2 repeated,
    3 lasting criticism with growing response, 4 groups and many reports, 5 a campaign whose
    critics are the majority, 6 top news. Here the step follows from the largest surplus of
    negative posts over the twin's in 24 hours, in times the usual. Without a majority of
    critics on that day it stays at 4, without the press at 5, however loud.

    Parameters
    ----------
    hours : DataFrame, or arrays by name
        As for `phases`, and ``press`` (0..1).
    people : int
        Size of the community.
    thresholds : Thresholds
        Where the steps begin.

    Returns
    -------
    int
        0 … 6; 0 if the twin's negative posts were never exceeded.

    References
    ----------
    Graf & Schwede 2012, Shitstorm-Skala (Feinheit).
    """
    after = np.asarray(hours["since_load"]) >= 0
    if not after.any():
        return 0
    issue, conduct, defence, twin_issue, twin_conduct = (np.asarray(hours[name]) for name in GRADED)
    negative = last_day(issue + conduct)
    surplus = (negative - last_day(twin_issue + twin_conduct))[after]
    loudest = int(surplus.argmax())
    critics, support = negative[after][loudest], last_day(defence)[after][loudest]
    relative = surplus[loudest] / usual_posts(hours, people, thresholds)
    step = sum(relative > factor for factor in thresholds.scale_factors)
    if critics <= thresholds.majority * (critics + support):
        return min(step, 4)
    return step if np.asarray(hours["press"])[after].max() >= thresholds.top_news else min(step, 5)


def usual_posts(hours: Hours, people: int, thresholds: Thresholds = DEFAULT) -> float:
    """Count the posts about the brand on a usual day: the twin's mean over the whole run.

    Never below the number whose threefold is the fewest that count as complaints, so that two
    posts in a silent community are no storm.
    """
    fewest = max(thresholds.fewest_posts, thresholds.fewest_share * people)
    topics = ["twin_everyday", "twin_issue", "twin_conduct", "twin_defence"]
    about = sum(np.asarray(hours[topic]) for topic in topics)
    return max(24 * float(np.mean(about)), fewest / thresholds.complaint_factor)


def _first(since: NDArray[np.int64], reached: NDArray[np.bool_], begin: int | None) -> int | None:
    """Find the first hour from ``begin`` on at which something is reached."""
    if begin is None:
        return None
    hits = since[reached & (since >= begin)]
    return int(hits[0]) if hits.size else None
