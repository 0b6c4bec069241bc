"""The ranking of a folder of results that whoever runs the server wants to show."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from knautschball.app.words import words
from knautschball.report.words import words as report_words
from knautschball.scenarios.errors import KnautschballError

FOLDER = "KNAUTSCHBALL_RESULTS"
"""Variable that names the folder; a visitor can neither see nor choose it."""
ROWS = 60
"""Rows shown at most."""
NEEDED = ("scenario", "policy", "runs", "resilience", "resilience_low", "resilience_high")


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
    """Read the ranking that a comparison or a sweep has written."""
    file = folder / "ranking.csv"
    try:
        table = pd.read_csv(file)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        allowed = "a folder that compare or sweep wrote"
        raise KnautschballError("--results", f"{file} cannot be read: {reason}", allowed) from None
    if not set(NEEDED) <= set(table):
        raise KnautschballError("--results", f"{file} holds no ranking", "a folder of results")
    return table
