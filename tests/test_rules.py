"""The rules of the crowd: readable equals compiled, bounds hold, signs are as measured."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from storms import small

from knautschball.agents import rules
from knautschball.agents.message import ACCEPTS, Message
from knautschball.agents.numbers import numbers
from knautschball.agents.rules import Heard, Mind, Nature, Said, Traits
from knautschball.model.deeds import COMPLAINS, DEFENCE, happens
from knautschball.model.firestorm import Firestorm
from knautschball.model.tally import bits_set
from knautschball.scenarios.community import Contagion
from knautschball.scenarios.knobs import knobs
from knautschball.scenarios.mind import Acts, Feelings, Judgement

MANY = settings(max_examples=150, deadline=None)
F, A, J = numbers(Feelings()), numbers(Acts()), numbers(Judgement())
C = numbers(Contagion())
AVERAGE = Traits(0.0, 0.0, 0.0, 0.0, 0.0)
BYSTANDER = Nature(activity=1.0, affected=0.0, loyalty=0.0, boldness=1.0, said=0.0, talking=0.0)
HARMED = BYSTANDER._replace(affected=0.8)
ANGRY = Mind(arousal=0.7, issue=0.6, conduct=0.1, trust=0.2, stance=0.0, blame=0.8)
QUIET = Heard(0.0, 0.0, 0.0, 0.0)


def between(low, high):
    return st.floats(low, high, allow_nan=False, width=64)


def section(part):
    """Any numbers that a scenario file may hold, not only the defaults."""
    values = [between(k.low, k.high) for k in knobs(part) if k.low is not None]
    kind = type(numbers(part()))
    rule = st.integers(0, 2) if part is Contagion else st.just(0)
    return st.tuples(*values, rule).map(lambda drawn: kind(*drawn))


UNIT, SIGNED, Z, VOICES = between(0, 1), between(-1, 1), between(-4, 4), between(0, 300)
TRAITS = st.builds(Traits, Z, Z, Z, Z, Z)
TIMES = between(0, 100)
NATURE = st.builds(
    Nature, between(0, 60), UNIT, Z, between(0.5, 2), between(0, 50), UNIT, TIMES, TIMES, UNIT, UNIT
)
MIND = st.builds(Mind, UNIT, UNIT, UNIT, SIGNED, SIGNED, UNIT)
HEARD = st.builds(Heard, VOICES, VOICES, VOICES, UNIT)
SAID = st.builds(
    Said,
    UNIT,
    between(-1, 1.2),
    UNIT,
    between(0, 10),
    st.sampled_from([0.0, 1.0]),
    st.sampled_from([0.0, 1.0]),
    st.sampled_from([0.0, 1.0, -1.0]),
    UNIT,
    st.sampled_from([0.0, 1.0]),
    st.sampled_from([0.0, 1.0]),
    UNIT,
    between(0, 1000),
    UNIT,
)
FEELINGS, ACTS, CONTAGION = section(Feelings), section(Acts), section(Contagion)
JUDGEMENT = section(Judgement)
HOURS = between(0.05, 5000)

INPUTS = {
    "clip": (Z, SIGNED, between(1, 2)),
    "exp": (between(-750, 750),),
    "keep": (HOURS,),
    "left_after": (between(0, 100_000), HOURS),
    "pull": (VOICES,),
    "reactivity": (TRAITS, FEELINGS),
    "visible": (VOICES, CONTAGION),
    "takes_up": (VOICES, VOICES, between(0.01, 60), CONTAGION),
    "first_blame": (UNIT, SIGNED, Z, JUDGEMENT),
    "concern": (between(0, 3), UNIT, FEELINGS),
    "dwells": (TRAITS, FEELINGS),
    "lingers": (HOURS, TRAITS, FEELINGS),
    "grieve": (UNIT, between(0, 3), UNIT, UNIT),
    "at_rest": (TRAITS, FEELINGS),
    "fresh": (VOICES, FEELINGS),
    "arouse": (UNIT, UNIT, VOICES, UNIT, TRAITS, FEELINGS),
    "yields_at": (TRAITS, NATURE, FEELINGS),
    "strain": (MIND, FEELINGS),
    "trust_after": (MIND, SIGNED, TRAITS, NATURE, FEELINGS),
    "stance_after": (MIND, FEELINGS),
    "outspoken": (TRAITS, ACTS),
    "complains": (MIND, UNIT, HEARD, NATURE, ACTS, CONTAGION),
    "talks_on": (MIND, NATURE, ACTS),
    "about_conduct": (MIND, HEARD, CONTAGION),
    "heated": (UNIT, HEARD, CONTAGION),
    "carries": (UNIT, CONTAGION),
    "partial": (TRAITS, Z, ACTS),
    "defends": (MIND, UNIT, HEARD, NATURE, ACTS),
    "judge": (SAID, MIND, TRAITS, NATURE, UNIT, st.booleans(), JUDGEMENT),
    "worth": (between(0, 10), JUDGEMENT),
    "crowding": (between(0, 1000), JUDGEMENT),
    "moved_by": (MIND, SAID, SIGNED, SIGNED, UNIT, UNIT, TRAITS, JUDGEMENT),
}
BOUNDS = {
    "clip": (-1, 2),
    "exp": (0, math.inf),
    "keep": (0, 1),
    "left_after": (0, 1),
    "pull": (0, 1),
    "reactivity": (0.2, math.inf),
    "visible": (0, 1),
    "takes_up": (0, 1),
    "first_blame": (0, 1),
    "concern": (0, 3),
    "dwells": (0.3, math.inf),
    "lingers": (0, 1),
    "grieve": (0, 1),
    "at_rest": (0, 1),
    "fresh": (0, 1),
    "arouse": (0, 1),
    "yields_at": (0.05, math.inf),
    "strain": (0, 6),
    "trust_after": (-1, 1),
    "stance_after": (-1, 1),
    "outspoken": (0, math.inf),
    "complains": (0, math.inf),
    "talks_on": (0, math.inf),
    "about_conduct": (0, 1),
    "heated": (0, 1),
    "carries": (1, 2),
    "partial": (0, math.inf),
    "defends": (0, math.inf),
    "judge": (-1, 1),
    "worth": (-math.inf, 10),
    "crowding": (0, math.inf),
}


def test_every_rule_is_examined_here():
    written = {n for n, thing in vars(rules).items() if hasattr(thing, "py_func")}
    assert written == INPUTS.keys()


class _ByHand:
    """``rules`` as they stand in the file: every rule it calls is the readable one too."""

    def __init__(self):
        self.__dict__.update({n: t for n, t in vars(rules).items() if not hasattr(t, "py_func")})
        for name in INPUTS:
            rule = getattr(rules, name).py_func
            # a rule may come from a file of its own and know the names that stand there
            names = self.__dict__ if rule.__module__ == rules.__name__ else rule.__globals__
            setattr(self, name, type(_ByHand.__init__)(rule.__code__, names, name))


READABLE = _ByHand()


@pytest.mark.parametrize("name", INPUTS)
def test_readable_rule_equals_compiled_rule_and_keeps_its_bounds(name):
    compiled, readable = getattr(rules, name), getattr(READABLE, name)

    @MANY
    @given(st.tuples(*INPUTS[name]))
    def agree(inputs):
        fast, slow = compiled(*inputs), readable(*inputs)
        assert np.allclose(fast, slow, rtol=1e-12, atol=1e-12)
        if name in BOUNDS:
            low, high = BOUNDS[name]
            assert low - 1e-12 <= slow <= high + 1e-12

    agree()


@pytest.mark.parametrize("name", INPUTS)
def test_readable_rule_runs_by_itself_on_plain_numbers(name):
    """What a notebook does: ``rule.py_func`` on ordinary floats."""

    @settings(max_examples=3, deadline=None)
    @given(st.tuples(*INPUTS[name]))
    def agree(inputs):
        rule = getattr(rules, name)
        assert np.allclose(rule.py_func(*inputs), rule(*inputs), rtol=1e-12, atol=1e-12)

    agree()


@MANY
@given(between(-700, 700))
def test_the_exponential_function_is_that_of_the_library(x):
    assert rules.exp(x) == pytest.approx(math.exp(x), rel=2e-14)
    assert rules.exp(0.0) == 1.0


@MANY
@given(st.tuples(*INPUTS["moved_by"]))
def test_a_message_leaves_grievance_trust_and_blame_in_bounds(inputs):
    after = READABLE.moved_by(*inputs)
    assert 0 <= after.issue <= 1
    assert 0 <= after.conduct <= 1
    assert -1 <= after.trust <= 1
    assert 0 <= after.blame <= 1


def test_a_message_leaves_arousal_in_bounds():
    hothead = Traits(0.0, 0.0, 0.0, -3.0, 3.0)
    calm = Mind(0.1, 0.5, 0.0, 0.0, 0.0, 1.0)
    denial = Message(strategy="deny").as_said()
    assert rules.moved_by(calm, denial, -1.0, 0.0, 1.0, 1.0, hothead, J).arousal <= 1


# --- traits -------------------------------------------------------------------------------


@given(Z, Z, between(0.01, 3))
@MANY
def test_more_neurotic_is_more_reactive_and_less_so_when_agreeable(n, a, step):
    def react(neurotic, agreeable):
        return rules.reactivity(Traits(0.0, 0.0, 0.0, agreeable, neurotic), F)

    assume(a + 1 < F.neurotic_anger / F.neurotic_disagreeable)
    assert react(n + step, a) >= react(n, a)
    assume(react(n, a) > 0.2 and react(n, a + 1) > 0.2)
    assume(react(n + step, a) > 0.2 and react(n + step, a + 1) > 0.2)
    gain, gain_when_agreeable = (react(n + step, x) - react(n, x) for x in (a, a + 1))
    assert gain_when_agreeable < gain


def test_traits_move_the_average_person_weakly():
    """Effects on the crowd are weak, as measured (r around .05)."""

    def rate(**traits):
        nature = BYSTANDER._replace(outspoken=rules.outspoken(AVERAGE._replace(**traits), A))
        return rules.complains(ANGRY, 0.1, QUIET, nature, A, C)

    average = rate()
    for louder in ("extraversion", "openness"):
        assert average < rate(**{louder: 1.0}) < 1.35 * average
    for calmer in ("agreeableness", "conscientiousness"):
        assert average / 1.2 < rate(**{calmer: 1.0}) < average


def test_the_agreeable_and_the_loyal_yield_later():
    plain = rules.yields_at(AVERAGE, BYSTANDER, F)
    assert rules.yields_at(AVERAGE._replace(agreeableness=1.0), BYSTANDER, F) > plain
    assert rules.yields_at(AVERAGE, BYSTANDER._replace(loyalty=1.0), F) > plain


def test_the_neurotic_carry_a_grievance_longer():
    kept = [
        rules.grieve(0.8, 0.0, 0.0, rules.lingers(40.0, AVERAGE._replace(neuroticism=n), F))
        for n in (-1.0, 0.0, 1.0)
    ]
    assert kept == sorted(kept)
    assert kept[0] < kept[2]


# --- contagion ----------------------------------------------------------------------------


def test_one_voice_is_rarely_enough_and_two_count_more_than_twice():
    """Complex contagion: Centola 2010."""
    one, two, four = (rules.takes_up(v, v, C.voices, C._replace(rule=1)) for v in (1.0, 2.0, 4.0))
    assert one < 0.25
    assert two > 2 * one
    assert four > 0.9


def test_under_simple_contagion_each_further_voice_adds_less():
    simple = C._replace(rule=0)
    one, two = (rules.takes_up(v, v, C.voices, simple) for v in (1.0, 2.0))
    assert one == pytest.approx(1 - math.exp(-C.transmission))
    assert one < two < 2 * one


def test_only_the_dose_remembers_voices_of_earlier_hours():
    for rule, differs in ((0, False), (1, False), (2, True)):
        kind = C._replace(rule=rule)
        assert (
            rules.takes_up(1.0, 5.0, 1.5, kind) != rules.takes_up(1.0, 1.0, 1.5, kind)
        ) is differs


@given(st.integers(0, 2), VOICES, between(0, 50), between(0.1, 20))
@MANY
def test_more_voices_never_make_it_less_likely_to_take_notice(rule, voices, more, threshold):
    kind = C._replace(rule=rule)
    few = rules.takes_up(voices, voices, threshold, kind)
    assert rules.takes_up(voices + more, voices + more, threshold, kind) >= few


@given(VOICES, between(0.1, 100), CONTAGION)
@MANY
def test_a_fuller_feed_drowns_each_single_post_but_never_exceeds_attention(total, more, c):
    assert rules.visible(total + more, c) <= rules.visible(total, c)
    assert total * rules.visible(total, c) <= c.attention + 1e-9


@given(MIND, HEARD, NATURE, between(0.5, 100))
@MANY
def test_crowding_lowers_the_wish_to_add_ones_own_voice(mind, heard, nature, more):
    """More participants, less willingness: Johnen et al. 2018."""
    crowded = heard._replace(issue=heard.issue + more)
    alone = rules.complains(mind, 0.1, heard, nature, A, C)
    assert rules.complains(mind, 0.1, crowded, nature, A, C) <= alone
    if alone > 0:
        assert rules.complains(mind, 0.1, crowded, nature, A, C) < alone


def test_who_has_complained_needs_to_less():
    again = BYSTANDER._replace(said=1.0)
    first, second = (rules.complains(ANGRY, 0.1, QUIET, n, A, C) for n in (BYSTANDER, again))
    assert second == pytest.approx(first / (1 + A.echo))


def test_who_has_just_complained_stays_in_the_talk_while_a_grievance_lasts():
    vented = ANGRY._replace(arousal=0.1)
    talking = BYSTANDER._replace(said=1.0, talking=1.0)
    assert rules.talks_on(vented, BYSTANDER, A) == 0
    assert rules.talks_on(vented, talking, A) == pytest.approx(A.follow_up * vented.issue)
    content = vented._replace(issue=0.0, conduct=0.0)
    assert rules.talks_on(content, talking, A) == 0


def test_saturation_halves_the_wish_at_the_declared_number_of_voices():
    heard = Heard(C.saturation, 0.0, 0.0, 0.0)
    alone, among = (rules.complains(ANGRY, 0.1, h, BYSTANDER, A, C) for h in (QUIET, heard))
    assert among == pytest.approx(alone / 2)


def test_nobody_at_rest_or_without_a_grievance_complains():
    for mind in (ANGRY._replace(arousal=0.1), ANGRY._replace(issue=0.0, conduct=0.0)):
        assert rules.complains(mind, 0.1, Heard(9.0, 9.0, 0.0, 0.5), HARMED, A, C) == 0


@given(MIND, HEARD, between(0.5, 100))
@MANY
def test_people_speak_about_what_their_friends_speak_about(mind, heard, more):
    louder = heard._replace(conduct=heard.conduct + more)
    assert rules.about_conduct(mind, louder, C) >= rules.about_conduct(mind, heard, C) - 1e-12


@given(UNIT, HEARD, between(0.5, 100))
@MANY
def test_the_more_complain_the_more_does_the_own_tone_follow_theirs(arousal, heard, more):
    """Conformity of tone: Johnen et al. 2018."""
    louder = heard._replace(issue=heard.issue + more)
    few, many = (rules.heated(arousal, h, C) for h in (heard, louder))
    assert abs(many - heard.heated) <= abs(few - heard.heated) + 1e-12
    assert rules.heated(arousal, heard, C._replace(tone_conformity=0.0)) == pytest.approx(arousal)


def test_a_heated_complaint_carries_further_than_a_civil_one():
    assert rules.carries(0.0, C) == 1 < rules.carries(1.0, C) == pytest.approx(C.moral_pull)


@given(MIND, UNIT, HEARD, NATURE)
@MANY
def test_only_who_likes_the_brand_and_hears_an_unfair_charge_defends_it(mind, blame, heard, nature):
    rate = rules.defends(mind, blame, heard, nature, A)
    if blame >= 0.5 or mind.stance <= 0 or heard.issue + heard.conduct == 0:
        assert rate == 0
    assert rules.defends(mind, blame / 2, heard, nature, A) >= rate


def test_the_convinced_do_defend():
    convinced = Mind(0.1, 0.0, 0.0, 0.8, 0.8, 0.0)
    assert rules.defends(convinced, 0.0, Heard(2.0, 0.0, 0.0, 0.0), BYSTANDER, A) > 0


# --- three speeds -------------------------------------------------------------------------


def test_each_half_life_is_what_it_says():
    for half_life in (3.0, 40.0, 4000.0):
        assert rules.keep(half_life) ** half_life == pytest.approx(0.5)
    arousal = 0.9
    for _ in range(round(F.arousal_half_life)):
        arousal = rules.arouse(arousal, 0.1, 0.0, 0.0, AVERAGE, F)
    assert arousal == pytest.approx(0.1 + 0.8 / 2)


@given(UNIT, between(0, 50), between(0, 50), UNIT, TRAITS)
@MANY
def test_more_noticed_anger_never_calms(old, news, more, grievance, who):
    some = rules.arouse(old, 0.1, news, grievance, who, F)
    assert rules.arouse(old, 0.1, news + more, grievance, who, F) >= some


def test_news_leaves_people_without_a_grievance_cold():
    with_none, with_some = (rules.arouse(0.1, 0.1, 5.0, g, AVERAGE, F) for g in (0.0, 0.3))
    assert with_none == pytest.approx(0.1)
    assert with_some > 0.2


def test_a_grievance_keeps_people_from_coming_wholly_to_rest():
    """Rumination: Verduyn & Lavrijsen 2015."""
    calm, brooding = 0.5, 0.5
    for _ in range(100):
        calm = rules.arouse(calm, 0.1, 0.0, 0.0, AVERAGE, F)
        brooding = rules.arouse(brooding, 0.1, 0.0, 0.5, AVERAGE, F)
    assert calm == pytest.approx(0.1)
    assert brooding == pytest.approx(0.1 + F.brooding * 0.5)


def test_novelty_wears_off():
    assert rules.fresh(0.0, F) == 1
    assert rules.fresh(F.boredom, F) == pytest.approx(0.5)


@given(UNIT, SIGNED, TRAITS, NATURE)
@MANY
def test_below_the_yield_point_trust_is_elastic(share, trust, who, nature):
    bearable = min(1.0, share * rules.yields_at(who, nature, F))
    mind = Mind(0.1, bearable, 0.0, trust, trust, 0.5)
    assert rules.trust_after(mind, trust, who, nature, F) == pytest.approx(trust, abs=1e-12)


def test_beyond_the_yield_point_trust_is_lost_and_comes_back_slowly_and_never_beyond():
    torn = Mind(0.5, 0.9, 0.9, 0.4, 0.0, 0.8)
    after = rules.trust_after(torn, 0.4, AVERAGE, BYSTANDER, F)
    assert after < 0.4
    trust = after
    for _ in range(48):
        calm = Mind(0.1, 0.0, 0.0, trust, trust, 0.8)
        trust = rules.trust_after(calm, 0.4, AVERAGE, BYSTANDER, F)
    assert after < trust < after + 0.02 * (0.4 - after)


def test_conduct_strains_trust_more_than_the_issue():
    """Double deviation: Maxham & Netemeyer 2002."""
    issue, conduct = Mind(0.1, 0.5, 0.0, 0.0, 0.0, 0.5), Mind(0.1, 0.0, 0.5, 0.0, 0.0, 0.5)
    assert rules.strain(conduct, F) > rules.strain(issue, F)


def test_stance_relaxes_to_trust_below_it_while_a_grievance_lasts():
    calm = Mind(0.1, 0.0, 0.0, 0.5, -0.5, 0.5)
    hour = rules.stance_after(calm, F)
    assert hour == pytest.approx(-0.5 + 1.0 * (1 - math.exp(-1 / F.stance_time)))
    at_trust = calm._replace(stance=0.5)
    assert rules.stance_after(at_trust, F) == pytest.approx(0.5)
    assert rules.stance_after(at_trust._replace(issue=0.5), F) < 0.5


@given(UNIT, SIGNED, Z, between(0, 1))
@MANY
def test_distrust_makes_guilt_stick(seen, trust, wobble, more):
    """Velcro effect: Coombs 2007."""
    distrusting, trusting = (rules.first_blame(seen, t, wobble, J) for t in (trust - more, trust))
    assert distrusting >= trusting


def test_the_harmed_are_more_concerned_and_nobody_is_without_severity():
    assert rules.concern(0.6, 1.0, F) == pytest.approx(0.6)
    assert rules.concern(0.6, 0.0, F) == pytest.approx(0.6 * F.solidarity)
    assert rules.concern(0.0, 1.0, F) == 0


# --- judgement ----------------------------------------------------------------------------

DENIAL = Message(strategy="deny", empathy=0.05, explanation=0.1, assertiveness=0.85)
EMPATHY = Message(strategy="inform", empathy=0.9, explanation=0.7, personal=0.9, assertiveness=0.2)
TEMPLATE = Message(strategy="inform", empathy=0.2, personal=0.0)


SAID_WITH_EMPATHY = EMPATHY.as_said()


def verdict(
    message, mind=ANGRY, nature=BYSTANDER, late=0.0, asked=False, gap=0.0, who=AVERAGE, j=J
):
    return rules.judge(message.as_said(gap), mind, who, nature, late, asked, j)


@given(MIND, NATURE, st.booleans(), between(0.01, 1))
@MANY
def test_the_more_to_blame_the_worse_a_denial_is_judged(mind, nature, asked, more):
    guiltier = mind._replace(blame=min(1.0, mind.blame + more))
    assert verdict(DENIAL, guiltier, nature, asked=asked) <= verdict(
        DENIAL, mind, nature, asked=asked
    )


def test_the_fitting_strategy_follows_the_blame():
    """SCCT: rebuild what was preventable, deny what is unfounded."""
    guilty, innocent = ANGRY._replace(blame=0.95), ANGRY._replace(blame=0.0)
    by_blame = {
        mind.blame: max(ACCEPTS, key=lambda s, m=mind: verdict(Message(strategy=s), m))
        for mind in (guilty, innocent)
    }
    assert by_blame[0.95] == "rebuild"
    assert ACCEPTS[by_blame[0.0]] == ACCEPTS["deny"] == 0
    assert verdict(DENIAL, guilty) < -0.2 < 0 < verdict(EMPATHY, guilty)


@given(MIND, NATURE, UNIT, st.booleans())
@MANY
def test_empathy_in_a_human_voice_is_never_worse_than_a_template(mind, nature, late, asked):
    assert verdict(EMPATHY, mind, nature, late, asked) >= verdict(
        TEMPLATE, mind, nature, late, asked
    )


def test_empathy_is_better_than_a_template():
    assert verdict(EMPATHY) > verdict(TEMPLATE) + 0.2


def test_explanation_helps_more_when_people_are_aroused():
    """Herhausen et al. 2019."""
    gains = []
    for arousal in (0.1, 0.9):
        mind = ANGRY._replace(arousal=arousal)
        gains.append(verdict(Message(explanation=0.8), mind) - verdict(Message(), mind))
    assert 0 < gains[0] < gains[1]


def test_compensation_pleases_the_harmed_who_asked_and_annoys_onlookers():
    """Herhausen et al. 2019; distributive justice for the complainant."""
    paid, unpaid = Message(compensation=1.0), Message()
    assert verdict(paid, nature=HARMED, asked=True) > verdict(unpaid, nature=HARMED, asked=True)
    assert verdict(paid) < verdict(unpaid)


def test_a_promise_to_correct_helps_those_who_trust_most():
    gains = []
    for trust in (-0.5, 0.8):
        mind = ANGRY._replace(trust=trust)
        gains.append(verdict(Message(correction=True), mind) - verdict(Message(), mind))
    assert 0 < gains[0] < gains[1]


def test_lateness_and_contradiction_are_resented():
    assert verdict(EMPATHY, late=1.0, asked=True) < verdict(EMPATHY, asked=True)
    assert verdict(EMPATHY, gap=1.0) < verdict(EMPATHY)


def test_lateness_counts_for_the_one_who_asked_only():
    assert verdict(EMPATHY, late=1.0, asked=False) == verdict(EMPATHY, asked=False)


def test_deletion_is_the_worst_answer_and_an_explanation_softens_it():
    """Liao et al. 2024."""
    silent, explained = (Message(deletes=True, explanation=e, empathy=1.0) for e in (0.0, 1.0))
    assert verdict(silent) == -1
    assert -1 < verdict(explained) < 0


def test_deeds_count_as_they_are():
    kept, broken = (SAID_WITH_EMPATHY._replace(deed=d) for d in (1.0, -1.0))
    assert rules.judge(kept, ANGRY, AVERAGE, BYSTANDER, 1.0, True, J) == 1
    assert rules.judge(broken, ANGRY, AVERAGE, BYSTANDER, 0.0, False, J) == -1


def test_a_threat_with_the_law_offends_by_its_weight():
    assert verdict(EMPATHY) - verdict(replace(EMPATHY, threatens=True)) == pytest.approx(
        J.intimidation
    )


def test_house_rules_suit_those_who_find_the_charge_unfair():
    """ING-DiBa 2012 against Nestlé 2010."""
    gains = {}
    for blame in (0.0, 0.5, 1.0):
        mind = ANGRY._replace(blame=blame)
        recalled = Message(house_rules=True, empathy=0.5)
        gains[blame] = verdict(recalled, mind) - verdict(Message(empathy=0.5), mind)
    assert gains == pytest.approx({0.0: J.order, 0.5: 0.0, 1.0: -J.order})


def test_a_part_in_the_solution_means_more_to_the_open_minded():
    asking, told = Message(invites=1.0), Message()
    gains = [
        verdict(asking, who=AVERAGE._replace(openness=o)) - verdict(told) for o in (-9.0, 0.0, 1.0)
    ]
    assert gains == pytest.approx([0.0, 0.5 * J.substance, (0.5 + J.openness) * J.substance])


def test_compensation_beyond_a_point_is_worth_less():
    """Inverted U: Haesevoets et al. 2017."""
    assert rules.worth(J.overpaid, J) == J.overpaid
    assert rules.worth(J.overpaid + 1.0, J) == pytest.approx(J.overpaid - 1.0)
    paid = {c: verdict(Message(compensation=c), nature=HARMED, asked=True) for c in (0.0, 1.5, 4.0)}
    assert paid[4.0] < paid[0.0] < paid[1.5]


def test_one_supporter_is_borne_and_many_look_like_a_campaign():
    """Beser, Lackes & Siepermann 2017."""
    assert rules.crowding(1.0, J) < 0.01
    assert rules.crowding(J.many_supporters, J) == pytest.approx(1.0)
    assert verdict(replace(EMPATHY, supporters=2.0 * J.many_supporters)) == -1


# --- what a judgement does ----------------------------------------------------------------


def moved(
    value, mind=ANGRY, said=SAID_WITH_EMPATHY, before=0.5, credit=1.0, who=AVERAGE, involved=1.0
):
    return rules.moved_by(mind, said, value, before, credit, involved, who, J)


def test_an_adequate_message_calms_soothes_and_repairs_a_little():
    after = moved(1.0)
    assert after.arousal == pytest.approx(ANGRY.arousal * (1 - J.calming))
    assert after.issue == pytest.approx(ANGRY.issue * (1 - J.soothing))
    assert after.conduct == pytest.approx(ANGRY.conduct * (1 - J.soothing))
    assert 0 < after.trust - ANGRY.trust < 0.05
    assert after.stance == ANGRY.stance


def test_an_inadequate_message_starts_the_second_wave():
    after = moved(-1.0, said=DENIAL.as_said())
    assert after.conduct > ANGRY.conduct + 0.3
    assert after.arousal > ANGRY.arousal
    assert after.issue == ANGRY.issue
    assert after.trust == ANGRY.trust


def test_an_indifferent_message_changes_only_what_is_believed():
    after = moved(0.0)
    assert after._replace(blame=ANGRY.blame) == ANGRY


@given(SIGNED, MIND, SAID, SIGNED, UNIT, UNIT, TRAITS)
@MANY
def test_repair_never_goes_beyond_the_trust_of_before(
    value, mind, said, before, credit, involved, who
):
    after = moved(value, mind, said, before, credit, who, involved)
    assert mind.trust <= after.trust <= max(mind.trust, before) + 1e-12


def test_a_deed_repairs_more_than_words():
    deed = SAID_WITH_EMPATHY._replace(deed=1.0)
    assert moved(1.0, said=deed).trust - ANGRY.trust > 5 * (moved(1.0).trust - ANGRY.trust)


def test_the_same_answer_wears_out():
    assert moved(1.0, credit=0.3).issue > moved(1.0, credit=1.0).issue


def test_only_who_trusts_believes_what_the_brand_says_about_blame():
    denied = DENIAL.as_said()
    trusting, wary = (moved(0.0, ANGRY._replace(trust=t), denied).blame for t in (0.8, -0.8))
    assert trusting < ANGRY.blame
    assert wary == ANGRY.blame


def test_bystanders_take_less_offence_than_those_concerned():
    assert moved(-1.0, involved=0.3).conduct < moved(-1.0, involved=1.0).conduct


# --- chance and counting in the hour ------------------------------------------------------


def test_something_of_a_rate_happens_as_often_as_the_exponential_says():
    keys, luck = np.arange(20_000, dtype=np.uint64), np.uint64(12345)
    for rate in (0.02, 0.5, 3.0):
        share = np.mean([happens(rate, luck, key) for key in keys])
        assert share == pytest.approx(1 - math.exp(-rate), abs=0.011)
    assert not happens(0.0, luck, keys[0])


@given(st.integers(0, 2**24 - 1))
@MANY
def test_hours_marked_in_a_day_are_counted(word):
    assert bits_set(np.uint32(word)) == word.bit_count()


def test_posting_lowers_the_arousal_of_those_who_post_and_of_nobody_else():
    """The valve: Garcia et al. 2016. First posts happen under equal arousal with and without it."""
    model = Firestorm(small(load__reach=0.5, load__severity=2.0, feelings__valve=0.0), "silence", 3)
    other = Firestorm(
        small(load__reach=0.5, load__severity=2.0, feelings__valve=0.45), "silence", 3
    )
    for _ in range(200):
        model.step()
        other.step()
        wrote = (model.columns.acts & (COMPLAINS | DEFENCE)) > 0
        if wrote.any():
            break
    assert wrote.any()
    free, relieved = model.columns.arousal, other.columns.arousal
    assert relieved[wrote] == pytest.approx(0.55 * free[wrote], rel=1e-6)
    assert (relieved[~wrote] == free[~wrote]).all()
