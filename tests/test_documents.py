"""What README and notebooks show is run as it stands."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_the_python_of_the_readme_runs():
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})


def test_the_python_of_the_guide_to_own_graphs_runs():
    text = (ROOT / "docs" / "how-to" / "own-graph.md").read_text("utf-8")
    [block] = re.findall(r"```python\n(.*?)```", text, re.S)
    place: dict[str, Any] = {}
    exec(compile(block, "own-graph.md", "exec"), place)
    assert len(place["storm"].agents) == len(place["friends"])


def test_the_policy_of_the_readme_is_one(tmp_path):
    from knautschball.agents.policy import find

    [text] = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    file = tmp_path / "listen-first.toml"
    file.write_text(text, "utf-8")
    assert find(file).title == "Listen first"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_runs_and_is_kept_without_output(path):
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
