"""What people do in an hour: post, defend, share, ask, leave, come back.

Each does what the own luck allows, given how readily this is done in this hour.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents import rules
from knautschball.agents.chance import uniform
from knautschball.agents.columns import Columns
from knautschball.agents.compiled import rule, woven
from knautschball.agents.exponential import exp
from knautschball.agents.rules import Heard, Mind, Nature
from knautschball.model.hour import (
    ASK,
    CHEAP,
    DEFEND,
    LEAVE,
    POST,
    QUESTION,
    ROUTINE,
    SCRATCH,
    SHARE,
    TONE,
    TOPIC,
    VENT,
)
from knautschball.model.rows import Crowd, Memory, World, mind_of, nature_of, read, traits_of

EVERYDAY, ISSUE, CONDUCT, DEFENCE = 1, 2, 4, 8
SHARES_ISSUE, SHARES_CONDUCT, ASKS, QUESTIONS = 16, 32, 64, 128
COMPLAINS = ISSUE | CONDUCT
POSTS = EVERYDAY | COMPLAINS | DEFENCE


@rule
def happens(rate: float, luck: np.uint64, key: np.uint64) -> bool:
    """Decide whether something of an hourly rate happens within this hour."""
    if rate <= 0.0:
        return False
    drawn = uniform(luck, key)
    # 1 - exp(-rate) is never above rate, which settles nearly every case without it
    return drawn < rate and drawn < 1.0 - exp(-rate)


class Rates(NamedTuple):
    """How readily a person does what in this hour: times per hour."""

    post: float  # an angry post
    like: float
    share: float
    defend: float
    vent: float  # an angry post without any case
    everyday: float
    question: float  # an ordinary question to the brand
    turn: float  # to unfollow, or to follow again


@woven
def routine(i: int, p: Columns, w: World, n: Crowd) -> Rates:
    """Give the rates of somebody whom nothing has stirred."""
    hourly = w.presence / 24.0
    habit = read(p.activity, i) * hourly
    waiting = p.asked_at[i] >= 0
    question = p.customer[i] * (n.people.questions * w.buzz * hourly)
    turn = n.people.unfollow / 24.0 if p.follows[i] else w.come
    return Rates(
        0.0,
        0.0,
        0.0,
        0.0,
        n.people.venting * habit,
        n.people.everyday * habit,
        0.0 if waiting else question,
        turn * w.presence * w.page_open,
    )


@woven
def rates(
    i: int, p: Columns, mind: Mind, heard: Heard, nature: Nature, w: World, n: Crowd
) -> Rates:
    """Give the rates of anybody: what stirs adds to the routine."""
    who, calm = traits_of(i, p), routine(i, p, w, n)
    rest = rules.at_rest(who, n.feelings)
    angry = rules.complains(mind, rest, heard, nature, n.acts, n.contagion) * w.presence
    reads = max(nature.activity, n.acts.lurker_likes)
    cheap = n.acts.cheap * angry * reads * rules.pull(heard.issue + heard.conduct)
    # who has not looked into it goes by what is generally said
    blame = mind.blame if p.aware[i] else w.seen_blame
    sides = rules.defends(mind, blame, heard, nature, n.acts)
    return Rates(
        angry * nature.activity + rules.talks_on(mind, nature, n.acts) * w.presence,
        cheap * (1.0 - n.acts.share_of_cheap),
        cheap * n.acts.share_of_cheap,
        sides * w.presence,
        calm.vent,
        calm.everyday,
        calm.question,
        calm.turn + turned(i, p, mind, sides, n) * w.presence * w.page_open,
    )


@woven
def turned(i: int, p: Columns, mind: Mind, sides: float, n: Crowd) -> float:
    """Give the rate at which a hurt follower leaves, one who had left comes back, a fan joins.

    ``sides`` is the rate at which this one defends the brand.
    """
    before = read(p.trust_before, i)
    fallen = before - mind.stance
    leave = n.acts.leave * max(0.0, fallen - n.acts.leave_from)
    hurt = (p.followed[i] > 0) & (before - mind.trust > SCRATCH)
    come_back = n.acts.come_back * max(0.0, 0.15 - fallen) if hurt else 0.0
    return leave if p.follows[i] else come_back + n.acts.joins * sides


@woven
def stirs(i: int, p: Columns, r: Rates, luck: NDArray[np.uint64]) -> bool:
    """Say whether a person may do anything at all: whether any draw falls below its rate."""
    key = p.luck[i]
    posts = (uniform(luck[POST], key) < r.post) | (uniform(luck[DEFEND], key) < r.defend)
    cheap = (uniform(luck[CHEAP], key) + r.like >= 1.0) | (uniform(luck[SHARE], key) < r.share)
    return posts | cheap | strolls(i, p, r, luck)


@woven
def strolls(i: int, p: Columns, r: Rates, luck: NDArray[np.uint64]) -> bool:
    """Say whether a person may do anything out of routine."""
    return (uniform(luck[ROUTINE], p.luck[i]) < r.everyday) | turns(i, p, r, luck)


@woven
def turns(i: int, p: Columns, r: Rates, luck: NDArray[np.uint64]) -> bool:
    """Say whether routine may make a person turn to the brand, or away: more than a post."""
    key = p.luck[i]
    asks = uniform(luck[QUESTION], key) < r.question
    return (uniform(luck[VENT], key) < r.vent) | asks | (uniform(luck[LEAVE], key) < r.turn)


@woven
def speak(
    i: int, p: Columns, r: Rates, mind: Mind, heard: Heard, n: Crowd, luck: NDArray[np.uint64]
) -> int:
    """Choose what to post in this hour, if anything: a complaint, a defence, something everyday."""
    key = p.luck[i]
    if happens(r.post, luck[POST], key):
        chance = rules.about_conduct(mind, heard, n.contagion)
        return CONDUCT if uniform(luck[TOPIC], key) < chance else ISSUE
    if happens(r.defend, luck[DEFEND], key):
        return DEFENCE
    if happens(r.vent, luck[VENT], key):
        return ISSUE
    return EVERYDAY if happens(r.everyday, luck[ROUTINE], key) else 0


@woven
def tone(
    i: int, p: Columns, act: int, mind: Mind, heard: Heard, n: Crowd, luck: NDArray[np.uint64]
) -> int:
    """Say whether what was just complained or passed on is heated; 0 for all else."""
    if act & (COMPLAINS | SHARES_ISSUE | SHARES_CONDUCT) == 0:
        return 0
    chance = rules.heated(mind.arousal, heard, n.contagion) if act & COMPLAINS else heard.heated
    return 1 if uniform(luck[TONE], p.luck[i]) < chance else 0


@woven
def ask(i: int, p: Columns, act: int, r: Rates, n: Crowd, luck: NDArray[np.uint64]) -> int:
    """Decide whether to turn to the brand: with a complaint just posted, or a question."""
    if p.asked_at[i] >= 0:
        return 0
    if act & COMPLAINS:
        chance = n.acts.complaint_to_brand * (0.2 + 0.8 * read(p.affected, i))
        return ASKS if uniform(luck[ASK], p.luck[i]) < chance else 0
    return QUESTIONS if happens(r.question, luck[QUESTION], p.luck[i]) else 0


@woven
def share(i: int, p: Columns, r: Rates, heard: Heard, luck: NDArray[np.uint64]) -> int:
    """Decide whether to carry on what was noticed."""
    if not happens(r.share, luck[SHARE], p.luck[i]):
        return 0
    return SHARES_CONDUCT if heard.conduct > heard.issue else SHARES_ISSUE


@woven
def act(
    i: int, p: Columns, heard: Heard, left: Memory, w: World, n: Crowd, luck: NDArray[np.uint64]
) -> tuple[int, int]:
    """Let one person do what the draws of this hour allow.

    Returns
    -------
    done, likes
        Bits of what was done, to be read by others in the next hour, and the number of likes.
    """
    mind, nature = mind_of(i, p), nature_of(i, p, left, n)
    r = rates(i, p, mind, heard, nature, w, n)
    done = speak(i, p, r, mind, heard, n, luck)
    done |= ask(i, p, done, r, n, luck)
    done |= share(i, p, r, heard, luck)
    p.heated[i] = tone(i, p, done, mind, heard, n, luck)
    if done & (COMPLAINS | DEFENCE):
        p.arousal[i] = mind.arousal * (1.0 - n.feelings.valve)
        p.camp[i] = -1 if done & COMPLAINS else 1
    if done & COMPLAINS:
        p.said[i], p.said_at[i] = nature.said + 1.0, w.hour
    if done & (ASKS | QUESTIONS):
        p.asked_at[i] = w.hour
    if happens(r.turn, luck[LEAVE], p.luck[i]):
        p.follows[i] = 1 - p.follows[i]
        p.followed[i] |= p.follows[i]
    return done, int(r.like + uniform(luck[CHEAP], p.luck[i]))
