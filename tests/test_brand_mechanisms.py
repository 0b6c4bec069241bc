"""What a brand can do, seen in whole storms: each mechanism works in the direction of its evidence.

Small communities and few weeks, so that all of it takes seconds; the same commands at full size
stand in ``docs/mechanisms.md``.
"""

from functools import cache

import numpy as np
import pytest
from storms import storm

from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy
from knautschball.model.outcome import Outcome, run
from knautschball.scenarios import load

pytestmark = pytest.mark.slow

SIZE = {"community.size": 500, "run.warm_up": 3.0, "run.horizon": 20.0, "run.controls": 2}
SEEDS = (1, 2, 3)


@cache
def _outcomes(name: str, policy: str, changes: tuple) -> tuple[Outcome, ...]:
    scenario = load(name).change(SIZE | dict(changes))
    return tuple(run(scenario, policy, seed) for seed in SEEDS)


def outcomes(name: str, policy: str, **changes) -> tuple[Outcome, ...]:
    keys = {key.replace("__", "."): value for key, value in changes.items()}
    return _outcomes(name, policy, tuple(sorted(keys.items())))


def mean(found: tuple[Outcome, ...], key: str) -> float:
    return float(np.mean([outcome.summary[key] for outcome in found]))


def column(found: tuple[Outcome, ...], key: str) -> float:
    """Mean of an hourly series after the load, over all seeds."""
    after = [one.hours.loc[one.hours["since_load"] >= 0, key].mean() for one in found]
    return float(np.mean(after))


def test_a_wrong_answer_sets_off_a_second_storm_and_a_good_one_does_not():
    denied, explained = outcomes("product-flaw", "denial"), outcomes("product-flaw", "empathy")
    assert mean(denied, "conduct_share") > 0.2
    assert mean(explained, "conduct_share") < 0.1
    assert mean(denied, "phase") >= 4 > mean(explained, "phase")


CALM = {"team__neuroticism": -1.5, "team__agreeableness": 1.0}
HOT = {"team__neuroticism": 2.5, "team__agreeableness": -2.5}


def test_a_calm_team_beats_a_hot_headed_one_under_the_same_policy():
    changes = {"team__hotheads": 0, "team__guidelines": 0.2}
    calm = outcomes("hothead", "empathy", **changes, **CALM)
    hot = outcomes("hothead", "empathy", **changes, **HOT)
    assert mean(calm, "resilience") > mean(hot, "resilience")
    assert mean(calm, "conduct_share") < mean(hot, "conduct_share")


def test_hotheads_do_less_harm_on_the_telephone_than_on_the_page():
    nobody = mean(outcomes("hothead", "empathy", team__hotheads=0), "resilience")
    page = nobody - mean(outcomes("hothead", "empathy"), "resilience")
    phone = nobody - mean(outcomes("hothead", "empathy", team__hotheads_at="hotline"), "resilience")
    assert page > 0
    assert phone <= page / 3


SCALABLE = {
    "team__reserve": 12,
    "team__reserve_at": 0.1,
    "team__reserve_delay": 3.0,
    "team__on_call": 0.3,
    "channels__hotline__staff": 8,
    "channels__shop__staff": 6,
}


def test_a_positive_peak_dents_the_ball_of_a_small_team_and_less_that_of_a_scalable_one():
    more = {"community__size": 1000}
    small = outcomes("viral-success", "empathy", **more)
    scalable = outcomes("viral-success", "empathy", **more, **SCALABLE)
    assert mean(scalable, "resilience") > mean(small, "resilience") + 0.01
    assert mean(scalable, "max_backlog") < mean(small, "max_backlog") / 2
    assert mean(scalable, "stance_change") > mean(small, "stance_change")


def test_a_press_report_brings_questions_on_every_channel():
    asked, calm = outcomes("bubble-tea", "empathy"), outcomes("calm", "empathy")
    for desk in ("page", "hotline", "shop"):
        assert column(asked, f"{desk}_backlog") > column(calm, f"{desk}_backlog")


def test_a_failing_hotline_spills_over_to_the_page():
    attention = {"load__attention": 60.0}
    few = outcomes("vodafone-2012", "template", channels__hotline__staff=0, **attention)
    many = outcomes("vodafone-2012", "template", channels__hotline__staff=8, **attention)
    assert column(few, "hotline_wait") > column(many, "hotline_wait")
    assert mean(few, "gave_up") > mean(many, "gave_up")
    assert column(few, "conduct") > column(many, "conduct")


def test_a_prepared_brand_speaks_sooner_than_one_that_writes_its_book_under_fire():
    ready = outcomes("product-flaw", "correction")
    late = outcomes("product-flaw", "correction", brand__prepared=False)

    def first(found):
        told = [one.messages.query("scope == 'statement'")["since_load"].min() for one in found]
        return float(np.mean(told))

    assert first(ready) < first(late)
    assert mean(ready, "resilience") > mean(late, "resilience")


def test_headquarters_steps_in_three_times_and_the_change_lasts():
    tried = load("product-flaw").change(
        SIZE | {"headquarters.tolerance": 1.0, "headquarters.leaves_at": 2.0}
    )
    model = storm(tried, "denial")
    done = model.brand.headquarters.done
    assert list(done) == ["statement", "new team", "leaves"]
    assert list(done.values()) == sorted(done.values())
    assert not model.brand.team.original and not model.brand.page_open
    assert model.record.organisation[-1, 2:].tolist() == [0.0, 0.0]
    assert model.columns.follows.sum() == 0, "without a page nobody follows"


def test_who_has_a_case_waits_less_where_the_team_looks_for_merit():
    alike = outcomes("venting", "empathy")
    sorted_out = outcomes("venting", "empathy", team__triage="merit-first", team__competence=1.0)
    assert mean(sorted_out, "harmed_minutes_mean") < mean(alike, "harmed_minutes_mean")


class Toned(ResponsePolicy):
    """The same posture on another place of the plane assertive × cooperative."""

    def __init__(self, assertiveness, cooperativeness):
        self.name = f"tone {assertiveness} {cooperativeness}"
        self._how = {"assertiveness": assertiveness, "cooperativeness": cooperativeness}

    def reply(self, case, situation):
        return Message(strategy="diminish", **self._how)

    def speak(self, situation):
        told = situation.surge >= 3 and situation.since_statement >= 48
        return Message(strategy="diminish", **self._how) if told else None


def test_cooperation_brings_more_than_confrontation():
    scenario = load("product-flaw").change(SIZE)
    with_them, against_them = (
        np.mean([run(scenario, Toned(*how), seed).resilience.resilience for seed in SEEDS])
        for how in ((0.1, 0.9), (0.9, 0.1))
    )
    assert with_them > against_them


def test_a_vote_that_is_not_honoured_is_worse_than_one_that_is():
    kept = outcomes("product-flaw", "co-creation")
    broken = outcomes("product-flaw", "co-creation", brand__keeps_promises=False)
    assert mean(kept, "resilience") > mean(broken, "resilience")
    assert mean(kept, "conduct_share") < mean(broken, "conduct_share")


def test_words_and_deeds_apart_make_the_same_storm_worse():
    modest = outcomes("words-and-deeds", "silence", load__claim=0.0)
    loud = outcomes("words-and-deeds", "silence", load__claim=1.0)
    assert mean(loud, "peak_dent") > mean(modest, "peak_dent")
    kept = outcomes("words-and-deeds", "correction")
    broken = outcomes("words-and-deeds", "correction", brand__keeps_promises=False)
    assert mean(kept, "resilience") > mean(broken, "resilience")


def test_sign_off_delays_the_statement():
    def first(hours):
        found = outcomes("product-flaw", "correction", brand__sign_off_hours=hours)
        return [o.messages.query("scope == 'statement'")["since_load"].min() for o in found]

    assert all(slow > fast + 5 for slow, fast in zip(first(10.0), first(0.0), strict=True))


def test_the_book_helps_where_nobody_reads_the_community_and_harms_who_can():
    """Formalisation against competence, under a book that fits and one that does not."""

    def gain(policy, competence):
        freely, by_the_book = (
            mean(
                outcomes(
                    "product-flaw", policy, team__formalisation=f, team__competence=competence
                ),
                "resilience",
            )
            for f in (0.0, 1.0)
        )
        return by_the_book - freely

    assert gain("apology", 0.0) > 0, "the fitting book helps those who only guess"
    assert gain("denial", 1.0) < 0, "the wrong book harms those who can read"
    assert gain("denial", 1.0) < gain("denial", 0.0)


def test_a_blind_brand_does_worse_than_one_with_a_good_compass():
    seeing = outcomes("product-flaw", "correction", brand__monitoring_share=1.0)
    blind = outcomes("product-flaw", "correction", brand__monitoring_share=0.0)
    assert mean(blind, "resilience") < mean(seeing, "resilience")


def test_one_voice_angers_less_than_many():
    one = outcomes("bubble-tea", "template", team__coordination=1.0)
    many = outcomes("bubble-tea", "template", team__coordination=0.0)
    assert mean(many, "conduct_share") > mean(one, "conduct_share")


def test_abuse_is_felt_more_by_staff_who_sign_with_their_names():
    named, nameless = (
        outcomes("product-flaw", "empathy", team__real_names=names, team__abuse=5.0)
        for names in (True, False)
    )
    assert column(named, "lowest_energy") < column(nameless, "lowest_energy")


def test_few_supporters_help_and_many_look_like_a_campaign():
    class Supported(ResponsePolicy):
        def __init__(self, number):
            self.name, self._number = f"{number} supporters", number

        def speak(self, situation):
            told = situation.surge >= 3 and situation.since_statement >= 24
            return Message(supporters=self._number) if told else None

    scenario = load("bubble-tea").change(SIZE)
    none, few, many = (
        np.mean([run(scenario, Supported(n), seed).resilience.resilience for seed in SEEDS])
        for n in (0, 1, 100)
    )
    assert few >= none > many


def test_cost_stands_beside_resilience():
    (first, *_) = outcomes("product-flaw", "correction")
    assert first.summary["cost"] > 0 < first.summary["staff_hours"]
    free = outcomes("product-flaw", "silence")[0].summary
    assert free["cost"] < first.summary["cost"]


@pytest.mark.parametrize("policy", ["delete", "legal-threat"])
def test_control_of_the_page_and_threats_are_worse_than_silence(policy):
    assert mean(outcomes("product-flaw", policy), "resilience") < mean(
        outcomes("product-flaw", "silence"), "resilience"
    )


def test_jack_wolfskin_and_ing_diba_change_places():
    threatened, calm = (
        mean(outcomes("jack-wolfskin-2009", policy), "springback")
        for policy in ("legal-threat", "house-rules")
    )
    assert threatened < 0.5
    assert calm > 0.7
    bank = outcomes("ing-diba-2012", "house-rules")
    assert mean(bank, "springback") > 0.8
    assert mean(bank, "followers_lost") <= 0
