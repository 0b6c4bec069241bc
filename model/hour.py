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
from knautschball.agents.compiled import rule, woven
from knautschball.agents.exponential import exp
from knautschball.agents.rules import Heard, Mind, Nature, Said, Traits

EVERYDAY, ISSUE, CONDUCT, DEFENCE = 1, 2, 4, 8
SHARES_ISSUE, SHARES_CONDUCT, ASKS, QUESTIONS = 16, 32, 64, 128
COMPLAINS = ISSUE | CONDUCT
POSTS = EVERYDAY | COMPLAINS | DEFENCE

SCALE = 1 << 20
"""Verdicts and states are added up in whole multiples of 1 / SCALE."""

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
SCRATCH = 0.005
"""Loss of trust that counts as a hurt, 0..2; assumption."""
GONE = 1e-3
"""Posts in a feed below which nothing is left of them: what ten half-lives leave of one."""
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


@woven
def nature_of(i: int, p: Columns, w: World, n: Crowd) -> Nature:
    """Read what stays the same about one row, and what it remembers of its own complaints."""
    said = read(p.said, i) * rules.left_after(w.hour - p.said_at[i], n.acts.said_half_life)
    begun = (
        rules.left_after(w.hour - p.said_at[i] - 1, n.acts.talk_half_life) if said > 0.0 else 0.0
    )
    return Nature(
        read(p.activity, i),
        read(p.affected, i),
        read(p.loyalty, i),
        read(p.boldness, i),
        said,
        begun,
    )


@rule
def remain(posts: float) -> float:
    """Say what is left in a feed: nothing, where next to nothing is."""
    return posts if posts > GONE else 0.0


@woven
def hear(i: int, p: Columns, w: World, n: Crowd) -> Heard:
    """Age the feed by an hour, add what arrived, and give what is noticed of it.

    What was heard in earlier hours fades by itself; it is brought up to date when something
    new is heard, so that nothing needs to be done for a person who hears nothing.
    """
    left = rules.keep(n.contagion.post_half_life)
    issue = remain(read(p.feed_issue, i) * left + p.new_issue[i])
    conduct = remain(read(p.feed_conduct, i) * left + p.new_conduct[i])
    defence = remain(read(p.feed_defence, i) * left + p.new_defence[i])
    heated = min(read(p.feed_heated, i) * left + p.new_heated[i], issue + conduct)
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
    remember(i, p, heard, w, n)
    return heard


@woven
def remember(i: int, p: Columns, heard: Heard, w: World, n: Crowd) -> None:
    """Add the voices of this hour to those that were heard before and have faded since."""
    voices = heard.issue + heard.conduct
    if voices > 0.0:
        since = w.hour - p.heard_at[i]
        kept = rules.left_after(since, n.contagion.dose_memory)
        p.dose[i] = read(p.dose, i) * kept + voices
        fades = rules.left_after(since, n.feelings.novelty_half_life)
        p.tired_issue[i] = read(p.tired_issue, i) * fades + heard.issue
        p.tired_conduct[i] = read(p.tired_conduct, i) * fades + heard.conduct
        p.heard_at[i] = w.hour


@woven
def dose_now(i: int, p: Columns, w: World, n: Crowd) -> float:
    """Give what is left of all that was heard; only the rule that adds it up needs it."""
    if n.contagion.rule != 2:
        return 0.0
    return read(p.dose, i) * rules.left_after(w.hour - p.heard_at[i], n.contagion.dose_memory)


@woven
def meet(i: int, p: Columns, heard: Heard, w: World, n: Crowd, luck: NDArray[np.uint64]) -> int:
    """Say how a person meets the issue: 0 not at all, 1 in the flesh, 2 in the press, 3 by word."""
    key = p.luck[i]
    chance = 0.0
    if p.aware[i] == 0:
        voices = heard.issue + heard.conduct
        chance = rules.takes_up(voices, dose_now(i, p, w, n), read(p.threshold, i), n.contagion)
    met = 3 if uniform(luck[NOTICE], key) < chance else 0
    met = 2 if uniform(luck[READ], key) < w.press * w.awake else met
    return 1 if p.struck[i] else met


@woven
def take_notice(i: int, p: Columns, mind: Mind, met: int, w: World, n: Crowd) -> Mind:
    """Form a first view of the issue, or a new one when the press brings the truth."""
    p.struck[i] = 0
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
def reached(
    i: int, slot: int, p: Columns, w: World, said: NDArray[np.float64], luck: NDArray[np.uint64]
) -> bool:
    """Say whether a message of the brand comes before a person's eyes in this hour."""
    reach = said[slot, REACH] * p.follows[i]
    reach += said[slot, VISIT] * said[slot, READ_PAGE] * p.aware[i]
    return uniform(luck[SEE + slot], p.luck[i]) < reach * w.presence


@woven
def listen(
    i: int,
    p: Columns,
    w: World,
    n: Crowd,
    said: NDArray[np.float64],
    slots: int,
    luck: NDArray[np.uint64],
    verdicts: NDArray[np.int64],
) -> None:
    """See and judge the messages of the brand that reach this person in this hour."""
    mind, nature, who = mind_of(i, p), nature_of(i, p, w, n), traits_of(i, p)
    for slot in range(slots):
        asked = p.reply[i] == slot
        if not asked and not reached(i, slot, p, w, said, luck):
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
        since = w.hour - p.told_at[i]
        told = read(p.answers, i) * rules.left_after(since, n.judgement.answers_half_life)
        credit = 1.0 / (1.0 + n.judgement.repetition * told)
        involved = (
            1.0 if asked else 0.3 + 0.4 * read(p.affected, i) + 0.3 * min(1.0, 2.0 * mind.issue)
        )
        mind = rules.moved_by(
            mind, message, verdict, read(p.trust_before, i), credit, involved, who, n.judgement
        )
        p.answers[i], p.told_at[i] = told + message.sameness, w.hour
        verdicts[slot, 0] += 1
        verdicts[slot, 1] += int(verdict * SCALE)
    p.reply[i], p.late[i] = -1, 0.0
    settle(i, p, mind)


@woven
def impatient(i: int, p: Columns, w: World, n: Crowd) -> bool:
    """Say whether patience with an unanswered question has run out."""
    waited = w.hour - p.asked_at[i]
    return (p.asked_at[i] >= 0) & (waited >= n.judgement.gives_up * max(1.0, read(p.patience, i)))


@woven
def resent(i: int, p: Columns, n: Crowd) -> None:
    """Resent an unanswered question, and wait no longer."""
    p.asked_at[i] = -1
    own = n.judgement.ignored + (1.0 - n.judgement.ignored) * min(1.0, 2.0 * read(p.issue, i))
    conduct = read(p.conduct, i)
    p.conduct[i] = conduct + n.judgement.neglect * own * (1.0 - conduct)


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
    habit = read(p.activity, i) * w.presence / 24.0
    waiting = p.asked_at[i] >= 0
    question = n.people.questions * p.customer[i] * w.presence * w.buzz / 24.0
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
    angry = rules.complains(mind, rest, heard, who, nature, n.acts, n.contagion) * w.presence
    reads = max(nature.activity, n.acts.lurker_likes)
    cheap = n.acts.cheap * angry * reads * rules.pull(heard.issue + heard.conduct)
    # who has not looked into it goes by what is generally said
    blame = mind.blame if p.aware[i] else w.seen_blame
    sides = rules.defends(mind, blame, heard, who, nature, n.acts)
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
    i: int, p: Columns, heard: Heard, w: World, n: Crowd, luck: NDArray[np.uint64]
) -> tuple[int, int]:
    """Let one person do what the draws of this hour allow.

    Returns
    -------
    done, likes
        Bits of what was done, to be read by others in the next hour, and the number of likes.
    """
    mind, nature = mind_of(i, p), nature_of(i, p, w, n)
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


@woven
def asleep(i: int, p: Columns, heard: Heard, before: Mind, mind: Mind, n: Crowd) -> bool:
    """Say whether further calm hours would change nothing about a person, to the last bit.

    No grievance, nothing heard or in the feed, no answer awaited, and an hour has left arousal,
    trust and stance as they were.
    """
    feed = p.feed_issue[i] + p.feed_conduct[i] + p.feed_defence[i]
    voices = feed + heard.issue + heard.conduct + heard.defence
    same = np.float32(mind.arousal) == np.float32(before.arousal)
    same &= np.float32(mind.trust) == np.float32(before.trust)
    same &= np.float32(mind.stance) == np.float32(before.stance)
    fallen = read(p.trust_before, i) - mind.stance
    whole = (fallen <= n.acts.leave_from) & (read(p.trust_before, i) - mind.trust < SCRATCH)
    quiet = (mind.issue == 0.0) & (mind.conduct == 0.0) & (voices == 0.0)
    return same & whole & quiet & (p.asked_at[i] < 0)
