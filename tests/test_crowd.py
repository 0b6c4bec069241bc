"""The crowd as drawn: traits as correlated in 144,117 people, habits as declared, all at rest."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storms import small

from knautschball.agents import columns as people
from knautschball.agents.columns import ATTRIBUTES, NAMES, Columns
from knautschball.agents.crowd import CORRELATION, TRAITS, _mean_activity, draw

MANY = 20_000


@pytest.fixture(scope="module")
def crowd():
    return draw(small(), MANY, 7)


def _traits(columns):
    return np.array([getattr(columns, name) for name in TRAITS])


def test_traits_correlate_as_observed(crowd):
    """van der Linden, te Nijenhuis & Bakker 2010: order O, C, E, A, N."""
    published = {
        ("openness", "extraversion"): 0.31,
        ("conscientiousness", "neuroticism"): -0.32,
        ("conscientiousness", "agreeableness"): 0.31,
        ("agreeableness", "neuroticism"): -0.26,
        ("openness", "neuroticism"): -0.12,
    }
    found = np.corrcoef(_traits(crowd))
    assert found == pytest.approx(CORRELATION, abs=0.03)
    for (one, other), r in published.items():
        assert found[TRAITS.index(one), TRAITS.index(other)] == pytest.approx(r, abs=0.03)


def test_the_correlation_matrix_is_one():
    assert (CORRELATION == CORRELATION.T).all()
    assert np.linalg.eigvalsh(CORRELATION).min() == pytest.approx(0.636, abs=0.001)


def test_traits_are_z_scores(crowd):
    assert _traits(crowd).mean(axis=1) == pytest.approx(0, abs=0.03)
    assert _traits(crowd).std(axis=1) == pytest.approx(1, abs=0.03)


def test_without_spread_everyone_is_average():
    assert (_traits(draw(small(people__trait_spread=0.0), 200, 1)) == 0).all()


@given(seed=st.integers(0, 2**63), few=st.integers(1, 40), more=st.integers(0, 40))
@settings(max_examples=15, deadline=None)
def test_the_same_seed_gives_the_same_people_however_many_come_after(seed, few, more):
    alone, among = draw(small(), few, seed), draw(small(), few + more, seed)
    for mine, theirs in zip(alone, among, strict=True):
        assert (mine == theirs[:few]).all()


def test_another_seed_gives_other_people():
    one, other = (draw(small(), 100, seed) for seed in (1, 2))
    assert not np.isin(one.luck, other.luck).any()
    assert abs(np.corrcoef(one.extraversion, other.extraversion)[0, 1]) < 0.4


def _writing(**changes):
    activity = draw(small(**changes), 2 * MANY, 7).activity
    return np.sort(activity[activity > 0])[::-1]


def test_writers_are_unequal_within_the_cap_and_write_once_on_average():
    writers = _writing(people__activity_tail=1.23, people__activity_cap=60.0)
    assert writers.mean() == pytest.approx(1, abs=0.06)
    assert 40 < writers[0] / writers[-1] <= 60.001
    assert 0.1 < writers[: writers.size // 33].sum() / writers.sum() < 0.4
    assert _writing(people__activity_tail=4.0).std() < writers.std() / 2


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_declared_share_never_writes(share):
    silent = draw(small(people__lurkers=share), MANY, 7).activity == 0
    assert silent.mean() == pytest.approx(share, abs=0.015)
    assert share not in (0, 1) or silent.mean() == share


def test_the_mean_of_the_power_law_is_smooth_where_its_formula_is_not():
    beside = [_mean_activity(1 + step, 60.0) for step in (-1e-5, 1e-5)]
    assert _mean_activity(1.0, 60.0) == pytest.approx(sum(beside) / 2, rel=1e-6)


def test_people_expect_a_reply_as_soon_as_they_said(crowd):
    """53 % within an hour, 65 % within two: Lithium / Millward Brown 2013."""
    assert (crowd.patience <= 1).mean() == pytest.approx(0.53, abs=0.05)
    assert (crowd.patience <= 2).mean() == pytest.approx(0.65, abs=0.05)


def test_shares_are_as_declared(crowd):
    assert crowd.customer.mean() == pytest.approx(0.5, abs=0.015)
    assert crowd.pseudonym.mean() == pytest.approx(0.5, abs=0.015)
    assert crowd.follows.mean() == pytest.approx(0.6, abs=0.015)
    assert np.median(crowd.threshold) == pytest.approx(1.5, rel=0.03)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_or_everybody_follows_where_the_scenario_says_so(share):
    assert draw(small(people__followers=share), 2000, 1).follows.mean() == share


def test_who_trusts_the_brand_more_follows_it_more(crowd):
    median = np.median(crowd.trust)
    high, low = (crowd.follows[crowd.trust > median], crowd.follows[crowd.trust <= median])
    assert high.mean() > low.mean() + 0.05


def test_trust_has_the_declared_mean_and_spread(crowd):
    assert crowd.trust.mean() == pytest.approx(0.35, abs=0.02)
    assert crowd.trust.std() == pytest.approx(0.25, abs=0.02)
    assert np.corrcoef(crowd.trust, crowd.loyalty)[0, 1] == pytest.approx(0.6, abs=0.05)


def test_everybody_starts_at_rest(crowd):
    for name in ("issue", "conduct", "aware", "dose", "said", "posts", "blame", "feed_issue"):
        assert not getattr(crowd, name).any(), name
    assert (crowd.stance == crowd.trust).all()
    assert (crowd.trust == crowd.trust_before).all()
    assert (crowd.asked_at == -1).all()
    assert (crowd.reply == -1).all()
    assert 0 <= crowd.arousal.min() <= crowd.arousal.max() < 0.3
    assert (crowd.followed == crowd.follows).all()


def test_real_names_make_everyone_write_under_their_own():
    named = draw(small(people__real_names=True), 500, 1)
    assert not named.pseudonym.any()
    assert named.boldness == pytest.approx(1.15)


def test_boldness_belongs_to_real_names_only(crowd):
    assert (crowd.boldness[crowd.pseudonym == 1] == 1).all()
    assert crowd.boldness[crowd.pseudonym == 0] == pytest.approx(1.15)


# --- columns ------------------------------------------------------------------------------


def test_the_table_of_attributes_is_the_columns():
    assert Columns._fields == NAMES
    made = people.empty(3)
    for attribute, column in zip(ATTRIBUTES, made, strict=True):
        assert column.dtype == attribute.kind, attribute.name
        assert column.shape == (3,)
        assert attribute.meaning and attribute.unit, attribute.name


def test_a_copy_shares_nothing(crowd):
    other = people.copy(crowd)
    for mine, theirs in zip(crowd, other, strict=True):
        assert not np.shares_memory(mine, theirs)
        assert (mine == theirs).all()


def test_renaming_seats_the_same_people_elsewhere(crowd):
    order = np.random.default_rng(0).permutation(MANY)
    moved = people.renamed(crowd, order)
    assert (moved.luck == crowd.luck[order]).all()
    assert (moved.trust == crowd.trust[order]).all()
    assert not (moved.luck == crowd.luck).all()
