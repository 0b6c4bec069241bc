"""What a fit may change, and how far: the knobs that shape the wave of complaints."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Range:
    """Prior of one knob, on the scale of its logarithm.

    Attributes
    ----------
    key : str
        Dotted key, as for ``--set``.
    low, high : float
        Inside the bounds of the knob's declaration.
    falling : bool
        Whether its density falls in a straight line to nothing at ``high``, rather than being
        the same everywhere.
    along : tuple of (str, float)
        Knobs that go with it, each as a multiple of it: what they do to a wave is so alike that
        counts could not tell which of them did it.
    """

    key: str
    low: float
    high: float
    falling: bool = False
    along: tuple[tuple[str, float], ...] = ()

    def value(self, unit: Floats) -> Floats:
        """Give the values at quantiles ``unit`` of the prior, each in [0, 1]."""
        share = np.asarray(unit, float)
        share = 1 - np.sqrt(1 - share) if self.falling else share
        return np.asarray(self.low * (self.high / self.low) ** share)


PRIOR = (
    Range("load.severity", 1.5, 3.0),
    Range("load.reach", 0.08, 0.8),
    Range("load.spread", 1.0, 168.0),
    Range("load.lasting", 3.0, 800.0, falling=True, along=(("feelings.issue_half_life", 0.5),)),
    Range("contagion.voices", 0.3, 5.0),
    Range("people.swing", 1.0, 15.0, falling=True),
)
"""Ranges are assumptions, chosen so that the waves they make rise and fall as fast and as slowly
as measured ones do: half of the peak after 3 hours to 3 days, a tenth after 7 hours to 12 days.
Those that fall do so because most waves are short: with them, the totals of hashtags at odd places
(Yang & Leskovec 2011, doi 10.1145/1935826.1935863) are foretold better.

How long the matter lasts and how long people are sore about it go together: alone, neither makes a
short wave, each makes a long one, and counts told neither when both were free. That people are sore
for half as long as the matter lasts is an assumption."""


def values(prior: tuple[Range, ...], units: Floats) -> dict[str, Floats]:
    """Turn quantiles into values by key.

    Parameters
    ----------
    units : float64[n, k] or float64[k]
        One column per knob; more columns are left alone.
    """
    told: dict[str, Floats] = {}
    for at, one in enumerate(prior):
        told[one.key] = one.value(np.asarray(units)[..., at])
        told |= {key: times * told[one.key] for key, times in one.along}
    return told
