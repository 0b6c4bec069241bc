"""Every command that README, CONTRIBUTING and the documentation show is run, at small size."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import tomli_w
from matplotlib.figure import Figure

from knautschball.commands import _status
from knautschball.scenarios.errors import KnautschballError

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
pytestmark = pytest.mark.slow

TINY = {"community.size": 60, "run.horizon": 8, "run.warm_up": 2, "run.controls": 2}
SETS = [word for key, value in TINY.items() for word in ("--set", f"{key}={value}")]
ONE = ["--workers", "1"]
TWO = ["--policies", "silence,empathy"]
SMALL = {
    "list": [],
    "show": [],
    "run": SETS,
    "compare": [*SETS, *ONE, "--runs", "1"],
    "test": [*SETS, *ONE, *TWO, "--runs", "1", "--loads", "1:4:3"],
    "sweep": ONE,
    "sensitivity": [*SETS, *ONE, "--knobs", "team.size,load.severity", "--samples", "2"],
    "fit": [*SETS, *ONE],
    "validate": ["--runs", "1", *ONE],
    "calibrate": ["--runs", "1", "--trials", "1", *ONE],
    "serve": [],
}
"""Command → what is added so that it takes a moment; the later of two options counts.

A comparison of all policies has two. Experiments are shrunk in their files.
"""
BEGUN = ("fit", "validate", "calibrate", "serve")
"""Commands that are long at any size, or without end: they go as far as their work or their server,
with all files read and checked; tests of their own go on. ``fit --measure-only`` runs through."""
ELSEWHERE = (
    "sweep experiment.toml -o results/mine --engine dask",  # test_sweep_cluster.py
    "sweep experiment.toml -o results/mine --scheduler",  # test_sweep_cluster.py
    "run product-flaw --set community.graph=ring",  # own code: test_contributing.py
)
"""Beginnings of commands that other tests run, since they need more than this machine's files."""


def commands(text):
    """What stands behind ``knautschball`` in shell blocks and in single backticks."""
    for block in re.findall(r"```sh\n(.*?)```", text, re.S):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            names = [Path(word).name for word in words]
            if "knautschball" in names:
                yield tuple(words[names.index("knautschball") + 1 :])
    for quoted in re.findall(r"`knautschball ([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.S)):
        yield tuple(shlex.split(quoted))


SHOWN = sorted({one for page in PAGES for one in commands(page.read_text("utf-8"))})
WHOLE = [one for one in SHOWN if len(one) > 1 or one[0] in ("list", "serve", "calibrate")]
"""Without bare names, such as ``knautschball show``, that only speak of a command."""


class Reached(KnautschballError):
    """The work that a command would begin now."""


def shrunk(file):
    """An experiment with two values of everything, and one seed."""
    data = tomllib.loads(file.read_text("utf-8"))
    data |= {"runs": 1, "set": TINY}
    data["vary"] = {
        key: {
            name: {**one, "n": 2} if isinstance(one, dict) else one[:2] for name, one in of.items()
        }
        if key != "load"
        else {**of, "n": 2}
        for key, of in data["vary"].items()
    }
    return tomli_w.dumps(data)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder with the files that the pages tell their reader to have or to write."""
    folder = tmp_path_factory.mktemp("desk")
    for name in ("policies", "scenarios", "experiments"):
        (folder / name).mkdir()
    blocks = {
        "policies/my-answer.toml": ("first-policy.md", "toml", 0),
        "policies/calm-nights.py": ("first-policy.md", "python", 0),
        "scenarios/my-storm.toml": ("own-scenario.md", "toml", 0),
        "friends.csv": ("own-graph.md", "text", 0),
        "experiment.toml": ("sweeps.md", "toml", 0),
    }
    for name, (page, kind, number) in blocks.items():
        text = (ROOT / "docs" / "how-to" / page).read_text("utf-8")
        (folder / name).write_text(re.findall(rf"```{kind}\n(.*?)```", text, re.S)[number], "utf-8")
    [first] = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    (folder / "policies" / "listen-first.toml").write_text(first, "utf-8")
    for file in (folder / "experiment.toml", *(ROOT / "experiments").glob("*.toml")):
        goal = folder / file.name if file.parent == folder else folder / "experiments" / file.name
        goal.write_text(shrunk(file), "utf-8")
    wave = [2] * 48 + [round(80 * 0.93**hour) + 2 for hour in range(72)]
    rows = "".join(
        f"2024-03-{4 + n // 24:02}T{n % 24:02}:00,{count}\n" for n, count in enumerate(wave)
    )
    (folder / "counts.csv").write_text(f"time,complaints\n{rows}", "utf-8")
    return folder


def blank(figure, file, **_):
    """Write a picture without painting it, which takes longest and has tests of its own."""
    write = file.write if hasattr(file, "write") else Path(file).write_text
    write('<svg viewBox="0 0 1 1"></svg>')


@pytest.fixture
def at_desk(desk, monkeypatch):
    def work(*_, **__):
        raise Reached("the work", "begins")

    monkeypatch.setattr(Figure, "savefig", blank)
    monkeypatch.chdir(desk)
    for long in ("model.fit.fit", "model.validation.examine", "model.calibration.calibrate"):
        monkeypatch.setattr(f"knautschball.{long}", work)
    monkeypatch.setattr("knautschball.app.ranking.use", lambda folder: None)  # of other results
    monkeypatch.setattr("knautschball.app.start", work)


def test_something_is_shown():
    assert len(WHOLE) > 60
    assert {one[0] for one in WHOLE} == SMALL.keys()


@pytest.mark.parametrize("words", WHOLE, ids=" ".join)
def test_the_command_does_what_the_page_says(words, at_desk, capsys):
    if " ".join(words).startswith(ELSEWHERE):
        pytest.skip("another test runs it")
    more = [] if "--measure-only" in words else SMALL[words[0]]
    if words[0] == "compare" and "--policies" not in words:
        more = [*more, *TWO]
    status = _status([*(word.replace("DIR", ".") for word in words), *more])
    said = capsys.readouterr()
    begun = words[0] in BEGUN and "--measure-only" not in words
    assert (status, said.err.strip()) == (
        (2, "knautschball: the work: begins") if begun else (0, "")
    )
