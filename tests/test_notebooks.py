"""Every notebook asks, shows, runs in small, and ends with exercises that name what is there."""

import ast
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import matplotlib
import matplotlib.pyplot as plt
import nbformat
import pytest
from nbclient import NotebookClient

from knautschball.scenarios.scenario import keys

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SMALL = {"people": 200, "days": 8, "runs": 1, "simulations": 100, "steps": [0.0, 1.0]}
"""What a first cell may set → its value here, where only errors are looked for."""
TITLES = (
    "01_one_storm",
    "02_two_waves",
    "03_simple_or_complex_contagion",
    "04_calm_hand",
    "05_write_your_own_policy",
    "06_the_squeeze_ball",
    "07_resilience_test",
    "08_book_or_judgement",
    "09_sweeps_and_statistics",
    "10_your_own_case",
)
PICTURES = {
    "beside",
    "plot",
    "ball",
    "differences",
    "stress_strain",
    "heat_map",
    "response",
    "measured_figure",
}
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@cache
def cells(path):
    return nbformat.read(path, as_version=4).cells


def code(path):
    return [cell.source for cell in cells(path) if cell.cell_type == "code"]


def exercises(path):
    """The numbered items of the last but one cell."""
    text = cells(path)[-2].source
    assert text.startswith("## Now change this")
    return re.findall(r"^\d\. (.*)$", text, re.M)


def solutions(path):
    text = cells(path)[-1].source
    assert text.startswith("<details><summary>Solutions</summary>")
    assert text.rstrip().endswith("</details>")
    return re.findall(r"```python\n(.*?)```", text, re.S)


def test_the_ten_notebooks_are_there():
    assert tuple(path.stem for path in NOTEBOOKS) == TITLES


@each
def test_it_is_kept_without_output(path):
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells(path))


@each
def test_it_opens_with_a_question_and_a_picture(path):
    first, second = cells(path)[:2]
    assert first.cell_type == "markdown" and "?" in first.source
    drawn = ast.parse(second.source).body[-1]
    assert isinstance(drawn, ast.Expr) and isinstance(drawn.value, ast.Call)
    function = drawn.value.func
    assert getattr(function, "id", getattr(function, "attr", "")) in PICTURES


@each
def test_it_ends_with_three_exercises_and_their_solutions(path):
    assert len(exercises(path)) == 3
    assert solutions(path)
    assert all(f"\n{number}. " in cells(path)[-1].source for number in (1, 2, 3))


@each
def test_exercises_name_a_function_and_a_file_that_exist(path):
    for text in exercises(path):
        named = re.findall(r"`([\w.]+)` in `([\w./-]+)`", text)
        assert named, f"no function in a file: {text}"
        for name, file in named:
            assert defined(name, (ROOT / file).read_text("utf-8"), file), (name, file)
        dotted = re.findall(r"`([a-z]+\.[a-z_]+)`", text)
        assert all(one in keys() for one in dotted if not one.startswith(("outcome", "denied")))


def defined(name, text, file):
    """Whether a file defines a function, a class or a name, or has a key in TOML."""
    if file.endswith(".toml"):
        return re.search(rf"\b{name} = ", text)
    return re.search(rf"^\s*(def|class) {name}\b|^\s*{name}\b\s*[:=]", text, re.M)


class _Smaller(ast.NodeTransformer):
    """Make a notebook's sizes small."""

    def visit_Assign(self, node):
        target = node.targets[0]
        if isinstance(target, ast.Name) and target.id in SMALL:
            node.value = ast.copy_location(ast.Constant(SMALL[target.id]), node.value)
            if isinstance(SMALL[target.id], list):
                node.value = ast.parse(repr(SMALL[target.id]), mode="eval").body
        return node


def execute(source, space):
    tree = ast.fix_missing_locations(_Smaller().visit(ast.parse(source)))
    exec(compile(tree, space["__name__"], "exec"), space)


@each
def test_it_runs_in_small_and_so_do_its_solutions(path, monkeypatch):
    """In this process, where the model is compiled already; the first one also as a notebook."""
    module = ModuleType(f"notebook_{path.stem}")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.chdir(path.parent)
    with matplotlib.rc_context({"backend": "agg"}):
        for source in [*code(path), *solutions(path)]:
            execute(source, vars(module))
        plt.close("all")


def test_the_first_runs_as_a_notebook():
    NotebookClient(
        nbformat.read(NOTEBOOKS[0], as_version=4), timeout=300, kernel_name="python3"
    ).execute()
