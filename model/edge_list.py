"""Edge lists: text with one tie per line."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from knautschball.model.pairs import Edges
from knautschball.scenarios.errors import GraphError

RULE = "two columns per line, such as 0,1"

HEADERS = frozenset(
    f"{word}{mark}"
    for word in ("u", "v", "source", "target", "src", "dst", "from", "to", "node", "id", "user")
    for mark in ("", "1", "2", "_1", "_2", "_id")
)
"""Column names; a first line with two of them is no tie."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


def read_pairs(path: Path, content: bytes) -> tuple[Edges, list[str]]:
    """Read the first two columns of a text.

    Parameters
    ----------
    path : Path
        Named in errors.
    content : bytes
        UTF-8 text; empty lines and lines that begin with ``#`` or ``%`` are skipped.

    Returns
    -------
    edges : int64[m, 2]
        Places in ``labels``, a row per line.
    labels : list of str
        Who occurs, in the order of the first mention.

    Raises
    ------
    GraphError
        If a line has less than two columns or ties somebody to themselves.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise GraphError(f"{path}, line {line}", "this is not UTF-8 text", RULE) from None
    place: dict[str, int] = {}
    flat: list[int] = []
    for number, one, two in _without_header(_rows(path, text)):
        if one == two:
            raise GraphError(
                f"{path}, line {number}",
                f"{one} is tied to itself",
                "ties between two different people",
            )
        flat.append(place.setdefault(one, len(place)))
        flat.append(place.setdefault(two, len(place)))
    return np.array(flat, np.int64).reshape(-1, 2), list(place)


def numbered(edges: Edges, labels: list[str]) -> tuple[Edges, tuple[str, ...]]:
    """Put people in the order of their numbers where all of them are called by numbers.

    Returns
    -------
    edges : int64[m, 2]
        Between people in the new order.
    names : tuple of str
        Name of each person.
    """
    if not all(map(_NUMBER.fullmatch, labels)):
        return edges, tuple(labels)
    order = np.argsort(np.array([int(label) for label in labels], np.int64))
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    return rank[edges], tuple(labels[at] for at in order)


def _rows(path: Path, text: str) -> Iterator[tuple[int, str, str]]:
    """Give line number and the first two columns of every line that says something."""
    split = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip()[0] in "#%":
            continue
        split = split or next((mark for mark in "\t;," if mark in line), " ")
        if '"' in line:
            cells = next(csv.reader([line.strip()], delimiter=split, skipinitialspace=True))
        else:
            cells = line.split() if split == " " else line.split(split, 2)
        if len(cells) < 2 or not (one := cells[0].strip()) or not (two := cells[1].strip()):
            raise GraphError(f"{path}, line {number}", f"{line.strip()[:60]!r} is no tie", RULE)
        yield number, one, two


def _without_header(
    rows: Iterator[tuple[int, str, str]],
) -> Iterator[tuple[int, str, str]]:
    """Drop the first row if it names the columns."""
    top = next(rows, None)
    second = next(rows, None)
    if top and not _names_columns(top[1:], second[1:] if second else ()):
        yield top
    if second:
        yield second
    yield from rows


def _names_columns(top: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Tell a header by known words, or by words above numbers."""
    if all(cell.lower() in HEADERS for cell in top):
        return True
    return (
        bool(second)
        and all(map(_NUMBER.fullmatch, second))
        and not any(map(_NUMBER.fullmatch, top))
    )
