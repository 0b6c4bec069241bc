"""The form of a network, whoever sits at its nodes: the network portrait and its divergence.

A portrait counts, for every distance, how many others a person meets there. Two networks with
the same portrait are alike at all scales, from degrees to components, under any renaming.
Asking a fixed sample of persons is enough; 512 of them search at once, one bit each.

Source: Bagrow & Bollt 2019, Applied Network Science 4:45, doi 10.1007/s41109-019-0156-x.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import rel_entr

from knautschball.agents.compiled import compiled

ROWS = 8
"""Rows: distance 1, 2, … 7, and last all who are farther or cannot be reached."""

# fmt: off
EDGES = np.array(
    [1, 2, 3, 4, 7,
     10, 16, 25, 40, 63,
     100, 160, 250, 400, 630,
     1_000, 1_600, 2_500, 4_000, 6_300,
     10_000, 16_000, 25_000, 40_000],
    dtype=np.int64,
)
# fmt: on
"""Lower ends of the bins of k, five per decade whatever the size of the community."""

_BITS, _WORDS = 64, 8
"""Searches of a machine word, and words of a person: together one line of the cache."""
_PLANES = 32  # binary digits of a count: more than any number of persons needs


@compiled
def _active_neighbours(start, other, tie, active):
    """Drop the ties that do not exist now, so that every later pass is short and unbranched."""
    people = start.size - 1
    begin = np.zeros(people + 1, np.int64)
    near = np.empty(other.size, np.uint32)
    filled = 0
    for person in range(people):
        for place in range(start[person], start[person + 1]):
            if active[tie[place]] != 0:
                near[filled] = other[place]
                filled += 1
        begin[person + 1] = filled
    return begin, near


@compiled
def _advance(begin, near, seen, front, fresh, everyone):
    """Move every search one tie further; say whether any of them met somebody new.

    Word by word, so that the friends of a person, who lie anywhere, are fetched all at once.
    """
    found = np.uint64(0)
    for person in range(np.uint64(seen.shape[0])):
        missing = np.uint64(0)
        for word in range(np.uint64(_WORDS)):
            missing |= everyone[word] & ~seen[person, word]
            fresh[person, word] = 0
        if missing == 0:
            continue
        low, high = np.uint64(begin[person]), np.uint64(begin[person + np.uint64(1)])
        for word in range(np.uint64(_WORDS)):
            met = np.uint64(0)
            for place in range(low, high):
                met |= front[near[place], word]
            met &= everyone[word] & ~seen[person, word]
            fresh[person, word] = met
            seen[person, word] |= met
            found |= met
    return found != 0


@compiled
def _count_bits(words, digits, waiting):
    """Add up every bit position of ``words``: ``digits[d]`` holds digit d of 512 sums.

    Two words of the same weight are added to a digit at once and leave one word of twice the
    weight (carry-save addition: Harley & Seal in Warren 2012, Hacker's Delight, chapter 5), so
    that a person costs one addition on average, for all searches at once.
    """
    digits[:] = 0
    held = np.empty(_WORDS, np.uint64)
    for person in range(words.shape[0]):
        held[:] = words[person]
        digit, before = 0, person
        while before & 1:  # one of this weight is waiting
            for word in range(_WORDS):
                sum_, one, two = digits[digit, word], waiting[digit, word], held[word]
                digits[digit, word] = sum_ ^ one ^ two
                held[word] = (sum_ & one) | ((sum_ ^ one) & two)
            before >>= 1
            digit += 1
        waiting[digit] = held
    _add_waiting(words.shape[0], digits, waiting)


@compiled
def _add_waiting(people, digits, waiting):
    """Add those that found no second one of their weight."""
    for first in range(_PLANES):
        if (people >> first) & 1 == 0:
            continue
        for word in range(_WORDS):
            carry, digit = waiting[first, word], first
            while carry != 0:
                old = digits[digit, word]
                digits[digit, word], carry = old ^ carry, old & carry
                digit += 1


@compiled
def _enter(pairs, row, digits, searches, edges):
    """Enter the sums of one distance into its row, each under its own size class."""
    reached = np.zeros(searches, np.int64)
    for search in range(searches):
        word, bit = search // _BITS, np.uint64(search % _BITS)
        total = 0
        for digit in range(_PLANES):
            total |= np.int64((digits[digit, word] >> bit) & np.uint64(1)) << digit
        reached[search] = total
        if total > 0:
            pairs[row, np.searchsorted(edges, total, side="right") - 1] += total
    return reached


@compiled
def _set_out(sources, seen, everyone):
    """Start a search at each source: mark its bit there, and among those in use."""
    seen[:] = 0
    everyone[:] = 0
    for search in range(sources.size):
        bit = np.uint64(1) << np.uint64(search % _BITS)
        everyone[search // _BITS] |= bit
        seen[sources[search], search // _BITS] |= bit


@compiled
def _portrait(start, other, tie, active, sources, edges, rows):
    people = start.size - 1
    pairs = np.zeros((rows, edges.size), np.float64)
    begin, near = _active_neighbours(start, other, tie, active)
    seen = np.empty((people, _WORDS), np.uint64)
    front, fresh = np.empty_like(seen), np.empty_like(seen)
    everyone = np.empty(_WORDS, np.uint64)
    digits = np.empty((_PLANES, _WORDS), np.uint64)
    waiting = np.empty_like(digits)
    for first in range(0, sources.size, _BITS * _WORDS):
        some = sources[first : first + _BITS * _WORDS]
        _set_out(some, seen, everyone)
        front[:] = seen
        left = np.full(some.size, people - 1)
        for row in range(rows - 1):
            if not _advance(begin, near, seen, front, fresh, everyone):
                break
            _count_bits(fresh, digits, waiting)
            left -= _enter(pairs, row, digits, some.size, edges)
            front, fresh = fresh, front
        for far in left:
            if far > 0:
                pairs[rows - 1, np.searchsorted(edges, far, side="right") - 1] += far
    return pairs


def portrait(
    start: NDArray[np.int64],
    other: NDArray[np.int32],
    tie: NDArray[np.int32],
    active: NDArray[np.uint8],
    sources: NDArray[np.integer],
) -> NDArray[np.float64]:
    """Take the portrait of a network as it is now, seen from ``sources``.

    Parameters
    ----------
    start : int64[n + 1]
        Where the neighbours of each person begin in ``other``.
    other, tie : int32[2 T]
        The neighbour and the number of the tie, both directions of all T ties.
    active : uint8[T]
        Which ties exist now (0 = does not).
    sources : int[S]
        The persons asked; all n of them give the exact portrait.

    Returns
    -------
    float64[8, 24]
        ``k · B[l, k]`` of Bagrow & Bollt, summed over the k of a bin: pairs (source, person)
        at distance l whose source has k persons at that distance. Rows are l = 1 … 7, then
        farther or unreached; columns the bins of k between `EDGES`. The sum is S (n − 1).

    Notes
    -----
    Holding pairs and not sources in each bin makes the weighting by k exact despite the bins.
    Distance 0 is left out: every person has one person, itself, there.
    """
    return _portrait(start, other, tie, active, np.asarray(sources, np.int64), EDGES, ROWS)


def divergence(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    """Tell how different two networks are, from 0 (same portrait) to 1 (nothing in common).

    The square root of the Jensen–Shannon divergence, base 2, between the two distributions
    ``P(l, k) = k B[l, k] / Σ k B``: draw a pair of persons, ask its distance l and how many
    persons its source has at that distance.

    The paper differs in three points. It draws k from another source than the distance,
    ``P(k | l) P(l) = B[l, k] / n · Σ_k k B / Σ k B``; both separate networks equally well, and
    the one used here has the lower noise floor on hubs. It has no bins, which can only lower
    the divergence. It takes no root, which makes a metric of it, proportional to small changes.

    Parameters
    ----------
    p, q : float64[..., L, B]
        Portraits of equal shape, such as one a day.

    Returns
    -------
    float64[...]
        Exactly 0.0 for equal portraits. 0 if both are empty, 1 if only one is.
    """
    flat = (*p.shape[:-2], p.shape[-2] * p.shape[-1])
    return np.sqrt(jensen_shannon(p.reshape(flat), q.reshape(flat)))


def jensen_shannon(p: NDArray, q: NDArray) -> NDArray[np.float64]:
    """Compare rows of counts by their Jensen–Shannon divergence, base 2, in [0, 1].

    Parameters
    ----------
    p, q : array[..., B]
        Counts of equal shape, none negative; each row is divided by its sum.

    Returns
    -------
    float64[...]
        Exactly 0 where the rows are equal or both empty, 1 where one is empty.
    """
    p, q = np.asarray(p, float), np.asarray(q, float)
    total_p, total_q = p.sum(-1, keepdims=True), q.sum(-1, keepdims=True)
    p, q = p / np.maximum(total_p, 1e-300), q / np.maximum(total_q, 1e-300)
    middle = (p + q) / 2
    bits = (rel_entr(p, middle) + rel_entr(q, middle)).sum(-1) / (2 * np.log(2))
    none_p, none_q = total_p[..., 0] <= 0, total_q[..., 0] <= 0
    return np.where(none_p | none_q, (none_p != none_q).astype(float), np.clip(bits, 0.0, 1.0))
