"""The page of a sweep: what was varied, its figures and tables. Opens offline, loads nothing."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from matplotlib.figure import Figure

from knautschball import __version__
from knautschball.model.sweeps.reading import Results
from knautschball.report.inline import inline
from knautschball.report.sweep_figures import meaning, setting
from knautschball.report.words import words

Captioned = tuple[str, Figure]
Table = tuple[str, str, pd.DataFrame]
NAMED = {"#", "Policy", "key"}
"""Columns that hold names, not amounts; they stand to the left."""


def render(
    results: Results, title: str, figures: Iterable[Captioned], tables: Sequence[Table]
) -> str:
    """Give the page as text.

    Parameters
    ----------
    results : Results
        A finished sweep.
    title : str
        Heading.
    figures : iterable of (str, Figure)
        Caption and figure.
    tables : sequence of (str, str, DataFrame)
        Caption, a sentence about it, and the table.
    """
    said = results.experiment
    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
    )
    pages.filters["number"] = _number
    drawn = [
        (caption, Markup(inline(figure, f"figure{number}", caption)))
        for number, (caption, figure) in enumerate(figures)
    ]
    return pages.get_template("sweep.html.j2").render(
        title=title,
        runs=len(results.runs),
        failed=len(results.failures),
        scenarios=list(dict.fromkeys(results.runs["scenario"])),
        policies=list(dict.fromkeys(results.runs["policy"])),
        seeds=said["runs"],
        varied=[(key, meaning(key), _values(how)) for key, how in said["vary"].items()],
        figures=drawn,
        tables=tables,
        named=NAMED,
        command=said["command"],
        fingerprint=said["fingerprint"],
        version=__version__,
    )


def _number(value: Any) -> str:
    """Write a cell of a table; what is missing is a dash."""
    if not isinstance(value, float):
        return str(value)
    return words("en").number(value, 3)


def _values(written: Any) -> str:
    """Say what a key was varied over."""
    if isinstance(written, dict):
        steps = f", {written['n']} steps" if "n" in written else ""
        return f"{setting(written['low'])} to {setting(written['high'])}{steps}"
    return ", ".join(map(setting, written))
