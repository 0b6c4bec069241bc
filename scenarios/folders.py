"""Where files are found by name: those that are shipped, then those in folders of one's own.

One's own folders are the one beside the work (``policies``, ``scenarios``) and those that an
environment variable (``KNAUTSCHBALL_POLICIES``, ``KNAUTSCHBALL_SCENARIOS``) names.
"""

import os
from collections.abc import Collection
from pathlib import Path

from knautschball.scenarios.errors import KnautschballError


def own_folders(kind: str) -> list[Path]:
    """Give a user's own folders, the nearest first.

    Parameters
    ----------
    kind : str
        ``policies`` or ``scenarios``: the name of the folder in the working directory, and in
        capitals the end of the name of the variable, which parts folders as ``PATH`` does.

    Raises
    ------
    KnautschballError
        The variable names something that is no folder.
    """
    variable = f"KNAUTSCHBALL_{kind.upper()}"
    named = [Path(part) for part in os.environ.get(variable, "").split(os.pathsep) if part]
    for folder in named:
        if not folder.is_dir():
            raise KnautschballError(variable, f"{str(folder)!r} is no folder", "a folder's path")
    beside = Path(kind)
    return [beside, *named] if beside.is_dir() else named


def by_name(shipped: Path, kind: str, suffixes: Collection[str]) -> dict[str, Path]:
    """Find every file by the name under which it is asked for.

    Parameters
    ----------
    shipped : Path
        Folder of the package; its files come first.
    kind : str
        As `own_folders` has it.
    suffixes : collection of str
        Ends of the names of such files, such as ``.toml``; others are ignored, as are names
        that begin with an underscore or a dot.

    Returns
    -------
    dict
        Stem of the file → path. Where a name is taken, the later file stands under its path.

    Raises
    ------
    KnautschballError
        The environment names something that is no folder, or one cannot be read.
    """
    folders = [shipped]
    for own in own_folders(kind):
        if not any(own.samefile(folder) for folder in folders):
            folders.append(own)
    found: dict[str, Path] = {}
    for file in (file for folder in folders for file in _listed(folder)):
        if file.suffix in suffixes and file.name[0] not in "._" and file.is_file():
            found[str(file) if file.stem in found else file.stem] = file
    return found


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as problem:
        raise KnautschballError(str(folder), f"cannot be read: {problem.strerror}") from None


def check_name(error: type[KnautschballError], file: Path, listed: str, called: str) -> None:
    """Refuse a file in one's own folder that does not go by the name of the file.

    Parameters
    ----------
    error : type
        Member of the error family to raise.
    file : Path
        The file.
    listed : str
        Its key in `by_name`.
    called : str
        The name that it gives itself; results go by this one.

    Raises
    ------
    KnautschballError
        The name of the file is taken, or it gives itself another.
    """
    if listed != file.stem:
        raise error(str(file), f"another is called {file.stem!r}", "a name of its own")
    if called != listed:
        raise error(f"{file}: name", f"{called!r} was given", f"{listed!r}, as the file is called")
