"""Finished parts of long work wait in the results folder until the whole is done."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knautschball.model.fit_table import Store

NAME = ".unfinished-simulations"


@contextmanager
def unfinished(folder: Path) -> Iterator[Store]:
    """Keep simulations beside the results while the work goes on.

    Parameters
    ----------
    folder : Path
        Where the results go.

    Yields
    ------
    Store
        Its folder goes away when the block ends well, or when it is empty; after an interruption
        it stays, and the same command goes on from there.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    from knautschball.model.folder import claim

    new = [one for one in (folder, *folder.parents) if not one.exists()]
    place = claim(folder) / NAME
    place.mkdir(exist_ok=True)
    try:
        yield Store(place)
    except BaseException:
        for one in (place, *new):
            if any(one.iterdir()):
                break
            one.rmdir()
        raise
    for one in folder.glob(".unfinished-*"):  # drafts, too, of attempts that were killed
        shutil.rmtree(one, ignore_errors=True)
