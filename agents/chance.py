"""Chance that nobody consumes: each draw is a pure function of seed, hour, who and what for.

An ordinary generator hands out the next number of a stream, so one extra draw shifts all that
follow and two runs stop being comparable. Here a person has the same luck in an hour whatever
the brand says, whatever others do, and in whichever order or thread the hour is computed.
The function is the finaliser of SplitMix64 (Steele, Lea & Flood 2014,
doi 10.1145/2660193.2660195), applied once to name a stream and once to draw from it.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.compiled import compiled, rule

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_ONE = np.uint64(1)


class For(IntEnum):
    """What a draw is for; two purposes never share luck."""

    LUCK = 1
    TRAIT = 2
    ACTIVITY = 8
    TRUST = 9
    FOLLOW = 10
    CUSTOMER = 11
    PATIENCE = 12
    THRESHOLD = 13
    NAME = 14
    LOYALTY = 15
    WOBBLE = 16
    AFFECTED = 20
    STRIKE_HOUR = 21
    LURK = 22
    NOTICE = 40
    READ = 41
    POST = 42
    TOPIC = 43
    DEFEND = 44
    EVERYDAY = 45
    CHEAP = 46
    SHARE = 47
    ASK = 48
    LEAVE = 49
    VENT = 51
    QUESTION = 52
    TONE = 53
    TIE = 60
    MONITOR = 70
    OVERLOOK = 71
    MEMBER = 72
    LINE = 73
    SIDE = 74
    MISTAKE = 75
    SLIP = 76
    SENSE = 77
    DEVIATE = 78
    CHANNEL = 79
    CALL = 80
    MERIT = 81
    SPILL = 82
    SEE = 100  # plus the number of the message


@rule
def mix(bits: np.uint64) -> np.uint64:
    """Scramble 64 bits so that neighbouring inputs have unrelated outputs."""
    bits = (bits ^ (bits >> _30)) * _FIRST
    bits = (bits ^ (bits >> _27)) * _SECOND
    return bits ^ (bits >> _31)


@rule
def uniform(stream: np.uint64, key: np.uint64) -> float:
    """Draw a number in [0, 1) for ``key`` from ``stream``."""
    return (mix(stream + key * _GOLDEN) >> _11) * 1.1102230246251565e-16


@compiled
def _stream(seed: np.uint64, hour: np.uint64, purpose: np.uint64) -> np.uint64:
    bits = mix(_GOLDEN * (seed + _ONE))
    bits = mix(bits + _GOLDEN * (hour + _ONE))
    return mix(bits + _GOLDEN * (purpose + _ONE))


def stream(seed: int, hour: int, purpose: int) -> np.uint64:
    """Name the stream of one seed, hour and purpose."""
    return np.uint64(_stream(np.uint64(seed), np.uint64(hour), np.uint64(purpose)))


@compiled
def streams(
    seed: np.uint64, hour: np.uint64, purposes: NDArray[np.uint64], named: NDArray[np.uint64]
) -> None:
    """Name the streams of one seed and hour for many purposes."""
    for k in range(purposes.size):
        named[k] = _stream(seed, hour, purposes[k])


@compiled
def uniforms(stream: np.uint64, keys: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Draw one number in [0, 1) for each key."""
    drawn = np.empty(keys.size)
    for i in range(keys.size):
        drawn[i] = uniform(stream, keys[i])
    return drawn


@compiled
def _drawn(seed, hour, purposes, keys):
    drawn = np.empty((purposes.size, keys.size))
    for k in range(purposes.size):
        named = _stream(seed, hour, purposes[k])
        for i in range(keys.size):
            drawn[k, i] = uniform(named, keys[i])
    return drawn


def draws(
    seed: int, hour: int, purposes: NDArray[np.uint64], keys: NDArray[np.uint64]
) -> NDArray[np.float64]:
    """Draw for several purposes at once: one row each, with a number in [0, 1) for each key."""
    return _drawn(np.uint64(seed), np.uint64(hour), purposes, keys)


@compiled
def _lucks(base: np.uint64, keys: NDArray[np.uint64]) -> None:
    for i in range(keys.size):
        keys[i] = mix(base + np.uint64(i) * _GOLDEN)


def lucks(seed: int, size: int) -> NDArray[np.uint64]:
    """Give each of ``size`` persons the key that all their later luck hangs on."""
    keys = np.empty(size, np.uint64)
    _lucks(stream(seed, 0, For.LUCK), keys)
    return keys
