"""The ranking of a folder of results that whoever runs the server wants to show."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from knautschball.app.words import words
from knautschball.model.comparison import rank
from knautschball.report.words import words as report_words
from knautschball.scenarios.errors import KnautschballError

FOLDER = "KNAUTSCHBALL_RESULTS"
"""Variable that names the folder; a visitor can neither see nor choose it."""
ROWS = 60
"""Rows shown at most."""
NEEDED = ("scenario", "policy", "resilience")


def use(folder: Path) -> None:
    """Show the ranking of a folder to every visitor.

    Raises
    ------
    KnautschballError
        It holds no results of a comparison or sweep.
    """
    _table(folder)
    os.environ[FOLDER] = str(folder.resolve())


def ranking(language: str) -> dict[str, Any]:
    """Give the ranking as rows of text; empty where there is none."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return {}
    say, write = words(language)["ranking"], report_words(language)
    rows = [
        [
            write.told(one.scenario, {})[0],
            write.policy(one.policy),
            write.number(one.resilience, 3),
            write.interval(one.resilience_low, one.resilience_high),
            str(one.runs),
        ]
        for one in _table(Path(folder)).head(ROWS).itertuples()
    ]
    return {"title": say["title"], "columns": list(say["columns"]), "rows": rows}


@lru_cache(maxsize=4)
def _table(folder: Path) -> pd.DataFrame:
    """Rank the runs of a folder, scenario by scenario."""
    file = folder / "runs.parquet"
    try:
        runs = pd.read_parquet(file)
    except (OSError, ValueError):
        raise KnautschballError(
            "--results", f"{file} cannot be read", "a folder of results"
        ) from None
    if not set(NEEDED) <= set(runs):
        raise KnautschballError("--results", f"{file} holds no runs", "a folder of results")
    titled = runs.assign(title=runs["policy"])
    parts = [rank(some) for _, some in titled.groupby("scenario", sort=False)]
    return pd.concat(parts, ignore_index=True)
