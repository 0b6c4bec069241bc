"""Facts about the wave: how fast it rises, how long it lasts, how it fades."""

import numpy as np
from numpy.typing import NDArray

from knautschball.model.bench import DOCUMENTED, Bench, Storm
from knautschball.model.fact import Fact
from knautschball.model.wave import DAY, days, decay, fall_to, slope, smooth

Floats = NDArray[np.float64]
MENTIONS = ("everyday", "issue", "conduct", "defence")
HOURS = np.arange(2, 85)
"""Hours after the peak over which the hourly decay is fitted, as on the Higgs data."""
SPAN = np.arange(-24, 97)
"""Hours around the peak in which wave shapes are compared."""
LOG_DAYS = np.array([1, 2, 3, 5, 8, 12, 17])
"""Days after the peak day between which the daily decay is fitted."""


def daily(storm: Storm) -> Floats:
    """Count negative posts by days of 24 hours since the load."""
    after = storm.after
    return days((after["issue"] + after["conduct"]).to_numpy(float))


def _over_storms(bench: Bench, one) -> float:
    """Give the median over the documented kinds of storm."""
    return float(np.median([one(bench.storm(*kind)) for kind in DOCUMENTED]))


def rise(storm: Storm) -> float:
    """Give the days from the first visible complaint to the middle of the loudest 24 hours."""
    after = storm.after
    negative = (after["issue"] + after["conduct"]).to_numpy(float)
    window = np.convolve(negative, np.ones(DAY), "valid")
    visible = storm.outcome.phases.visible or 0
    return float(max(0.0, window.argmax() + DAY / 2 - visible) / DAY)


def rise_days(bench: Bench) -> float:
    """F1: median over storms."""
    return _over_storms(bench, rise)


def rise_within_nine(bench: Bench) -> float:
    """F1: share of storms that peak within nine days."""
    return float(np.mean([rise(bench.storm(*kind)) <= 9 for kind in DOCUMENTED]))


def acute_days(bench: Bench) -> float:
    """F2: days louder than a tenth of the loudest."""
    return _over_storms(bench, lambda storm: float(np.sum(daily(storm) > 0.1 * daily(storm).max())))


def relaxation(bench: Bench) -> float:
    """F4: exponent of daily volume over 1 to 16 days after the peak day."""
    return _over_storms(bench, lambda storm: decay(daily(storm), LOG_DAYS))


def amplification(bench: Bench) -> float:
    """F5: posts about the brand on the loudest day over those of a day before the storm."""
    return _over_storms(bench, _amplified)


def _amplified(storm: Storm) -> float:
    mentions = storm.hours[list(MENTIONS)].sum(axis=1)
    before = mentions[storm.hours["since_load"] < 0]
    loudest = days(mentions[storm.hours["since_load"] >= 0].to_numpy(float)).max()
    return float(loudest / max(1e-9, DAY * before.mean()))


def activity(storm: Storm) -> Floats:
    """Count posts and shares about the matter by hour since the load, as a data set sees them."""
    after = storm.after
    return (after["issue"] + after["conduct"] + after["defence"] + after["shares"]).to_numpy(float)


def hourly_decay(bench: Bench) -> float:
    """D1: exponent of hourly activity, fitted hour by hour as on the Higgs data."""
    return _over_storms(bench, _hourly_slope)


def _hourly_slope(storm: Storm) -> float:
    tail = smooth(activity(storm))
    tail = tail[int(tail.argmax()) :]
    kept = HOURS[: max(0, tail.size - HOURS[0])]
    return slope(kept.astype(float), tail[kept])


def hours_to_half(bench: Bench) -> float:
    """D2: hours in which activity falls to half of its peak."""
    return _over_storms(bench, lambda storm: fall_to(smooth(activity(storm)), 0.5))


def hours_to_tenth(bench: Bench) -> float:
    """D2: hours in which activity falls to a tenth of its peak."""
    return _over_storms(bench, lambda storm: fall_to(smooth(activity(storm)), 0.1))


def days_to_half(bench: Bench) -> float:
    """D3: days in which negative posts fall to half of the loudest day."""
    return _over_storms(bench, lambda storm: fall_to(daily(storm), 0.5))


def days_to_tenth(bench: Bench) -> float:
    """D3: days in which negative posts fall to a tenth of the loudest day."""
    return _over_storms(bench, lambda storm: fall_to(daily(storm), 0.1))


def swing(bench: Bench) -> float:
    """D4: busiest over quietest hour of the day, complaints relative to the day around them."""
    clock, usual = np.zeros(DAY), np.zeros(DAY)
    for kind in DOCUMENTED:
        after = bench.storm(*kind).after
        complaints = after["issue"] + after["conduct"]
        trend, hour = complaints.rolling(DAY, center=True).mean(), after["hour"] % DAY
        clock += complaints[trend.notna()].groupby(hour).sum().to_numpy(float)
        usual += trend.groupby(hour).sum().to_numpy(float)
    relative = clock / np.maximum(usual, 1e-9)
    return float(relative.max() / max(1e-3, relative.min()))


def around_peak(storm: Storm) -> Floats:
    """Give activity as a share of its peak, hour by hour over `SPAN`; NaN beyond the run."""
    hours = storm.hours
    series = smooth(hours[["issue", "conduct", "defence", "shares"]].sum(axis=1).to_numpy(float))
    series[hours["since_load"] < -2] = np.nan
    places = int(np.nanargmax(series)) + SPAN
    inside = (places >= 0) & (places < series.size)
    out = np.full(SPAN.size, np.nan)
    out[inside] = series[places[inside]]
    return out / np.nanmax(series)


_CASES = "Jack Wolfskin 2009 (2-3 d), ING-DiBa 2012 (8-9 d)"
_HASHTAGS = "500 hashtags, 10-90 %: Yang & Leskovec 2011, doi 10.1145/1935826.1935863"
_INCIDENTS = "two outrage incidents around games, daily posts: Meckl 2024"

WAVE = (
    Fact("F1", "fast rise: first visible to peak of negative posts",
         "days", 0.1, 3, rise_days, _CASES, True, kind="C"),
    Fact("F1", "fast rise: share of storms that peak within 9 days",
         "share", 0.9, 1, rise_within_nine, _CASES, True, "mean", "C"),
    Fact("F2", "short acute phase: days with more than 10 % of the peak day",
         "days", 3, 15, acute_days, "Jack Wolfskin 7, ING-DiBa 15, Vodafone 2012 at least 7",
         True, kind="C"),
    Fact("F4", "slow relaxation: log-log slope of daily volume after the peak",
         "exponent", -1.6, -0.5, relaxation,
         "classes 0.6 and 1.4: Crane & Sornette 2008, doi 10.1073/pnas.0803685105"),
    Fact("F5", "large amplification: loudest day over a usual day before",
         "times", 10, 200, amplification, "ING-DiBa 2012", True, kind="C"),
    Fact("D1", "hourly decay of activity, 2 to 84 h after the peak",
         "exponent", -1.41, -0.94, hourly_decay,
         "Higgs -0.94: De Domenico et al. 2013, doi 10.1038/srep02980; "
         "one cascade -1.41: Zhao et al. 2015", True, kind="D"),
    Fact("D2", "activity falls to half of the peak hour",
         "hours", 3, 9, hours_to_half, _HASHTAGS, True, kind="D"),
    Fact("D2", "activity falls to a tenth of the peak hour",
         "hours", 7, 52, hours_to_tenth, _HASHTAGS, True, kind="D"),
    Fact("D3", "negative posts fall to half of the loudest day",
         "days", 1, 3, days_to_half, _INCIDENTS, True, kind="D"),
    Fact("D3", "negative posts fall to a tenth of the loudest day",
         "days", 6, 12, days_to_tenth, _INCIDENTS, True, kind="D"),
    Fact("D4", "day rhythm: busiest over quietest hour of complaints",
         "times", 5, 9, swing,
         "8.9: complaints to six airlines, February 2015; 5: Golder & Macy 2011, "
         "doi 10.1126/science.1202775", True, kind="D"),
)  # fmt: skip
"""Facts about waves."""
