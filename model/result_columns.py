"""What the columns of ``runs.parquet`` and ``hours.parquet`` mean, and in which unit.

The page ``docs/results.md`` is written from here, and a measure asked for is checked against it.
"""

from math import inf
from typing import NamedTuple

from knautschball.model.shape import COMPONENTS


class Column(NamedTuple):
    """Unit and meaning of a column; a unit in `WORDS` is no number."""

    unit: str
    meaning: str


WORDS = ("name", "yes or no")
_COMPONENTS = [name.replace("_", " ") for name in COMPONENTS]

RUNS = {
    "scenario": Column("name", "what happened"),
    "policy": Column("name", "how the brand answered"),
    "seed": Column("whole number", "names the luck"),
    "load": Column("times", "multiple of the scenario's load"),
    "resilience": Column("0..1", "R = [(1 − P)(1 − L)(1 − ρ)²]^¼; 1 is no measurable mark"),
    "peak_dent": Column("0..1", "P, the deepest dent since the load"),
    "area": Column("0..1", "L, the mean dent since the load"),
    "residual": Column("0..1", "ρ, the mean dent of the last week"),
    "springback": Column("0..1", "1 − ρ / P; 1 if there was no dent"),
    "recovery_hours": Column("hours", "from the load until the form was back; empty if it was not"),
    "recovered": Column("yes or no", "the form was back before the horizon"),
    "worst_component": Column("name", "component farthest from the twin at the deepest hour"),
    "stance_change": Column("−2..2", "mean stance minus the twin's, last week; below 0 is worse"),
    "followers_lost": Column("people", "followers fewer than the twin's at the end"),
    "ties_cut": Column("ties", "ties fewer than the twin's at the end"),
    "posts": Column("posts", "all posts since the load: everyday, issue, conduct, defence"),
    "conduct_share": Column("0..1", "share of the complaints that are about the brand's conduct"),
    "heated_share": Column("0..1", "share of the complaints that are heated"),
    "largest_support": Column("0..1", "largest share of defence among what takes sides in 3 days"),
    "peak_hour": Column("hours", "since the load, hour with most complaints"),
    "storm_scale": Column("0..6", "firestorm scale, 0 is calm"),
    "phase": Column("0..5", "highest phase reached"),
    "max_backlog": Column("cases", "most open cases at once, all desks together"),
    "reply_minutes_median": Column("minutes", "median waiting time of answered cases"),
    "harmed_minutes_mean": Column("minutes", "mean waiting time of those affected"),
    "gave_up": Column("people", "gave up waiting, more than in the twin"),
    "unanswered_share": Column("0..1", "share of cases on page and in messages without an answer"),
    "staff_hours": Column("hours", "work of the team, more than in the twin"),
    "cost": Column("EUR", "work, compensation and correction, more than in the twin"),
}
RUNS |= {
    f"phase_{n}": Column("hours", f"since the load, when phase {n} began; empty if it never did")
    for n in range(1, 6)
}
for _when, _said in (("peak", "at the deepest hour"), ("residual", "mean of the last week")):
    RUNS |= {
        f"{_when}_{name}": Column("0..1", f"distance of {text} from the twin, {_said}")
        for name, text in zip(COMPONENTS, _COMPONENTS, strict=True)
    }
"""Columns of ``runs.parquet``; a sweep adds ``run``, its number, and one per varied key."""

HOURS = {
    "hour": Column("hours", "of the run; 0 is Monday 00:00"),
    "since_load": Column("hours", "since the first load; below 0 before it"),
    "everyday": Column("posts", "about anything else"),
    "issue": Column("posts", "complaints about the issue"),
    "conduct": Column("posts", "complaints about the brand's conduct"),
    "defence": Column("posts", "that defend the brand"),
    "heated": Column("posts", "heated complaints, of both kinds"),
    "shares": Column("posts", "complaints passed on"),
    "likes": Column("likes", "of complaints"),
    "followers": Column("people", "who follow the brand"),
    "aware": Column("people", "who have taken notice of the issue"),
    "stance": Column("−1..1", "mean stance towards the brand"),
    "arousal": Column("0..1", "mean arousal"),
    "issue_grievance": Column("0..1", "mean grievance about the issue"),
    "conduct_grievance": Column("0..1", "mean grievance about the conduct"),
    "trust": Column("−1..1", "mean trust in the brand"),
    "exposed": Column("posts per person", "complaints that a person reads, mean"),
    "ties": Column("ties", "between members"),
    "press": Column("0 or more", "index of the press; 1 is full coverage"),
    "backlog": Column("cases", "open at all desks; `page_backlog` … those of one"),
    "replies": Column("replies", "of the brand"),
    "statements": Column("statements", "of the brand"),
    "wait": Column("hours", "that open cases have waited, median; `page_wait` … at one desk"),
    "energy": Column("0..1", "mean energy of the team"),
    "lowest_energy": Column("0..1", "energy of the most tired member"),
    "cost": Column("EUR", "of the brand since hour 0, in sum"),
    "staff_hours": Column("hours", "of work since hour 0, in sum"),
}
for _desk in ("page", "hotline", "shop"):
    HOURS |= {f"{_desk}_backlog": Column("cases", f"open at the desk: {_desk}")}
    HOURS |= {f"{_desk}_wait": Column("hours", f"that cases have waited, median: {_desk}")}
HOURS |= {
    f"d_{name}": Column("0..1", f"distance of {text} from the twin, above the noise floor")
    for name, text in zip(COMPONENTS, _COMPONENTS, strict=True)
}
HOURS["dent"] = Column("0..1", "D, weighted root mean square of the six distances")
"""Columns of ``hours.parquet``; ``twin_…`` is the same of the undisturbed twin."""

MEASURES = [name for name, column in RUNS.items() if column.unit not in WORDS]
"""Columns of ``runs.parquet`` that are numbers."""


def bounds(measure: str) -> tuple[float, float]:
    """Give the least and largest value of a column of ``runs.parquet``, infinite where none is."""
    low, mark, high = RUNS[measure].unit.partition("..")
    return (float(low.replace("−", "-")), float(high)) if mark else (-inf, inf)
