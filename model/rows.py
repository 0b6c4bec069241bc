"""One row of the people as rules see it, and what is the same for all of them in an hour."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.columns import Columns
from knautschball.agents.compiled import rule, woven
from knautschball.agents.rules import Mind, Nature, Traits

SCALE = 1 << 20
"""Verdicts and states are added up in whole multiples of 1 / SCALE."""


class World(NamedTuple):
    """What is the same for everybody in this hour."""

    hour: int
    presence: float  # times the average activity at this hour of the week
    awake: float  # 0..1, readers of their feed at this hour
    severity: float  # 0..1, how bad the matter is now; 0 nothing has happened
    seen_blame: float  # 0..1, responsibility as the news sees it now
    offence: float  # 0..1, how bad the brand's conduct looks in public
    press: float  # chance to meet a press report in this hour
    truth_known: float  # 0 or 1, the truth has been published
    speechless: float  # 0 or 1, the brand has said nothing although the issue is known
    trend_issue: float  # noticed shares of strangers
    trend_conduct: float
    tone: float  # 0..1, share of heated complaints among those of the last day
    come: float  # calm chance of a non-follower to follow
    trend_defence: float  # noticed posts of disclosed supporters
    buzz: float  # questions to the brand, times the usual
    page_open: float  # 0 or 1, the brand still has a page


class Kept(NamedTuple):
    """What no hour changes, worked out once."""

    outspoken: NDArray[np.float32]  # of each person, see `Nature`
    partial: NDArray[np.float32]
    issue_left: NDArray[np.float64]
    conduct_left: NDArray[np.float64]
    said_left: NDArray[np.float64]  # share left after 0, 1, 2 … hours: of own complaints in mind
    talk_left: NDArray[np.float64]  # of the talk that they begin
    dose_left: NDArray[np.float64]  # of voices heard, as a dose
    novelty_left: NDArray[np.float64]  # and as something already known


class Crowd(NamedTuple):
    """The declared numbers that the hour needs, as named tuples, and what follows from them."""

    people: Any
    contagion: Any
    feelings: Any
    acts: Any
    judgement: Any
    kept: Kept


@rule
def read(column: NDArray[Any], i: int) -> float:
    """Read a stored number; it is kept in 32 bits, rules compute in 64."""
    return np.float64(column[i])


@woven
def traits_of(i: int, p: Columns) -> Traits:
    """Read the traits of one row."""
    return Traits(
        read(p.openness, i),
        read(p.conscientiousness, i),
        read(p.extraversion, i),
        read(p.agreeableness, i),
        read(p.neuroticism, i),
    )


@woven
def mind_of(i: int, p: Columns) -> Mind:
    """Read the mind of one row."""
    return Mind(
        read(p.arousal, i),
        read(p.issue, i),
        read(p.conduct, i),
        read(p.trust, i),
        read(p.stance, i),
        read(p.blame, i),
    )


@woven
def settle(i: int, p: Columns, mind: Mind) -> None:
    """Write a mind into its row."""
    p.arousal[i], p.issue[i], p.conduct[i] = mind.arousal, mind.issue, mind.conduct
    p.trust[i], p.stance[i], p.blame[i] = mind.trust, mind.stance, mind.blame


class Memory(NamedTuple):
    """Shares, 0..1, left of what a person said and heard."""

    said: float  # own complaints in mind
    talk: float  # talk begun by the last of them
    dose: float  # voices heard, as a dose
    novelty: float  # and as something already known


@woven
def memory_of(i: int, p: Columns, w: World, n: Crowd) -> Memory:
    """Look up what time has left to one row."""
    k, latest = n.kept, np.uint64(n.kept.said_left.size - 1)
    # what lies ahead is negative, and thus beyond all that is known
    said = min(np.uint64(w.hour - p.said_at[i]), latest)
    heard = min(np.uint64(w.hour - p.heard_at[i]), latest)
    return Memory(k.said_left[said], k.talk_left[said], k.dose_left[heard], k.novelty_left[heard])


@woven
def nature_of(i: int, p: Columns, left: Memory, n: Crowd) -> Nature:
    """Read what stays the same about one row, and what it remembers of its own complaints."""
    said = read(p.said, i) * left.said
    begun = left.talk if said > 0.0 else 0.0
    return Nature(
        read(p.activity, i),
        read(p.affected, i),
        read(p.loyalty, i),
        read(p.boldness, i),
        said,
        begun,
        read(n.kept.outspoken, i),
        read(n.kept.partial, i),
        n.kept.issue_left[i],
        n.kept.conduct_left[i],
    )
