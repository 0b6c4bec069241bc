"""One hour of the whole crowd, in the order that the model description gives.

1. *strike and hear*: posts of the last hour join the feed; load, press and friends make aware.
2. *answer*: messages of the brand, decided before this hour, are seen and judged.
3. *feel*: arousal, grievances, trust, stance.
4. *act*: post, defend, share, ask, leave, come back.
5. *push* (a second pass over those who acted): posts travel to friends, to be read next hour.

Passes 1–4 read and write one person's own row and numbers that are the same for all, so nobody
reacts to a half-updated world and no order of persons, and no number of threads, can matter.
Sums that leave the loop are whole numbers, which add up to the same in any order.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents import rules
from knautschball.agents.chance import For, uniform
from knautschball.agents.columns import Columns
from knautschball.agents.compiled import kernel, rule, woven
from knautschball.agents.rules import Heard, Mind, Nature, Said, Traits

EVERYDAY, ISSUE, CONDUCT, DEFENCE = 1, 2, 4, 8
SHARES_ISSUE, SHARES_CONDUCT, ASKS, QUESTIONS = 16, 32, 64, 128
COMPLAINS = ISSUE | CONDUCT
POSTS = EVERYDAY | COMPLAINS | DEFENCE

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
SCALE = 1 << 20
BINS = 128
SPOKEN = 25

PURPOSES = (
    For.NOTICE,
    For.READ,
    For.POST,
    For.TOPIC,
    For.DEFEND,
    For.EVERYDAY,
    For.CHEAP,
    For.SHARE,
    For.ASK,
    For.LEAVE,
    For.VENT,
    For.QUESTION,
    For.TONE,
)
NOTICE, READ, POST, TOPIC, DEFEND, ROUTINE, CHEAP, SHARE, ASK, LEAVE, VENT, QUESTION, TONE = range(
    13
)
SEE = 13  # streams from here on: one per message
SLOTS = 12
JUDGED = len(Said._fields)
REACH, READ_PAGE, VISIT = JUDGED, JUDGED + 1, JUDGED + 2
"""Columns of the table of messages: as judged, then the chance of a follower to see it, of a
visitor of the page to read it, and to be such a visitor."""
WIDTH = JUDGED + 3


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


class Crowd(NamedTuple):
    """The declared numbers that the hour needs, as named tuples."""

    people: Any
    contagion: Any
    feelings: Any
    acts: Any
    judgement: Any


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
def hear(i: int, p: Columns, w: World, n: Crowd) -> Heard:
    """Age the feed by an hour, add what arrived, and give what is noticed of it."""
    left = rules.keep(n.contagion.post_half_life)
    issue = read(p.feed_issue, i) * left + p.new_issue[i]
    conduct = read(p.feed_conduct, i) * left + p.new_conduct[i]
    defence = read(p.feed_defence, i) * left + p.new_defence[i]
    heated = read(p.feed_heated, i) * left + p.new_heated[i]
    p.feed_issue[i], p.feed_conduct[i], p.feed_defence[i] = issue, conduct, defence
    p.feed_heated[i], p.new_heated[i] = heated, 0
    p.new_issue[i] = p.new_conduct[i] = p.new_defence[i] = 0
    seen = rules.visible(issue + conduct + defence, n.contagion) * w.awake
    strange = w.trend_issue + w.trend_conduct
    share = (heated + strange * w.tone) / (issue + conduct + strange + 1e-9)
    pull = seen * rules.carries(share, n.contagion)
    heard = Heard(
        (issue + w.trend_issue) * pull,
        (conduct + w.trend_conduct) * pull,
        (defence + w.trend_defence) * seen,
        share,
    )
    p.dose[i] = read(p.dose, i) * rules.keep(n.contagion.dose_memory) + heard.issue + heard.conduct
    fades = rules.keep(n.feelings.novelty_half_life)
    p.tired_issue[i] = read(p.tired_issue, i) * fades + heard.issue
    p.tired_conduct[i] = read(p.tired_conduct, i) * fades + heard.conduct
    return heard


@woven
def meet(i: int, p: Columns, heard: Heard, w: World, n: Crowd, luck: NDArray[np.uint64]) -> int:
    """Say how a person meets the issue: 0 not at all, 1 in the flesh, 2 in the press, 3 by word."""
    if w.severity <= 0.0:
        return 0
    if p.struck[i]:
        return 1
    if w.press > 0.0 and uniform(luck[READ], p.luck[i]) < w.press * w.awake:
        return 2
    if p.aware[i] == 0:
        voices = heard.issue + heard.conduct
        chance = rules.takes_up(voices, read(p.dose, i), read(p.threshold, i), n.contagion)
        if chance > 0.0 and uniform(luck[NOTICE], p.luck[i]) < chance:
            return 3
    return 0


@woven
def take_notice(i: int, p: Columns, mind: Mind, met: int, w: World, n: Crowd) -> Mind:
    """Form a first view of the issue, or a new one when the press brings the truth."""
    if met == 0:
        return mind
    blame, issue = mind.blame, mind.issue
    if p.aware[i] == 0:
        p.aware[i] = 1
        blame = rules.first_blame(
            w.seen_blame, read(p.trust_before, i), read(p.wobble, i), n.judgement
        )
    elif met == 2 and w.truth_known > 0.0:
        blame = blame + 0.5 * (w.seen_blame - blame)
    level = rules.concern(w.severity, read(p.affected, i), n.feelings) * blame
    push = n.feelings.struck_shock if met == 1 else n.feelings.told_shock
    issue = issue + push * max(0.0, level - issue)
    jump = push * min(1.0, 1.5 * level) * rules.reactivity(traits_of(i, p), n.feelings)
    arousal = mind.arousal + min(1.0, jump) * (1.0 - mind.arousal)
    return Mind(arousal, issue, mind.conduct, mind.trust, mind.stance, blame)


@woven
def listen(
    i: int,
    p: Columns,
    mind: Mind,
    nature: Nature,
    w: World,
    n: Crowd,
    said: NDArray[np.float64],
    slots: int,
    luck: NDArray[np.uint64],
    verdicts: NDArray[np.int64],
) -> Mind:
    """See and judge the messages of the brand that reach this person in this hour."""
    who = traits_of(i, p)
    for slot in range(slots):
        asked = p.reply[i] == slot
        if not asked:
            reach = said[slot, REACH] * p.follows[i]
            reach += said[slot, VISIT] * said[slot, READ_PAGE] * p.aware[i]
            if reach <= 0.0 or uniform(luck[SEE + slot], p.luck[i]) >= reach * w.presence:
                continue
        m = said[slot]
        message = Said(
            m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11], m[12]
        )
        if p.aware[i] == 0 and w.severity > 0.0 and not asked:
            p.aware[i] = 1
            first = rules.first_blame(
                w.seen_blame, read(p.trust_before, i), read(p.wobble, i), n.judgement
            )
            mind = Mind(mind.arousal, mind.issue, mind.conduct, mind.trust, mind.stance, first)
        verdict = rules.judge(message, mind, who, nature, read(p.late, i), asked, n.judgement)
        credit = 1.0 / (1.0 + n.judgement.repetition * read(p.answers, i))
        involved = (
            1.0 if asked else 0.3 + 0.4 * read(p.affected, i) + 0.3 * min(1.0, 2.0 * mind.issue)
        )
        mind = rules.moved_by(
            mind, message, verdict, read(p.trust_before, i), credit, involved, who, n.judgement
        )
        p.answers[i] += message.sameness
        verdicts[slot, 0] += 1
        verdicts[slot, 1] += int(verdict * SCALE)
    p.reply[i] = -1
    p.late[i] = 0.0
    p.answers[i] = read(p.answers, i) * rules.keep(n.judgement.answers_half_life)
    return mind


@woven
def wait(i: int, p: Columns, mind: Mind, w: World, n: Crowd) -> Mind:
    """Resent an unanswered question once patience has run out."""
    if p.asked_at[i] < 0 or w.hour - p.asked_at[i] < n.judgement.gives_up * max(
        1.0, read(p.patience, i)
    ):
        return mind
    p.asked_at[i] = -1
    own = n.judgement.ignored + (1.0 - n.judgement.ignored) * min(1.0, 2.0 * mind.issue)
    conduct = mind.conduct + n.judgement.neglect * own * (1.0 - mind.conduct)
    return Mind(mind.arousal, mind.issue, conduct, mind.trust, mind.stance, mind.blame)


@woven
def feel(i: int, p: Columns, mind: Mind, heard: Heard, nature: Nature, w: World, n: Crowd) -> Mind:
    """Move the three speeds by one hour: arousal, both grievances, then trust and stance."""
    f, who = n.feelings, traits_of(i, p)
    level_issue = level_conduct = push_issue = push_conduct = silent = 0.0
    if p.aware[i]:
        level_issue = rules.concern(w.severity, read(p.affected, i), f) * mind.blame
        defended = 2.0 * heard.defence * (1.0 - mind.blame)
        push_issue = f.reinforcement * heard.issue / (1.0 + heard.issue + defended)
        level_conduct = w.offence * (0.25 + 0.75 * mind.blame)
        push_conduct = n.judgement.outrage * rules.pull(heard.conduct)
        silent = w.speechless * n.judgement.speechless * mind.issue * (1.0 - mind.conduct)
    issue = rules.grieve(mind.issue, level_issue, push_issue, f.issue_half_life, who, f)
    conduct = rules.grieve(mind.conduct, level_conduct, push_conduct, f.conduct_half_life, who, f)
    conduct = rules.clip(conduct + silent, 0.0, 1.0)
    news = heard.issue * rules.fresh(read(p.tired_issue, i), f)
    news += heard.conduct * rules.fresh(read(p.tired_conduct, i), f)
    rest = rules.at_rest(who, f)
    arousal = rules.arouse(mind.arousal, rest, news, max(issue, conduct), who, f)
    mind = Mind(arousal, issue, conduct, mind.trust, mind.stance, mind.blame)
    trust = rules.trust_after(mind, read(p.trust_before, i), who, nature, f)
    mind = Mind(arousal, issue, conduct, trust, mind.stance, mind.blame)
    stance = rules.stance_after(mind, f)
    return Mind(arousal, issue, conduct, trust, stance, mind.blame)


@rule
def happens(rate: float, luck: np.uint64, key: np.uint64) -> bool:
    """Decide whether something of an hourly rate happens within this hour."""
    if rate <= 0.0:
        return False
    drawn = uniform(luck, key)
    # 1 - exp(-rate) is never above rate, which settles nearly every case without it
    return drawn < rate and drawn < 1.0 - np.exp(-rate)


@woven
def urge(i: int, p: Columns, mind: Mind, heard: Heard, nature: Nature, w: World, n: Crowd) -> float:
    """Give the rate of angry posts in this hour."""
    who = traits_of(i, p)
    rest = rules.at_rest(who, n.feelings)
    rate = rules.complains(mind, rest, heard, who, nature, n.acts, n.contagion)
    return rate * w.presence


@woven
def speak(
    i: int,
    p: Columns,
    angry: float,
    mind: Mind,
    heard: Heard,
    nature: Nature,
    w: World,
    n: Crowd,
    luck: NDArray[np.uint64],
) -> int:
    """Choose what to post in this hour, if anything: a complaint, a defence, something everyday."""
    who, key = traits_of(i, p), p.luck[i]
    # who has not looked into it goes by what is generally said
    blame = mind.blame if p.aware[i] else w.seen_blame
    if happens(angry * nature.activity, luck[POST], key):
        chance = rules.about_conduct(mind, heard, n.contagion)
        return CONDUCT if uniform(luck[TOPIC], key) < chance else ISSUE
    if happens(
        rules.defends(mind, blame, heard, who, nature, n.acts) * w.presence, luck[DEFEND], key
    ):
        return DEFENCE
    habit = nature.activity * w.presence / 24.0
    if happens(n.people.venting * habit, luck[VENT], key):
        return ISSUE
    if happens(n.people.everyday * habit, luck[ROUTINE], key):
        return EVERYDAY
    return 0


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
def ask(i: int, p: Columns, act: int, w: World, n: Crowd, luck: NDArray[np.uint64]) -> int:
    """Decide whether to turn to the brand: with a complaint just posted, or a question."""
    if p.asked_at[i] >= 0:
        return 0
    if act & COMPLAINS:
        chance = n.acts.complaint_to_brand * (0.2 + 0.8 * read(p.affected, i))
        return ASKS if uniform(luck[ASK], p.luck[i]) < chance else 0
    rate = n.people.questions * p.customer[i] * w.presence * w.buzz / 24.0
    return QUESTIONS if happens(rate, luck[QUESTION], p.luck[i]) else 0


@woven
def join_in(
    i: int,
    p: Columns,
    angry: float,
    heard: Heard,
    n: Crowd,
    luck: NDArray[np.uint64],
    tally: NDArray[np.int64],
) -> int:
    """Do the cheap things: like, and share what was noticed."""
    voices = heard.issue + heard.conduct
    activity = max(read(p.activity, i), n.acts.lurker_likes)
    rate = n.acts.cheap * angry * activity * rules.pull(4.0 * voices)
    if rate <= 0.0:
        return 0
    key = p.luck[i]
    tally[6] += int(rate * (1.0 - n.acts.share_of_cheap) + uniform(luck[CHEAP], key))
    if not happens(rate * n.acts.share_of_cheap, luck[SHARE], key):
        return 0
    return SHARES_CONDUCT if heard.conduct > heard.issue else SHARES_ISSUE


@woven
def stay(i: int, p: Columns, mind: Mind, w: World, n: Crowd, luck: NDArray[np.uint64]) -> int:
    """Decide whether to follow the brand in the next hour."""
    if w.page_open == 0.0:
        return 0
    before = read(p.trust_before, i)
    fallen = before - mind.stance
    if p.follows[i]:
        rate = n.people.unfollow / 24.0 + n.acts.leave * max(0.0, fallen - n.acts.leave_from)
        return 0 if happens(rate * w.presence, luck[LEAVE], p.luck[i]) else 1
    hurt = p.followed[i] > 0 and before - mind.trust > 0.005
    rate = w.come + (n.acts.come_back * max(0.0, 0.15 - fallen) if hurt else 0.0)
    return 1 if happens(rate * w.presence, luck[LEAVE], p.luck[i]) else 0


@rule
def place(share: float) -> int:
    """Give the bin of a value from 0 to 1."""
    return int(rules.clip(share * BINS, 0.0, BINS - 1.0))


@woven
def count(i: int, p: Columns, act: int, w: World, tally: NDArray[np.int64]) -> None:
    """Count what one person did and is, in whole numbers."""
    tally[0] += act & 1
    tally[1] += (act >> 1) & 1
    tally[2] += (act >> 2) & 1
    tally[3] += (act >> 3) & 1
    tally[4] += (act >> 4) & 1
    tally[5] += (act >> 5) & 1
    tally[7] += p.follows[i]
    tally[8] += p.aware[i]
    tally[9] += int(read(p.stance, i) * SCALE)
    tally[10] += int(read(p.arousal, i) * SCALE)
    tally[11] += int(read(p.issue, i) * SCALE)
    tally[12] += int(read(p.conduct, i) * SCALE)
    tally[13] += int(read(p.trust, i) * SCALE)


@rule
def bits_set(word: np.uint32) -> int:
    """Count the hours marked in a day's record."""
    number = 0
    while word:
        word &= word - np.uint32(1)
        number += 1
    return number


@kernel
def live(
    low: int,
    high: int,
    p: Columns,
    w: World,
    n: Crowd,
    said: NDArray[np.float64],
    slots: int,
    luck: NDArray[np.uint64],
    tally: NDArray[np.int64],
    stances: NDArray[np.int32],
    arousals: NDArray[np.int32],
    frequency: NDArray[np.int32],
    verdicts: NDArray[np.int64],
) -> None:
    """Let the people ``low`` … ``high`` - 1 hear, judge, feel and act for one hour."""
    for i in range(low, high):
        nature = Nature(
            read(p.activity, i),
            read(p.affected, i),
            read(p.loyalty, i),
            read(p.boldness, i),
            read(p.said, i),
        )
        mind = Mind(
            read(p.arousal, i),
            read(p.issue, i),
            read(p.conduct, i),
            read(p.trust, i),
            read(p.stance, i),
            read(p.blame, i),
        )
        heard = hear(i, p, w, n)
        tally[14] += int((heard.issue + heard.conduct) * SCALE)
        mind = take_notice(i, p, mind, meet(i, p, heard, w, n, luck), w, n)
        mind = listen(i, p, mind, nature, w, n, said, slots, luck, verdicts)
        mind = wait(i, p, mind, w, n)
        mind = feel(i, p, mind, heard, nature, w, n)
        angry = urge(i, p, mind, heard, nature, w, n)
        act = speak(i, p, angry, mind, heard, nature, w, n, luck)
        act |= ask(i, p, act, w, n, luck)
        act |= join_in(i, p, angry, heard, n, luck, tally)
        p.heated[i] = tone(i, p, act, mind, heard, n, luck)
        tally[15] += p.heated[i] if act & COMPLAINS else 0
        arousal = mind.arousal
        if act & (COMPLAINS | DEFENCE):
            arousal *= 1.0 - n.feelings.valve
            p.camp[i] = -1 if act & COMPLAINS else 1
        left = rules.keep(n.acts.said_half_life)
        p.said[i] = read(p.said, i) * left + (1.0 if act & COMPLAINS else 0.0)
        if act & (ASKS | QUESTIONS):
            p.asked_at[i] = w.hour
        p.follows[i] = stay(i, p, mind, w, n, luck)
        p.followed[i] |= p.follows[i]
        spoke = np.uint32(1) if act & POSTS else np.uint32(0)
        p.posts[i] += spoke
        p.recent[i] = ((p.recent[i] << np.uint32(1)) | spoke) & np.uint32(0xFFFFFF)
        if p.recent[i] == 0:
            p.camp[i] = 0
        p.acts[i] = act
        p.struck[i] = 0
        p.arousal[i], p.issue[i], p.conduct[i] = arousal, mind.issue, mind.conduct
        p.trust[i], p.stance[i], p.blame[i] = mind.trust, mind.stance, mind.blame
        count(i, p, act, w, tally)
        stances[place((mind.stance + 1.0) / 2.0)] += 1
        arousals[place(arousal)] += 1
        frequency[bits_set(p.recent[i])] += 1


@kernel
def push(
    p: Columns,
    start: NDArray[np.int64],
    other: NDArray[np.int32],
    tie: NDArray[np.int32],
    active: NDArray[np.uint8],
) -> None:
    """Carry what was posted and shared to the feeds of friends, to be read in the next hour."""
    for i in range(p.acts.size):
        act = p.acts[i]
        issue = ((act >> 1) & 1) + ((act >> 4) & 1)
        conduct = ((act >> 2) & 1) + ((act >> 5) & 1)
        defence = (act >> 3) & 1
        if issue + conduct + defence == 0:
            continue
        for at in range(start[i], start[i + 1]):
            if active[tie[at]]:
                friend = other[at]
                p.new_issue[friend] += issue
                p.new_conduct[friend] += conduct
                p.new_defence[friend] += defence
                p.new_heated[friend] += p.heated[i]


@kernel
def rearrange(
    hour: int,
    p: Columns,
    first: NDArray[np.int32],
    second: NDArray[np.int32],
    active: NDArray[np.uint8],
    luck: np.uint64,
    ends: float,
    quarrel: float,
    forms: float,
) -> int:
    """Let ties end and form: each tie has its own hour of the day at which it is reconsidered.

    Calm churn; people on opposite sides of the quarrel part more often, and so do those whose
    friends write a great deal (Kwak et al. 2011). The tie's luck comes from both its ends.
    """
    present = 0
    for k in range(first.size):
        a, b = first[k], second[k]
        key = p.luck[a] ^ p.luck[b]
        if key % np.uint64(24) == np.uint64(hour % 24):
            apart = p.camp[a] * p.camp[b] < 0
            loud = (bits_set(p.recent[a]) + bits_set(p.recent[b])) / 24.0
            chance = ends + quarrel * (apart + loud)
            if active[k] == 0:
                chance = 0.0 if apart else forms
            if uniform(luck, key) < chance:
                active[k] = 1 - active[k]
        present += active[k]
    return present
