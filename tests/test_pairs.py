"""Pairs as arrays: searching, meeting for the first time, adding ties to the rows."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.model.pairs import (
    fresh_codes,
    from_codes,
    merged,
    none_seen,
    pair_codes,
    places,
    rows,
    simple,
)

SIZE = 9
PAIRS = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=40)


def array_of(pairs):
    return np.array(pairs, np.int64).reshape(-1, 2)


@settings(deadline=None)
@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=30),
    st.lists(st.floats(0, 1), max_size=20),
)
def test_places_are_those_of_a_binary_search(steps, shares):
    upto = np.cumsum(np.array([*steps, 1.0]))
    points = np.concatenate([upto, np.array(shares, float) * upto[-1]])
    assert (places(upto, points) == np.searchsorted(upto, points, side="right")).all()


@settings(deadline=None)
@given(PAIRS, PAIRS, st.integers(1, 12))
def test_only_strangers_meet_each_pair_once_in_the_order_they_came(ties, pairs, most):
    known = simple(array_of(ties), SIZE)
    start, other, _ = rows(known[:, 0], known[:, 1], SIZE)
    tied, expected = {tuple(pair) for pair in known.tolist()}, []
    for pair in (tuple(sorted(pair)) for pair in pairs):
        if pair[0] != pair[1] and pair not in tied and pair not in expected:
            expected.append(pair)
    one, two = array_of(pairs).T
    found = fresh_codes(one, two, start, other, none_seen(len(pairs)), most)
    assert list(map(tuple, from_codes(found, SIZE).tolist())) == expected[:most]


@settings(deadline=None)
@given(PAIRS, PAIRS)
def test_further_ties_give_the_rows_of_all_ties(ties, more):
    known, both = (simple(array_of(pairs), SIZE) for pairs in (ties, ties + more))
    new = np.setdiff1d(pair_codes(both, SIZE), pair_codes(known, SIZE))
    start, other, _ = rows(known[:, 0], known[:, 1], SIZE)
    expected = rows(both[:, 0], both[:, 1], SIZE)[:2]
    for got, wanted in zip(merged(start, other, new), expected, strict=True):
        assert got.dtype == wanted.dtype and (got == wanted).all()
