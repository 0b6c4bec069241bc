"""Fit a scenario to a user's counts, by simulation: which knobs made this wave, how surely?"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from knautschball.agents.policy import ResponsePolicy
from knautschball.model.counts import Counts
from knautschball.model.fit_check import HIGH, LOW, NARROW
from knautschball.model.fit_learn import (
    ROUNDS,
    Bar,
    Progress,
    caught_fire,
    draws_at,
    learn,
    seen_in,
    simulated,
)
from knautschball.model.fit_observe import Seen, expected, scale
from knautschball.model.fit_posterior import Reading
from knautschball.model.fit_predict import (
    carried_on,
    coverage,
    likelihood,
    likely,
    outlook,
    predictive,
)
from knautschball.model.fit_prior import PRIOR, values
from knautschball.model.fit_simulate import NUISANCE, Draw, Setting, Wave, scenario_at
from knautschball.model.fit_table import Store
from knautschball.model.fit_window import Window, window_of
from knautschball.scenarios import load as load_scenario
from knautschball.scenarios.errors import CountsError, ScenarioError
from knautschball.scenarios.scenario import Scenario

Floats = NDArray[np.float64]
Pair = tuple[Draw, Wave]
SIMULATIONS = 1000
"""Simulated waves in all."""
DRAWS = 40
"""Posterior draws that are kept for bands, forecast and what-if, the likelier the sooner."""
FEWEST_DRAWS = 10
"""Draws that must become storms for anything to be said."""
TELLING = 0.2
"""An identified knob must also be one that waves like these tell at all, by this share of its
variance: intervals that are narrow by chance are narrow in the wrong place (assumption)."""


@dataclass(frozen=True)
class Fit:
    """A scenario fitted to counts.

    Attributes
    ----------
    counts : Counts
        What was fitted.
    window : Window
        Its calendar, look ahead included.
    scenario : Scenario
        The draw under which the counts are most likely; any command takes it.
    seed : int
        Luck of that draw: ``run`` with it makes the fitted wave once more.
    setting : Setting
        What the fit began from.
    knobs : DataFrame
        By knob: ``low, median, high`` (90 % interval), ``prior_low, prior_high``, ``width``
        (chance that the prior gave the interval, over 0.9), ``explained`` (share of its prior
        variance that such waves tell), ``identified``, ``along`` (knobs that went with it, as
        multiples of it).
    draws : DataFrame
        One row per posterior draw: knobs, ``onset`` (hour of the window), ``scale`` (real posts
        per simulated one), ``seed``, and the quantiles ``unit_…`` they came from.
    bands : DataFrame
        By step: ``hour, observed, low, median, high``; 90 % posterior predictive.
    outlook : DataFrame
        See `knautschball.model.fit_predict.outlook`.
    coverage : float
        Share of observed steps in the band.
    noise : float
        Coefficient of variation of the counts around the curves.
    """

    counts: Counts
    window: Window
    scenario: Scenario
    seed: int
    setting: Setting
    knobs: pd.DataFrame
    draws: pd.DataFrame
    bands: pd.DataFrame
    outlook: pd.DataFrame
    coverage: float
    noise: float

    @property
    def scenarios(self) -> list[Scenario]:
        """The scenario of every posterior draw."""
        return [scenario_at(self.setting, draw)[0] for draw in _draws_of(self.draws)]


def fit(
    scenario: str | Path | Scenario,
    counts: Counts,
    *,
    policy: str | Path | ResponsePolicy = "silence",
    simulations: int = SIMULATIONS,
    draws: int = DRAWS,
    ahead: int = 0,
    seed: int = 1,
    workers: int | None = None,
    store: Store | None = None,
    progress: Progress | None = None,
) -> Fit:
    """Fit a scenario to counts.

    Parameters
    ----------
    scenario : str, Path or Scenario
        Everything that is not fitted stays as it says.
    counts : Counts
        Hourly or daily complaints.
    policy : str, Path or ResponsePolicy
        How the brand answered while it happened.
    simulations : int
        Waves simulated to learn from, at least 100.
    draws : int
        Posterior draws that are kept, at least 20; at most half of those simulated.
    ahead : int
        Hours to look beyond the last count.
    seed : int
        Same seed, same posterior.
    workers : int, optional
        Processes; all cores if left out. The result is the same.
    store : Store, optional
        Where finished simulations are kept, so that an interrupted fit goes on.
    progress : callable, optional
        Called with finished and all simulations.

    Raises
    ------
    ScenarioError, CountsError
        The scenario has no load, or the counts hold no wave that it could make.
    """
    _check(simulations, draws)
    setting = setting_of(load_scenario(scenario), policy, window_of(counts, ahead))
    rounds = [round(share * simulations) for share in ROUNDS]
    bar = Bar(progress, simulations)
    given = {"store": store, "workers": workers, "bar": bar}
    found = learn(setting, counts, rounds, seed, **given)
    drawn = draws_at(found.sample(simulations - sum(rounds), seed), seed, len(rounds))
    told = simulated(setting, drawn, "posterior", **given)
    seen = seen_in(counts)
    pairs = _likelier(counts, seen, list(zip(drawn, told, strict=True)), draws, seed)
    return _told(setting, counts, seen, found, pairs, seed)


def setting_of(scenario: Scenario, policy: Any, window: Window) -> Setting:
    """Put together what all simulations share.

    Raises
    ------
    ScenarioError
        The scenario has no load.
    """
    if not scenario.load:
        allowed = "a scenario with a [load], whose size is then fitted"
        raise ScenarioError(scenario.name, "has no load that could have struck", allowed)
    return Setting(scenario, policy, PRIOR, window)


def _check(simulations: int, draws: int) -> None:
    for name, value, least in (("--simulations", simulations, 100), ("draws", draws, 20)):
        if value < least:
            raise ScenarioError(name, f"{value} was given", f"{least} or more")


def _draws_of(table: pd.DataFrame) -> list[Draw]:
    units = table.filter(like="unit_").to_numpy(float)
    pairs = zip(units, table["seed"], strict=True)
    return [Draw(tuple(map(float, row)), int(seed)) for row, seed in pairs]


def _likelier(counts: Counts, seen: Seen, pairs: list[Pair], wanted: int, seed: int) -> list[Pair]:
    """Keep the waves under which the counts are likelier."""
    storms = [pair for pair in pairs if caught_fire(pair[1], seen)]
    if len(storms) < FEWEST_DRAWS:
        raise CountsError(counts.name, "hardly any wave that fits becomes a storm", "a real wave")
    curves = np.array([expected(wave, seen) for _, wave in storms])
    wanted = max(FEWEST_DRAWS, min(wanted, len(storms) // 2))
    one = predictive(curves, counts.complaints, counts.step)
    return [storms[at] for at in likely(one, counts.complaints, wanted, seed)]


def _told(
    setting: Setting, counts: Counts, seen: Seen, found: Reading, pairs: list[Pair], seed: int
) -> Fit:
    """Put together what a fit says."""
    curves = np.array([expected(wave, seen) for _, wave in pairs])
    on = carried_on(curves, counts.complaints, counts.step)
    one = predictive(on, counts.complaints, counts.step)
    bands = one.bands(seed)
    best, _ = pairs[int(likelihood(one, counts.complaints).argmax())]
    return Fit(
        counts=counts,
        window=setting.window,
        scenario=_named(scenario_at(setting, best)[0], counts),
        seed=best.seed,
        setting=setting,
        knobs=knobs_of(setting, found),
        draws=_table(setting, seen, pairs),
        bands=_beside(bands, counts),
        outlook=outlook(one, counts.complaints, seen.usual * seen.step, seed),
        coverage=coverage(bands, counts.complaints),
        noise=one.noise,
    )


def _beside(bands: pd.DataFrame, counts: Counts) -> pd.DataFrame:
    """Put hours and counts before the bands."""
    hours = pd.Series(counts.step * np.arange(len(bands)), name="hour")
    return pd.concat([hours, pd.Series(counts.complaints, name="observed"), bands], axis=1)


def knobs_of(setting: Setting, found: Reading) -> pd.DataFrame:
    """Tell what is known of every knob; the table is described at `Fit`."""
    ends = found.quantiles(np.array([LOW, 0.5, HIGH]))
    rows = []
    for at, one in enumerate(setting.prior):
        low, median, high = (float(one.value(end)) for end in ends[:, at])
        width = float(ends[2, at] - ends[0, at]) / (HIGH - LOW)
        row = {"knob": one.key, "low": low, "median": median, "high": high}
        row |= {"prior_low": one.low, "prior_high": one.high, "width": width}
        tells = bool(found.explained[at] >= TELLING and found.checked[at])
        row |= {"explained": float(found.explained[at])}
        row |= {"identified": tells and width <= NARROW}
        rows.append(row | {"along": ", ".join(f"{key} × {times:g}" for key, times in one.along)})
    return pd.DataFrame(rows)


def _table(setting: Setting, seen: Seen, pairs: list[Pair]) -> pd.DataFrame:
    """Give the posterior draws, as values and as the quantiles that they came from."""
    names = [*(one.key for one in setting.prior), *NUISANCE]
    units = pd.DataFrame([draw.units for draw, _ in pairs], columns=names)
    table = pd.DataFrame(values(setting.prior, units.to_numpy(float)))
    table["onset"] = [setting.window.strikes(one) for one in units["onset"]]
    table["scale"] = [scale(wave, seen) for _, wave in pairs]
    table["seed"] = [draw.seed for draw, _ in pairs]
    return table.join(units.add_prefix("unit_"))


def _named(scenario: Scenario, counts: Counts) -> Scenario:
    """Call the fitted scenario what it is."""
    about = scenario.scenario
    source = f"fitted to {Path(counts.name).name}"
    told = about.model_copy(
        update={
            "name": f"{about.name}-fitted",
            "title": f"{about.title} – {source}",
            "kind": "calibrated",
            "sources": (*about.sources, source),
        }
    )
    return scenario.model_copy(update={"scenario": told})
