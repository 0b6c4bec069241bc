"""From simulated posts to counts as a user sees them: scale, usual complaints, noise."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knautschball.model.fit_simulate import SERIES, Wave

Floats = NDArray[np.float64]
CONDUCT = SERIES.index("conduct")
GRAIN = 25
"""Simulated posts that tell a rate well enough, to one part in five."""
REACH = 12
"""Hours to each side from which a rate is told, at most; together they are a day."""


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
    """Give the rate of simulated complaints, about the issue and about conduct, by step.

    The crowd of a simulation is small and its posts are few; a real storm of the same shape is
    made of other posts. What both have in common is the rate behind them. It is estimated from
    the nearest posts: every hour stands for as many hours around it as hold `GRAIN` posts, at most
    `REACH` to each side, none of them before the first post, and goes up and down with the day.
    """
    posts = np.asarray(wave.posts[:, 0] + wave.posts[:, CONDUCT], float)
    if not posts.any():
        return by_steps(posts, step)
    begin = int(np.flatnonzero(posts)[0])
    rate = np.zeros(posts.size)
    rate[begin:] = _even(posts[begin:], np.asarray(wave.rhythm[begin:], float))
    return by_steps(rate * posts.sum() / rate.sum(), step)


def _even(posts: Floats, rhythm: Floats) -> Floats:
    """Average posts over the fewest hours that hold enough of them, the rhythm of the day apart."""
    upto = np.concatenate([[0.0], np.cumsum(posts)])
    active = np.concatenate([[0.0], np.cumsum(rhythm)])
    hours = np.arange(posts.size)
    rate = posts.copy()
    open_ = rate < GRAIN
    for half in range(1, REACH + 1):
        low, high = np.maximum(hours - half, 0), np.minimum(hours + half + 1, posts.size)
        held = upto[high] - upto[low]
        rate[open_] = (rhythm * held / (active[high] - active[low]))[open_]
        open_ &= held < GRAIN
    return rate


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
        Per step; negative binomial around what is expected.
    """
    mean = expected(wave, seen)[: seen.valid.size]
    rough = rng.gamma(noise**-2, noise**2, mean.size)
    return rng.poisson(mean * rough).astype(float)
