"""Facts about the form: the network springs back, perception not wholly, and calm is calm."""

import numpy as np
import pandas as pd

from knautschball.model.bench import Bench, Life, Storm
from knautschball.model.fact import Fact
from knautschball.model.phases import DEFAULT, storm_scale, usual_posts
from knautschball.model.portrait import divergence, portrait
from knautschball.model.shape import corrected, dent, distances, last_day

WEEK = 7
TOPICS = ("everyday", "issue", "conduct", "defence")
LOADS = (0.25, 0.5, 1.0, 2.0)
"""Severity mix of storms: two octaves below to one above the shipped flaw."""
ANSWERS = ("silence", "template", "denial", "apology", "empathy")
"""How brands answer in that mix: each way as often as the others."""
ASKED = 1400
"""People asked by a daily brand survey of 100 answers within two weeks; assumption."""
QUIET_DAYS = {"Amazon": 1.40, "CVS": 3.74, "Facebook": 2.47, "IBM": 2.76, "Coca-Cola": 2.88}
"""Loudest 24 hours over a mean day of five real brands on quiet days, February to April 2015;
computed from the hourly mentions in the Numenta Anomaly Benchmark."""


def talk(life: Life, first: int) -> np.ndarray:
    """Take the portrait of who talks to whom in the week from day ``first``.

    A tie belongs to it if one of its ends wrote something in that week: what a network of
    mentions shows of a community.
    """
    graph, week = life.model.engine.graph, slice(first, first + WEEK)
    spoke = life.spoke[week].any(axis=0)
    alive = life.ties[week][-1] & (spoke[graph.first] | spoke[graph.second])
    sources = np.sort(np.argsort(life.people.luck)[:512]).astype(np.int64)
    return portrait(graph.start, graph.other, graph.tie, alive.astype(np.uint8), sources)


def _windows(storm: Storm) -> tuple[float, float, float]:
    """Give the distances before-after, before-during, after-during of the talk network."""
    life = storm.life
    start = life.model.matter.start // 24
    before, during, after = (
        talk(life, day) for day in (start - WEEK, start, len(life.spoke) - WEEK)
    )
    return divergence(before, after), divergence(before, during), divergence(after, during)


def network_elastic(bench: Bench) -> float:
    """F13: share of storms whose network afterwards is nearer to before than to the storm."""
    found = [_windows(bench.storm("flaw", policy)) for policy in ("silence", "denial")]
    return float(np.mean([d[0] < d[1] and d[0] < d[2] for d in found]))


def network_back(bench: Bench) -> float:
    """F13: share of storms that changed the network no more than calm weeks differ anyway."""
    lives = [bench.calm(), bench.calm(other=True)]
    drift = []
    for life in lives:
        weeks = [talk(life, day) for day in range(0, len(life.spoke) - WEEK, WEEK)]
        drift += [divergence(weeks[i], later) for i in range(4) for later in weeks[i + 4 :]]
    found = [_windows(bench.storm("flaw", policy))[0] for policy in ("silence", "denial")]
    return float(np.mean(np.array(found) <= np.quantile(drift, 0.95)))


def _mixed(bench: Bench) -> list[Storm]:
    """Give storms of all loads, the answers taken in turn from seed to seed."""
    turn = [(bench.seed + number) % len(ANSWERS) for number in range(len(LOADS))]
    return [bench.storm("flaw", ANSWERS[k], load) for k, load in zip(turn, LOADS, strict=True)]


def _noticed(storm: Storm, rows: slice) -> bool:
    """Say whether a brand survey would notice that perception is worse than without a storm."""
    after = storm.after[rows]
    fallen = float((after["twin_stance"] - after["stance"]).mean())
    error = 1.96 * float(np.std(storm.twin.people.stance)) * np.sqrt(2 / ASKED)
    return fallen > error


def short_drop(bench: Bench) -> float:
    """F14: share of storms with a drop that a survey of the first two weeks notices."""
    return float(np.mean([_noticed(storm, slice(0, 336)) for storm in _mixed(bench)]))


def long_drop(bench: Bench) -> float:
    """F14: share of storms with a drop that a survey of the last two weeks notices."""
    return float(np.mean([_noticed(storm, slice(-336, None)) for storm in _mixed(bench)]))


def late_is_less(bench: Bench) -> float:
    """F14: share of seeds with no more long than short drops."""
    return float(long_drop(bench) <= short_drop(bench))


def calm_storms(bench: Bench) -> float:
    """F34: share of calm lives that reach storm level: step 4 of the scale or the tenfold day."""
    lives = [bench.calm(other) for other in (False, True)]
    told = [(life.record.frame(life.model.matter.start), life.record.people) for life in lives]
    return float(np.mean([stormy(hours, people) for hours, people in told]))


def stormy(hours: pd.DataFrame, people: int) -> bool:
    """Say whether a series of posts reaches storm level, measured against its own usual day.

    Parameters
    ----------
    hours : DataFrame
        One row per hour: posts ``everyday, issue, conduct, defence``, ``press`` (0..1) and
        ``since_load``. A control, or a real series, has no twin but its own mean.
    people : int
        Size of the community.
    """
    usual = {f"twin_{topic}": hours[topic].mean() for topic in TOPICS}
    hours = hours.assign(**usual)
    loudest = last_day(hours["issue"] + hours["conduct"]).max()
    ten = DEFAULT.storm_factor * usual_posts(hours, people)
    return bool(loudest >= ten or storm_scale(hours, people) >= 4)


def false_dents(bench: Bench) -> float:
    """F34: share of hours in which two calm lives of one crowd differ by more than the tolerance.

    The tolerance is the dent up to which a community counts as recovered; it is meant to be
    exceeded by luck in one hour of twenty.
    """
    lives, skip = (bench.calm(), bench.calm(other=True)), round(24 * bench.warm_up)
    apart = distances(lives[0].record, lives[1].record)[skip:]
    return float((dent(corrected(apart, bench.floor)) > bench.floor.dent).mean())


def quiet_brands(bench: Bench) -> float:
    """Share of five quiet real brands whose loudest day the detector would call a storm."""
    return float(np.mean([day >= DEFAULT.storm_factor for day in QUIET_DAYS.values()]))


_LAMBA = "mention networks of 20 storms: Lamba et al. 2015, doi 10.1145/2808797.2808828"
_HANSEN = "78 storms: Hansen et al. 2018, doi 10.1016/j.ijresmar.2018.08.001"

FORM = (
    Fact("F13", "network form is elastic: after is nearer to before than to the storm",
         "share", 0.9, 1, network_elastic, _LAMBA, over="mean"),
    Fact("F13", "network form is elastic: no more change than calm weeks show (95 %)",
         "share", 0.6, 1, network_back, _LAMBA, over="mean"),
    Fact("F14", "perception is partly plastic: storms with a short-term drop",
         "share", 0.45, 0.7, short_drop, f"58 % of {_HANSEN}", over="mean"),
    Fact("F14", "perception is partly plastic: storms with a long-term drop",
         "share", 0.3, 0.5, long_drop, f"40 % of {_HANSEN}", over="mean"),
    Fact("F14", "perception is partly plastic: long-term drops are no more than short-term",
         "share", 1, 1, late_is_less, _HANSEN, over="mean"),
    Fact("F34", "quiet is quiet: calm runs that reach storm level",
         "share", 0, 0.01, calm_storms, "what calm means", over="mean", kind="T"),
    Fact("F34", "quiet is quiet: calm hours with a dent above the tolerance",
         "share", 0.03, 0.07, false_dents,
         "the tolerance: luck exceeds it in one hour of twenty", over="mean", kind="T"),
    Fact("D6", "quiet real brands: share that the storm detector calls a storm",
         "share", 0, 0, quiet_brands, "hourly mentions of five firms: Numenta Anomaly Benchmark",
         over="mean", kind="D"),
)  # fmt: skip
"""Facts about the form."""
