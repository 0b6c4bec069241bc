"""An exponential function that is compiled into the loop over people, many at a time.

The one of the mathematical library is called for one number after the other, and slightly
different from machine to machine; this one is arithmetic and gives the same bits everywhere.
"""

import numpy as np

from knautschball.agents.compiled import rule

_PER_LN_2 = 1.4426950408889634
_LN_2_HIGH, _LN_2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10
_LARGEST = 700.0  # beyond it a number of 64 bits is nearly zero or overflows


@rule
def exp(x: float) -> float:
    """Give e to the power of x, for x cut to -700 … 700; within 2e-14 of the exact value.

    Powers of two are split off (Cody & Waite 1980, Software Manual for the Elementary
    Functions, chapter 6); the rest, at most ½ ln 2, goes into its series up to the 11th power.
    """
    x = min(max(x, -_LARGEST), _LARGEST)
    twos = np.floor(x * _PER_LN_2 + 0.5)
    r = (x - twos * _LN_2_HIGH) - twos * _LN_2_LOW
    s = r * (1.0 / 39916800.0) + 1.0 / 3628800.0
    s = s * r + 1.0 / 362880.0
    s = s * r + 1.0 / 40320.0
    s = s * r + 1.0 / 5040.0
    s = s * r + 1.0 / 720.0
    s = s * r + 1.0 / 120.0
    s = s * r + 1.0 / 24.0
    s = s * r + 1.0 / 6.0
    s = s * r + 0.5
    s = (s * r + 1.0) * r + 1.0
    # the exponent of a 64-bit number stands 52 bits up, counted from 1023
    return s * np.int64((np.int64(twos) + 1023) << 52).view(np.float64)
