"""From simulated posts to counts as a user sees them: scale, usual complaints, noise."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knautschball.model.fit_simulate import SERIES, Wave

Floats = NDArray[np.float64]
CONDUCT = SERIES.index("conduct")


@dataclass(frozen=True)
class Seen:
    """What the counts fix beforehand, so that a simulation can be brought to their size.

    Attributes
    ----------
    valid : bool[S]
        Steps with a count.
    total : float
        Complaints in them beyond the usual.
    usual : float
        Complaints per hour that come anyway.
    step : int
        Hours per step.
    doubt : float
        Standard error of ``usual``.
    """

    valid: NDArray[np.bool_]
    total: float
    usual: float
    step: int
    doubt: float = 0.0

    @property
    def hours(self) -> int:
        """Hours observed."""
        return self.valid.size * self.step

    def redrawn(self, rng: np.random.Generator) -> "Seen":
        """Part the same counts once more into usual ones and those of the wave."""
        hours = self.step * self.valid.sum()
        usual = max(0.0, self.usual + self.doubt * rng.standard_normal())
        total = max(0.1 * self.total, self.total + (self.usual - usual) * hours)
        return replace(self, usual=usual, total=total)


def by_steps(hourly: Floats, step: int) -> Floats:
    """Sum an hourly series, or the columns of a table, by steps."""
    whole = hourly.shape[0] // step
    cut = np.asarray(hourly[: whole * step], float)
    return cut.reshape(whole, step, *hourly.shape[1:]).sum(axis=1)


def complaints(wave: Wave, step: int) -> Floats:
    """Give simulated complaints by step, about the issue and about conduct."""
    return by_steps(wave.posts[:, 0] + wave.posts[:, CONDUCT], step)


def scale(wave: Wave, seen: Seen) -> float:
    """Give how many real posts stand for one simulated: both have the same total.

    The number of people behind real counts is unknown; only the shape of the wave is compared.
    """
    told = complaints(wave, seen.step)[: seen.valid.size][seen.valid].sum()
    return float(seen.total / told) if told else 0.0


def expected(wave: Wave, seen: Seen) -> Floats:
    """Give the expected counts by step over the whole window, look ahead included."""
    usual = seen.usual * by_steps(wave.rhythm, seen.step)
    return scale(wave, seen) * complaints(wave, seen.step) + usual


def observed(wave: Wave, seen: Seen, noise: float, rng: np.random.Generator) -> Floats:
    """Draw counts as they might have been observed.

    Parameters
    ----------
    noise : float
        Coefficient of variation of what makes real counts rougher than the model's.

    Returns
    -------
    float64[S]
        Per step. A simulated post stands for ``scale`` real ones; where that is below 1, posts
        are thinned, so that small counts are as grainy as real ones.
    """
    times = scale(wave, seen)
    posts = complaints(wave, seen.step)[: seen.valid.size]
    posts = rng.binomial(posts.astype(int), times).astype(float) if times < 1 else times * posts
    usual = seen.usual * by_steps(wave.rhythm, seen.step)[: seen.valid.size]
    rough = rng.gamma(noise**-2, noise**2, posts.size)
    return (posts + rng.poisson(usual)) * rough
