"""Do the intervals of a fit hold the truth? Storms with known knobs, fitted again.

    python benchmarks/recovery.py [--storms 50] [--simulations 650] [-o FOLDER]

Prints, for every knob: in how many storms it was reported as identified, and in which share of
these (and of all) its 90 % interval held the truth; and which storms were refused, since their
counts hold no wave that stands out. All storms share one round of simulations over
the whole prior, so that fifty fits cost little more than one.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from knautschball.model.counts import Counts, from_series
from knautschball.model.fit import knobs_of, setting_of
from knautschball.model.fit_learn import NOISES, caught_fire, learn
from knautschball.model.fit_observe import Seen, observed
from knautschball.model.fit_simulate import NUISANCE, Draw, Setting, simulate
from knautschball.model.fit_table import Store
from knautschball.model.fit_window import Window
from knautschball.scenarios import load
from knautschball.scenarios.errors import CountsError

TWO_WEEKS = Window(steps=336, step=1, ahead=0, week_hour=0, first=24, last=72)
USUAL = 2.0
"""Complaints per hour that come anyway."""
SIZES = (300, 20_000)
"""Complaints in a storm, least and most."""
TRUTHS = 77
"""Seed of the true storms, other than that of the fits."""


def true_storms(setting: Setting, number: int) -> list[tuple[Draw, Counts]]:
    """Draw storms from the prior, counted in crowds of unknown size (see `SIZES`)."""
    rng = np.random.default_rng(TRUTHS)
    storms: list[tuple[Draw, Counts]] = []
    while len(storms) < number:
        units = tuple(rng.random(len(setting.prior) + len(NUISANCE)))
        draw = Draw(units, int(rng.integers(2**40)))
        total = float(np.exp(rng.uniform(*np.log(SIZES))))
        seen = Seen(np.ones(setting.window.steps, bool), total, USUAL, setting.window.step)
        wave = simulate(setting, draw)
        if caught_fire(wave, seen):
            noise = float(np.exp(rng.uniform(*np.log(NOISES))))
            counted = observed(wave, seen, noise, rng)
            storms.append((draw, from_series(np.round(counted), begin="2024-01-01")))
    return storms


def recovery(
    storms: int, simulations: int, folder: Path, workers: int | None = None
) -> pd.DataFrame:
    """Fit all storms; one row per storm and knob."""
    setting = setting_of(load("product-flaw"), "silence", TWO_WEEKS)
    rows, given = [], {"store": Store(folder), "workers": workers}
    for number, (draw, counts) in enumerate(true_storms(setting, storms)):
        try:
            found = learn(setting, counts, [simulations], seed=1, **given)
        except CountsError as problem:
            print(f"storm {number}: {problem}")
            continue
        table = knobs_of(setting, found)
        truth = [
            float(one.value(unit)) for one, unit in zip(setting.prior, draw.units, strict=False)
        ]
        table["storm"] = number
        table["inside"] = (table["low"] <= truth) & (truth <= table["high"])
        rows.append(table)
    return pd.concat(rows)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--storms", type=int, default=50)
    parser.add_argument("--simulations", type=int, default=650)
    parser.add_argument("--workers", type=int)
    parser.add_argument("-o", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = asked.o or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        rows = recovery(asked.storms, asked.simulations, folder, asked.workers)
    known = rows[rows["identified"]].groupby("knob", sort=False)["inside"].agg(["size", "mean"])
    print(known.rename(columns={"size": "identified in", "mean": "90 % interval holds"}).round(2))
    print(rows.groupby("knob", sort=False)[["inside", "width"]].mean().round(2))


if __name__ == "__main__":
    main()
