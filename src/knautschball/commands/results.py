"""A results folder is written whole or not at all."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from knautschball.report.words import Words


@contextmanager
def results(folder: Path) -> Iterator[Path]:
    """Claim a folder before the work and fill it after the work.

    Parameters
    ----------
    folder : Path
        Where the results go.

    Yields
    ------
    Path
        A draft to write into. It takes its place when the block ends well; otherwise draft and
        new folders go away again, and what lay there before stays.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    from knautschball.model.folder import claim

    made = [one for one in (folder, *folder.parents) if not one.exists()]
    claim(folder)
    draft = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        yield draft
        with writing(folder):
            _publish(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        with suppress(OSError):  # the first that is not empty ends it
            for one in made:
                one.rmdir()


def writing(folder: Path) -> AbstractContextManager[None]:
    """Turn a full disk or a lost permission into our one line.

    Raises
    ------
    OutputError
        Instead of the system's error.
    """
    from knautschball.model.folder import writing as safely

    return safely(folder)


def listed(folder: Path) -> str:
    """Name what lies in a results folder, the report first."""
    found = [one.name + "/" * one.is_dir() for one in folder.iterdir() if one.name[0] != "."]
    return ", ".join(sorted(found, key=lambda name: (name != "report.html", name)))


def tell_report(folder: Path, say: "Words", out: "Console") -> None:
    """Say where the report lies, and what lies beside it."""
    told = say["report_lies"].format(file=folder / "report.html")
    out.print(f"\n{told}", soft_wrap=True)
    out.print(say["beside_it"].format(files=listed(folder)), style="dim", soft_wrap=True)


def default_folder(scenarios: list[str], command: str = "compare") -> Path:
    """Give the place for the results of a command when the user names none."""
    words = [re.sub(r"[^\w.-]+", "-", name).strip(".-") or "scenario" for name in scenarios]
    return Path("results", f"{command}-{'+'.join(words)}"[:120])


def _publish(draft: Path, folder: Path) -> None:
    """Move every file of the draft to its place."""
    for file in sorted(draft.rglob("*")):
        goal = folder / file.relative_to(draft)
        if file.is_dir():
            goal.mkdir(exist_ok=True)
        else:
            os.replace(file, goal)
