"""What a user is told to try shows in whole storms, in the direction that is said."""

import numpy as np
import pytest
from storms import small, storm

from knautschball.model import run
from knautschball.model.deeds import COMPLAINS
from knautschball.model.outcome import floor_of

pytestmark = pytest.mark.slow

SEEDS = range(1, 5)
UNFAIR = {"load__severity": 3.0, "load__blame": 0.15, "load__truth": 0.1}


def mean(part: str, policy: str = "silence", name: str = "product-flaw", **changes) -> float:
    """Mean of one number of the summary over a few small storms."""
    scenario = small(name, **({"community__size": 400} | changes))
    floor = floor_of(scenario)
    return float(np.mean([run(scenario, policy, s, floor=floor).summary[part] for s in SEEDS]))


def test_traits_matter_but_weakly():
    """M5: a crowd of average people storms about as much as a mixed one."""
    mixed, average = mean("posts"), mean("posts", people__trait_spread=0.0)
    assert mixed != average
    assert mixed == pytest.approx(average, rel=0.35)


def test_the_community_defends_a_brand_that_is_charged_unfairly():
    """M11: counter-mobilisation without a word of the brand."""
    loud = {"community__size": 800, "load__reach": 0.4}
    unfair, fair = (mean("largest_support", **loud, **load) for load in (UNFAIR, {}))
    assert unfair > 0.3
    assert unfair > 3 * fair


def test_who_vents_needs_no_case():
    """M13: complaints in calm times, without any load."""
    calm, venting = (mean("posts", name="calm", people__venting=v) for v in (0.0, 0.3))
    assert venting > calm + 10


def test_by_night_the_storm_sleeps():
    """M22: hours of the day differ with the rhythm, and hardly without it."""

    def busiest_over_quietest(swing):
        clock = np.zeros(24)
        for seed in SEEDS:
            model = storm(small(community__size=600, people__swing=swing), "silence", seed)
            posts = model.record.counts[:, 1:3].sum(axis=1)
            clock += posts[: posts.size // 24 * 24].reshape(-1, 24).sum(axis=0)
        thirds = np.roll(clock, -1).reshape(3, 8).sum(axis=1)  # night from 1 to 9 o'clock
        return thirds[1:].max() / max(1.0, thirds[0])

    assert busiest_over_quietest(20.0) > 2 * busiest_over_quietest(1.0)


def test_real_names_complain_more_or_less_as_the_evidence_chosen_says():
    """M24: contested, so both signs can be set."""
    bold, shy = (
        mean("posts", people__real_names=True, people__real_name_boldness=b) for b in (2.0, 0.5)
    )
    assert shy < mean("posts", people__pseudonyms=1.0) < bold


def test_the_sign_of_a_change_is_told():
    """M26: stance worse after a justified storm, and nearer to the twin's after a correction."""
    left, mended = (mean("stance_change", p, run__horizon=20.0) for p in ("denial", "correction"))
    assert left < mended
    assert left < 0


def test_the_tone_of_friends_is_alike_where_people_conform():
    """Conformity of tone: who hears heated complaints complains heatedly."""

    def likeness(conformity):
        own, heard = [], []
        for seed in SEEDS:
            scenario = small(
                community__size=400, load__reach=0.4, contagion__tone_conformity=conformity
            )
            model = storm_by_hand(scenario, seed, own, heard)
            assert model.record.counts[:, -1].sum() > 0
        return np.corrcoef(own, heard)[0, 1]

    assert likeness(1.0) > likeness(0.0) + 0.1


def storm_by_hand(scenario, seed, own, heard):
    """Step through a storm, noting tone and tone heard of everybody who complains."""
    from knautschball.model.firestorm import Firestorm

    model = Firestorm(scenario, "silence", seed)
    people = model.columns
    while model.running:
        model.step()
        voices = people.feed_issue + people.feed_conduct
        who = ((people.acts & COMPLAINS) > 0) & (voices > 0)
        own.extend(people.heated[who].tolist())
        heard.extend((people.feed_heated[who] / voices[who]).tolist())
    return model
