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
    """

    key: str
    low: float
    high: float
    falling: bool = False

    def value(self, unit: Floats) -> Floats:
        """Give the values at quantiles ``unit`` of the prior, each in [0, 1]."""
        share = np.asarray(unit, float)
        share = 1 - np.sqrt(1 - share) if self.falling else share
        return np.asarray(self.low * (self.high / self.low) ** share)


PRIOR = (
    Range("load.severity", 1.0, 3.0),
    Range("load.reach", 0.08, 0.8),
    Range("load.spread", 1.0, 168.0),
    Range("load.lasting", 4.0, 1000.0, falling=True),
    Range("contagion.voices", 0.3, 5.0),
    Range("feelings.arousal_half_life", 0.5, 24.0),
    Range("feelings.issue_half_life", 3.0, 400.0, falling=True),
    Range("people.swing", 1.0, 15.0, falling=True),
)
"""Ranges are assumptions, chosen so that the waves they make rise and fall as fast and as slowly
as measured ones do: half of the peak after 3 hours to 3 days, a tenth after 7 hours to 12 days.
Those that fall do so because most waves are short: with them, the simulated waves nearest to each
of 250 hashtags, those at odd places (Yang & Leskovec 2011, doi 10.1145/1935826.1935863), lie about
evenly over the prior."""


def values(prior: tuple[Range, ...], units: Floats) -> dict[str, Floats]:
    """Turn quantiles into values by key.

    Parameters
    ----------
    units : float64[n, k] or float64[k]
        One column per knob; more columns are left alone.
    """
    return {one.key: one.value(np.asarray(units)[..., at]) for at, one in enumerate(prior)}
