"""What goes on along ties: posts reach friends, ties end and form."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.chance import uniform
from knautschball.agents.columns import Columns
from knautschball.agents.compiled import kernel, woven
from knautschball.agents.prefetch import prefetch
from knautschball.model.block import BLOCK, Desk, several
from knautschball.model.deeds import EVERYDAY
from knautschball.model.tally import bits_set


class Churn(NamedTuple):
    """Chances of a tie in the hour in which it is reconsidered."""

    ends: float
    quarrel: float  # more, times 1 if apart, and times the share of the day's hours with posts
    forms: float
    likeliest: float  # no chance of a tie is above it at present


class Due(NamedTuple):
    """Ties that are reconsidered in an hour."""

    ties: NDArray[np.int32]  # their numbers
    keys: NDArray[np.uint32]  # what the luck of each hangs on
    first: NDArray[np.int32]  # one end of each
    second: NDArray[np.int32]  # the other


@kernel
def push(
    actors: NDArray[np.int32],
    p: Columns,
    start: NDArray[np.int64],
    other: NDArray[np.int32],
    tie: NDArray[np.int32],
    active: NDArray[np.uint8],
) -> None:
    """Carry what was posted and shared to the feeds of friends, to be read in the next hour."""
    for i in actors:
        act = p.acts[i]
        issue = ((act >> 1) & 1) + ((act >> 4) & 1)
        conduct = ((act >> 2) & 1) + ((act >> 5) & 1)
        defence = (act >> 3) & 1
        if act != EVERYDAY:  # which leaves no trace in the one who wrote it
            p.awake[i] = 1
        if issue + conduct + defence == 0:
            continue
        begin, end = np.uint64(start[i]), np.uint64(start[i + 1])
        for at in range(begin, end):
            prefetch(active, tie[at])
            reach_for(other[at], p, issue, conduct, defence, p.heated[i])
        for at in range(begin, end):
            if active[tie[at]]:
                carry(other[at], p, issue, conduct, defence, p.heated[i])


@woven
def reach_for(friend: int, p: Columns, issue: int, conduct: int, defence: int, heated: int) -> None:
    """Fetch what a post changes about a friend; friends lie anywhere in memory."""
    prefetch(p.awake, friend)
    if issue:
        prefetch(p.new_issue, friend)
    if conduct:
        prefetch(p.new_conduct, friend)
    if defence:
        prefetch(p.new_defence, friend)
    if heated:
        prefetch(p.new_heated, friend)


@woven
def carry(friend: int, p: Columns, issue: int, conduct: int, defence: int, heated: int) -> None:
    """Put a post into the feed of a friend, to be read in the next hour."""
    p.awake[friend] = 1
    if issue:
        p.new_issue[friend] += issue
    if conduct:
        p.new_conduct[friend] += conduct
    if defence:
        p.new_defence[friend] += defence
    if heated:
        p.new_heated[friend] += heated


@kernel
def rearrange(
    due: Due,
    p: Columns,
    active: NDArray[np.uint8],
    luck: np.uint64,
    churn: Churn,
    d: Desk,
) -> int:
    """Let ties end and form, of those that are reconsidered at this hour of the day.

    Calm churn; people on opposite sides of the quarrel part more often, and so do those whose
    friends write a great deal (Kwak et al. 2011). The tie's luck comes from both its ends. Who
    has not written for a day takes no side.

    Returns
    -------
    int
        How many more ties there are.
    """
    more, size, calm = 0, np.uint64(due.ties.size), max(churn.ends, churn.forms)
    for first in range(np.uint64(0), size, np.uint64(BLOCK)):
        last = min(size, first + np.uint64(BLOCK))
        for at in range(first, last):
            d.due[at - first] = uniform(luck, np.uint64(due.keys[at])) < churn.likeliest
        found = several(last - first, d)
        for place in range(found):
            prefetch(p.recent, due.second[first + d.rows[place]])
        for place in range(found):
            at = first + d.rows[place]
            drawn = uniform(luck, np.uint64(due.keys[at]))
            a, b = due.first[at], due.second[at]
            if drawn >= calm and p.recent[a] | p.recent[b] == 0:
                continue
            k = due.ties[at]
            apart = p.camp[a] * p.camp[b] < 0
            loud = (bits_set(p.recent[a]) + bits_set(p.recent[b])) / 24.0
            chance = churn.ends + churn.quarrel * (apart + loud)
            if active[k] == 0:
                chance = 0.0 if apart else churn.forms
            if drawn < chance:
                more += 1 - 2 * active[k]
                active[k] = 1 - active[k]
    return more
