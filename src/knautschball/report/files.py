"""Figures and tables of a comparison as files beside the report."""

import re
from pathlib import Path
from typing import Any

from knautschball.model.drawing import save
from knautschball.report.page import scenario_balls, scenario_figures, scenario_rows
from knautschball.report.words import words
from knautschball.scenarios import OutputError


def write_figures(comparison: Any, folder: str | Path, language: str = "en") -> list[Path]:
    """Write every figure as SVG and PNG, and every ball as SVG, to ``folder/figures``.

    Parameters
    ----------
    comparison : Comparison
        Result of a comparison.
    folder : path
        Results folder; ``figures`` is made in it.
    language : {"en", "de"}
        Of words and numbers.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    say = words(language)
    place = Path(folder) / "figures"
    written: list[Path] = []
    for name in comparison.scenario:
        stem = re.sub(r"[^\w.-]+", "-", name)
        rows = scenario_rows(comparison, name)
        for key, figure in scenario_figures(rows, say).items():
            written += save(figure, place, f"{stem}-{key}")
        for policy, svg in scenario_balls(rows, say, mini=False).items():
            written.append(_write(place / f"{stem}-ball-{policy}.svg", svg))
    return written


def write_tables(comparison: Any, folder: str | Path) -> list[Path]:
    """Write ``runs.parquet`` and ``ranking.csv``.

    Parameters
    ----------
    comparison : Comparison
        Result of a comparison.
    folder : path
        Results folder.

    Returns
    -------
    list of Path
        The two files.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    folder = Path(folder)
    runs, ranking = folder / "runs.parquet", folder / "ranking.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        comparison.runs.to_parquet(runs, index=False)
        comparison.ranking.to_csv(ranking, index=False)
    except OSError as problem:
        raise OutputError(str(folder), f"cannot be written: {problem.strerror}") from problem
    return [runs, ranking]


def _write(path: Path, text: str) -> Path:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as problem:
        raise OutputError(str(path), f"cannot be written: {problem.strerror}") from problem
    return path
