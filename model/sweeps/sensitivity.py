"""Which numbers matter: the designs and indices of Morris and Sobol, computed by SALib.

A method is a design and what is made of its results. The design is swept like any other, so a
long analysis can be stopped, resumed and done on a cluster.
"""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatch

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from knautschball.model.sweeps.design import LEVELS, cube, unit_problem
from knautschball.model.sweeps.experiment import declared
from knautschball.scenarios.errors import ScenarioError, unknown
from knautschball.scenarios.scenario import Scenario, keys, part

METHODS = {"morris": "morris", "sobol": "saltelli"}
"""Method → design of its points."""
APART = ("run.*", "community.size", "load.at")
"""Keys that are not looked at unless they are named: how long, how many, when."""
SORTED_BY = {"morris": "mu_star", "sobol": "total"}
"""Method → the column that says how much a number matters."""

Range = dict[str, float]


def around(
    scenario: Scenario, patterns: Iterable[str] = ("*",), span: float = 0.5
) -> dict[str, Range]:
    """Give a range around the value of every number of a scenario.

    Parameters
    ----------
    scenario : Scenario
        Its values are the middle.
    patterns : iterable of str
        Which keys, as ``team.*``; those of `APART` only if named in full.
    span : float
        Half of the width as a share of the value; cut at the declared bounds.

    Returns
    -------
    dict
        Key → ``{"low": …, "high": …}``. A number that is 0 has no surroundings and is left out.

    Raises
    ------
    ScenarioError
        A pattern fits no number.
    """
    ranges: dict[str, Range] = {}
    for pattern in patterns:
        fitting = [key for key in keys() if fnmatch(key, pattern)]
        if not fitting:
            raise unknown(ScenarioError, "--knobs", pattern, keys(), "key")
        for key in fitting:
            if key == pattern or not any(fnmatch(key, one) for one in APART):
                ranges |= _range(scenario, key, span)
    if not ranges:
        raise ScenarioError("--knobs", "nothing but names, switches and zeros", "numbers")
    return ranges


def _range(scenario: Scenario, key: str, span: float) -> dict[str, Range]:
    knob, value = declared(key), _value(scenario, key)
    if knob.low is None or knob.high is None or not value:
        return {}
    ends = np.clip([value - span * abs(value), value + span * abs(value)], knob.low, knob.high)
    if isinstance(knob.default, int):
        ends = np.round(ends)
    low, high = ends.tolist()
    return {key: {"low": low, "high": high}} if low < high else {}


def _value(scenario: Scenario, key: str) -> float:
    """Give the number under a dotted key; of several loads that of the first."""
    section, _, name = key.rpartition(".")
    found = part(scenario, section)
    if section == "load":
        found = found[0] if found else None
    return getattr(found, name, 0) or 0


def indices(
    method: str, names: Sequence[str], samples: int, values: ArrayLike, seed: int = 1
) -> pd.DataFrame:
    """Compute sensitivity indices from the results at the points of a design.

    Parameters
    ----------
    method : {"morris", "sobol"}
        The method; its design is that of `METHODS`.
    names : sequence of str
        What was varied, in the order of the design.
    samples, seed
        Of the design.
    values : float[points]
        One result per point, in the order of the design.

    Returns
    -------
    DataFrame
        One row per name, the most important first. ``morris``: ``mu_star`` (mean size of the
        effect of a step), its 95 % half-width ``mu_star_conf``, ``mu`` (with sign), ``sigma``
        (how much the effect depends on the rest). ``sobol``: share of the variance ``first``
        (alone) and ``total`` (with interactions), with ``first_conf`` and ``total_conf``.

    Raises
    ------
    ScenarioError
        A value is missing: the indices need every point.

    References
    ----------
    Morris 1991, Technometrics 33:161, doi 10.1080/00401706.1991.10484804.
    Campolongo et al. 2007, doi 10.1016/j.envsoft.2006.10.004.
    Saltelli et al. 2010, Computer Physics Communications 181:259, doi 10.1016/j.cpc.2009.09.018.
    """
    results = np.asarray(values, float)
    if np.isnan(results).any():
        raise ScenarioError(
            "sensitivity", f"{int(np.isnan(results).sum())} points have no result", "all of them"
        )
    compute = {"morris": _morris, "sobol": _sobol}[method]
    table = compute(list(names), samples, results, seed)
    return table.sort_values(SORTED_BY[method], ascending=False, ignore_index=True)


def _morris(names: list[str], samples: int, results: np.ndarray, seed: int) -> pd.DataFrame:
    from SALib.analyze import morris

    points = cube("morris", len(names), samples, seed)
    found = morris.analyze(unit_problem(names), points, results, num_levels=LEVELS, seed=seed)
    columns = ("mu_star", "mu_star_conf", "mu", "sigma")
    return pd.DataFrame({"key": names} | {name: np.asarray(found[name]) for name in columns})


def _sobol(names: list[str], samples: int, results: np.ndarray, seed: int) -> pd.DataFrame:
    from SALib.analyze import sobol

    found = sobol.analyze(unit_problem(names), results, calc_second_order=False, seed=seed)
    columns = {"first": "S1", "first_conf": "S1_conf", "total": "ST", "total_conf": "ST_conf"}
    return pd.DataFrame({"key": names} | {name: found[theirs] for name, theirs in columns.items()})
