"""Where the points of a sweep lie: grids and samples. The sampling itself is scipy's and SALib's.

Everything is drawn in the unit cube and then carried to the values of each axis, so that whole
numbers, switches and names take part in every design.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from knautschball.scenarios.errors import ScenarioError

KINDS = ("grid", "sobol", "latin-hypercube", "morris", "saltelli")
"""Designs; the last two are those of sensitivity analysis, see `sensitivity`."""
LEVELS = 4
"""Levels of Morris' grid, as usual (Campolongo et al. 2007, doi 10.1016/j.envsoft.2006.10.004)."""


@dataclass(frozen=True)
class Axis:
    """One varied number, switch or name.

    Attributes
    ----------
    key : str
        Its dotted name.
    values : tuple
        Values to take, in their order; empty where a range is given.
    low, high : float
        Ends of the range, both included.
    steps : int or None
        Number of even steps of the range on a grid.
    whole : bool
        Whether only whole numbers make sense.
    """

    key: str
    values: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 1.0
    steps: int | None = None
    whole: bool = False

    @property
    def grid(self) -> tuple[Any, ...]:
        """The values on a grid."""
        if self.values:
            return self.values
        even = np.linspace(self.low, self.high, self.steps or 2).tolist()
        return tuple(dict.fromkeys(map(round, even))) if self.whole else tuple(even)

    def at(self, share: NDArray[np.float64]) -> list[Any]:
        """Carry shares of the way, float[n] in [0, 1], to values.

        Values of a list and whole numbers take equal parts of the way.
        """
        if self.values or (self.whole and self.steps is None):
            choices = self.values or range(int(self.low), int(self.high) + 1)
            return [choices[min(int(one * len(choices)), len(choices) - 1)] for one in share]
        return (self.low + (self.high - self.low) * share).tolist()


def points(
    axes: Sequence[Axis], kind: str = "grid", samples: int = 0, seed: int = 1
) -> pd.DataFrame:
    """Place the points of a design.

    Parameters
    ----------
    axes : sequence of Axis
        What is varied; without any there is one point with no columns.
    kind : str
        One of `KINDS`.
    samples : int
        Points of a sample; for ``morris`` the trajectories, for ``saltelli`` the base sample.
    seed : int
        Of the sample; the same seed gives the same points.

    Returns
    -------
    DataFrame
        One row per point, one column per axis; values are plain Python objects. A grid runs
        through its last axis first.

    Raises
    ------
    ScenarioError
        A sample of a size that the design cannot have.
    """
    names = [axis.key for axis in axes]
    if kind == "grid" or not axes:
        rows = list(product(*(axis.grid for axis in axes)))
        return pd.DataFrame(rows, columns=names, index=range(len(rows)), dtype=object)
    drawn = cube(kind, len(axes), samples, seed)
    columns = {axis.key: axis.at(drawn[:, k]) for k, axis in enumerate(axes)}
    return pd.DataFrame(columns, dtype=object)


def cube(kind: str, dimensions: int, samples: int, seed: int) -> NDArray[np.float64]:
    """Draw the points of a sample in the unit cube, float64[points, dimensions].

    Raises
    ------
    ScenarioError
        A sample of a size that the design cannot have.
    """
    from scipy.stats import qmc

    if samples < 1:
        raise ScenarioError("design.samples", f"{samples} was given", "1 or more")
    if kind == "latin-hypercube":
        return qmc.LatinHypercube(dimensions, seed=seed).random(samples)
    if kind in ("sobol", "saltelli") and samples & (samples - 1):
        near = 2 ** round(np.log2(samples))
        raise ScenarioError(
            "design.samples", f"{samples} was given", "a power of two, or the points lose balance",
            str(near),
        )  # fmt: skip
    if kind == "sobol":
        return qmc.Sobol(dimensions, seed=seed).random(samples)
    return _of_sensitivity(kind, dimensions, samples, seed)


def _of_sensitivity(kind: str, dimensions: int, samples: int, seed: int) -> NDArray[np.float64]:
    from SALib.sample import morris, sobol

    problem = unit_problem([str(k) for k in range(dimensions)])
    if kind == "morris":
        return morris.sample(problem, samples, num_levels=LEVELS, seed=seed)
    return sobol.sample(problem, samples, calc_second_order=False, seed=seed)


def unit_problem(names: Sequence[str]) -> dict[str, Any]:
    """Describe the unit cube in SALib's terms."""
    return {
        "num_vars": len(names),
        "names": list(names),
        "bounds": [[0.0, 1.0] for _ in names],
    }
