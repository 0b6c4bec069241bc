"""The form of a network, whoever sits at its nodes: the network portrait and its divergence.

A portrait counts, for every distance, how many others a person meets there. Two networks with
the same portrait are alike at all scales, from degrees to components, under any renaming.
Asking a fixed sample of persons is enough; 512 of them search at once, one bit each.

Source: Bagrow & Bollt 2019, Applied Network Science 4:45, doi 10.1007/s41109-019-0156-x.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import rel_entr

from knautschball.agents.bit_rows import WORDS, unite
from knautschball.agents.compiled import compiled, rule

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

_BITS = 64
"""Searches of a machine word; the words of a person make a line of the cache."""
_BESIDE, _TOGETHER = 4, 4  # persons who are counted side by side, and rows of them at once
_LANES, _SQUARE = _BESIDE * WORDS, _BESIDE * _TOGETHER


@compiled
def _active_neighbours(start, other, tie, active):
    """Drop the ties that do not exist now, so that every later pass is short and unbranched."""
    people = np.uint64(start.size - 1)
    begin = np.zeros(start.size, np.uint64)
    near = np.empty(other.size, np.uint32)
    filled = np.uint64(0)
    for person in range(people):
        for place in range(np.uint64(start[person]), np.uint64(start[person + np.uint64(1)])):
            near[filled] = other[place]
            filled += np.uint64(active[np.uint64(tie[place])])
        begin[person + np.uint64(1)] = filled
    return begin, near


@compiled
def _advance(begin, near, seen, front, fresh, everyone):
    """Move every search one tie further; say whether any of them met somebody new."""
    found = np.uint64(0)
    words = np.uint64(front.shape[1])  # a number known beforehand would turn the loops around
    for person in range(np.uint64(seen.shape[0])):
        missing = np.uint64(0)
        for word in range(words):
            missing |= everyone[word] & ~seen[person, word]
            fresh[person, word] = 0
        if missing == 0:
            continue
        unite(fresh, person, front, near, begin[person], begin[person + np.uint64(1)])
        for word in range(words):
            met = fresh[person, word] & everyone[word] & ~seen[person, word]
            fresh[person, word] = met
            seen[person, word] |= met
            found |= met
    return found != 0


@compiled
def _count_bits(rows, digits, carry):
    """Add up every bit position of ``rows``: ``digits[d]`` holds digit d of four times 512 sums.

    Four persons stand side by side and are counted apart, since the compiler makes vectors only
    of a loop that long. Four rows of them at a time: three additions without a carry leave one
    word of their common weight to be carried on (carry-save addition: Harley & Seal in Warren
    2012, Hacker's Delight, chapter 5), for all searches at once.
    """
    digits[:] = 0
    words, following = rows.reshape(rows.shape[0] // _BESIDE, _LANES), np.uint64(1)
    for row in range(np.uint64(0), np.uint64(words.shape[0]), np.uint64(_TOGETHER)):
        second, third = row + following, row + np.uint64(2)
        more = np.uint64(0)
        for at in range(np.uint64(_LANES)):
            low, twos = _sum_of_three(digits[0, at], words[row, at], words[second, at])
            fourth = words[third + following, at]
            digits[0, at], more_twos = _sum_of_three(low, words[third, at], fourth)
            digits[1, at], carry[at] = _sum_of_three(digits[1, at], twos, more_twos)
            more |= carry[at]
        digit = np.uint64(2)
        while more != 0:
            more = np.uint64(0)
            for at in range(np.uint64(_LANES)):
                old = digits[digit, at]
                digits[digit, at], carry[at] = old ^ carry[at], old & carry[at]
                more |= carry[at]
            digit += np.uint64(1)


@rule
def _sum_of_three(one, two, three):
    """Add three bits at every position: the digit, and what is carried to the next one."""
    differ = one ^ two
    return differ ^ three, (one & two) | (differ & three)


@compiled
def _enter(pairs, row, digits, searches, edges):
    """Enter the sums of one distance into its row, each under its own size class."""
    reached = np.zeros(WORDS * _BITS, np.int64)
    for digit in range(digits.shape[0]):
        for at in range(np.uint64(_LANES)):
            bits, first = digits[digit, at], at % np.uint64(WORDS) * np.uint64(_BITS)
            for bit in range(np.uint64(_BITS)):
                reached[first + bit] += np.int64((bits >> bit) & np.uint64(1)) << digit
    for total in reached[:searches]:
        if total > 0:
            pairs[row, np.searchsorted(edges, total, side="right") - 1] += total
    return reached[:searches]


@compiled
def _set_out(sources, begin, near, seen, front, everyone):
    """Start a search at each source, whose friends it meets first; mark the bits in use."""
    seen[:] = 0
    front[:] = 0
    everyone[:] = 0
    for search in range(sources.size):
        word, bit = search // _BITS, np.uint64(1) << np.uint64(search % _BITS)
        everyone[word] |= bit
        seen[sources[search], word] |= bit
        for place in range(begin[sources[search]], begin[sources[search] + 1]):
            seen[near[place], word] |= bit
            front[near[place], word] |= bit


@compiled
def _portrait(start, other, tie, active, sources, edges, rows):
    people = start.size - 1
    pairs = np.zeros((rows, edges.size), np.float64)
    begin, near = _active_neighbours(start, other, tie, active)
    seen = np.empty((people, WORDS), np.uint64)
    front = np.empty((-(-people // _SQUARE) * _SQUARE, WORDS), np.uint64)
    fresh = np.zeros_like(front)
    everyone, carry = np.empty(WORDS, np.uint64), np.empty(_LANES, np.uint64)
    digits = np.empty((int(np.log2(people)) + 2, _LANES), np.uint64)  # those of ``people``
    for first in range(0, sources.size, _BITS * WORDS):
        some = sources[first : first + _BITS * WORDS]
        _set_out(some, begin, near, seen, front, everyone)
        left = np.full(some.size, people - 1)
        for row in range(rows - 1):
            _count_bits(front, digits, carry)
            left -= _enter(pairs, row, digits, some.size, edges)
            if not _advance(begin, near, seen, front, fresh, everyone):
                break
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
