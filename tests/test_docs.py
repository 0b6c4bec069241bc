"""The documents agree with the code: places, numbers, attributes and commands they name exist."""

import ast
import re
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import typer

from knautschball.agents.columns import NAMES
from knautschball.agents.crowd import CORRELATION
from knautschball.app.address import address, from_address
from knautschball.commands.tree import app
from knautschball.scenarios.scenario import keys, sections

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
ODD = (ROOT / "docs" / "ODD.md").read_text("utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
PLACE = re.compile(r"`([\w/]+\.py): ([\w.]+)`")
BLOCKS = re.split(r"(?m)^#{2,4} |^(?=\*\*(?:Graph|People)\*\*)", ODD)
"""The parts of ODD.md, each with its heading."""
OWN = ("policies/", "scenarios/my-")
"""What readers write where they work."""
HARMLESS = {0.0, 1.0}
LN2 = 0.6931471805599453


@cache
def named(file: str) -> dict[str, ast.AST]:
    """All that a file defines: functions, classes, methods as Class.method, top-level names."""
    found: dict[str, ast.AST] = {}
    for one in ast.parse((ROOT / file).read_text("utf-8")).body:
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            found[one.name] = one
        for inner in getattr(one, "body", []) if isinstance(one, ast.ClassDef) else []:
            if isinstance(inner, ast.FunctionDef):
                found[f"{one.name}.{inner.name}"] = inner
        for target in one.targets if isinstance(one, ast.Assign) else []:
            for name in ast.walk(target):
                if isinstance(name, ast.Name):
                    found[name.id] = one
    return found


def places(text: str) -> set[tuple[str, str]]:
    return set(PLACE.findall(text))


def numbers(tree: ast.AST) -> set[float]:
    """The numbers written in a function, but for powers, which are half-lives and roots."""
    powers = {
        side
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)
        for side in (node.left, node.right)
    }
    written = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and n not in powers)
    found = {abs(n.value) for n in written if type(n.value) is float}
    return {v for v in found if v > 1e-6 and v not in HARMLESS and abs(v - LN2) > 1e-12}


def stands_in(number: float, text: str) -> bool:
    written = re.escape(f"{number:g}")
    return re.search(rf"(?<![\d.]){written}0*(?![\d]|\.\d)", text) is not None


def test_the_parameter_table_is_up_to_date():
    spec = spec_from_file_location("parameter_table", ROOT / "docs" / "parameter_table.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    kept = (ROOT / "docs" / "parameters.md").read_text("utf-8")
    assert kept == module.table(), "run: python docs/parameter_table.py"


def test_every_declared_number_is_in_the_table():
    rows = re.findall(
        r"(?m)^\| `([\w.]+)` \|", (ROOT / "docs" / "parameters.md").read_text("utf-8")
    )
    assert sorted(rows) == sorted(keys())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_place_that_is_named_exists(page):
    text = page.read_text("utf-8")
    missing = [f"{file}: {name}" for file, name in sorted(places(text)) if not _exists(file, name)]
    paths = re.findall(r"`([\w.-]+/[\w./-]*)`", text)
    missing += [path for path in paths if not path.startswith(OWN) and not (ROOT / path).exists()]
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert not missing + [link for link in links if not (page.parent / link).exists()]


def _exists(file: str, name: str) -> bool:
    return (ROOT / file).is_file() and name in named(file)


@pytest.mark.parametrize("file", ["agents/rules.py", "model/hour.py", "model/deeds.py"])
def test_every_rule_is_described(file):
    rules = {name for name, node in named(file).items() if isinstance(node, ast.FunctionDef)}
    described = {name for where, name in places(ODD) if where == file}
    assert not rules - described, "name it in the submodel of docs/ODD.md that it belongs to"


@pytest.mark.parametrize(
    "place", sorted(places(ODD)), ids=lambda place: f"{Path(place[0]).stem}.{place[1]}"
)
def test_the_numbers_of_a_submodel_are_those_of_its_code(place):
    file, name = place
    node = named(file).get(name)
    if not isinstance(node, ast.FunctionDef):
        return
    text = "\n".join(block for block in BLOCKS if place in places(block))
    missing = {number for number in numbers(node) if not stands_in(number, text)}
    assert not missing, f"{file}: {name} uses numbers that its text in docs/ODD.md does not"


def test_every_attribute_of_a_person_is_described():
    part = ODD.split("### I.ii ")[1].split("### I.iii ")[0]
    assert not [name for name in NAMES if f"`{name}`" not in part]


def test_the_correlations_of_traits_are_those_drawn():
    letters = "OCEAN"
    for first in range(5):
        for second in range(first + 1, 5):
            written = f"{abs(CORRELATION[first, second]):.2f}".lstrip("0")
            sign = "−" if CORRELATION[first, second] < 0 else ""
            assert f"{letters[first]}–{letters[second]} {sign}{written}" in ODD


def test_every_key_of_a_rule_stands_in_an_equation():
    parts = [name for name in sections() if name not in ("community", "run")]
    words = set(re.findall(r"[a-z_]+", ODD.split("### III.ii ")[1].split("## IV")[0]))
    wanted = {f"{n}.{key}" for n in parts for key in sections()[n].model_fields}
    absent = {key for key in wanted if key.split(".")[1] not in words} - {"load.title"}
    assert not absent, "a number without an equation in docs/ODD.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_key_that_is_named_exists(page):
    known, text = set(keys()), page.read_text("utf-8")
    written = re.findall(rf"`((?:{'|'.join(sections())})\.[a-z_]+)`", text)
    assert not [key for key in written if key not in known and not key.endswith("py")]


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_every_command_that_is_named_exists(page):
    text = page.read_text("utf-8")
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    said = re.findall(r"(?m)(?:^|`|/)knautschball ([a-z]+)", text)
    targets = re.findall(r"(?m)(?:^|`)make ([a-z]+)", text)
    made = re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8")) if targets else []
    assert not [word for word in said if word not in commands]
    assert not [word for word in targets if word not in made]


def test_the_glossary_has_every_term_once():
    terms = re.findall(r"(?m)^\| \*([^*|]+)\* \|", GLOSSARY)
    assert len(terms) > 15
    assert len(set(terms)) == len(terms)


def test_the_links_of_the_trainers_guide_open_what_they_say():
    for page in sorted((ROOT / "docs" / "trainer").glob("*.md")):
        links = re.findall(r"\?((?:page|scenario)=[\w=&.-]+)", page.read_text("utf-8"))
        assert len(links) > 8
        for link in links:
            wanted = dict(parse_qsl(link))
            restored = dict(parse_qsl(address(from_address(link))))
            assert {key: restored.get(key) for key in wanted} == wanted
