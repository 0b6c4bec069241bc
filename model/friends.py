"""The end of the hour, when everybody has lived it: posts reach friends, ties end and form.

One call of machine code for all of it, handed only the columns it needs, since each call looks
anew at every array that it is handed.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.compiled import kernel, woven
from knautschball.model.block import Desk
from knautschball.model.deeds import ASKS, QUESTIONS
from knautschball.model.tally import TALLY, Tallies
from knautschball.model.ties import Churn, Due, Social, push, rearrange

DEFENCE_POSTS = TALLY.index("defence")


class Friends(NamedTuple):
    """Who knows whom."""

    start: NDArray[np.int64]  # where the neighbours of each person begin, and at last their end
    other: NDArray[np.int32]  # neighbours
    tie: NDArray[np.int32]  # the ties to them
    active: NDArray[np.uint8]  # whether a tie exists now
    wrote: NDArray[np.uint32]  # room for a bit per person, see `mark_writers`


class Chances(NamedTuple):
    """Chances of a tie in a day, whatever goes on."""

    ends: float
    quarrel: float  # more, see `Churn`
    forms: float


class Evening(NamedTuple):
    """What an hour has come to."""

    ties: int  # how many more there are
    turned: int  # people who turned to the brand
    split_up: bool  # both sides of the quarrel have spoken in the last day
    awake: int  # people whom the next hour may change


@kernel
def meet_friends(
    hour: int,
    actors: NDArray[np.int32],
    p: Social,
    t: Tallies,
    friends: Friends,
    due: Due,
    chances: Chances,
    split_up: bool,
    luck: NDArray[np.uint64],
    d: Desk,
) -> Evening:
    """Carry posts to the feeds of friends, and let ties end and form."""
    if actors.size > 0:
        push(actors, p, friends.start, friends.other, friends.tie, friends.active)
    if hour % 24 == 0 or (t.counts[DEFENCE_POSTS] > 0 and not split_up):
        split_up = split(p)
    churn = churn_of(chances, split_up, t)
    more = rearrange(due, p, friends.active, luck[-1], churn, friends.wrote, d)
    return Evening(more, turned(actors, p), split_up, awake(p))


@woven
def churn_of(chances: Chances, split_up: bool, t: Tallies) -> Churn:
    """Give the chances of ties; none is above that of two who part and wrote the most."""
    most = 0
    for hours in range(t.frequency.size):
        if t.frequency[hours] > 0:
            most = hours
    above = chances.quarrel * (split_up + 2.0 * most / 24.0)
    likeliest = max(chances.forms, chances.ends + above)
    return Churn(chances.ends, chances.quarrel, chances.forms, likeliest)


@woven
def split(p: Social) -> bool:
    """Say whether there are people on both sides of the quarrel."""
    against = behind = False
    for i in range(p.camp.size):
        against |= p.camp[i] < 0
        behind |= p.camp[i] > 0
    return against & behind


@woven
def turned(actors: NDArray[np.int32], p: Social) -> int:
    """Count those who turned to the brand, with a complaint or a question."""
    found = 0
    for i in actors:
        found += (p.acts[i] & (ASKS | QUESTIONS)) > 0
    return found


@woven
def awake(p: Social) -> int:
    """Count those whom the next hour may change."""
    found = 0
    for i in range(p.awake.size):
        found += p.awake[i] > 0
    return found
