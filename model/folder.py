"""Results in a folder: claimed before the work, written whole or not at all."""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import pandas as pd

from knautschball.model.comparison import Comparison
from knautschball.model.outcome import Outcome
from knautschball.model.strain import ResilienceTest
from knautschball.scenarios.errors import OutputError


def claim(folder: str | Path) -> Path:
    """Make sure that a folder can be written, before any work is done for it.

    Raises
    ------
    OutputError
        Something is in the way, or writing is not allowed.
    """
    path = Path(folder)
    missing = _missing(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as problem:
        _remove(missing)
        raise _refusal(folder, problem) from None
    return path


def save_run(outcome: Outcome, folder: str | Path, command: str = "") -> list[Path]:
    """Write one run: ``runs.parquet``, ``hours.parquet``, ``experiment.toml``.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    runs = pd.DataFrame([outcome.summary])
    facts = {"scenario": [outcome.scenario.name], "load": outcome.load, "command": command}
    facts |= {"fingerprint": outcome.scenario.fingerprint}
    facts |= {"policies": [outcome.policy.name], "first_seed": outcome.seed, "runs": 1}
    return _publish(
        folder,
        {
            "runs.parquet": runs.to_parquet,
            "hours.parquet": outcome.hours.to_parquet,
            "experiment.toml": note(facts),
        },
    )


def save_comparison(comparison: Comparison, folder: str | Path, command: str = "") -> list[Path]:
    """Write a comparison: ``runs.parquet``, ``ranking.csv``, ``experiment.toml``.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    runs, ranking = comparison.runs, comparison.ranking
    facts: dict[str, Any] = {"scenario": comparison.scenario, "command": command}
    facts |= {"fingerprint": comparison.fingerprint}
    facts |= {"policies": list(dict.fromkeys(runs["policy"])), "load": float(runs["load"].iloc[0])}
    facts |= {"first_seed": int(runs["seed"].min()), "runs": int(runs["seed"].nunique())}
    return _publish(
        folder,
        {
            "runs.parquet": runs.to_parquet,
            "ranking.csv": lambda file: ranking.to_csv(file, index=False),
            "experiment.toml": note(facts),
        },
    )


def save_test(test: ResilienceTest, folder: str | Path, command: str = "") -> list[Path]:
    """Write a resilience test: ``yield_points.csv``, ``strain.parquet``, ``fatigue.parquet``.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    seeds = test.strain["seed"]
    facts: dict[str, Any] = {"scenario": [test.scenario], "command": command}
    facts |= {"fingerprint": test.fingerprint, "policies": list(test.titles)}
    facts |= {"loads": list(test.ladder), "first_seed": int(seeds.min())}
    facts |= {"seeds": int(seeds.nunique()), "runs": len(test.strain)}
    return _publish(
        folder,
        {
            "yield_points.csv": lambda file: test.yields.to_csv(file, index=False),
            "strain.parquet": test.strain.to_parquet,
            "fatigue.parquet": test.fatigue.to_parquet,
            "experiment.toml": note(facts),
        },
    )


def _publish(folder: str | Path, files: dict[str, Callable[[Path], Any]]) -> list[Path]:
    """Write everything beside its place first, so that nobody ever sees half a result."""
    with kept(folder) as path, writing(folder):
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=path) as draft:
            for name, write in files.items():
                write(Path(draft, name))
            for name in files:
                os.replace(Path(draft, name), path / name)
        return [path / name for name in files]


@contextmanager
def kept(folder: str | Path) -> Iterator[Path]:
    """Claim a folder; at the end take away again what is new and empty.

    Raises
    ------
    OutputError
        Something is in the way, or writing is not allowed.
    """
    missing = _missing(Path(folder))
    path = claim(folder)
    try:
        yield path
    finally:
        _remove(missing)


@contextmanager
def writing(folder: str | Path) -> Iterator[None]:
    """Turn a full disk or a lost permission into our one line.

    Raises
    ------
    OutputError
        Instead of the system's error.
    """
    try:
        yield
    except OSError as problem:
        raise _refusal(folder, problem) from None


def _missing(path: Path) -> list[Path]:
    """Give the folders that have to be made, the innermost first."""
    return [one for one in (path, *path.parents) if not one.exists()]


def _remove(folders: Iterable[Path]) -> None:
    """Take folders away, up to the first that holds something."""
    with suppress(OSError):
        for one in folders:
            one.rmdir()


def _refusal(folder: str | Path, problem: OSError) -> OutputError:
    reason = (problem.strerror or str(problem)).lower()
    return OutputError(f"-o {folder}", f"cannot be written: {reason}")


def replace_note(file: Path, facts: dict[str, Any]) -> None:
    """Write ``experiment.toml`` beside its place first."""
    draft = file.with_name(f".{file.name}.unfinished")
    note(facts)(draft)
    os.replace(draft, file)


def note(facts: dict[str, Any]) -> Callable[[Path], Any]:
    """Give the writer of a file that says how the results came about."""
    facts = facts | {"python": python_version()}
    for package in (
        "knautschball",
        "mesa",
        "networkx",
        "numpy",
        "numba",
        "pandas",
        "scipy",
        "statsmodels",
    ):
        facts[f"version_{package}"] = version(package)
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in facts.items())
    return lambda file: file.write_text(text, "utf-8")


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, str):
        # a command line may hold bytes that are no text
        text = value.encode("utf-8", "replace").decode("utf-8")
        # JSON escapes as TOML does, but lets one control character through
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower() if isinstance(value, bool) else str(value)
