"""Learning to read counts: rounds of simulations, each where the last one left something."""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import qmc

from knautschball.model.counts import Counts
from knautschball.model.fit_observe import Seen, observed, scale
from knautschball.model.fit_posterior import Learned, Reading
from knautschball.model.fit_simulate import NUISANCE, Draw, Setting, Wave
from knautschball.model.fit_summaries import summaries
from knautschball.model.fit_table import Store, waves
from knautschball.model.measured import QUIET, by_hour, onset
from knautschball.scenarios.errors import CountsError, ScenarioError

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]
ROUNDS = (0.35, 0.3)
"""Share of them from the whole prior, and from what the counts then leave of it; the rest are drawn
from the posterior."""
FEWEST_POSTS = 25
"""Simulated complaints below which a draw is no storm."""
NOISES = (0.01, 0.5)
"""Range of the coefficient of variation of real counts around the model's (assumption)."""
FEWEST_STORMS = 15
"""Simulations that must become storms; fewer say nothing."""
RELATED = 4
"""Hours that tell as much about the usual as one independent hour (assumption; hourly mentions of
brands correlate by .4 to .7 with the hour before)."""
UNKNOWN = 0.5
"""Standard error of the usual, as a share of it, where no quiet time was counted (assumption)."""
WIDEN = 0.05
"""Share of the prior by which the second half looks beyond what the first left possible."""


def learn(
    setting: Setting,
    counts: Counts,
    rounds: Sequence[int],
    seed: int,
    *,
    store: Store | None = None,
    workers: int | None = None,
    bar: "Bar | None" = None,
) -> Reading:
    """Read the knobs off counts.

    Parameters
    ----------
    setting : Setting
        Scenario, policy, prior and calendar.
    counts : Counts
        What was observed.
    rounds : sequence of int
        Simulations per round; the first covers the prior, each further one the box of the prior
        that the counts leave. Inside the box the prior is as it was, so nothing needs weights.
    seed : int
        Same seed, same reading.
    store, workers, bar : optional
        As for `simulated`.
    """
    learner = Learner(setting, counts, seen_in(counts), seed)
    for number, many in enumerate(rounds):
        drawn = learner.next_draws(many, number)
        given = {"store": store, "workers": workers, "bar": bar}
        learner.add(drawn, simulated(setting, drawn, f"round-{number}", **given))
    return learner.reading()


def simulated(
    setting: Setting,
    drawn: list[Draw],
    name: str,
    *,
    store: Store | None = None,
    workers: int | None = None,
    bar: "Bar | None" = None,
) -> list[Wave]:
    """Simulate draws, and move the bar on."""
    told = waves(setting, drawn, name, store=store, workers=workers, progress=bar)
    if bar:
        bar.done += len(drawn)
    return told


def seen_in(counts: Counts) -> Seen:
    """Say what the counts fix beforehand."""
    level = by_hour(counts)["complaints"].to_numpy(float)
    begin, usual = onset(level, counts.step)
    valid = np.isfinite(counts.complaints)
    total = float(counts.complaints[valid].sum() - usual * counts.step * valid.sum())
    if total <= 0:
        raise CountsError(counts.name, "nothing rises above the usual", "counts that hold a wave")
    return Seen(valid, total, usual, counts.step, _doubt(level[:begin], usual))


def _doubt(quiet: Floats, usual: float) -> float:
    """Give the standard error of what is usual; neighbouring hours are no independent ones."""
    if quiet.size < QUIET:
        return UNKNOWN * usual
    return float(np.sqrt(RELATED / quiet.size) * quiet.std())


class Bar:
    """Counts simulations over several rounds."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.total, self.done = progress, total, 0

    def __call__(self, done: int, total: int) -> None:
        """Tell how far this round is, on top of those before."""
        if self.progress:
            self.progress(self.done + done, self.total)


class Learner:
    """Simulations so far, as they are learned from.

    Parameters
    ----------
    setting : Setting
        What all simulations share.
    counts : Counts
        What is to be read.
    seen : Seen
        Size, usual level and gaps of the counts.
    seed : int
        Of draws, noise and reading.
    """

    def __init__(self, setting: Setting, counts: Counts, seen: Seen, seed: int) -> None:
        self.setting, self.seen, self.seed = setting, seen, seed
        clock = setting.window.week_hour
        self.clock = clock
        self.goal = summaries(_bridged(counts.complaints), counts.step, clock)
        self.units = np.empty((0, len(setting.prior) + len(NUISANCE)))
        self.rows = np.empty((0, self.goal.size))

    def next_draws(self, many: int, number: int) -> list[Draw]:
        """Cover the prior evenly; from the second round on, the part that is still possible."""
        low, high = (0.0, 1.0) if not len(self.rows) else self._possible()
        points = qmc.LatinHypercube(self.units.shape[1], rng=self.seed + 1000 * number)
        return draws_at(low + points.random(many) * (high - low), self.seed, number)

    def _possible(self) -> tuple[Floats, Floats]:
        """Give the box of the prior outside of which the counts leave nothing."""
        ends = self.reading().quantiles(np.array([0.005, 0.995]))
        low, high = np.clip(ends[0] - WIDEN, 0, 1), np.clip(ends[1] + WIDEN, 0, 1)
        low[-1], high[-1] = 0.0, 1.0  # a clock has no ends
        return low, high

    def add(self, drawn: list[Draw], told: list[Wave]) -> list[Wave]:
        """Summarise new simulations; older ones outside their box are dropped.

        Returns
        -------
        list of Wave
            Those of the new ones that became storms, in the order of the rows.
        """
        rows, units, storms = [], [], []
        for one, wave in zip(drawn, told, strict=True):
            if caught_fire(wave, self.seen):
                rng = np.random.default_rng([self.seed, one.seed])
                noise = float(np.exp(rng.uniform(*np.log(NOISES))))
                values = observed(wave, self.seen.redrawn(rng), noise, rng)
                values[~self.seen.valid] = np.nan
                rows.append(summaries(_bridged(values), self.seen.step, self.clock))
                units.append(one.units)
                storms.append(wave)
        if len(rows) + len(self.rows) < FEWEST_STORMS:
            problem = f"of {len(drawn)} simulations {len(rows)} became a storm"
            raise ScenarioError(self.setting.scenario.name, problem, "a load that spreads")
        if len(self.rows):
            low, high = np.min(units, axis=0), np.max(units, axis=0)
            inside = ((self.units >= low) & (self.units <= high)).all(axis=1)
            self.units, self.rows = self.units[inside], self.rows[inside]
        self.units = np.concatenate([self.units, units])
        self.rows = np.concatenate([self.rows, rows])
        self.__dict__.pop("learned", None)  # what it has learned before is old now
        return storms

    def reading(self) -> Reading:
        """Read the counts."""
        return self.learned.read(self.goal)

    def reading_of(self, counts: Floats) -> Reading:
        """Read other counts in the same way: those of the same calendar, without gaps."""
        return self.learned.read(summaries(counts, self.seen.step, self.clock))

    @cached_property
    def learned(self) -> Learned:
        """What all simulations so far teach."""
        return Learned(self.units, self.rows, self.seed)


def caught_fire(wave: Wave, seen: Seen) -> bool:
    """Say whether a simulation became a storm that can be brought to the size of the counts."""
    posts = seen.total / max(scale(wave, seen), 1e-12) if scale(wave, seen) else 0.0
    return posts >= FEWEST_POSTS


def draws_at(units: Floats, seed: int, number: int) -> list[Draw]:
    """Give every point of a round its own luck."""
    first = 1_000_000 * (seed % 1_000_000) + 100_000 * number
    return [Draw(tuple(map(float, row)), first + at) for at, row in enumerate(units)]


def _bridged(values: Floats) -> Floats:
    return pd.Series(values).interpolate(limit_direction="both").to_numpy(float)
