"""Results in a folder: claimed before the work, written whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import pandas as pd

from knautschball.model.comparison import Comparison
from knautschball.model.outcome import Outcome
from knautschball.scenarios.errors import OutputError


def claim(folder: str | Path) -> Path:
    """Make sure that a folder can be written, before any work is done for it.

    Raises
    ------
    OutputError
        Something is in the way, or writing is not allowed.
    """
    path = Path(folder)
    made = [one for one in (path, *path.parents) if not one.exists()]
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as problem:
        for one in made:
            if one.is_dir():
                one.rmdir()
        reason = (problem.strerror or str(problem)).lower()
        raise OutputError(f"-o {folder}", f"cannot be written: {reason}") from None
    return path


def release(folder: Path) -> None:
    """Take a claimed folder away again if nothing was written into it."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def save_run(outcome: Outcome, folder: str | Path, command: str = "") -> list[Path]:
    """Write one run: ``runs.parquet``, ``hours.parquet``, ``experiment.toml``.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    path = claim(folder)
    runs = pd.DataFrame([outcome.summary])
    facts = {"command": command, "fingerprint": outcome.scenario.fingerprint}
    facts |= {"policies": [outcome.policy.name], "first_seed": outcome.seed, "runs": 1}
    return [
        _write(path / "runs.parquet", runs.to_parquet),
        _write(path / "hours.parquet", outcome.hours.to_parquet),
        _note(path, {"scenario": [outcome.scenario.name], "load": outcome.load} | facts),
    ]


def save_comparison(comparison: Comparison, folder: str | Path, command: str = "") -> list[Path]:
    """Write a comparison: ``runs.parquet``, ``ranking.csv``, ``experiment.toml``.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    path = claim(folder)
    runs, ranking = comparison.runs, comparison.ranking
    facts: dict[str, Any] = {"scenario": comparison.scenario, "command": command}
    facts |= {"fingerprint": comparison.fingerprint}
    facts |= {"policies": list(dict.fromkeys(runs["policy"])), "load": float(runs["load"].iloc[0])}
    facts |= {"first_seed": int(runs["seed"].min()), "runs": int(runs["seed"].nunique())}
    return [
        _write(path / "runs.parquet", runs.to_parquet),
        _write(path / "ranking.csv", lambda file: ranking.to_csv(file, index=False)),
        _note(path, facts),
    ]


def _write(path: Path, write: Callable[[Path], Any]) -> Path:
    """Write beside the goal first, so that nobody ever sees half a file."""
    draft = path.with_name(f".{path.name}.part")
    write(draft)
    os.replace(draft, path)
    return path


def _note(folder: Path, facts: dict[str, Any]) -> Path:
    facts = facts | {"python": python_version()}
    for package in ("knautschball", "mesa", "networkx", "numpy", "numba", "pandas"):
        facts[f"version_{package}"] = version(package)
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in facts.items())
    return _write(folder / "experiment.toml", lambda file: file.write_text(text, "utf-8"))


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value).lower() if isinstance(value, bool) else str(value)
