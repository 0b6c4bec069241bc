"""The house: imports run one way, under one name, and nothing heavy waits at the door."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import knautschball

ROOT = Path(__file__).resolve().parents[1]
LAYERS = {"scenarios": 0, "agents": 1, "model": 2, "report": 3, "app": 4, "commands": 5}
MEASURES = {"shape", "portrait", "resilience", "statistics", "phases", "wave"}
HEAVY = {
    "numpy",
    "pandas",
    "scipy",
    "numba",
    "mesa",
    "networkx",
    "pyarrow",
    "matplotlib",
    "jinja2",
    "plotext",
    "solara",
    "SALib",
    "distributed",
}


def _files(room):
    """All Python files of a room, wherever in the checkout it lies."""
    folder = ROOT / room if (ROOT / room).is_dir() else ROOT / "src" / "knautschball" / room
    found = sorted(folder.rglob("*.py"))
    assert found, f"no files in {room}"
    return found


def imported(source):
    """Names of all modules that a source imports, anywhere in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            name = "." * node.level + (node.module or "")
            yield name
            if name == "knautschball":
                yield from (f"knautschball.{alias.name}" for alias in node.names)


def rooms(source):
    """The rooms of the house that a source looks into."""
    parts = (name.split(".") for name in imported(source))
    return {part[1] for part in parts if part[0] == "knautschball" and len(part) > 1}


def _every_file():
    own = [file for room in LAYERS for file in _files(room)]
    others = [*(ROOT / "tests").glob("*.py"), *(ROOT / "notebooks").rglob("*.py")]
    return own + others + [ROOT / "server.py"] * (ROOT / "server.py").is_file()


@pytest.mark.parametrize("room", LAYERS)
def test_no_room_looks_to_the_right(room):
    for file in _files(room):
        seen = rooms(file.read_text("utf-8")) & LAYERS.keys()
        back = {other for other in seen if LAYERS[other] > LAYERS[room]}
        assert not back, f"{file.relative_to(ROOT)} imports {sorted(back)}"


def test_a_look_to_the_right_would_be_seen():
    assert rooms("def f():\n    from knautschball.model.shape import dent") == {"model"}
    assert rooms("from knautschball import report") == {"report"}
    assert rooms("import knautschball.commands.tree as tree") == {"commands"}


def test_every_room_of_the_house_has_a_layer():
    inside = {path.name for path in (ROOT / "src" / "knautschball").iterdir() if path.is_dir()}
    assert inside - {"__pycache__"} == LAYERS.keys()


def test_all_imports_are_absolute_and_carry_the_one_name():
    for file in _every_file():
        names = set(imported(file.read_text("utf-8")))
        wrong = {name for name in names if name.split(".")[0] in ("", *LAYERS)}
        assert not wrong, f"{file.relative_to(ROOT)} imports {sorted(wrong)}"


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_measures_know_no_model(measure):
    source = (ROOT / "model" / f"{measure}.py").read_text("utf-8")
    own = {name for name in imported(source) if name.startswith("knautschball")}
    allowed = {f"knautschball.model.{name}" for name in MEASURES}
    tools = ("agents.bit_rows", "agents.compiled", "agents.prefetch", "scenarios.errors")
    allowed |= {f"knautschball.{tool}" for tool in tools}
    assert own <= allowed


def loaded(code):
    """Heavy packages that a fresh Python holds after running ``code``."""
    code += "\nimport json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    modules = json.loads(done.stderr.splitlines()[-1])
    return HEAVY & {module.split(".")[0] for module in modules}


def test_the_look_for_heavy_packages_finds_them():
    assert "numpy" in loaded("import numpy")


def _quietly(arguments):
    return (
        "from knautschball.commands import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as end:\n    assert not end.code"
    )


@pytest.mark.parametrize(
    "code",
    [
        "import knautschball",
        "import knautschball.commands.tree",
        "from knautschball.scenarios import load; load('bubble-tea')",
        _quietly(["--help"]),
        _quietly(["compare", "--help"]),
        _quietly(["list"]),
    ],
    ids=["import", "commands", "load", "help", "help of a command", "list"],
)
def test_nothing_heavy_waits_at_the_door(code):
    assert not loaded(code)


def test_every_public_name_can_be_imported():
    for name in knautschball.__all__:
        assert getattr(knautschball, name) is not None
