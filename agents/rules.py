"""The rules of the crowd, one person at a time, in plain arithmetic.

Each function takes what one person is, feels and hears, and gives back a number. They read like
the text of the model description, run on plain numbers (``rule.py_func`` or the rule itself), and
compile unchanged into one loop over everybody (``model/hour.py``). Values written to columns are
rounded to 32 bits; the arithmetic here is in 64.
"""

from typing import NamedTuple

from knautschball.agents.compiled import rule
from knautschball.agents.exponential import exp
from knautschball.agents.numbers import (
    ActsNumbers,
    ContagionNumbers,
    FeelingsNumbers,
    JudgementNumbers,
)


class Traits(NamedTuple):
    """Big Five as z-scores."""

    openness: float
    conscientiousness: float
    extraversion: float
    agreeableness: float
    neuroticism: float


class Nature(NamedTuple):
    """What stays the same about a person."""

    activity: float  # times the average
    affected: float  # 0..1, how badly the issue touches the person
    loyalty: float  # z-score
    boldness: float  # times; of a real name against a pseudonym
    said: float  # own complaints still in mind
    talking: float  # 0..1, how far the person is still in the talk begun by an own complaint
    outspoken: float = 1.0  # times, readiness to complain that lies in the traits
    partial: float = 1.0  # times, readiness to defend the brand that lies in loyalty and traits
    issue_left: float = 1.0  # 0..1, share of a grievance about the issue that an hour leaves
    conduct_left: float = 1.0  # 0..1, the same about the conduct


class Mind(NamedTuple):
    """What changes in a person: arousal in hours, grievances in days, trust in weeks."""

    arousal: float  # 0..1
    issue: float  # 0..1, grievance about the issue
    conduct: float  # 0..1, grievance about the brand's conduct
    trust: float  # -1..1
    stance: float  # -1..1
    blame: float  # 0..1, responsibility seen with the brand


class Heard(NamedTuple):
    """Voices noticed in this hour's feed."""

    issue: float
    conduct: float
    defence: float
    heated: float  # 0..1, share of the complaints in reach that are heated


class Said(NamedTuple):
    """A message of the brand as those see it who judge it."""

    accepts: float  # 0..1, responsibility that the message accepts
    tone: float  # -1..1
    explanation: float  # 0..1
    compensation: float  # multiples of the loss
    correction: float  # 1 promises to correct the problem
    deletes: float  # 1 takes the other's post away
    deed: float  # 1 reports a kept promise, -1 betrays a broken one
    contradiction: float  # 0..1, distance from what was said before
    threat: float  # 1 threatens with the law
    rules: float  # 1 recalls the rules of the house
    invites: float  # 0..1, lets people have a part in the solution
    supporters: float  # disclosed supporters who speak up with it
    sameness: float  # 0..1, share of the last public messages that were just like it


@rule
def clip(value: float, low: float, high: float) -> float:
    """Keep a value between two bounds; what is no number becomes the lower one."""
    if not value > low:
        return low
    return high if value > high else value


@rule
def keep(half_life: float) -> float:
    """Give the share that is left after an hour."""
    return left_after(1.0, half_life)


@rule
def left_after(hours: float, half_life: float) -> float:
    """Give the share that is left after some hours."""
    return exp(-0.6931471805599453 * hours / half_life)


@rule
def pull(voices: float) -> float:
    """Turn noticed voices into a pull between 0 and 1: each further voice adds less."""
    return voices / (1.0 + voices)


@rule
def reactivity(who: Traits, f: FeelingsNumbers) -> float:
    """Say how strongly a person reacts to the same news (1 = average).

    Neuroticism raises it, agreeableness lowers it, and lowers the effect of neuroticism
    (Ode, Robinson & Wilkowski 2008).
    """
    both = f.neurotic_disagreeable * who.neuroticism * who.agreeableness
    own = f.neurotic_anger * who.neuroticism - f.agreeable_calm * who.agreeableness
    return max(0.2, 1.0 + own - both)


@rule
def visible(total: float, c: ContagionNumbers) -> float:
    """Give the share of a feed that is read: a full feed drowns each single post."""
    return min(1.0, c.attention / (c.background + total + 1e-9))


@rule
def takes_up(noticed: float, dose: float, threshold: float, c: ContagionNumbers) -> float:
    """Give the chance to take up the issue in this hour, under the chosen contagion rule.

    ``simple``: every voice has its own chance. ``threshold``: distinct voices count, softly
    (complex contagion, Centola 2010). ``dose``: what was heard adds up and fades (Dodds &
    Watts 2004).
    """
    if c.rule == 0:
        return 1.0 - exp(-c.transmission * noticed)
    heard = noticed if c.rule == 1 else dose
    cube = heard * heard * heard
    return cube / (threshold * threshold * threshold + cube)


@rule
def first_blame(seen: float, trust: float, wobble: float, j: JudgementNumbers) -> float:
    """Give the responsibility a person sees at first: news, coloured by trust and by chance.

    Distrust makes guilt stick ("velcro", Coombs 2007).
    """
    return clip(seen + j.velcro * (0.35 - trust) + j.blame_spread * wobble, 0.0, 1.0)


@rule
def concern(severity: float, affected: float, f: FeelingsNumbers) -> float:
    """Say how much the matter means to a person: own harm, or solidarity with the harmed."""
    return severity * (f.solidarity + (1.0 - f.solidarity) * affected)


@rule
def dwells(who: Traits, f: FeelingsNumbers) -> float:
    """Say how much a person dwells on a grievance (1 = average): rumination, with neuroticism."""
    return max(0.3, 1.0 + f.rumination * who.neuroticism)


@rule
def lingers(half_life: float, who: Traits, f: FeelingsNumbers) -> float:
    """Give the share of a grievance that an hour leaves, the larger the more a person dwells."""
    return keep(half_life * dwells(who, f))


@rule
def grieve(old: float, level: float, push: float, lingering: float) -> float:
    """Let a grievance fade, and pull it up towards the level the matter deserves."""
    left = old * lingering
    return clip(left + push * max(0.0, level - left), 0.0, 1.0)


@rule
def at_rest(who: Traits, f: FeelingsNumbers) -> float:
    """Give the arousal to which a person calms down."""
    return clip(f.arousal_rest * (1.0 + 0.2 * who.neuroticism), 0.0, 1.0)


@rule
def fresh(tired: float, f: FeelingsNumbers) -> float:
    """Say how much a further voice still stirs: novelty fades (Wu & Huberman 2007)."""
    return f.boredom / (f.boredom + tired)


@rule
def arouse(
    old: float, rest: float, news: float, grievance: float, who: Traits, f: FeelingsNumbers
) -> float:
    """Let arousal fall towards rest, and rise with noticed anger, the more the own grievance.

    Who dwells on a grievance does not come wholly to rest (Verduyn & Lavrijsen 2015).

    Parameters
    ----------
    news : float
        Noticed voices, each weighed by how fresh its topic is.
    """
    aim = min(1.0, rest + f.brooding * grievance * dwells(who, f))
    calm = aim + (old - aim) * keep(f.arousal_half_life)
    stirred = f.stir * pull(news) * reactivity(who, f)
    return clip(calm + stirred * min(1.0, 2.0 * grievance) * (1.0 - calm), 0.0, 1.0)


@rule
def yields_at(who: Traits, nature: Nature, f: FeelingsNumbers) -> float:
    """Give the strain that trust bears without lasting damage."""
    return max(0.05, f.yield_point + f.yield_traits * (who.agreeableness + nature.loyalty))


@rule
def strain(mind: Mind, f: FeelingsNumbers) -> float:
    """Add up both grievances as trust feels them."""
    return mind.issue + f.conduct_weight * mind.conduct


@rule
def trust_after(
    mind: Mind, before: float, who: Traits, nature: Nature, f: FeelingsNumbers
) -> float:
    """Let trust yield under strain beyond the yield point, and heal slowly towards ``before``."""
    excess = max(0.0, strain(mind, f) - yields_at(who, nature, f))
    healed = mind.trust + (before - mind.trust) * (1.0 - keep(f.healing_half_life))
    return clip(healed - f.yield_flow * excess, -1.0, 1.0)


@rule
def stance_after(mind: Mind, f: FeelingsNumbers) -> float:
    """Relax stance towards trust, pulled down by grievance: the elastic part."""
    aim = clip(mind.trust - f.stance_weight * min(1.0, strain(mind, f)), -1.0, 1.0)
    step = (aim - mind.stance) * (1.0 - exp(-1.0 / f.stance_time))
    return clip(mind.stance + step, -1.0, 1.0)


@rule
def outspoken(who: Traits, a: ActsNumbers) -> float:
    """Say how ready to complain somebody is by nature (1 = average).

    Traits weigh little: the extravert and the open speak up, the agreeable and the
    conscientious hold back.
    """
    louder = a.extravert_posts * who.extraversion + a.open_posts * who.openness
    calmer = a.agreeable_posts * who.agreeableness + a.conscientious_posts * who.conscientiousness
    return exp(louder - calmer)


@rule
def complains(
    mind: Mind, rest: float, heard: Heard, nature: Nature, a: ActsNumbers, c: ContagionNumbers
) -> float:
    """Give the rate of angry posts in an hour: who is aroused and aggrieved, and not too late.

    In multiples of the person's activity, since who never writes may still like and share.

    The more have spoken, the less one's own voice seems needed (Johnen et al. 2018), and who
    has said it does not need to say it again.
    """
    moved = max(0.0, mind.arousal - rest) * max(mind.issue, mind.conduct)
    if moved == 0.0:
        return 0.0
    touched = 1.0 + (a.affected_complain - 1.0) * nature.affected
    ready = a.complain * nature.boldness * moved * touched * nature.outspoken
    crowded = c.saturation + heard.issue + heard.conduct
    return ready * c.saturation / (crowded * (1.0 + a.echo * nature.said))


@rule
def talks_on(mind: Mind, nature: Nature, a: ActsNumbers) -> float:
    """Give the rate of further posts in the talk begun by an own complaint.

    Whoever has begun to talk answers back, however little they write otherwise.
    """
    return a.follow_up * nature.boldness * nature.talking * max(mind.issue, mind.conduct)


@rule
def about_conduct(mind: Mind, heard: Heard, c: ContagionNumbers) -> float:
    """Give the chance that an angry post is about the brand's conduct, not about the issue.

    The stronger grievance speaks, and what friends speak about draws it (conformity).
    """
    known = heard.issue + heard.conduct + 1.0
    conduct = mind.conduct * mind.conduct * (1.0 + c.conformity * heard.conduct / known)
    issue = mind.issue * mind.issue * (1.0 + c.conformity * heard.issue / known)
    return conduct / (conduct + issue + 1e-12)


@rule
def heated(arousal: float, heard: Heard, c: ContagionNumbers) -> float:
    """Give the chance that a complaint is heated rather than civil.

    Who is excited writes so; but the more complaints are heard, the more does one fall in with
    the tone that prevails among them (Johnen et al. 2018).
    """
    swayed = c.tone_conformity * pull(heard.issue + heard.conduct)
    return (1.0 - swayed) * arousal + swayed * heard.heated


@rule
def carries(share: float, c: ContagionNumbers) -> float:
    """Say how much further complaints are noticed, given the share of heated ones.

    Each moral-emotional word carries a post further (Brady et al. 2017).
    """
    return 1.0 + (c.moral_pull - 1.0) * share


@rule
def partial(who: Traits, loyalty: float, a: ActsNumbers) -> float:
    """Say how ready to defend the brand somebody is by nature (1 = average)."""
    return exp(0.15 * loyalty + a.extravert_posts * who.extraversion)


@rule
def defends(mind: Mind, blame: float, heard: Heard, nature: Nature, a: ActsNumbers) -> float:
    """Give the rate of posts in defence: who likes the brand and hears charges that seem unfair."""
    unfair = max(0.0, 1.0 - 2.0 * blame)
    liking = max(0.0, mind.stance) * nature.partial
    return a.defend * nature.activity * liking * unfair * pull(heard.issue + heard.conduct)


@rule
def judge(
    said: Said,
    mind: Mind,
    who: Traits,
    nature: Nature,
    late: float,
    asked: bool,
    j: JudgementNumbers,
) -> float:
    """Judge a message: -1 fully inadequate … 1 fully adequate, in the eyes of one person.

    Fit of the strategy to the responsibility seen (SCCT, Coombs 2007), tone, substance, and
    for the one who asked the delay. The one who was harmed welcomes compensation; onlookers
    resent it (Herhausen et al. 2019). Order suits those who find the charge unfair; a part in
    the solution suits the open-minded.
    """
    if said.deed != 0.0:
        return said.deed
    order = j.order * said.rules * (1.0 - 2.0 * mind.blame)
    if said.deletes > 0.0:
        return clip(-1.0 + 0.5 * said.explanation + order, -1.0, 1.0)
    gap = mind.blame - said.accepts
    fit = 1.0 - (j.too_little * gap if gap > 0.0 else -j.too_much * gap)
    facts = said.explanation * (0.4 + 0.6 * mind.arousal)
    harmed = nature.affected if asked else 0.0
    money = worth(said.compensation, j) * (0.6 * harmed - j.envy * (1.0 - harmed))
    substance = facts + said.correction * (0.5 + 0.5 * max(0.0, mind.trust)) + money
    substance += said.invites * clip(0.5 + j.openness * who.openness, 0.0, 1.0)
    value = j.fit * max(-1.0, fit) + j.tone * said.tone + j.substance * substance + order
    value -= j.lateness * (late if asked else 0.0) + j.contradiction * said.contradiction
    value -= j.intimidation * said.threat + crowding(said.supporters, j)
    return clip(value, -1.0, 1.0)


@rule
def worth(compensation: float, j: JudgementNumbers) -> float:
    """Give what a compensation is worth, in multiples of the loss: beyond a point, more is less.

    An inverted U: overcompensation lowers loyalty (Haesevoets et al. 2017).
    """
    over = max(0.0, compensation - j.overpaid)
    return compensation - 2.0 * over


@rule
def crowding(supporters: float, j: JudgementNumbers) -> float:
    """Give the annoyance at supporters: one helps, many look like a campaign (Beser 2017)."""
    share = supporters / j.many_supporters
    return share * share


@rule
def moved_by(
    mind: Mind,
    said: Said,
    verdict: float,
    before: float,
    credit: float,
    involved: float,
    who: Traits,
    j: JudgementNumbers,
) -> Mind:
    """Change a mind by a judged message: an adequate one calms, an inadequate one offends.

    Parameters
    ----------
    verdict : float
        From ``judge``.
    before : float
        Trust before any storm; repair never goes beyond it.
    credit : float
        Effect left to a kind of answer heard many times, 1 at first.
    involved : float
        0..1, how far the matter is the person's own.
    """
    good, bad = max(0.0, verdict) * credit, max(0.0, -verdict) * (0.3 + 0.7 * credit)
    nature = j.agreeable_forgives * who.agreeableness - j.neurotic_resents * who.neuroticism
    forgiving = max(0.2, 1.0 + nature)
    share = j.deed if said.deed > 0.0 else j.repair
    offended = j.offence * bad * involved * (1.0 - mind.conduct) / forgiving
    lost = max(0.0, before - mind.trust)
    believed = j.persuasion * max(0.0, mind.trust) * (said.accepts - mind.blame)
    soothed = 1.0 - min(1.0, j.soothing * good * forgiving)
    return Mind(
        clip(mind.arousal * (1.0 - j.calming * good) + offended * (1.0 - mind.arousal), 0.0, 1.0),
        mind.issue * soothed,
        clip(mind.conduct * soothed + offended, 0.0, 1.0),
        mind.trust + min(1.0, share * good) * lost,
        mind.stance,
        clip(
            mind.blame + (believed if said.deletes == 0.0 and said.deed == 0.0 else 0.0), 0.0, 1.0
        ),
    )
