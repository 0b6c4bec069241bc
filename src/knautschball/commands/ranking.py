"""What ``compare`` says: the ranked table and the verdict, in the words of the report."""

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from knautschball.commands.console import GAP, table
from knautschball.report.verdict import sureness, verdict
from knautschball.report.words import NOTHING, Words

if TYPE_CHECKING:
    import pandas as pd

    from knautschball.model import Comparison

Column = tuple[str, list[str]]

WHO = ("rank", "policy")
JUDGED = ("resilience", "difference", "better_share")
"""Columns about resilience and its sureness."""
FACTS = ("peak_dent", "residual", "recovery_days", "followers_lost", "staff_hours", "cost")
"""Columns about what happened and what it cost."""
DIGITS = {"peak_dent": 3, "residual": 3, "recovery_days": 1, "followers_lost": 1}


def show_comparison(comparison: "Comparison", say: Words, out: Console) -> None:
    """Print one ranked table and one verdict per scenario.

    Parameters
    ----------
    comparison : Comparison
        The result.
    say : Words
        The language.
    out : Console
        Where to; where not all columns fit side by side, they make several tables.
    """
    for about in comparison.about:
        rows = comparison.ranking
        rows = rows[rows["scenario"] == about["name"]].sort_values("rank", kind="stable")
        facts = say["subtitle"].format(policies=len(rows), runs=rows["runs"].iloc[0])
        title, _ = say.told(about["name"], about)
        out.print(Text(f"\n{title}", style="bold"))
        out.print(Text(facts, style="dim"))
        for columns in _side_by_side(rows, say, out.width):
            out.print()
            out.print(_table(columns))
        out.print()
        for sentence in (*verdict(rows, say), sureness(rows, say)[1]):
            if sentence:
                out.print(Text(sentence))


def _side_by_side(rows: "pd.DataFrame", say: Words, room: int) -> list[list[Column]]:
    """Put everything into one table if there is room, else as much as fits into each of several."""
    who, judged, facts = (
        [_column(rows, name, say) for name in names] for names in (WHO, JUDGED, FACTS)
    )
    every = [*who, *judged, *facts]
    if _fits(every, room):
        return [every]
    tables = []
    for columns in (judged, facts):
        tables.append([*who])
        for column in columns:
            if not _fits([*tables[-1], column], room):
                tables.append([*who])
            tables[-1].append(column)
    return tables


def _fits(columns: list[Column], room: int) -> bool:
    return sum(_width(column) + GAP for column in columns) <= room


def _column(rows: "pd.DataFrame", name: str, say: Words) -> Column:
    head = say["columns"][name].replace("\u00ad", "")
    return head, [_cell(row, name, say) for row in rows.itertuples(index=False)]


def _width(column: Column) -> int:
    """Give the columns of the terminal that hold every word of the heading and every line."""
    head, cells = column
    return max(len(part) for part in (*head.split(), *"\n".join(cells).split("\n")))


def _table(columns: list[Column]) -> Table:
    made = table(*(head for head, _ in columns), right=(0, *range(2, len(columns))))
    for drawn, column in zip(made.columns, columns, strict=True):
        drawn.width = _width(column)
    for cells in zip(*(cells for _, cells in columns), strict=True):
        made.add_row(*(_faint_below(cell) for cell in cells))
    return made


def _faint_below(cell: str) -> Text:
    """Set the interval off from the number above it."""
    number, _, interval = cell.partition("\n")
    return Text.assemble(number, ("\n" + interval, "dim")) if interval else Text(number)


def _cell(row: Any, name: str, say: Words) -> str:
    """Write one value; an interval stands below the number it belongs to."""
    value = getattr(row, name)
    if name == "policy":
        return say.policy(value, row.title)
    if name == "better_share":
        return say.percent(value)
    if name == "cost":
        return say.money(value)
    if name not in ("resilience", "difference"):
        return say.number(value, DIGITS.get(name, 0))
    signed = name == "difference"
    ends = (getattr(row, f"{name}_{end}") for end in ("low", "high"))
    number, between = say.number(value, 3, signed), say.interval(*ends, sign=signed)
    return number if between == NOTHING else f"{number}\n{between}"
