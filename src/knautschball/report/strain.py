"""The report of a resilience test: verdict, yield points, curves, table, method."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from matplotlib.figure import Figure

from knautschball import __version__
from knautschball.model.drawing import save
from knautschball.model.fatigue import tiredness
from knautschball.model.strain import KICK, REPEATS, ResilienceTest
from knautschball.report.inline import inline
from knautschball.report.strain_figures import (
    amount,
    between,
    fatigue,
    stress_strain,
    yield_points,
)
from knautschball.report.words import NOTHING, Words, words

SOURCES = (
    "Dakos et al. 2012, PLoS ONE 7(7):e41010, doi 10.1371/journal.pone.0041010",
    "Dixon & Mood 1948, Journal of the American Statistical Association 43:109–126, doi "
    "10.1080/01621459.1948.10483254",
    "Finney 1971, Probit Analysis, Cambridge University Press",
    "Hesterberg 2015, The American Statistician 69(4):371–386, doi 10.1080/00031305.2015.1089789",
    "Holling 1973, Annual Review of Ecology and Systematics 4:1–23",
    "van Nes & Scheffer 2007, The American Naturalist 169(6):738–747, doi 10.1086/516845",
)


def write_test(
    test: ResilienceTest, folder: Path, language: str = "en", command: str = ""
) -> list[Path]:
    """Write ``report.html`` and ``figures`` of a resilience test.

    Parameters
    ----------
    test : ResilienceTest
        The result.
    folder : Path
        Where to; it exists.
    language : {"en", "de"}
        Of words and numbers.
    command : str
        Command that makes the same numbers.

    Returns
    -------
    list of Path
        What was written.
    """
    say, page = words(language), folder / "report.html"
    drawn = figures(test, say)
    page.write_text(render(test, say, drawn, command), encoding="utf-8")
    written = [page]
    for name, figure in drawn.items():
        written += save(figure, folder / "figures", name)
    return written


def figures(test: ResilienceTest, say: Words) -> dict[str, Figure]:
    """Draw all figures by name."""
    names, language = titles(test, say), say["language"]
    return {
        "yields": yield_points(test.yields, names, test.ladder, language),
        "curves": stress_strain(test.strain, test.yields, names, test.ladder, language),
        "fatigue": fatigue(test.fatigue, names, list(test.yields["policy"]), language),
    }


def titles(test: ResilienceTest, say: Words) -> dict[str, str]:
    """Give every policy its title in the language of the reader."""
    return {name: say.policy(name, title) for name, title in test.titles.items()}


def render(test: ResilienceTest, say: Words, drawn: dict[str, Figure], command: str) -> str:
    """Give the page as text; it opens offline and loads nothing."""
    house = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    title, summary = say.told(test.scenario, test.about)
    numbers = {"repeats": REPEATS, "kick": say.number(KICK, 2)}
    seeds = test.strain["seed"]
    return house.get_template("strain.html.j2").render(
        say=say,
        test=say["test"],
        numbers=numbers,
        scenario=title,
        summary=summary,
        policies=len(test.yields),
        storms=len(test.strain),
        ends=[say.short(test.ladder[0]), say.short(test.ladder[-1])],
        verdict=verdict(test, say),
        figures={
            name: Markup(inline(figure, name, say["test"][name])) for name, figure in drawn.items()
        },
        table=table(test, say),
        sources=[*test.about.get("sources", ()), *SOURCES],
        facts=[
            (say["command"], command),
            (say["version"], f"knautschball {__version__}"),
            (say["seeds"], f"{seeds.min()}–{seeds.max()}"),
            (say["hash"], test.fingerprint),
        ],
    )


def verdict(test: ResilienceTest, say: Words) -> list[str]:
    """Say in two sentences which policy bears most and which least, and one about load 1."""
    text, names, rows = say["test"], titles(test, say), list(test.yields.itertuples())
    first, last = rows[0], rows[-1]
    if len(rows) == 1:
        return [text["alone"].format(policy=names[first.policy], load=bearing(first, say))]
    times, low, high = "", last.yield_load, first.yield_load
    if np.isfinite(low) and np.isfinite(high) and high > low:
        ratio = say.number(high / low, 0 if high >= 10 * low else 1)
        times = text["times"].format(policy=names[first.policy], ratio=ratio)
    bears_one = sum(row.yield_load >= 1 or row.low >= 1 for row in rows)
    return [
        text["most"].format(policy=names[first.policy], load=bearing(first, say)),
        text["least"].format(policy=names[last.policy], load=bearing(last, say), times=times),
        text["at_one"].format(n=bears_one, all=len(rows)),
    ]


def bearing(row: Any, say: Words) -> str:
    """Tell a yield point in a sentence."""
    text = say["test"]
    if np.isfinite(row.yield_load):
        return text["load"].format(load=amount(row.yield_load, say), interval=between(row, say))
    key, end = ("above", row.low) if row.low > 0 else ("below", row.high)
    return text[key].format(load=say.short(end))


def table(test: ResilienceTest, say: Words) -> dict[str, list]:
    """Give the numbers as text cells: ``head`` and one list per policy in ``rows``."""
    rung = min(test.ladder, key=lambda load: abs(np.log(load)))
    back = test.strain[test.strain["load"] == rung].groupby("policy")["springback"].mean()
    tired = tiredness(test.fatigue).set_index("policy")
    names = titles(test, say)
    rows = [
        [
            names[row.policy],
            amount(row.yield_load, say) if np.isfinite(row.yield_load) else NOTHING,
            between(row, say),
            say.number(row.runs, 0),
            say.percent(back[row.policy]),
            *_tired(tired.loc[row.policy], say),
        ]
        for row in test.yields.itertuples()
    ]
    return {
        "head": [c.format(load=amount(rung, say)) for c in say["test"]["columns"]],
        "rows": rows,
    }


def _tired(row: pd.Series, say: Words) -> list[str]:
    """Write recovery and memory at the first and the last strike, and what each strike adds."""
    pairs = [
        f"{say.number(row[f'{name}_first'], 2)} → {say.number(row[f'{name}_last'], 2)}"
        for name in ("recovery", "autocorrelation")
    ]
    return [*pairs, say.number(row["residual_slope"], 3, sign=True)]
