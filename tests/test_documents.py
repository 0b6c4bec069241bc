"""What README shows is run as it stands."""

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


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
