"""What goes on along ties: posts reach friends, ties end and form."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.chance import uniform
from knautschball.agents.columns import Column, Columns
from knautschball.agents.compiled import kernel, woven
from knautschball.agents.prefetch import prefetch
from knautschball.model.block import BLOCK, Desk, several
from knautschball.model.deeds import EVERYDAY
from knautschball.model.tally import bits_set

BITS = 32
"""People marked in one word of a bitmap."""


class Social(NamedTuple):
    """Those columns of the people that friends read or write."""

    acts: Column
    heated: Column
    recent: Column
    camp: Column
    awake: Column
    new_issue: Column
    new_conduct: Column
    new_defence: Column
    new_heated: Column


def social(columns: Columns) -> Social:
    """Take these columns from all of them."""
    return Social(*[getattr(columns, name) for name in Social._fields])


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
    p: Social,
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
def reach_for(friend: int, p: Social, issue: int, conduct: int, defence: int, heated: int) -> None:
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
def carry(friend: int, p: Social, issue: int, conduct: int, defence: int, heated: int) -> None:
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


@woven
def mark_writers(p: Social, wrote: NDArray[np.uint32]) -> None:
    """Mark everybody who wrote within the day, one bit each."""
    people, whole = np.uint64(p.recent.size), np.uint64(BITS)
    for word in range(np.uint64(wrote.size)):
        low, bits = word * whole, np.uint32(0)
        for k in range(min(whole, people - low)):
            bits |= np.uint32(p.recent[low + k] > 0) << np.uint32(k)
        wrote[word] = bits


@woven
def marked(i: int, wrote: NDArray[np.uint32]) -> int:
    """Give the bit of one person."""
    at = np.uint64(i)
    return (wrote[at // np.uint64(BITS)] >> np.uint32(at % np.uint64(BITS))) & np.uint32(1)


@woven
def all_reconsider(
    low: int,
    high: int,
    due: Due,
    wrote: NDArray[np.uint32],
    luck: np.uint64,
    churn: Churn,
    d: Desk,
) -> None:
    """Note which ties of a block may end or form: those of writers far more often.

    Two loops, since one that looks things up and draws is not done for many ties at once.
    """
    for at in range(low, high):
        d.due[at - low] = marked(due.first[at], wrote) | marked(due.second[at], wrote)
    calm = max(churn.ends, churn.forms)
    for at in range(low, high):
        drawn = uniform(luck, np.uint64(due.keys[at]))
        d.due[at - low] = (drawn < calm) | ((d.due[at - low] > 0) & (drawn < churn.likeliest))


@woven
def reconsider(
    at: int, due: Due, p: Social, active: NDArray[np.uint8], luck: np.uint64, churn: Churn
) -> int:
    """Let a tie end or form; give how many more ties there are.

    Calm churn; people on opposite sides of the quarrel part more often, and so do those whose
    friends write a great deal (Kwak et al. 2011). The tie's luck comes from both its ends. Who
    has not written for a day takes no side.
    """
    k, a, b = due.ties[at], due.first[at], due.second[at]
    apart = p.camp[a] * p.camp[b] < 0
    loud = (bits_set(p.recent[a]) + bits_set(p.recent[b])) / 24.0
    chance = churn.ends + churn.quarrel * (apart + loud)
    if active[k] == 0:
        chance = 0.0 if apart else churn.forms
    if uniform(luck, np.uint64(due.keys[at])) >= chance:
        return 0
    active[k] = 1 - active[k]
    return 1 if active[k] else -1


@kernel
def rearrange(
    due: Due,
    p: Social,
    active: NDArray[np.uint8],
    luck: np.uint64,
    churn: Churn,
    wrote: NDArray[np.uint32],
    d: Desk,
) -> int:
    """Let ties end and form, of those that are reconsidered at this hour of the day.

    Returns
    -------
    int
        How many more ties there are.
    """
    mark_writers(p, wrote)
    more, size = 0, np.uint64(due.ties.size)
    for first in range(np.uint64(0), size, np.uint64(BLOCK)):
        last = min(size, first + np.uint64(BLOCK))
        all_reconsider(first, last, due, wrote, luck, churn, d)
        found = several(last - first, d)
        for place in range(found):
            prefetch(p.recent, due.first[first + d.rows[place]])
            prefetch(p.recent, due.second[first + d.rows[place]])
        for place in range(found):
            more += reconsider(first + d.rows[place], due, p, active, luck, churn)
    return more
