"""The hour of everybody, compiled: two loops over the same functions of ``hour.py``.

``storm_hour`` goes through all people in blocks that fit the cache, one step at a time, so that
the processor works on many people at once. ``calm_hour`` goes through those whom something has
stirred and those whose routine wakes them, and leaves the sleeping alone: an hour would change
nothing about them. Both give the same bits, for any split of the people over threads.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents import rules
from knautschball.agents.chance import uniform
from knautschball.agents.columns import Columns
from knautschball.agents.compiled import kernel, rule, woven
from knautschball.agents.rules import Heard
from knautschball.model.hour import (
    COMPLAINS,
    EVERYDAY,
    POSTS,
    REACH,
    READ_PAGE,
    ROUTINE,
    SCALE,
    VISIT,
    Crowd,
    World,
    act,
    asleep,
    feel,
    happens,
    hear,
    impatient,
    listen,
    meet,
    mind_of,
    nature_of,
    rates,
    reached,
    read,
    resent,
    routine,
    settle,
    stirs,
    strolls,
    take_notice,
    turns,
)

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
DEEDS, LIKES, STATES, EXPOSED, HEATED = 6, 6, slice(7, 14), 14, 15
BINS = 128
SPOKEN = 25
BLOCK = 1024
"""People who take a step together; what a step hands to the next stays in the first cache."""


class Tallies(NamedTuple):
    """What one thread counts; whole numbers, so that parts add up in any order."""

    counts: NDArray[np.int64]
    stances: NDArray[np.int32]
    arousals: NDArray[np.int32]
    frequency: NDArray[np.int32]
    verdicts: NDArray[np.int64]


class Desk(NamedTuple):
    """Working space of one thread."""

    issue: NDArray[np.float64]  # noticed voices of a block
    conduct: NDArray[np.float64]
    defence: NDArray[np.float64]
    heated: NDArray[np.float64]
    due: NDArray[np.uint8]  # who of a block needs a closer look
    actors: NDArray[np.int32]  # who did something in this hour
    acted: NDArray[np.int64]  # how many


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


@rule
def place(share: float) -> int:
    """Give the bin of a value from 0 to 1."""
    return int(rules.clip(share * BINS, 0.0, BINS - 1.0))


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


@woven
def count(i: int, p: Columns, t: Tallies, sign: int) -> None:
    """Count what one person is, or with a sign of -1 take it out again."""
    t.counts[7] += sign * p.follows[i]
    t.counts[8] += sign * p.aware[i]
    t.counts[9] += sign * int(read(p.stance, i) * SCALE)
    t.counts[10] += sign * int(read(p.arousal, i) * SCALE)
    t.counts[11] += sign * int(read(p.issue, i) * SCALE)
    t.counts[12] += sign * int(read(p.conduct, i) * SCALE)
    t.counts[13] += sign * int(read(p.trust, i) * SCALE)
    t.stances[place((read(p.stance, i) + 1.0) / 2.0)] += sign
    t.arousals[place(read(p.arousal, i))] += sign


@woven
def do(
    i: int,
    p: Columns,
    heard: Heard,
    w: World,
    n: Crowd,
    luck: NDArray[np.uint64],
    d: Desk,
    t: Tallies,
) -> None:
    """Let one person act, and note what was done for friends, brand and record."""
    done, likes = act(i, p, heard, w, n, luck)
    t.counts[LIKES] += likes
    t.counts[HEATED] += p.heated[i] if done & COMPLAINS else 0
    enter(i, p, done, w.hour, d, t)


@woven
def enter(i: int, p: Columns, done: int, hour: int, d: Desk, t: Tallies) -> None:
    """Enter what one person did."""
    note(i, p, done, hour, t)
    p.acts[i] = done
    if done:
        d.actors[d.acted[0]] = i
        d.acted[0] += 1
        for bit in range(DEEDS):
            t.counts[bit] += (done >> bit) & 1


@woven
def note(i: int, p: Columns, done: int, hour: int, t: Tallies) -> None:
    """Mark in the record of the day whether a person wrote; the same hour yesterday is over."""
    now = np.uint32(1) << np.uint32(hour % 24)
    wrote = now if done & POSTS else np.uint32(0)
    before = p.recent[i]
    p.recent[i] = (before & ~now) | wrote
    p.posts[i] += 1 if wrote else 0
    if p.recent[i] == 0:
        p.camp[i] = 0
    if p.recent[i] != before:
        t.frequency[bits_set(before)] -= 1
        t.frequency[bits_set(p.recent[i])] += 1


@woven
def expires(i: int, p: Columns, hour: int) -> bool:
    """Say whether the person wrote at this hour of yesterday, which no longer counts."""
    return (p.recent[i] >> np.uint32(hour % 24)) & np.uint32(1) == 1


@woven
def all_hear(low: int, high: int, p: Columns, w: World, n: Crowd, d: Desk, t: Tallies) -> None:
    """Fill the desk with what a block notices."""
    exposed = 0
    for i in range(low, high):
        heard = hear(i, p, w, n)
        d.issue[i - low], d.conduct[i - low] = heard.issue, heard.conduct
        d.defence[i - low], d.heated[i - low] = heard.defence, heard.heated
        exposed += int((heard.issue + heard.conduct) * SCALE)
    t.counts[EXPOSED] += exposed


@woven
def heard_by(k: int, d: Desk) -> Heard:
    """Read from the desk what one of the block has noticed."""
    return Heard(d.issue[k], d.conduct[k], d.defence[k], d.heated[k])


@woven
def all_meet(
    low: int, high: int, p: Columns, w: World, n: Crowd, luck: NDArray[np.uint64], d: Desk
) -> None:
    """Let a block meet the issue: in the flesh, in the press, by word of mouth."""
    for i in range(low, high):
        d.due[i - low] = meet(i, p, heard_by(i - low, d), w, n, luck)
    for i in range(low, high):
        if d.due[i - low]:
            settle(i, p, take_notice(i, p, mind_of(i, p), d.due[i - low], w, n))


@woven
def all_listen(
    low: int,
    high: int,
    p: Columns,
    w: World,
    n: Crowd,
    said: NDArray[np.float64],
    slots: int,
    luck: NDArray[np.uint64],
    d: Desk,
    t: Tallies,
) -> None:
    """Let those of a block listen to the brand whom a message reaches."""
    for i in range(low, high):
        d.due[i - low] = p.reply[i] >= 0
    for slot in range(slots):
        if said[slot, REACH] + said[slot, READ_PAGE] * said[slot, VISIT] > 0.0:
            for i in range(low, high):
                d.due[i - low] |= reached(i, slot, p, w, said, luck)
    for i in range(low, high):
        if d.due[i - low]:
            listen(i, p, w, n, said, slots, luck, t.verdicts)


@woven
def all_feel(low: int, high: int, p: Columns, w: World, n: Crowd, d: Desk) -> None:
    """Let a block feel; who is still the same may sleep when the storm is over."""
    for i in range(low, high):
        d.due[i - low] = impatient(i, p, w, n)
    for i in range(low, high):
        if d.due[i - low]:
            resent(i, p, n)
    for i in range(low, high):
        before, heard = mind_of(i, p), heard_by(i - low, d)
        mind = feel(i, p, before, heard, nature_of(i, p, w, n), w, n)
        settle(i, p, mind)
        p.awake[i] = not asleep(i, p, heard, before, mind, n)


@woven
def all_act(
    low: int,
    high: int,
    p: Columns,
    w: World,
    n: Crowd,
    luck: NDArray[np.uint64],
    d: Desk,
    t: Tallies,
) -> None:
    """Let those of a block act whose luck allows it."""
    for i in range(low, high):
        heard = heard_by(i - low, d)
        r = rates(i, p, mind_of(i, p), heard, nature_of(i, p, w, n), w, n)
        d.due[i - low] = stirs(i, p, r, luck) | expires(i, p, w.hour)
    for i in range(low, high):
        if d.due[i - low]:
            do(i, p, heard_by(i - low, d), w, n, luck, d, t)


@woven
def begin(p: Columns, d: Desk, t: Tallies) -> None:
    """Forget what was done and counted in the last hour."""
    for at in range(d.acted[0]):
        p.acts[d.actors[at]] = p.heated[d.actors[at]] = 0
    d.acted[0] = 0
    t.counts[: LIKES + 1] = 0
    t.counts[EXPOSED : HEATED + 1] = 0
    t.verdicts[:] = 0


@kernel
def storm_hour(
    low: int,
    high: int,
    p: Columns,
    w: World,
    n: Crowd,
    said: NDArray[np.float64],
    slots: int,
    luck: NDArray[np.uint64],
    d: Desk,
    t: Tallies,
) -> None:
    """Let the people ``low`` … ``high`` - 1 hear, judge, feel and act for one hour."""
    begin(p, d, t)
    t.counts[STATES] = 0
    t.stances[:] = 0
    t.arousals[:] = 0
    for first in range(low, high, np.uint64(BLOCK)):
        last = min(high, first + np.uint64(BLOCK))
        all_hear(first, last, p, w, n, d, t)
        if w.severity > 0.0:
            all_meet(first, last, p, w, n, luck, d)
        if slots > 0:
            all_listen(first, last, p, w, n, said, slots, luck, d, t)
        all_feel(first, last, p, w, n, d)
        all_act(first, last, p, w, n, luck, d, t)
        for i in range(first, last):
            count(i, p, t, 1)


@woven
def live(
    i: int,
    p: Columns,
    w: World,
    n: Crowd,
    said: NDArray[np.float64],
    slots: int,
    luck: NDArray[np.uint64],
    d: Desk,
    t: Tallies,
) -> None:
    """Let one person live through a calm hour."""
    count(i, p, t, -1)
    heard = hear(i, p, w, n)
    t.counts[EXPOSED] += int((heard.issue + heard.conduct) * SCALE)
    if p.reply[i] >= 0:
        listen(i, p, w, n, said, slots, luck, t.verdicts)
    if impatient(i, p, w, n):
        resent(i, p, n)
    before = mind_of(i, p)
    mind = feel(i, p, before, heard, nature_of(i, p, w, n), w, n)
    settle(i, p, mind)
    p.awake[i] = not asleep(i, p, heard, before, mind, n)
    do(i, p, heard, w, n, luck, d, t)
    count(i, p, t, 1)


@kernel
def calm_hour(
    low: int,
    high: int,
    p: Columns,
    w: World,
    n: Crowd,
    said: NDArray[np.float64],
    slots: int,
    luck: NDArray[np.uint64],
    d: Desk,
    t: Tallies,
) -> None:
    """Let an hour pass in which nothing but posts of friends and replies can stir anybody."""
    begin(p, d, t)
    for first in range(low, high, np.uint64(BLOCK)):
        last = min(high, first + np.uint64(BLOCK))
        for i in range(first, last):
            woken = strolls(i, p, routine(i, p, w, n), luck) | expires(i, p, w.hour)
            d.due[i - first] = (p.awake[i] > 0) | woken
        for i in range(first, last):
            if d.due[i - first] and (p.awake[i] or turns(i, p, routine(i, p, w, n), luck)):
                live(i, p, w, n, said, slots, luck, d, t)
            elif d.due[i - first]:
                r = routine(i, p, w, n)
                done = EVERYDAY if happens(r.everyday, luck[ROUTINE], p.luck[i]) else 0
                enter(i, p, done, w.hour, d, t)


@kernel
def recount(rows: NDArray[np.intp], low: int, high: int, p: Columns, t: Tallies, sign: int) -> None:
    """Count some people, those from ``low`` to ``high`` - 1, or take them out; wake them."""
    for i in rows:
        if low <= i < high:
            count(i, p, t, sign)
            p.awake[i] = 1


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
        for at in range(start[i], start[i + 1]):
            if active[tie[at]]:
                friend = other[at]
                p.new_issue[friend] += issue
                p.new_conduct[friend] += conduct
                p.new_defence[friend] += defence
                p.new_heated[friend] += p.heated[i]
                p.awake[friend] = 1


@kernel
def rearrange(
    due: Due,
    p: Columns,
    active: NDArray[np.uint8],
    luck: np.uint64,
    churn: Churn,
    close: NDArray[np.int32],
) -> int:
    """Let ties end and form, of those that are reconsidered at this hour of the day.

    Calm churn; people on opposite sides of the quarrel part more often, and so do those whose
    friends write a great deal (Kwak et al. 2011). The tie's luck comes from both its ends. Who
    has not written for a day takes no side. ``close`` is room for the ties that need a look.

    Returns
    -------
    int
        How many more ties there are.
    """
    more, size = 0, 0
    for at in range(due.ties.size):
        close[size] = at
        size += uniform(luck, np.uint64(due.keys[at])) < churn.likeliest
    calm = max(churn.ends, churn.forms)
    for place in range(size):
        at = close[place]
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
