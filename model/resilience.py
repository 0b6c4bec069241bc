"""How well a dent sprang back: its depth, its area, what remains, and one number for the three.

The picture is a squeeze ball. What returns is elastic, what remains is plastic, and a ball that
returns slowly but completely is better than one that returns fast and stays dented.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from knautschball.model.shape import COMPONENTS, DAY, dent, shares

NEARLY = 0.1
"""Share of the deepest dent at which the form counts as returned (assumption)."""


@dataclass(frozen=True)
class Resilience:
    """The parts of a recovery; always shown together with the one number R."""

    resilience: float
    """R = [(1 − P)(1 − L)(1 − ρ)²]^¼, in [0, 1]; 1 means no measurable deviation."""
    peak_dent: float
    """P, the deepest dent after the load struck, in [0, 1]."""
    peak_hour: int
    """When it was deepest: hours since the load."""
    area: float
    """L, the mean dent over all hours since the load, in [0, 1]."""
    residual: float
    """ρ, the mean dent over the last window, in [0, 1]: the plastic part."""
    springback: float
    """1 − ρ / P, the elastic share, in [0, 1]; 1 if there was no dent."""
    recovery_hours: int | None
    """Hours from the load until the form was back for a day; None if not before the horizon."""
    recovered: bool
    """Whether it came back before the horizon."""
    worst_component: str | None
    """The component farthest from the twin at the deepest hour; None if there was no dent."""
    peak_by_component: dict[str, float]
    """Corrected distance of each component at the deepest hour."""
    residual_by_component: dict[str, float]
    """Mean corrected distance of each component over the last window."""


def resilience(
    corrected: NDArray[np.float64],
    since_load: NDArray[np.int64],
    *,
    weights: ArrayLike | None = None,
    window: int = 168,
    tolerance: float = 0.0,
) -> Resilience:
    """Measure the return to the original form.

    Parameters
    ----------
    corrected : float64[T, 6]
        Distances from the twin above the noise floor, in the order of `COMPONENTS`.
    since_load : int64[T]
        Hours since the first load struck, rising; hours before 0 are ignored.
    weights : six numbers, optional
        Weights of the components in the dent; equal if not given.
    window : int
        Hours at the end over which the residual is taken; a week evens out its rhythm.
    tolerance : float
        Dent at or below which the form counts as returned, such as the upper noise floor.

    Returns
    -------
    Resilience
        With D(t) the dent, h the hours since the load and H the last of them:
        P = max D, L = mean D (the resilience triangle as a share of its frame, Bruneau et al.
        2003), ρ = mean D over the last ``window`` hours, springback 1 − ρ / P (recovery over
        loss, Henry & Ramirez-Marquez 2012), and the first hour after the peak from which
        D ≤ max(tolerance, 0.1 P) for 24 hours on end. The residual counts double in R because
        the return to the original form is the question.

    Raises
    ------
    ValueError
        If no hour lies at or after the load, the window is empty, or the shapes do not fit.

    References
    ----------
    Bruneau et al. 2003, Earthquake Spectra 19:733, doi 10.1193/1.1623497.
    Henry & Ramirez-Marquez 2012, Reliability Engineering & System Safety 99:114,
    doi 10.1016/j.ress.2011.09.002.
    """
    corrected, since_load = np.asarray(corrected, float), np.asarray(since_load)
    _check(corrected, since_load, window)
    after = since_load >= 0
    components, hours = corrected[after], since_load[after]
    depth = dent(components, weights)
    deepest = int(depth.argmax())
    peak, area, residual = depth[deepest], depth.mean(), depth[-window:].mean()
    back = _returned(depth, max(tolerance, NEARLY * peak))
    return Resilience(
        resilience=score(peak, area, residual),
        peak_dent=float(peak),
        peak_hour=int(hours[deepest]),
        area=float(area),
        residual=float(residual),
        springback=springback(peak, residual),
        recovery_hours=None if back is None else int(hours[back]),
        recovered=back is not None,
        worst_component=_worst(components[deepest], weights),
        peak_by_component=_by_component(components[deepest]),
        residual_by_component=_by_component(components[-window:].mean(axis=0)),
    )


def score(peak: float, area: float, residual: float) -> float:
    """Join depth, area and residual to R = [(1 − P)(1 − L)(1 − ρ)²]^¼.

    Falls with each of the three, is 1 only if all are 0, and 0 if any is 1.
    """
    return float(((1.0 - peak) * (1.0 - area) * (1.0 - residual) ** 2) ** 0.25)


def springback(peak: float, residual: float) -> float:
    """Tell which share of the deepest dent came back: 1 − ρ / P, 1 if there was none."""
    return 1.0 if peak <= 0 else float(np.clip(1.0 - residual / peak, 0.0, 1.0))


def hysteresis(dent: ArrayLike, stress: ArrayLike) -> float:
    """Measure the loop between stress and dent: the work a community does not give back.

    ``−∮ D dσ / (P σ_max)`` over the path (σ(t), D(t)), closed from its last point to its first,
    by the trapezoidal rule.

    Parameters
    ----------
    dent, stress : float[T]
        Dent and outer stress (severity × exposure) at the same hours.

    Returns
    -------
    float
        0 for a perfectly elastic community, whose dent follows the stress at once; positive if
        the dent lags behind the stress, at most 1 for one loop, summed over repeated ones.
        0 if there is no dent or no stress.
    """
    depth, load = np.asarray(dent, float), np.asarray(stress, float)
    frame = depth.max(initial=0.0) * np.abs(load).max(initial=0.0)
    if frame <= 0:
        return 0.0
    return float(-np.trapezoid(np.append(depth, depth[0]), np.append(load, load[0])) / frame)


def _returned(depth: NDArray[np.float64], enough: float) -> int | None:
    """Find the first hour after the peak with which 24 hours at or below ``enough`` begin."""
    deepest = int(depth.argmax())
    if depth[deepest] <= enough:  # it never left the form
        return 0
    calm = np.concatenate(([0], np.cumsum(depth[deepest:] <= enough)))
    whole_days = np.flatnonzero(calm[DAY:] - calm[:-DAY] == DAY)
    return deepest + int(whole_days[0]) if whole_days.size else None


def _worst(distance: NDArray[np.float64], weights: ArrayLike | None) -> str | None:
    """Name the component farthest from the twin, among those that count at all."""
    counted = np.where(shares(weights) > 0, distance, 0.0)
    return COMPONENTS[int(counted.argmax())] if counted.any() else None


def _by_component(values: NDArray[np.float64]) -> dict[str, float]:
    return dict(zip(COMPONENTS, values.tolist(), strict=True))


def _check(corrected: NDArray[np.float64], since_load: NDArray[np.int64], window: int) -> None:
    if corrected.shape != (len(since_load), len(COMPONENTS)):
        raise ValueError(
            f"distances must be {len(since_load)} hours × {len(COMPONENTS)} components, "
            f"got {corrected.shape}"
        )
    if window < 1:
        raise ValueError(f"window must be at least 1 hour, got {window}")
    if not (since_load >= 0).any():
        raise ValueError("no hour at or after the load: nothing can have sprung back")
