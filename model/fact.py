"""What a stylised fact is: a pattern that measured crowds show, and how a run is asked for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from knautschball.model.bench import Bench

INFINITE = float("inf")
TUNED = {
    "F14": ("feelings.yield_point", "feelings.stance_weight"),
    "F16": ("judgement.fit",),
    "F20": ("judgement.gossip",),
    "F22": ("judgement.gossip",),
    "F28": ("people.extravert_writes", "acts.agreeable_posts"),
}
"""Facts meant to judge, with an eye on which a number was moved by hand all the same: what moved.

They prove less than those that nothing was moved for, so verdicts count them apart."""


@dataclass(frozen=True)
class Fact:
    """One measurable part of a stylised fact.

    Attributes
    ----------
    name : str
        Number of the fact; parts of one fact share it and must all hold.
    pattern : str
        What is seen in measured crowds, and what exactly is computed here.
    unit : str
        Of the measured value.
    low, high : float
        Target range as published, both ends included; infinite where there is no end.
    measure : callable
        Bench of one seed → one number; NaN where the seed cannot tell.
    source : str
        Who measured it.
    fitted : bool
        The model's numbers were fitted on it; the others are left to be found again.
    over : {"median", "mean"}
        How seeds are joined; the mean of 0 and 1 is a share.
    kind : str
        H study or meta-analysis, C documented cases, T theory, D data file, as in ``source``.
    """

    name: str
    pattern: str
    unit: str
    low: float
    high: float
    measure: Callable[[Bench], float]
    source: str
    fitted: bool = False
    over: Literal["median", "mean"] = "median"
    kind: str = "H"

    @property
    def tuned(self) -> bool:
        """Whether a number was moved by hand with an eye on it, see `TUNED`."""
        return self.name in TUNED

    @property
    def key(self) -> str:
        """Name of the part: that of its measure."""
        return f"{self.name} {self.measure.__name__}"

    def joined(self, values: ArrayLike) -> float:
        """Join one number per seed to the measured value."""
        given = np.asarray(values, float)
        return float(np.median(given, axis=-1) if self.over == "median" else given.mean(axis=-1))
