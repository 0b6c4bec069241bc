"""What a fit may change, and how far: the knobs that shape the wave of complaints."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Range:
    """Log-uniform prior of one knob.

    Attributes
    ----------
    key : str
        Dotted key, as for ``--set``.
    low, high : float
        Inside the bounds of the knob's declaration.
    """

    key: str
    low: float
    high: float

    def value(self, unit: Floats) -> Floats:
        """Give the values at quantiles ``unit`` of the prior, each in [0, 1]."""
        return np.asarray(self.low * (self.high / self.low) ** np.asarray(unit, float))


PRIOR = (
    Range("load.severity", 0.5, 3.0),
    Range("load.reach", 0.03, 0.6),
    Range("load.spread", 1.0, 168.0),
    Range("load.lasting", 12.0, 1000.0),
    Range("contagion.voices", 0.3, 5.0),
    Range("feelings.arousal_half_life", 0.5, 24.0),
    Range("feelings.issue_half_life", 6.0, 400.0),
    Range("people.swing", 1.0, 15.0),
)
"""Ranges are assumptions, chosen so that the waves they make rise and fall as fast and as slowly
as measured ones do: half of the peak after 3 hours to 3 days, a tenth after 7 hours to 12 days."""


def values(prior: tuple[Range, ...], units: Floats) -> dict[str, Floats]:
    """Turn quantiles into values by key.

    Parameters
    ----------
    units : float64[n, k] or float64[k]
        One column per knob; more columns are left alone.
    """
    return {one.key: one.value(np.asarray(units)[..., at]) for at, one in enumerate(prior)}
