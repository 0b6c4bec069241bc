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

import numpy as np
from numpy.typing import NDArray

from knautschball.agents import rules
from knautschball.agents.chance import For, uniform
from knautschball.agents.columns import Columns
from knautschball.agents.compiled import rule, woven
from knautschball.agents.rules import Heard, Mind, Nature, Said
from knautschball.model.rows import (
    SCALE,
    Crowd,
    Memory,
    World,
    mind_of,
    nature_of,
    read,
    settle,
    traits_of,
)

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
    # nobody sleeps while there is something in the feed
    voices = issue + conduct + defence + heard.issue + heard.conduct + heard.defence
    p.awake[i] = voices > 0.0
    return heard


@woven
def remember(i: int, p: Columns, heard: Heard, left: Memory, hour: int) -> float:
    """Add the voices of this hour to those heard before, which have faded; give their dose."""
    voices = heard.issue + heard.conduct
    anything = voices > 0.0
    kept, fades = (left.dose, left.novelty) if anything else (1.0, 1.0)
    p.dose[i] = read(p.dose, i) * kept + voices
    p.tired_issue[i] = read(p.tired_issue, i) * fades + heard.issue
    p.tired_conduct[i] = read(p.tired_conduct, i) * fades + heard.conduct
    p.heard_at[i] = hour if anything else p.heard_at[i]
    return read(p.dose, i) if anything else read(p.dose, i) * left.dose


@woven
def chance_to_take_up(i: int, p: Columns, heard: Heard, dose: float, n: Crowd) -> float:
    """Give the chance that others make a person take notice, 0 for who has done so already."""
    chance = rules.takes_up(heard.issue + heard.conduct, dose, read(p.threshold, i), n.contagion)
    return 0.0 if p.aware[i] else chance


@woven
def meet(i: int, p: Columns, chance: float, w: World, luck: NDArray[np.uint64]) -> int:
    """Say how a person meets the issue: 0 not at all, 1 in the flesh, 2 in the press, 3 by word."""
    key = p.luck[i]
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
    left: Memory,
    verdicts: NDArray[np.int64],
) -> None:
    """See and judge the messages of the brand that reach this person in this hour."""
    mind, nature, who = mind_of(i, p), nature_of(i, p, left, n), traits_of(i, p)
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
def aggrieved(
    i: int, p: Columns, mind: Mind, heard: Heard, nature: Nature, w: World, n: Crowd
) -> tuple[float, float]:
    """Move both grievances by one hour."""
    level_issue = level_conduct = push_issue = push_conduct = silent = 0.0
    if p.aware[i]:
        level_issue = rules.concern(w.severity, nature.affected, n.feelings) * mind.blame
        defended = 2.0 * heard.defence * (1.0 - mind.blame)
        push_issue = n.feelings.reinforcement * heard.issue / (1.0 + heard.issue + defended)
        level_conduct = w.offence * (0.25 + 0.75 * mind.blame)
        push_conduct = n.judgement.outrage * rules.pull(heard.conduct)
        silent = w.speechless * n.judgement.speechless * mind.issue * (1.0 - mind.conduct)
    issue = rules.grieve(mind.issue, level_issue, push_issue, nature.issue_left)
    conduct = rules.grieve(mind.conduct, level_conduct, push_conduct, nature.conduct_left)
    return issue, rules.clip(conduct + silent, 0.0, 1.0)


@woven
def feel(
    i: int,
    p: Columns,
    mind: Mind,
    grievances: tuple[float, float],
    heard: Heard,
    nature: Nature,
    n: Crowd,
) -> Mind:
    """Move the three speeds by one hour: arousal, both grievances, then trust and stance."""
    f, who, (issue, conduct) = n.feelings, traits_of(i, p), grievances
    news = heard.issue * rules.fresh(read(p.tired_issue, i), f)
    news += heard.conduct * rules.fresh(read(p.tired_conduct, i), f)
    rest = rules.at_rest(who, f)
    arousal = rules.arouse(mind.arousal, rest, news, max(issue, conduct), who, f)
    mind = Mind(arousal, issue, conduct, mind.trust, mind.stance, mind.blame)
    trust = rules.trust_after(mind, read(p.trust_before, i), who, nature, f)
    mind = Mind(arousal, issue, conduct, trust, mind.stance, mind.blame)
    stance = rules.stance_after(mind, f)
    return Mind(arousal, issue, conduct, trust, stance, mind.blame)


@woven
def asleep(i: int, p: Columns, before: Mind, mind: Mind, n: Crowd) -> bool:
    """Say whether further calm hours would change nothing about a person, to the last bit.

    No grievance, nothing heard or in the feed, no answer awaited, and an hour has left arousal,
    trust and stance as they were.
    """
    same = np.float32(mind.arousal) == np.float32(before.arousal)
    same &= np.float32(mind.trust) == np.float32(before.trust)
    same &= np.float32(mind.stance) == np.float32(before.stance)
    fallen = read(p.trust_before, i) - mind.stance
    whole = (fallen <= n.acts.leave_from) & (read(p.trust_before, i) - mind.trust < SCRATCH)
    quiet = (mind.issue == 0.0) & (mind.conduct == 0.0) & (p.awake[i] == 0)
    return same & whole & quiet & (p.asked_at[i] < 0)
