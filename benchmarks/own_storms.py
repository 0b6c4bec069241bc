"""Do fitted waves look like real storms? Public series, fitted as a user would fit them.

    KNAUTSCHBALL_DATA=FOLDER python benchmarks/own_storms.py [NAME …] [--simulations N] [-o FOLDER]

Prints, for every series: the share of observed steps in the 90 % band of the posterior predictive,
and the times from the peak to half and to a tenth of it, observed against the median of the fitted
waves. With ``-o``, tables are written there too, finished simulations are kept, and an interrupted
measurement goes on.

Sources: Crowdflower / Figure Eight (complaints to US airlines, February 2015); De Domenico et al.
2013, doi 10.1038/srep02980 (Higgs boson, July 2012); Meckl 2024 (two incidents around games); Yang
and Leskovec 2011, doi 10.1145/1935826.1935863 (hashtags).
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from knautschball.model.counts import Counts, from_series
from knautschball.model.drawing import save
from knautschball.model.fit import Fit, fit
from knautschball.model.fit_figures import counts_figure
from knautschball.model.fit_table import Store
from knautschball.model.measured import measure

MONTH = 30
"""Days of an incident that are fitted."""
HASHTAGS = tuple(range(30, 500, 60))
"""Places in the file; its series are sorted by size, so that these are large and small ones."""
TIMES = ("half_hours", "tenth_hours")


def folder() -> Path:
    """Give the folder of the public series."""
    return Path(os.environ["KNAUTSCHBALL_DATA"])


def airlines() -> Counts:
    """Count complaints by the hour; the last day ends at midnight, American begins on the 22nd."""
    table = pd.read_csv(folder() / "complaints_airlines_feb2015.csv.gz")
    angry = table[(table["sentiment"] == "negative") & (table["airline"] != "American")]
    local = pd.to_datetime(angry["utc_minute"], utc=True).dt.tz_convert("America/New_York")
    hours = pd.date_range("2015-02-18", "2015-02-23 23:00", freq="h")
    found = local.dt.tz_localize(None).dt.floor("h").value_counts().reindex(hours, fill_value=0)
    return from_series(found.to_numpy(float), begin="2015-02-18", name="airlines")


def higgs() -> Counts:
    """Count retweets, mentions and replies by the hour."""
    table = pd.read_csv(folder() / "series_higgs_hourly.csv")
    total = table[["MT", "RE", "RT"]].sum(axis=1).to_numpy(float)
    return from_series(total, begin=table["utc"][0], name="higgs")


def incident(name: str) -> Counts:
    """Count posts on Twitter by the day, for a month; a day without a row had none."""
    table = pd.read_csv(folder() / "incidents_daily_posts.csv", parse_dates=["date"])
    own = table[(table["incident"] == name) & (table["source"] == "twitter")]
    begin = own["date"][own["count"] > 1].min()  # a single post days before is no storm
    days = pd.date_range(begin, periods=MONTH)
    found = own.set_index("date")["count"].reindex(days, fill_value=0)
    return from_series(found.to_numpy(float), step=24, begin=str(begin), name=name)


def hashtag(place: int) -> Counts:
    """Give one hashtag by the hour; nobody knows at what time of day it began."""
    table = pd.read_csv(folder() / "series_hashtags_even.csv.gz", index_col=0)
    return from_series(table.to_numpy(float)[place], name=f"hashtag-{place}")


SERIES: dict[str, Callable[[], Counts]] = {
    "airlines": airlines,
    "higgs": higgs,
    "firewatch": lambda: incident("Firewatch"),
    "mortal-kombat": lambda: incident("Mortal-Kombat-11"),
    **{f"hashtag-{place}": lambda place=place: hashtag(place) for place in HASHTAGS},
}


def row(fitted: Fit) -> dict[str, float]:
    """Tell how well one fit describes its counts."""
    observed, told = measure(fitted.counts).summary, fitted.outlook["median"]
    times = {f"{key} {who}": of[key] for key in TIMES for who, of in
             (("observed", observed), ("fitted", told))}  # fmt: skip
    return {"in band": fitted.coverage, **times, "noise": fitted.noise}


def main() -> None:
    """Fit the series and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", choices=[*SERIES, []])
    parser.add_argument("--simulations", type=int, default=500)
    parser.add_argument("--workers", type=int)
    parser.add_argument("-o", type=Path)
    asked = parser.parse_args()
    rows = {}
    with tempfile.TemporaryDirectory() as place:
        kept = asked.o or Path(place)
        kept.mkdir(parents=True, exist_ok=True)
        for name in asked.names or SERIES:
            begun, given = time.perf_counter(), {"workers": asked.workers, "store": Store(kept)}
            counts = SERIES[name]()
            fitted = fit("product-flaw", counts, simulations=asked.simulations, **given)
            rows[name] = row(fitted) | {"seconds": time.perf_counter() - begun}
            print(pd.DataFrame(rows).T.round(2).to_string(), flush=True)
            if asked.o:
                pd.DataFrame(rows).T.to_csv(kept / "own_storms.csv")
                save(counts_figure(fitted), kept / "figures", name)
                fitted.knobs.to_csv(kept / f"knobs-{name}.csv", index=False)


if __name__ == "__main__":
    main()
