"""Chance that nobody consumes: known answers, even, independent, one stream per purpose."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from storms import small

from knautschball.agents.chance import For, lucks, mix, stream, streams, uniform, uniforms
from knautschball.model.firestorm import Firestorm
from knautschball.model.hour import PURPOSES, SLOTS
from knautschball.scenarios.errors import KnautschballError

WORDS = st.integers(0, 2**64 - 1).map(np.uint64)
KEYS = np.arange(20_000, dtype=np.uint64)
GOLDEN = 0x9E3779B97F4A7C15


def test_scrambling_is_that_of_splitmix64():
    """First three numbers of the published generator started at 0."""
    published = (0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F)
    for step, expected in enumerate(published, 1):
        assert int(mix(np.uint64(step * GOLDEN % 2**64))) == expected


@given(WORDS)
@settings(max_examples=200, deadline=None)
def test_readable_scrambling_equals_compiled(word):
    with np.errstate(over="ignore"):
        assert mix.py_func(word) == mix(word)


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_every_draw_is_at_least_zero_and_below_one(one, key):
    assert 0 <= uniform(one, key) < 1


def test_the_largest_word_stays_below_one():
    assert (2**64 - 1 >> 11) * 2.0**-53 < 1
    assert 2.0**-53 == 1.1102230246251565e-16


@pytest.mark.parametrize("purpose", [For.TRAIT, For.POST, For.SEE + 3])
def test_draws_are_even(purpose):
    drawn = uniforms(stream(3, 41, purpose), lucks(3, KEYS.size))
    assert stats.kstest(drawn, "uniform").pvalue > 1e-4


@pytest.mark.parametrize(
    "other", [(4, 41, 42), (3, 42, 42), (3, 41, 43)], ids=["seed", "hour", "purpose"]
)
def test_neighbouring_streams_are_unrelated(other):
    one, two = uniforms(stream(3, 41, 42), KEYS), uniforms(stream(*other), KEYS)
    assert abs(np.corrcoef(one, two)[0, 1]) < 4 / np.sqrt(KEYS.size)


def test_neighbouring_persons_have_unrelated_luck():
    drawn = uniforms(stream(3, 41, 42), KEYS)
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 4 / np.sqrt(KEYS.size)


def test_two_hours_of_one_person_are_unrelated_as_pairs():
    """A grid of 10 x 10: every cell holds its hundredth."""
    one, two = (uniforms(stream(3, hour, 42), KEYS) for hour in (0, 1))
    cells = np.histogram2d(one, two, bins=10, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(cells.ravel()).pvalue > 1e-4


@given(st.integers(0, 2**63), st.integers(0, 100_000))
@settings(max_examples=30, deadline=None)
def test_draws_depend_on_nothing_but_their_names(seed, hour):
    named = stream(seed, hour, For.POST)
    some = KEYS[:50]
    drawn = uniforms(named, some)
    assert (uniforms(named, some[::-1]) == drawn[::-1]).all()
    assert uniforms(named, some[7:8])[0] == drawn[7] == uniform(named, some[7])


def test_many_streams_are_named_as_one_by_one():
    purposes = np.array([1, 40, 111], np.uint64)
    named = np.empty(3, np.uint64)
    streams(np.uint64(9), np.uint64(77), purposes, named)
    assert named.tolist() == [int(stream(9, 77, int(p))) for p in purposes]


def test_no_two_purposes_share_luck():
    # members, since two names of one number would show once among the values
    used = [int(p) for n, p in For.__members__.items() if n not in ("TRAIT", "SEE")]
    used += [For.TRAIT + trait for trait in range(5)]
    used += [For.SEE + slot for slot in range(SLOTS)]
    assert len(set(used)) == len(used)
    assert len({int(stream(1, 5, p)) for p in used}) == len(used)
    assert len(set(PURPOSES)) == len(PURPOSES)


def test_persons_have_their_own_luck():
    keys = lucks(1, 100_000)
    assert np.unique(keys).size == keys.size
    assert (lucks(1, 10) == keys[:10]).all()
    assert not np.isin(lucks(2, 1000), keys).any()


def test_a_seed_that_cannot_be_used_is_said_so():
    with pytest.raises(KnautschballError, match="seed"):
        Firestorm(small(), seed=-1)
