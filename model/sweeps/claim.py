"""A folder belongs to one experiment, and to one process at a time."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from knautschball.model.folder import kept, replace_note, writing
from knautschball.model.sweeps.store import PARTS, TABLES
from knautschball.scenarios.errors import OutputError
from knautschball.scenarios.toml_files import read_toml

NOTE = "experiment.toml"
LOCK = ".sweep.lock"
VERSION = "version_knautschball"
NAMED = 3
"""Changes that a refusal names; the others are counted."""


@contextmanager
def claimed(folder: Path, facts: dict[str, Any], command: str, fresh: bool) -> Iterator[Path]:
    """Keep a folder for one experiment while the block runs.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    facts : dict
        The experiment as it will stand in ``experiment.toml``.
    command : str
        What the user typed.
    fresh : bool
        Throw away what another sweep left there.

    Yields
    ------
    Path
        The folder.

    Raises
    ------
    OutputError
        Another experiment's results are there, another process is at work, or nothing can be
        written.
    """
    with kept(folder), _locked(folder):
        with writing(folder):
            _begin(folder, facts, command, fresh)
        try:
            yield folder
        finally:
            if not (finished(folder) or (folder / PARTS).is_dir()):
                _clear(folder)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        with lock:
            try:
                yield
            finally:
                with suppress(OSError):  # Windows keeps an open file
                    (folder / LOCK).unlink()
    except Timeout:
        raise OutputError(f"-o {folder}", "another sweep is at work there") from None


def _begin(folder: Path, facts: dict[str, Any], command: str, fresh: bool) -> None:
    noted = (folder / NOTE).is_file()
    there = read_toml(folder / NOTE) if noted else {}
    ours = "fingerprint" in there
    if not ours and (noted or finished(folder) or (folder / PARTS).is_dir()):
        what = "files of another kind there, such as experiment.toml or runs.parquet"
        raise OutputError(f"-o {folder}", what, "another folder")
    if ours and not fresh:
        _compare(folder, there, facts)
        return
    if ours:
        _clear(folder)
    replace_note(folder / NOTE, facts | {"command": command})


def finished(folder: Path) -> bool:
    """Say whether the sweep of a claimed folder has come to its end."""
    tables = any((folder / f"{table}.parquet").is_file() for table in TABLES)
    return tables and not (folder / PARTS).is_dir()


def reopen(folder: Path) -> None:
    """Turn the final tables of a finished sweep into a part again, so that runs can be added."""
    if not finished(folder):
        return
    draft = folder / f".{PARTS}-again"
    shutil.rmtree(draft, ignore_errors=True)
    with writing(folder):
        draft.mkdir()
        for table in TABLES:
            if (folder / f"{table}.parquet").is_file():
                shutil.copyfile(folder / f"{table}.parquet", draft / f"{table}-0-0.parquet")
        os.replace(draft, folder / PARTS)


def _clear(folder: Path) -> None:
    """Take away what sweeps write; the note goes last, so that an interruption changes nothing."""
    for name in (PARTS, "figures"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in (*(f"{table}.parquet" for table in TABLES), "ranking.csv", "report.html", NOTE):
        (folder / name).unlink(missing_ok=True)


def _compare(folder: Path, there: dict[str, Any], facts: dict[str, Any]) -> None:
    """Refuse to mix the runs of two experiments."""
    facts = facts | {VERSION: version("knautschball")}
    changed = [key for key in ("fingerprint", VERSION) if there.get(key) != facts[key]]
    if not changed:
        return
    now = {key: value for key, value in facts.items() if key != "fingerprint"}
    said = _changes({key: there.get(key) for key in now}, now)
    if len(said) > NAMED:
        said[NAMED:] = [f"and {len(said) - NAMED} more"]
    why = "; ".join(said) or "a scenario, policy or graph file has changed"
    allowed = "another folder, or --fresh to throw away what is there"
    raise OutputError(f"-o {folder}", f"holds another experiment: {why}", allowed)


def _changes(was: dict[str, Any], now: dict[str, Any], before: str = "") -> list[str]:
    """Say what differs, a table key by key."""
    said = []
    for key in dict.fromkeys([*was, *now]):
        old, new = was.get(key), now.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            said += _changes(old, new, f"{before}{key} ")
        elif old != new:
            said.append(f"{before}{key} was {_told(old)} and is {_told(new)}")
    return said


def _told(value: Any) -> str:
    return "left out" if value is None else repr(value)
