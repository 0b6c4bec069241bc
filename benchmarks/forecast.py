"""How well is the rest of a wave foretold from its first day? Hashtags against two rules of thumb.

    KNAUTSCHBALL_DATA=FOLDER python benchmarks/forecast.py [--series 100] [--simulations 500]

Reads ``series_hashtags_even.csv.gz`` (500 hashtags × 128 hours, sorted by size, Yang & Leskovec
2011, doi 10.1145/1935826.1935863) and foretells each series' total from the 24 hours after its wave
begins. Series at odd places served to choose the prior and the drift of a fit; ``--odd`` looks at
them. Those at even places, which nothing was chosen by, judge.
Rivals: every day to come as the last one; a power law through the hours since the peak.
"""

import argparse
import os
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from knautschball.model.counts import from_series
from knautschball.model.fit import setting_of
from knautschball.model.fit_learn import Learner, simulated
from knautschball.model.fit_observe import Seen, expected
from knautschball.model.fit_predict import carried_on, likely, outlook, predictive
from knautschball.model.fit_table import Store
from knautschball.model.fit_window import Window
from knautschball.model.measured import onset
from knautschball.scenarios import load

DAY = 24
HOURS = 128
CROWD = 2000
"""People of a simulation; one thousand write few posts on the first day."""
POOL = 120
KEPT = 40


def begins(series: np.ndarray) -> tuple[int, float]:
    """Find where a wave begins and what was usual before."""
    begin, _ = onset(series)
    begin = min(begin, HOURS - 2 * DAY)
    return begin, float(np.median(series[:begin])) if begin >= 6 else 0.0


def as_the_last_day(first: np.ndarray, ahead: int) -> float:
    """Go on as on the last day."""
    return float(first.sum() + ahead * first[-DAY:].mean())


def power_law(first: np.ndarray, ahead: int) -> float:
    """Go on as the hours since the peak fell, by a line through their logs; never upwards."""
    peak = int(first.argmax())
    since = np.arange(1, first.size - peak)
    if since.size < 3:
        return as_the_last_day(first, ahead)
    told = np.log(np.maximum(first[peak + 1 :], 0.5))
    slope, height = np.polyfit(np.log(since), told, 1)
    later = np.arange(since.size + 1, since.size + 1 + ahead)
    return float(first.sum() + np.exp(height + min(slope, 0.0) * np.log(later)).sum())


def model(learner: Learner, waves: list, first: np.ndarray, usual: float, ahead: int, seed: int):
    """Foretell by the simulated waves: ``low, median, high`` of the total."""
    counts = from_series(first)
    seen = Seen(np.ones(DAY, bool), float(max(first.sum() - usual * DAY, 1.0)), usual, 1)
    reading = learner.reading_of(counts.complaints)
    pool = np.unique(reading.nearest(POOL, seed))
    curves = np.array([expected(waves[at], seen) for at in pool])[:, : DAY + ahead]
    kept = likely(predictive(curves, first), first, min(KEPT, len(pool) // 2), seed)
    one = predictive(carried_on(curves[kept], first, 1), first)
    told = outlook(one, first, usual, seed)
    return told.loc["total"].to_numpy(float)


def main() -> None:
    """Print the median absolute errors."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--series", type=int, default=100)
    parser.add_argument("--simulations", type=int, default=500)
    parser.add_argument("--odd", action="store_true")
    parser.add_argument("--workers", type=int)
    parser.add_argument("-o", type=Path, default=Path(tempfile.gettempdir()) / "forecast-table")
    asked = parser.parse_args()
    asked.o.mkdir(parents=True, exist_ok=True)
    window = Window(DAY, 1, HOURS - DAY, None, -18, 3)
    setting = setting_of(load("product-flaw", community__size=CROWD), "silence", window)
    file = Path(os.environ["KNAUTSCHBALL_DATA"], "series_hashtags_even.csv.gz")
    table = pd.read_csv(file, index_col=0).to_numpy(float)
    table = table[1 if asked.odd else 0 :: 2][: asked.series]
    first = from_series(table[0][:DAY] + 1)
    learner = Learner(setting, first, Seen(np.ones(DAY, bool), 5000.0, 0.0, 1), seed=1)
    draws = learner.next_draws(asked.simulations, 0)
    given = {"store": Store(asked.o), "workers": asked.workers}
    waves = learner.add(draws, simulated(setting, draws, "round-0", **given))
    rows = []
    for number, series in enumerate(table):
        begin, usual = begins(series)
        part, ahead = series[begin : begin + DAY], HOURS - begin - DAY
        low, middle, high = model(learner, waves, part, usual, ahead, number)
        rows.append(
            {
                "total": series[begin:].sum(), "model": middle, "low": low, "high": high,
                "last day": as_the_last_day(part, ahead), "power law": power_law(part, ahead),
            }
        )  # fmt: skip
    told = pd.DataFrame(rows)
    for rival in ("model", "power law", "last day"):
        wrong = (told[rival] - told["total"]).abs()
        share = (wrong / told["total"]).median()
        print(f"{rival:10} median absolute error {wrong.median():8.1f}  relative {share:.3f}")
    print(f"90 % interval holds {told['total'].between(told['low'], told['high']).mean():.2f}")


if __name__ == "__main__":
    main()
