"""Simulated waves for a fit: draws from the prior, each run once and laid on the calendar."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.policy import ResponsePolicy
from knautschball.model.climate import activity
from knautschball.model.firestorm import Firestorm
from knautschball.model.fit_prior import Range, values
from knautschball.model.fit_window import WEEK, Window
from knautschball.model.wave import DAY
from knautschball.scenarios.scenario import Scenario

Floats = NDArray[np.float64]
NUISANCE = ("onset", "clock")
"""Columns behind the knobs in a table of draws: hour of the load, hour of the week."""
SERIES = ("issue", "conduct", "defence", "followers", "replies")
CALM = 2
"""Days that pass before the load at least; the brand must have seen usual days."""
SHORTEST = 8
"""Days; the least that a run may look ahead."""


@dataclass(frozen=True)
class Draw:
    """One point of the prior.

    Attributes
    ----------
    units : tuple of float
        Quantile of every knob, then of `NUISANCE`; each in [0, 1].
    seed : int
        Names the luck.
    """

    units: tuple[float, ...]
    seed: int


@dataclass(frozen=True)
class Setting:
    """All that the simulations of one fit share."""

    scenario: Scenario
    policy: str | ResponsePolicy
    prior: tuple[Range, ...]
    window: Window


@dataclass(frozen=True)
class Wave:
    """What one simulation says about the hours of the window.

    Attributes
    ----------
    posts : float32[T, len(SERIES)]
        By hour; counts are 0 before the load, since what is usual is added when observing.
    rhythm : float32[T]
        Activity by hour of the week, about 1 on average.
    """

    posts: NDArray[np.float32]
    rhythm: NDArray[np.float32]


def scenario_at(setting: Setting, draw: Draw) -> tuple[Scenario, int]:
    """Give the scenario of a draw, with its load on the right weekday and hour.

    Returns
    -------
    Scenario, int
        And the hour of the window at which its load strikes.
    """
    window, knobs = setting.window, len(setting.prior)
    strikes, start = window.strikes(draw.units[knobs]), window.clock(draw.units[knobs + 1])
    changes = {key: float(one) for key, one in values(setting.prior, np.array(draw.units)).items()}
    base, when = setting.scenario, (start + strikes) % WEEK
    days = when // DAY + (7 if when // DAY < CALM else 0)  # hour 0 is a Monday
    earliest = min(load.at for load in base.load)
    changes |= {
        f"load.{number}.at": load.at - earliest + when % DAY
        for number, load in enumerate(base.load)
    }
    horizon = max(SHORTEST, ceil((window.hours - strikes) / DAY))
    changes |= {"run.warm_up": days, "run.horizon": max(horizon, base.run.horizon)}
    return base.change(changes), strikes


def simulate(setting: Setting, draw: Draw) -> Wave:
    """Run one draw, without its twin, and cut out the window."""
    scenario, strikes = scenario_at(setting, draw)
    window = setting.window
    storm = Firestorm(scenario, setting.policy, draw.seed)
    storm.horizon = storm.matter.start + window.hours - strikes  # no hour more than is needed
    storm.run_through()
    told = storm.record.frame(storm.matter.start)
    posts = np.zeros((window.hours, len(SERIES)), np.float32)
    after = told[told["since_load"] >= max(0, -strikes)][list(SERIES)].to_numpy(np.float32)
    begin = max(0, strikes)
    posts[:begin, SERIES.index("followers")] = told["followers"].iloc[0]
    posts[begin:] = after[: window.hours - begin]
    return Wave(posts, rhythm(scenario, window.clock(draw.units[-1]), window.hours))


def rhythm(scenario: Scenario, start: int, hours: int) -> NDArray[np.float32]:
    """Give the activity of the crowd by hour, from an hour of the week on."""
    people = scenario.people
    clock = (start + np.arange(hours)) % WEEK
    return np.array([activity(int(one), people.swing, people.weekend) for one in clock], np.float32)
