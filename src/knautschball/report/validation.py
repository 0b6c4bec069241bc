"""The validation page: does the model behave like measured crowds? Model against data."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from knautschball import __version__
from knautschball.model.other_graphs import verdicts
from knautschball.report.inline import inline
from knautschball.report.validation_figures import facts_figure, mark, waves_figure
from knautschball.report.words import SMALLEST, words
from knautschball.scenarios.errors import OutputError

GROUPS = (
    ("Waves", ("F1", "F2", "F4", "F5", "D1", "D2", "D3", "D4")),
    ("People", ("F6", "D5", "D7", "D8", "D9", "F7", "F8", "F11", "F28", "F29", "F31")),
    ("The form, and quiet", ("F13", "F14", "F34", "D6")),
    ("The brand and its answers", ("F16", "F17", "F18", "F20", "F21", "F22", "F23", "F26")),
)
"""Heading → facts beneath it."""


def write_validation(
    examination: Any,
    folder: str | Path,
    command: str = "",
    elsewhere: pd.DataFrame | None = None,
) -> list[Path]:
    """Write ``validation.parquet``, ``validation.html``, and ``graphs.parquet`` if there is one.

    Parameters
    ----------
    examination : Examination
        Result of ``knautschball.model.validation.examine``.
    folder : path
        Results folder; made if it is not there.
    command : str
        Command that makes the same numbers.
    elsewhere : DataFrame, optional
        Result of ``knautschball.model.other_graphs.on_graphs``.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    folder = Path(folder)
    page, table = folder / "validation.html", folder / "validation.parquet"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        examination.table.to_parquet(table, index=False)
        if elsewhere is not None:
            elsewhere.to_parquet(folder / "graphs.parquet", index=False)
        page.write_text(render(examination, command, elsewhere), encoding="utf-8")
    except OSError as problem:
        raise OutputError(str(folder), f"cannot be written: {problem.strerror}") from problem
    return [table, page] if elsewhere is None else [table, page, folder / "graphs.parquet"]


def render(examination: Any, command: str = "", elsewhere: pd.DataFrame | None = None) -> str:
    """Give the page as text; it opens offline and loads nothing."""
    table = examination.table
    here = Path(__file__).parent
    pages = Environment(loader=FileSystemLoader(here), autoescape=True, trim_blocks=True)
    waves = inline(waves_figure(examination.waves), "waves", "Waves of model and data.")
    return pages.get_template("validation.html.j2").render(
        score=score(table),
        failed=[row.fact for row in parts(table).itertuples() if not row.holds],
        waves=Markup(waves),
        graphs=_graphs(elsewhere),
        groups=[_group(heading, names, table) for heading, names in GROUPS],
        seeds=int(table["seeds"].max()),
        command=command,
        version=__version__,
    )


def _graphs(table: pd.DataFrame | None) -> dict[str, Any]:
    """Set facts against graphs, each cell with its verdict and what its parts measured."""
    if table is None:
        return {}
    held = verdicts(table)
    patterns = table.groupby("fact", sort=False)["pattern"].first().str.split(":").str[0]
    rows = [
        {
            "fact": fact,
            "pattern": patterns[fact],
            "cells": [_cell(table, fact, *one) for one in row.items()],
        }
        for fact, row in held.iterrows()
    ]
    totals = [f"{int(held[name].sum())} of {len(held)}" for name in held]
    return {"names": [*held], "rows": rows, "totals": totals, "seeds": int(table["seeds"].max())}


def _cell(table: pd.DataFrame, fact: str, graph: str, holds: bool) -> dict[str, Any]:
    told = table[(table["fact"] == fact) & (table["graph"] == graph)]["measured"]
    return {"holds": holds, "measured": " · ".join(map(number, told))}


def parts(table: pd.DataFrame) -> pd.DataFrame:
    """Join the parts of each fact: it holds if they all do."""
    joined = table.groupby("fact", sort=False, as_index=False)
    return joined.agg(fitted=("fitted", "all"), tuned=("tuned", "all"), holds=("holds", "all"))


def score(table: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Count facts that hold, of all: ``fitted``, ``tuned`` by hand, ``free``."""
    facts = parts(table)
    kinds = np.select([facts["fitted"], facts["tuned"]], ["fitted", "tuned"], "free")
    return {
        kind: (int(facts["holds"][kinds == kind].sum()), int((kinds == kind).sum()))
        for kind in ("fitted", "tuned", "free")
    }


def target(low: float, high: float) -> str:
    """Write a target range; an end that is not there is left out."""
    if np.isinf(high):
        return f"above {number(low)}" if abs(low) <= SMALLEST else f"at least {number(low)}"
    if np.isinf(low):
        return f"at most {number(high)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def number(value: float) -> str:
    """Write a number with as many digits as it deserves."""
    return words("en").rounded(value)


def _group(heading: str, names: tuple[str, ...], table: pd.DataFrame) -> dict[str, Any]:
    some = table[table["fact"].isin(names)]
    if some.empty:
        return {"heading": heading, "figure": "", "rows": []}
    label = f"{heading}: targets as bands, measured values as dots."
    figure = inline(facts_figure(some), heading.rsplit(maxsplit=1)[-1].lower(), label)
    return {"heading": heading, "figure": Markup(figure), "rows": [*map(_told, some.itertuples())]}


def _told(row: Any) -> dict[str, Any]:
    """Write one row of the table beside the figures."""
    return {
        "fact": row.fact,
        "pattern": row.pattern,
        "mark": mark(row),
        "target": target(row.low, row.high),
        "unit": row.unit,
        "measured": number(row.measured),
        "interval": f"{number(row.ci_low)} … {number(row.ci_high)}",
        "holds": row.holds,
        "source": row.source,
    }
