"""The documentation site is built without a warning and without any other server."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import knautschball
from knautschball import agents, model, scenarios
from knautschball.commands.tree import app

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow
LOADED = re.compile(r"<(?:script|img|iframe|source)[^>]+src=\"([^\"]+)|<link[^>]+href=\"([^\"]+)")
IMPORTED = re.compile(r"@import\s+[\"'(]*([^\"')\s]+)|url\(\s*[\"']?([^\"')]+)")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, str(ROOT / "docs" / "site" / "build.py"), str(folder)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder / "html"


def test_every_page_is_in_the_contents(site):
    pages = {page.relative_to(ROOT).with_suffix("") for page in (ROOT / "docs").rglob("*.md")}
    pages -= {Path("docs/site/contents")}
    pages |= {
        notebook.relative_to(ROOT).with_suffix("") for notebook in ROOT.glob("notebooks/*.ipynb")
    }
    start = (site / "index.html").read_text("utf-8")
    assert not [str(page) for page in pages if f'href="{page}.html"' not in start]


def test_no_page_loads_anything_from_elsewhere(site):
    foreign = []
    for file in site.rglob("*"):
        seen = {".html": LOADED, ".css": IMPORTED}.get(file.suffix)
        text = file.read_text("utf-8") if seen else ""
        foreign += [one for found in (seen.findall(text) if seen else ()) for one in found]
    assert foreign
    assert not [one for one in foreign if re.match(r"(https?:)?//", one)]


def test_the_reference_has_every_public_name_and_every_command(site):
    pages = "".join(page.read_text("utf-8") for page in site.glob("reference/*.html"))
    for room in (scenarios, agents, model):
        for name in room.__all__:
            assert f'id="{room.__name__}.{name}"' in pages, name
    homes = {name for room in (scenarios, agents, model) for name in room.__all__}
    assert set(knautschball.__all__) - {"__version__"} <= homes
    for command in app.registered_commands:
        assert f"knautschball {command.name}" in pages
