"""The report of a fit: counts and band, knobs, outlook, other answers."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from knautschball import __version__
from knautschball.model.fit_figures import answers_figure, counts_figure, knobs_figure
from knautschball.report.inline import inline
from knautschball.report.words import NOTHING, words

SAY = words("en")
AGAINST = ("against", "interval", "better")
"""What is said of an answer beside the one that was given."""
HONEST = 0.8
"""Share of counts in the 90% band below which the report warns that the wave is not met."""
OUTLOOK = {
    "total": "complaints in the whole time shown",
    "peak": "highest count",
    "peak_hour": "its hour, from the first count",
    "half_hours": "hours from the peak until the wave falls to a half",
    "tenth_hours": "hours from the peak until the wave falls to a tenth",
}


def write_fit_report(fitted: Any, told: Any, folder: str | Path, command: str = "") -> Path:
    """Write ``report.html``.

    Parameters
    ----------
    fitted : Fit
        Result of ``knautschball.model.fit.fit``.
    told : WhatIf or None
        Other answers to the fitted storms.
    folder : path
        Exists already.
    command : str
        Command that makes the same numbers.
    """
    path = Path(folder) / "report.html"
    path.write_text(render(fitted, told, command), encoding="utf-8")
    return path


def render(fitted: Any, told: Any, command: str = "") -> str:
    """Give the page as text; it opens offline and loads nothing."""
    here = Path(__file__).parent
    pages = Environment(loader=FileSystemLoader(here), autoescape=True, trim_blocks=True)
    return pages.get_template("fit.html.j2").render(
        title=fitted.setting.scenario.scenario.title,
        counts=Path(fitted.counts.name).name,
        policy=str(getattr(fitted.setting.policy, "name", fitted.setting.policy)),
        seed=fitted.seed,
        coverage=SAY.percent(fitted.coverage),
        honest=fitted.coverage >= HONEST,
        knobs=[_knob(row) for row in fitted.knobs.itertuples()],
        along=[row for row in fitted.knobs.itertuples() if row.along],
        unknown=fitted.knobs.loc[~fitted.knobs["identified"], "knob"].tolist(),
        outlook=[_outlook(key, fitted.outlook.loc[key]) for key in OUTLOOK],
        answers=_answers(told),
        actual=told.actual if told else "",
        storms=told.runs["draw"].nunique() if told else 0,
        figures=_figures(fitted, told),
        command=command,
        version=__version__,
    )


def _figures(fitted: Any, told: Any) -> dict[str, Markup]:
    drawn = {
        "counts": (counts_figure(fitted), "Counts and the band of the fitted waves."),
        "knobs": (knobs_figure(fitted.knobs), "Intervals of the fitted knobs."),
    }
    if told is not None and len(told.ranking) > 1:
        figure = answers_figure(told.ranking, told.actual)
        drawn["answers"] = (figure, "Differences between the answers.")
    return {name: Markup(inline(one, name, label)) for name, (one, label) in drawn.items()}


def _knob(row: Any) -> dict[str, Any]:
    return {
        "knob": row.knob,
        "interval": between(row.low, row.high),
        "median": SAY.rounded(row.median),
        "prior": f"{SAY.short(row.prior_low)} … {SAY.short(row.prior_high)}",
        "identified": row.identified,
    }


def _outlook(key: str, row: Any) -> dict[str, str]:
    interval = between(row["low"], row["high"])
    return {"what": OUTLOOK[key], "median": SAY.rounded(row["median"]), "interval": interval}


def _answers(told: Any) -> list[dict[str, str]]:
    if told is None:
        return []
    return [
        {
            "policy": row.policy,
            "resilience": SAY.number(row.resilience, 3),
            **(dict.fromkeys(AGAINST, NOTHING) if row.policy == told.actual else against(row)),
            "hours": SAY.rounded(row.staff_hours),
        }
        for row in told.ranking.itertuples()
    ]


def against(row: Any) -> dict[str, str]:
    """Write how an answer compares with the one that was given, under the keys of `AGAINST`.

    Parameters
    ----------
    row : named tuple
        Of the ranking of a `WhatIf`.
    """
    difference = SAY.number(row.against_actual, 3, sign=True)
    interval = SAY.interval(row.against_low, row.against_high, sign=True)
    said = difference, interval, SAY.percent(row.better_than_actual)
    return dict(zip(AGAINST, said, strict=True))


def between(low: float, high: float) -> str:
    """Write the interval of a measured number."""
    return f"{SAY.rounded(low)} … {SAY.rounded(high)}"
