"""Write ``docs/parameters.md``, the table of all numbers, from their declarations in the code."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from knautschball.scenarios.knobs import Knob, knobs
from knautschball.scenarios.scenario import sections

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "parameters.md"
WORLD = (
    "climate",
    "communities",
    "engine",
    "firestorm",
    "hour",
    "matter",
    "rows",
    "reach",
    "resilience",
    "shape",
)
"""Files of ``model`` whose fixed numbers shape a run or its form."""

INTRODUCTION = """\
# Parameters

Generated from the declarations in `scenarios/` by `python docs/parameter_table.py`; do not edit.
A key is written `section.key`: in a scenario file it stands in its section, on the command line it
is set by `--set section.key=value`. A source that says *assumption*, *size assumed* or the like
marks a number that no study gives; *scenario* means that each scenario says its own; *user* is
left to the user's data or machine; *fitted* was moved until whole runs agreed with data. {assumed}
of the {all} keys rest on an assumption in whole or in part, {fitted} are fitted.
"""

FIXED = """\
## Numbers fixed in the code

Not meant to be turned; each stands in the file named, with its reason.

| number | value | what it is |
|---|---|---|
"""

HEAD = "| key | default | allowed | unit | meaning | source |\n|---|---|---|---|---|---|\n"


def table() -> str:
    """Give the whole page as text."""
    every = [knob for part in sections().values() for knob in knobs(part)]
    marked = {word: sum(word in knob.source for knob in every) for word in ("assum", "fitted")}
    counts = {"assumed": marked["assum"], "fitted": marked["fitted"], "all": len(every)}
    pages = [INTRODUCTION.format(**counts)]
    for name, part in sections().items():
        about = (part.__doc__ or "").strip().splitlines()[0].replace("``", "`")
        rows = "".join(_row(name, knob) for knob in knobs(part))
        pages.append(f"## [{name}]\n\n{about}\n\n{HEAD}{rows}")
    fixed = "".join(f"| `{place}` | {value} | {text} |\n" for place, value, text in constants())
    return "\n".join([*pages, FIXED + fixed])


def constants() -> Iterator[tuple[str, str, str]]:
    """Find the documented numbers at the top of the files that make up the world.

    Yields
    ------
    tuple of str
        Place, value and meaning.
    """
    files = [*sorted((ROOT / "agents").glob("*.py")), *(ROOT / f"model/{n}.py" for n in WORLD)]
    for file in files:
        for one, text in pairwise(ast.parse(file.read_text("utf-8")).body):
            if isinstance(one, ast.Assign) and _is_text(text) and _is_number(one.value):
                place = f"{file.relative_to(ROOT).as_posix()}: {ast.unparse(one.targets[0])}"
                meaning = " ".join(text.value.value.split())  # type: ignore[attr-defined]
                yield place, _cell(ast.unparse(one.value).strip("{}")), _cell(meaning)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_number(node: ast.expr) -> bool:
    """Tell numbers, sums of numbers and tables of numbers from everything else."""
    if isinstance(node, ast.Dict):
        return all(_is_number(value) for value in node.values)
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _row(section: str, knob: Knob) -> str:
    cells = [_written(knob.default), _allowed(knob), knob.unit, knob.meaning, knob.source]
    return f"| `{section}.{knob.key}` | {' | '.join(map(_cell, cells))} |\n"


def _allowed(knob: Knob) -> str:
    if knob.low is None or knob.high is None:
        return knob.allowed
    return f"{_written(knob.low)} … {_written(knob.high)}"


def _written(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:g}"
    return str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
