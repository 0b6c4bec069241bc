"""What is counted of everybody in an hour, in whole numbers, which add up alike in any order."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.columns import Columns
from knautschball.agents.compiled import rule, woven
from knautschball.model.block import Desk
from knautschball.model.rows import SCALE, read

TALLY = (
    "everyday",
    "issue",
    "conduct",
    "defence",
    "shares_issue",
    "shares_conduct",
    "likes",
    "followers",
    "aware",
    "stance",
    "arousal",
    "issue_grievance",
    "conduct_grievance",
    "trust",
    "exposed",
    "heated",
)
"""What is counted each hour; means are sums of whole multiples of 1 / SCALE."""
DEEDS, LIKES, FIRST_STATE, EXPOSED, HEATED = 6, 6, 7, 14, 15
BINS = 128
SPOKEN = 25


class Tallies(NamedTuple):
    """What one thread counts; whole numbers, so that parts add up in any order."""

    counts: NDArray[np.int64]
    stances: NDArray[np.int32]
    arousals: NDArray[np.int32]
    frequency: NDArray[np.int32]
    verdicts: NDArray[np.int64]


@rule
def place(share: float) -> int:
    """Give the bin of a value from 0 to 1."""
    return int(min(max(share * BINS, 0.0), BINS - 1.0))


@rule
def bits_set(word: np.uint32) -> int:
    """Count the hours marked in a day's record, without a branch: pairs, fours, bytes, all.

    Source: Warren 2012, Hacker's Delight, chapter 5.
    """
    word = np.int64(word)
    word -= (word >> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >> 2) & 0x33333333)
    word = (word + (word >> 4)) & 0x0F0F0F0F
    return ((word * 0x01010101) >> 24) & 0xFF


class States(NamedTuple):
    """What a person is, or several together, in whole numbers."""

    follows: int
    aware: int
    stance: int  # this and what follows in multiples of 1 / SCALE
    arousal: int
    issue: int
    conduct: int
    trust: int


@woven
def states_of(i: int, p: Columns) -> States:
    """Read what one row is."""
    return States(
        np.int64(p.follows[i]),
        np.int64(p.aware[i]),
        int(read(p.stance, i) * SCALE),
        int(read(p.arousal, i) * SCALE),
        int(read(p.issue, i) * SCALE),
        int(read(p.conduct, i) * SCALE),
        int(read(p.trust, i) * SCALE),
    )


@rule
def together(a: States, b: States) -> States:
    """Add up two."""
    return States(
        a.follows + b.follows,
        a.aware + b.aware,
        a.stance + b.stance,
        a.arousal + b.arousal,
        a.issue + b.issue,
        a.conduct + b.conduct,
        a.trust + b.trust,
    )


@woven
def stance_bin(i: int, p: Columns) -> int:
    """Give the bin of a stance."""
    return place((read(p.stance, i) + 1.0) / 2.0)


@woven
def count(i: int, p: Columns, t: Tallies, sign: int) -> None:
    """Count what one person is, or with a sign of -1 take it out again."""
    states = states_of(i, p)
    for at in range(len(states)):
        t.counts[FIRST_STATE + at] += sign * states[at]
    t.stances[stance_bin(i, p)] += sign
    t.arousals[place(read(p.arousal, i))] += sign


@woven
def count_all(low: int, high: int, p: Columns, d: Desk, t: Tallies) -> None:
    """Count a block."""
    states = States(0, 0, 0, 0, 0, 0, 0)
    for i in range(low, high):
        states = together(states, states_of(i, p))
    for at in range(len(states)):
        t.counts[FIRST_STATE + at] += states[at]
    for i in range(low, high):
        d.stance[i - low], d.arousal[i - low] = stance_bin(i, p), place(read(p.arousal, i))
    for at in range(high - low):
        t.stances[d.stance[at]] += 1
        t.arousals[d.arousal[at]] += 1
