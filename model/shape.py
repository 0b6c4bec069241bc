"""The form of a community, as six distances between the storm and its undisturbed twin.

The form knows no names: a ball has its shape back even if its grains changed places. Each
component is one function from two records to one distance in [0, 1] per hour, and one line in
`DISTANCES`. What undisturbed communities of different seeds differ by anyway, the noise floor,
is taken off before anything is called a dent.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from knautschball.agents.compiled import compiled
from knautschball.model.portrait import divergence, jensen_shannon

DAY = 24
"""Hours over which posts are pooled: one whole round of the clock, so that night is no dent."""


class Record(Protocol):
    """What a measure needs to know of a run of T hours."""

    hours: NDArray[np.int64]
    stance_hist: NDArray[np.int32]
    arousal_hist: NDArray[np.int32]
    posts: NDArray[np.int64]
    frequency: NDArray[np.int32]
    followers: NDArray[np.int64]
    portraits: NDArray[np.float64]
    organisation: NDArray[np.float64]


class Floor(NamedTuple):
    """How far apart undisturbed lives of one community are, by component."""

    median: NDArray[np.float64]
    upper: NDArray[np.float64]
    dent: float = 0.0
    """Dent that others like them stay below in 95 % of hours."""


class Turnover(NamedTuple):
    """Who changed, not only how many: never below the unlabelled distance of the same part."""

    stance: float
    brand_ties: float


def transport(p: ArrayLike, q: ArrayLike) -> NDArray[np.float64]:
    """Measure how far histograms must be moved to match, as a share of the whole range.

    Wasserstein-1 distance of rows of counts (array[T, B]) over equal bins, taken at the bin
    centres and divided by the width of the range: the area between the two cumulative shares.
    In [0, 1); exactly 0 for equal rows.
    """
    shape = np.shape(p)
    ours, theirs = (np.reshape(counts, (-1, shape[-1])) for counts in (p, q))
    return _apart(ours, theirs).reshape(shape).mean(axis=-1)


@compiled
def _apart(p, q):
    """Give how far the cumulative shares of each two rows are apart."""
    apart = np.empty(p.shape)
    for row in range(p.shape[0]):
        all_p, all_q = max(p[row].sum(), 1.0), max(q[row].sum(), 1.0)
        below_p = below_q = 0.0
        for at in range(p.shape[1]):
            below_p += p[row, at]
            below_q += q[row, at]
            apart[row, at] = abs(below_p / all_p - below_q / all_q)
    return apart


def last_day(counts: ArrayLike) -> NDArray[np.float64]:
    """Sum hourly counts over the 24 hours that end with each hour (fewer at the start)."""
    total = np.cumsum(np.asarray(counts, float), axis=0)
    total[DAY:] -= total[:-DAY].copy()
    return total


def stance_distance(storm: Record, twin: Record) -> NDArray[np.float64]:
    """Compare what people think of the brand: transport between the stance histograms."""
    return transport(storm.stance_hist, twin.stance_hist)


def arousal_distance(storm: Record, twin: Record) -> NDArray[np.float64]:
    """Compare how stirred up people are: transport between the arousal histograms."""
    return transport(storm.arousal_hist, twin.arousal_hist)


def voice_distance(storm: Record, twin: Record) -> NDArray[np.float64]:
    """Compare what is talked about, and how much each person talks.

    Root of the mean of two Jensen–Shannon divergences: what became of the members' last 24
    hours (a post on one of the topics, or silence), and the distribution of persons over how
    often they posted in that time. Silence counts, because the topics of three posts a day
    say little, and because a storm is loud.
    """
    mix = jensen_shannon(_told(storm), _told(twin))
    volume = jensen_shannon(storm.frequency, twin.frequency)
    return np.sqrt((mix + volume) / 2)


def _told(record: Record) -> NDArray[np.float64]:
    """Count the posts of the last 24 hours by topic, and the members' days without any."""
    posts = last_day(record.posts)
    people = np.asarray(record.frequency).sum(axis=1)
    return np.column_stack([posts, np.maximum(0.0, people - posts.sum(axis=1))])


def brand_ties_distance(storm: Record, twin: Record) -> NDArray[np.float64]:
    """Compare how many follow the brand, as a share of the larger following."""
    ours, theirs = np.asarray(storm.followers, float), np.asarray(twin.followers, float)
    return np.abs(ours - theirs) / np.maximum(np.maximum(ours, theirs), 1.0)


def network_distance(storm: Record, twin: Record) -> NDArray[np.float64]:
    """Compare the networks by their portraits, each valid until the next day's is taken.

    Portrait d closes day d, so it holds from hour 24 d + 23; before the first one there is
    nothing to compare and the distance is 0.
    """
    daily = divergence(storm.portraits, twin.portraits)
    latest = np.minimum((np.asarray(storm.hours) + 1) // DAY, len(daily))
    return np.array([0.0, *daily])[latest]


def organisation_distance(storm: Record, twin: Record) -> NDArray[np.float64]:
    """Compare the brand itself: energy, backlog, the team it began with, its open page.

    Root mean square of the four differences, the same rule that joins the components: one
    thing wholly lost (the page closed, the team replaced) counts 1/2, both .71. A plain mean
    would hide such a break behind three untouched columns. A full backlog weighs as much in
    its hour, but passes; a closed page stays in the residual.
    """
    return np.sqrt(np.square(storm.organisation - twin.organisation).mean(axis=1))


DISTANCES: dict[str, Callable[[Record, Record], NDArray[np.float64]]] = {
    "stance": stance_distance,
    "arousal": arousal_distance,
    "voice": voice_distance,
    "brand_ties": brand_ties_distance,
    "network": network_distance,
    "organisation": organisation_distance,
}
"""The form: a new component is one function and its line here."""
COMPONENTS = tuple(DISTANCES)


def distances(storm: Record, twin: Record) -> NDArray[np.float64]:
    """Measure how far the storm's form is from its twin's, hour by hour.

    Parameters
    ----------
    storm, twin : Record
        Two runs over the same T hours.

    Returns
    -------
    float64[T, 6]
        One column per name in `COMPONENTS`, each in [0, 1]; exactly 0.0 for equal records.

    Raises
    ------
    ValueError
        If the two records do not cover the same hours.
    """
    if not np.array_equal(storm.hours, twin.hours):
        raise ValueError("storm and twin must be records of the same hours")
    return np.column_stack([DISTANCES[name](storm, twin) for name in COMPONENTS])


def noise_floor(communities: Sequence[Sequence[Record]], skip: int = 0) -> Floor:
    """Measure what undisturbed lives of one community differ by anyway.

    Parameters
    ----------
    communities : sequence of sequences of Record
        For each community its runs without load, of different seeds and the same hours; only
        lives of the same community are compared.
    skip : int
        Hours left out at the beginning, while the communities still settle.

    Returns
    -------
    Floor
        Median and 95 % quantile over all pairs and hours, each float64[6], and the 95 %
        quantile of the dent. To find that one, the dents of each community are corrected by
        the floor of the *others*, as a storm's community is, which the floor has never seen.

    Raises
    ------
    ValueError
        If no community has two lives, or ``skip`` leaves no hour.
    """
    told = [lives for lives in communities if len(lives) > 1]
    if not told:
        raise ValueError("a noise floor needs at least 2 undisturbed lives of one community")
    hours = len(told[0][0].hours)
    if not 0 <= skip < hours:
        raise ValueError(f"skip = {skip} must leave some of {hours} hours")
    apart = [
        np.concatenate([distances(a, b)[skip:] for a, b in combinations(lives, 2)])
        for lives in told
    ]
    everywhere = np.concatenate(apart)
    median, upper = np.median(everywhere, axis=0), np.quantile(everywhere, 0.95, axis=0)
    return Floor(median, upper, _tolerance(_unseen_dents(apart)))


def _tolerance(dents: list[NDArray[np.float64]]) -> float:
    """Give the dent that a community the floor has never seen exceeds in one hour of twenty.

    The 0.95 quantile of few communities is exceeded more often by others, since some communities
    are livelier. So each is held against the quantile of the others, which is raised until they
    exceed it by luck in 5 % of hours on average.
    """
    levels = np.linspace(0.95, 1.0, 51)
    beyond = []
    for at, own in enumerate(dents):
        others = np.concatenate(dents[:at] + dents[at + 1 :] or [own])
        beyond.append((own[:, None] > np.quantile(others, levels)).mean(axis=0))
    held = np.mean(beyond, axis=0) <= 0.05
    level = levels[held.argmax()] if held.any() else levels[-1]
    return float(np.quantile(np.concatenate(dents), level))


def _unseen_dents(apart: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Give each community's dents over the floor of the others, or its own if it is alone."""
    found = []
    for number, own in enumerate(apart):
        others = apart[:number] + apart[number + 1 :] or [own]
        middle = np.median(np.concatenate(others), axis=0)
        found.append(dent(corrected(own, Floor(middle, middle))))
    return found


def corrected(distance: NDArray[np.float64], floor: Floor) -> NDArray[np.float64]:
    """Take the noise floor off: ``max(0, (d − m) / (1 − m))``, m its median.

    Below the floor nothing is left; complete difference stays 1. A component whose floor is 1
    cannot tell anything and becomes 0.
    """
    room = 1.0 - floor.median
    above = np.maximum(distance - floor.median, 0.0)
    return np.where(room > 0, above / np.where(room > 0, room, 1.0), 0.0)


def shares(weights: ArrayLike | None) -> NDArray[np.float64]:
    """Turn six weights into shares that sum to 1; None means equal weights.

    Raises
    ------
    ValueError
        If there are not six, or one is negative or not finite, or all are 0.
    """
    given = np.ones(len(COMPONENTS)) if weights is None else np.asarray(weights, float)
    if given.shape != (len(COMPONENTS),) or not (np.isfinite(given) & (given >= 0)).all():
        raise ValueError(f"weights must be {len(COMPONENTS)} numbers ≥ 0, got {weights!r}")
    if given.sum() <= 0:
        raise ValueError("weights must not all be 0")
    return given / given.sum()


def dent(corrected: NDArray[np.float64], weights: ArrayLike | None = None) -> NDArray[np.float64]:
    """Join the components to one dent per hour: ``D = sqrt(Σ w d²)``, Σ w = 1.

    Parameters
    ----------
    corrected : float64[T, 6]
        Distances above the noise floor, in the order of `COMPONENTS`.
    weights : six numbers, optional
        Relative weights; equal if not given.

    Returns
    -------
    float64[T]
        In [0, 1].
    """
    return np.minimum(np.sqrt(np.square(corrected) @ shares(weights)), 1.0)


def turnover(
    stance: ArrayLike, stance_twin: ArrayLike, follows: ArrayLike, follows_twin: ArrayLike
) -> Turnover:
    """Measure how much the *same persons* differ from their twins.

    Parameters
    ----------
    stance, stance_twin : float[n]
        Stance in [−1, 1] of each person and of that person's twin.
    follows, follows_twin : bool[n]
        Whether each of them follows the brand.

    Returns
    -------
    Turnover
        ``stance``: mean absolute difference / 2. ``brand_ties``: Jaccard distance of the two
        followings. What these exceed the form's distances by is change under the same shape.
    """
    ours, theirs = np.asarray(follows, bool), np.asarray(follows_twin, bool)
    either = np.count_nonzero(ours | theirs)
    moved = np.abs(np.asarray(stance, float) - np.asarray(stance_twin, float)) / 2
    return Turnover(
        stance=float(moved.mean()),
        brand_ties=np.count_nonzero(ours != theirs) / either if either else 0.0,
    )
