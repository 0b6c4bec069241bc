"""The report: one HTML file that opens offline, prints on A4, and tells what came out and why."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from knautschball import __version__
from knautschball.report.ball import ball_svg
from knautschball.report.contest_figures import survival_curves, who_changed
from knautschball.report.contest_tables import (
    regret_table,
    regret_told,
    steadiness_told,
    steady_note,
    steady_table,
    trust_table,
)
from knautschball.report.curves import dent_curves, two_waves
from knautschball.report.inline import inline
from knautschball.report.rank_figures import cost_resilience, differences
from knautschball.report.sources import SOURCES
from knautschball.report.tables import facts_table, ranking_table, residual_table
from knautschball.report.verdict import pattern, reasons, sureness, verdict
from knautschball.report.words import Words, words
from knautschball.scenarios import OutputError, available


def write_report(
    comparison: Any,
    folder: str | Path,
    language: str = "en",
    *,
    command: str = "",
    digest: str = "",
    abouts: Mapping[str, Mapping[str, Any]] | None = None,
) -> Path:
    """Write ``report.html``.

    Parameters
    ----------
    comparison : Comparison
        Result of a comparison: ``scenario, runs, ranking, curves, balls``.
    folder : path
        Where to; made if it is not there.
    language : {"en", "de"}
        Of words and numbers.
    command : str
        Command that makes the same numbers; put together from the data where not given.
    digest : str
        Content hash; computed from the table of runs where not given.
    abouts : mapping, optional
        Scenario → ``title``, ``summary``, ``sources``; those of the shipped scenarios where not
        given.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    KnautschballError
        If the report does not speak the language.
    OutputError
        If the file cannot be written.
    """
    text = render(
        comparison, language, command=command, digest=digest, abouts=abouts or available()
    )
    path = Path(folder) / "report.html"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise OutputError(str(folder), f"cannot be written: {problem.strerror}") from problem
    return path


def render(
    comparison: Any,
    language: str,
    *,
    command: str,
    digest: str,
    abouts: Mapping[str, Mapping[str, Any]],
) -> str:
    """Give the report as text; see :func:`write_report`."""
    say = words(language)
    runs = comparison.runs
    house = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    seeds = sorted(runs["seed"].unique())
    sections = [_section(comparison, name, abouts, say) for name in comparison.scenario]
    return house.get_template("template.html.j2").render(
        say=say,
        sections=sections,
        policies=runs["policy"].nunique(),
        seeds=len(seeds),
        steady_note=steady_note(say),
        regret=_regret(comparison, sections, say),
        sources=[
            *(f"{one['title']}: {source}" for one in sections for source in one["sources"]),
            *SOURCES,
        ],
        facts=[
            (say["command"], command or _command(comparison)),
            (say["version"], f"knautschball {__version__}"),
            (say["seeds"], f"{seeds[0]}–{seeds[-1]} ({len(seeds)})"),
            (
                say["load"],
                say.together([say.short(load) for load in sorted(runs["load"].unique())]),
            ),
            (say["hash"], digest or content_hash(runs)),
        ],
    )


def content_hash(runs: pd.DataFrame) -> str:
    """Give a fingerprint of the table of runs: the same rows give the same one."""
    rows = pd.util.hash_pandas_object(runs, index=False).to_numpy()
    return sha256(rows.tobytes()).hexdigest()[:16]


def scenario_rows(comparison: Any, name: str) -> dict[str, pd.DataFrame]:
    """Give the rows of one scenario, those of the ranking and of the curves by rank.

    Parameters
    ----------
    comparison : Comparison
        With ``ranking``, ``runs``, ``curves``, ``balls``, ``pairs``, ``survival``, ``changed``.
    name : str
        Scenario.

    Returns
    -------
    dict of str to DataFrame
        The tables.
    """
    rows = {}
    for kind in ("ranking", "runs", "curves", "balls", "pairs", "survival", "changed"):
        table = getattr(comparison, kind)
        rows[kind] = table[table["scenario"] == name]
    rows["ranking"] = rows["ranking"].sort_values("rank", kind="stable").reset_index(drop=True)
    place = {policy: i for i, policy in enumerate(rows["ranking"]["policy"])}
    rows["curves"] = rows["curves"].sort_values(
        "policy", key=lambda policy: policy.map(place), kind="stable"
    )
    return rows


def scenario_figures(rows: Mapping[str, pd.DataFrame], say: Words) -> dict[str, Any]:
    """Draw the figures of one scenario; the forest only where silence was run.

    Parameters
    ----------
    rows : mapping of str to DataFrame
        As :func:`scenario_rows` gives them.
    say : Words
        The language.

    Returns
    -------
    dict of str to Figure
        Name → figure.
    """
    ranking, curves = rows["ranking"], rows["curves"]
    titles = {row.policy: say.policy(row.policy, row.title) for row in ranking.itertuples()}
    drawn = {
        "dent": dent_curves(curves, titles, say["language"]),
        "waves": two_waves(curves, titles, say["language"]),
        "cost": cost_resilience(ranking, titles, say["language"]),
        "survival": survival_curves(rows["survival"], titles, list(titles), say["language"]),
        "changed": who_changed(rows["changed"], titles, list(titles), say["language"]),
    }
    if ranking["difference"].notna().any():
        drawn["differences"] = differences(ranking, titles, say["language"])
    return drawn


def scenario_balls(
    rows: Mapping[str, pd.DataFrame], say: Words, mini: bool = True, key: str = ""
) -> dict[str, str]:
    """Draw the ball of every policy; what is better than the twin is drawn beyond the circle."""
    out = {}
    for row in rows["ranking"].itertuples():
        ball = rows["balls"][rows["balls"]["policy"] == row.policy].set_index("component")
        better = ball["final"].where(~(ball["change"] > 0), 2.0 - ball["final"])
        out[row.policy] = ball_svg(
            ball["worst"].to_dict(),
            better.to_dict(),
            title=say.policy(row.policy, row.title),
            language=say["language"],
            mini=mini,
            key=key,
        )
    return out


def _section(
    comparison: Any, name: str, abouts: Mapping[str, Mapping[str, Any]], say: Words
) -> dict[str, Any]:
    """Gather everything the page says about one scenario."""
    rows = scenario_rows(comparison, name)
    ranking = rows["ranking"]
    about = abouts.get(name, {})
    title, summary = say.told(name, about)
    large = scenario_balls(rows, say, mini=False, key=name)
    small = scenario_balls(rows, say, key=name)
    settled, sure = sureness(ranking, say)
    ends = [(0, "ball_best"), (len(ranking) - 1, "ball_worst")][: len(ranking)]
    return {
        "name": name,
        "ident": re.sub(r"\W+", "-", name),
        "title": title,
        "summary": summary,
        "sources": about.get("sources", ()),
        "verdict": verdict(ranking, say),
        "settled": settled,
        "sure": sure,
        "large": [_card(ranking.iloc[i], large, say) | {"role": say[key]} for i, key in ends],
        "small": [_card(row, small, say) for _, row in ranking.iterrows()],
        "ranking": ranking_table(ranking, say),
        "facts": facts_table(ranking, say),
        "residuals": residual_table(ranking, rows["runs"], say),
        "pattern": pattern(ranking, rows["runs"], say),
        "reasons": reasons(ranking, rows["runs"], say),
        "steady": steady_table(ranking, rows["pairs"], say),
        "steadiness": steadiness_told(ranking, rows["pairs"], say),
        "trust": trust_table(rows["changed"], ranking, say),
        "figures": {
            key: Markup(inline(figure, f"{re.sub(r'[^a-zA-Z0-9]+', '-', name)}-{key}", label))
            for (key, figure), label in _labelled(scenario_figures(rows, say), say)
        },
    }


def _labelled(figures: dict[str, Any], say: Words) -> list[tuple[tuple[str, Any], str]]:
    """Join every figure with what a screen reader says about it."""
    heading = {"dent": "curves", "waves": "waves", "cost": "cost", "differences": "forest"}
    told = {**say, **say["contest"]}
    return [
        ((key, figure), f"{told[heading.get(key, key)]}. {told[heading.get(key, key) + '_note']}")
        for key, figure in figures.items()
    ]


def _regret(comparison: Any, sections: list[dict[str, Any]], say: Words) -> dict[str, Any] | None:
    """Gather what the page says about regret; nothing where there is one scenario only."""
    if len(sections) < 2:
        return None
    rows = comparison.ranking.drop_duplicates("policy").itertuples()
    titles = {row.policy: say.policy(row.policy, row.title) for row in rows}
    names = {one["name"]: one["title"] for one in sections}
    return {
        "verdict": regret_told(comparison.regret, titles, say),
        "table": regret_table(comparison.regret, titles, names, say),
    }


def _card(row: pd.Series, balls: Mapping[str, str], say: Words) -> dict[str, Any]:
    """Give what stands around one ball."""
    return {
        "rank": int(row["rank"]),
        "title": say.policy(row["policy"], row["title"]),
        "r": say.number(row["resilience"], 3),
        "interval": say.interval(row["resilience_low"], row["resilience_high"]),
        "svg": Markup(balls[row["policy"]]),
    }


def _command(comparison: Any) -> str:
    """Put together the command that makes such a comparison."""
    runs = comparison.runs
    policies = ",".join(dict.fromkeys(runs["policy"]))
    loads = runs["load"].unique()
    load = f" --load {loads[0]:g}" if len(loads) == 1 and loads[0] != 1 else ""
    return (
        f"knautschball compare {' '.join(comparison.scenario)} --policies {policies} "
        f"--runs {runs['seed'].nunique()}{load}"
    )
