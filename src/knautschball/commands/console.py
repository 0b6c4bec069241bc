"""Where a command writes: tables to stdout, progress to stderr, plain when nobody looks."""

import os

from rich.console import Console
from rich.table import Table

WIDE = 160
"""Columns of a table that goes into a file or a pipe."""
GAP = 2
"""Columns between two columns of a table."""


def console(stderr: bool = False) -> Console:
    """Give a console as wide as the terminal, or wide enough where there is none."""
    found = Console(stderr=stderr, highlight=False, emoji=False)
    if not found.is_terminal and "COLUMNS" not in os.environ:
        found.width = WIDE
    return found


def table(*columns: str, right: tuple[int, ...] = (), title: str = "") -> Table:
    """Give an empty table in the house style; columns in ``right`` hold numbers."""
    made = Table(
        box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim", title=title or None,
        title_justify="left", title_style="bold",
    )  # fmt: skip
    for number, column in enumerate(columns):
        made.add_column(column, justify="right" if number in right else "left")
    return made
