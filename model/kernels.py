"""The hour of everybody, compiled: two loops over the same functions of ``hour.py``.

``storm_hour`` goes through all people in blocks that fit the cache, one step at a time, so that
the processor works on many people at once. ``calm_hour`` goes through those whom something has
stirred and those whose routine wakes them, and leaves the sleeping alone: an hour would change
nothing about them. Both give the same bits, for any split of the people over threads.
"""

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.columns import Columns
from knautschball.agents.compiled import kernel, woven
from knautschball.agents.prefetch import prefetch
from knautschball.agents.rules import Heard
from knautschball.model.block import BLOCK, Desk, heard_by, left_to, several
from knautschball.model.deeds import (
    COMPLAINS,
    EVERYDAY,
    POSTS,
    act,
    happens,
    rates,
    routine,
    stirs,
    strolls,
    turns,
)
from knautschball.model.hour import (
    REACH,
    READ_PAGE,
    ROUTINE,
    VISIT,
    aggrieved,
    asleep,
    chance_to_take_up,
    feel,
    hear,
    impatient,
    listen,
    meet,
    reached,
    remember,
    resent,
    take_notice,
)
from knautschball.model.rows import (
    SCALE,
    Crowd,
    Kept,
    Memory,
    World,
    memory_of,
    mind_of,
    nature_of,
    settle,
)
from knautschball.model.tally import (
    DEEDS,
    EXPOSED,
    FIRST_STATE,
    HEATED,
    LIKES,
    Tallies,
    bits_set,
    count,
    count_all,
)

AHEAD = 3
"""Rows fetched from memory before it is their turn: so many that they arrive in time, and so few
that they are still in the first cache then."""


@woven
def do(
    i: int,
    p: Columns,
    heard: Heard,
    left: Memory,
    w: World,
    n: Crowd,
    luck: NDArray[np.uint64],
    d: Desk,
    t: Tallies,
) -> None:
    """Let one person act, and note what was done for friends, brand and record."""
    done, likes = act(i, p, heard, left, w, n, luck)
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
    for i in range(low, high):
        dose = remember(i, p, heard_by(i - low, d), left_to(i - low, d), w.hour)
        d.dose[i - low] = dose


@woven
def all_recall(low: int, high: int, p: Columns, w: World, n: Crowd, d: Desk) -> None:
    """Fill the desk with what time has left to a block."""
    for i in range(low, high):
        left = memory_of(i, p, w, n)
        d.said[i - low], d.talk[i - low] = left.said, left.talk
        d.dose[i - low], d.novelty[i - low] = left.dose, left.novelty


@woven
def all_meet(
    low: int, high: int, p: Columns, w: World, n: Crowd, luck: NDArray[np.uint64], d: Desk
) -> None:
    """Let a block meet the issue: in the flesh, in the press, by word of mouth."""
    for i in range(low, high):
        dose = d.dose[i - low]
        d.chance[i - low] = chance_to_take_up(i, p, heard_by(i - low, d), dose, n)
    for i in range(low, high):
        d.due[i - low] = meet(i, p, d.chance[i - low], w, luck)
    for at in range(several(high - low, d)):
        i = low + d.rows[at]
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
    for at in range(several(high - low, d)):
        k = d.rows[at]
        listen(low + k, p, w, n, said, slots, luck, left_to(k, d), t.verdicts)


@woven
def all_feel(low: int, high: int, p: Columns, w: World, n: Crowd, d: Desk) -> None:
    """Let a block feel; who is still the same may sleep when the storm is over."""
    for i in range(low, high):
        d.due[i - low] = impatient(i, p, w, n)
    for at in range(several(high - low, d)):
        resent(low + d.rows[at], p, n)
    for i in range(low, high):
        nature = nature_of(i, p, left_to(i - low, d), n)
        now = aggrieved(i, p, mind_of(i, p), heard_by(i - low, d), nature, w, n)
        d.grieved[i - low], d.offended[i - low] = now
    for i in range(low, high):
        before, now = mind_of(i, p), (d.grieved[i - low], d.offended[i - low])
        nature = nature_of(i, p, left_to(i - low, d), n)
        mind = feel(i, p, before, now, heard_by(i - low, d), nature, n)
        settle(i, p, mind)
        p.awake[i] = not asleep(i, p, before, mind, n)


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
        r = rates(i, p, mind_of(i, p), heard, nature_of(i, p, left_to(i - low, d), n), w, n)
        d.due[i - low] = stirs(i, p, r, luck) | expires(i, p, w.hour)
    for at in range(several(high - low, d)):
        k = d.rows[at]
        do(low + k, p, heard_by(k, d), left_to(k, d), w, n, luck, d, t)


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
    t.counts[FIRST_STATE:EXPOSED] = 0
    t.stances[:] = 0
    t.arousals[:] = 0
    for first in range(low, high, np.uint64(BLOCK)):
        last = min(high, first + np.uint64(BLOCK))
        all_recall(first, last, p, w, n, d)
        all_hear(first, last, p, w, n, d, t)
        if w.severity > 0.0:
            all_meet(first, last, p, w, n, luck, d)
        if slots > 0:
            all_listen(first, last, p, w, n, said, slots, luck, d, t)
        all_feel(first, last, p, w, n, d)
        all_act(first, last, p, w, n, luck, d, t)
        count_all(first, last, p, d, t)


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
    left = memory_of(i, p, w, n)
    heard = hear(i, p, w, n)
    remember(i, p, heard, left, w.hour)
    t.counts[EXPOSED] += int((heard.issue + heard.conduct) * SCALE)
    if p.reply[i] >= 0:
        listen(i, p, w, n, said, slots, luck, left, t.verdicts)
    if impatient(i, p, w, n):
        resent(i, p, n)
    before = mind_of(i, p)
    nature = nature_of(i, p, left, n)
    now = aggrieved(i, p, before, heard, nature, w, n)
    mind = feel(i, p, before, now, heard, nature, n)
    settle(i, p, mind)
    p.awake[i] = not asleep(i, p, before, mind, n)
    do(i, p, heard, left, w, n, luck, d, t)
    count(i, p, t, 1)


@woven
def expect(i: int, p: Columns, k: Kept) -> None:
    """Fetch of a row what `live` reads; what is left out here only costs time."""
    prefetch((p.luck, p.agreeableness, p.neuroticism, p.loyalty, p.activity, p.boldness), i)
    prefetch((p.patience, p.customer, p.trust_before, p.affected, p.aware, p.follows), i)
    prefetch((p.arousal, p.issue, p.conduct, p.trust, p.stance, p.blame, p.followed), i)
    prefetch((p.feed_issue, p.feed_conduct, p.feed_defence, p.feed_heated), i)
    prefetch((p.new_issue, p.new_conduct, p.new_defence, p.new_heated), i)
    prefetch((p.dose, p.tired_issue, p.tired_conduct, p.heard_at, p.said, p.said_at), i)
    prefetch((p.asked_at, p.recent, p.camp, p.posts, p.acts, p.heated, p.reply, p.awake), i)
    prefetch((k.outspoken, k.partial, k.issue_left, k.conduct_left), i)


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
        found, ahead = several(last - first, d), np.uint64(AHEAD)
        for at in range(min(found, ahead)):
            expect(first + d.rows[at], p, n.kept)
        for at in range(found):
            if at + ahead < found:
                expect(first + d.rows[at + ahead], p, n.kept)
            i = first + d.rows[at]
            if p.awake[i] or turns(i, p, routine(i, p, w, n), luck):
                live(i, p, w, n, said, slots, luck, d, t)
            else:
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
