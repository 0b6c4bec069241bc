"""Whatever is written wrongly: one line, exit code 2, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from knautschball.commands import main
from knautschball.scenarios import available

QUICK = ["--set", "community.size=60", "--set", "run.horizon=8"]
TINY = ["--runs", "1", "--workers", "1", *QUICK]

# arguments → what the line must say: the place, what was written, what helps
LINES = {
    "no such command": (["conpare"], ["conpare", "compare"]),
    "no scenario": (["run"], ["SCENARIO"]),
    "unknown scenario": (["run", "bubbletea"], ["'bubbletea'", "did you mean 'bubble-tea'"]),
    "one of two scenarios": (["compare", "calm", "clam"], ["'clam'", "did you mean 'calm'"]),
    "unknown name": (["show", "apologie"], ["'apologie'", "did you mean 'apology'"]),
    "unknown policy": (
        ["run", "calm", "--policy", "denail"],
        ["--policy:", "'denail'", "'denial'"],
    ),
    "unknown among policies": (
        ["compare", "calm", "--policies", "silence,templat"],
        ["--policies: no policy called 'templat'", "'template'"],
    ),
    "unknown in a test": (["test", "calm", "--policies", "x"], ["--policies: no policy"]),
    "no policy": (["compare", "calm", "--policies", ","], ["--policies", "silence,apology"]),
    "unknown option": (["compare", "calm", "--run", "3"], ["--run"]),
    "runs 0": (["compare", "calm", "--runs", "0"], ["--runs", "0", "1 or more"]),
    "runs below 0": (["compare", "calm", "--runs", "-3"], ["--runs", "-3"]),
    "runs in words": (["compare", "calm", "--runs", "many"], ["--runs", "many"]),
    "no workers": (["compare", "calm", "--workers", "0"], ["--workers", "0"]),
    "seed below 0": (["run", "calm", "--seed", "-1"], ["--seed", "-1"]),
    "load below 0": (["run", "calm", "--load", "-1"], ["--load", "-1", "0 to 1000"]),
    "load below 0 compared": (["compare", "calm", "--load", "-0.5"], ["--load", "-0.5"]),
    "load no number": (["run", "calm", "--load", "nan"], ["--load", "nan"]),
    "load in words": (["run", "calm", "--load", "heavy"], ["--load", "heavy"]),
    "set without value": (["run", "calm", "--set", "nonsense"], ["--set", "nonsense", "KEY=VALUE"]),
    "set without key": (["run", "calm", "--set", "=5"], ["--set", "KEY=VALUE"]),
    "unknown key": (["run", "calm", "--set", "team.sise=5"], ["team.sise", "'team.size'"]),
    "unknown section": (["run", "calm", "--set", "teem.size=5"], ["teem.size", "'team.size'"]),
    "above its bound": (["run", "calm", "--set", "team.size=5000"], ["team.size", "0 to 1000"]),
    "text for a number": (["run", "calm", "--set", "team.size=few"], ["team.size", "few"]),
    "decimal comma": (["run", "calm", "--set", "people.trust=0,5"], ["people.trust", "0,5"]),
    "infinite": (["run", "calm", "--set", "people.trust=inf"], ["people.trust", "inf"]),
    "unknown choice": (
        ["run", "calm", "--set", "contagion.rule=dosis"],
        ["contagion.rule", "'dose'"],
    ),
    "load that is not there": (["run", "calm", "--set", "load.4.severity=1"], ["load.4"]),
    "unknown language": (["compare", "calm", "--language", "fr", *TINY], ["fr", "en, de"]),
    "no such file": (["run", "mine.toml"], ["mine.toml", "No such file"]),
    "no such file to show": (["show", "mine.toml"], ["mine.toml", "No such file"]),
    "no such policy file": (["run", "calm", "--policy", "mine.py"], ["mine.py", "no such file"]),
    "no such graph": (["run", "calm", "--set", "community.file=none.csv"], ["none.csv"]),
    "half a person": (
        ["run", "calm", "--set", "team.size=2.5"],
        ["2.5", "a whole number, 0 to 1000"],
    ),
    "beyond a scale": (
        ["run", "calm", "--set", "team.skill=2"],
        ["team.skill", "(allowed: 0 to 1)"],
    ),
    "unknown measure": (
        ["sensitivity", "calm", "--measure", "resiliense"],
        ["--measure", "'resilience'"],
    ),
    "unknown graph": (["validate", "--graphs", "small"], ["--graphs", "'small-world'"]),
    "no crowds": (["validate", "--runs", "0"], ["--runs", "'0' was given", "1 or more"]),
    "no trials": (["calibrate", "--trials", "0"], ["--trials", "'0' was given", "1 or more"]),
    "a scenario without counts": (["fit", "calm"], ["fit: 'calm' was given", "COUNTS.csv"]),
    "no ranking to show": (["serve", "--port", "8799", "--results", "none"], ["--results", "none"]),
    "port out of range": (["serve", "--port", "99999"], ["--port", "99999"]),
    "host elsewhere": (["serve", "--host", "203.0.113.9"], ["203.0.113.9"]),
}

# file → content, arguments, what the line must say
FILES = {
    "malformed TOML": ("a.toml", "[scenario\n", ["run", "a.toml"], ["a.toml", "not valid TOML"]),
    "malformed shown": ("a.toml", "[scenario\n", ["show", "a.toml"], ["a.toml", "not valid TOML"]),
    "no text": ("a.toml", b"\xff\xfe\x00", ["run", "a.toml"], ["a.toml", "UTF-8"]),
    "empty": ("a.toml", "", ["run", "a.toml"], ["a.toml", "scenario", "missing"]),
    "without a name": (
        "a.toml",
        "[scenario]\ntitle = 'x'",
        ["run", "a.toml"],
        ["scenario.name", "missing"],
    ),
    "unknown key in a file": (
        "a.toml",
        "[scenario]\nname = 'x'\ntitle = 'x'\n[team]\nsise = 3",
        ["compare", "a.toml"],
        ["a.toml", "team.sise", "'team.size'"],
    ),
    "out of bounds in a file": (
        "a.toml",
        "[scenario]\nname = 'x'\ntitle = 'x'\n[load]\nreach = 2",
        ["run", "a.toml"],
        ["a.toml", "load.reach", "0 to 1"],
    ),
    "a policy of the brand that nobody knows": (
        "a.toml",
        "[scenario]\nname = 'x'\ntitle = 'x'\npolicy = 'denail'",
        ["show", "a.toml"],
        ["x: scenario.policy", "'denail'", "did you mean 'denial'"],
    ),
    "a date for an hour": (
        "a.toml",
        "[scenario]\nname = 'x'\ntitle = 'x'\n[load]\nat = 2024-03-01",
        ["run", "a.toml"],
        ["load.at: 2024-03-01 was given", "0 to 8760 hours"],
    ),
    "text for a list": (
        "a.toml",
        "[scenario]\nname = 'x'\ntitle = 'x'\nsources = 'mine'",
        ["run", "a.toml"],
        ["scenario.sources: 'mine'", "allowed: a list"],
    ),
    "experiment with an unknown policy": (
        "e.toml",
        "scenario = 'calm'\npolicies = ['silense']",
        ["sweep", "e.toml"],
        ["e.toml: policies:", "'silense'", "'silence'"],
    ),
    "experiment with an unknown record": (
        "e.toml",
        "scenario = 'calm'\nrecord = 'hour'",
        ["sweep", "e.toml"],
        ["e.toml: record: 'hour'", "(allowed: 'summary' or 'hourly')"],
    ),
    "a name of its own twice": (
        "a.toml",
        "[scenario]\nname = 'calm'\ntitle = 'x'",
        ["compare", "calm", "a.toml"],
        ["calm", "different names"],
    ),
    "policy with an unknown rule": (
        "p.toml",
        "[[reply]]\nmessage = { strategie = 'deny' }",
        ["run", "calm", "--policy", "p.toml"],
        ["p.toml", "'strategie'", "'strategy'"],
    ),
    "policy without a class": (
        "p.py",
        "x = 1",
        ["run", "calm", "--policy", "p.py"],
        ["p.py", "ResponsePolicy"],
    ),
    "policy that does not load": (
        "p.py",
        "import nothing_of_this_name",
        ["compare", "calm", "--policies", "silence,p.py"],
        ["p.py", "nothing_of_this_name"],
    ),
    "empty graph": ("g.csv", "", ["compare", "calm", "--set", "community.file=g.csv"], ["g.csv"]),
    "graph of one self-loop": (
        "g.csv",
        "u,v\n1,1\n",
        ["run", "calm", "--set", "community.file=g.csv"],
        ["g.csv"],
    ),
    "graph that is no GraphML": (
        "g.graphml",
        "hello",
        ["run", "calm", "--set", "community.file=g.graphml"],
        ["g.graphml"],
    ),
    "file in the way": ("r", "mine", ["run", "calm", *QUICK, "-o", "r"], ["-o r"]),
    "file on the way": (
        "r",
        "mine",
        ["compare", "calm", *TINY, "-o", "r/deep/er"],
        ["-o r/deep/er", "cannot be written"],
    ),
    "file in the way of results": ("results", "mine", ["compare", "calm", *TINY], ["results"]),
}


@pytest.fixture
def refused(tmp_path, monkeypatch, capsys):
    """Run a command in an empty folder; give its one line and check what it left behind."""
    monkeypatch.chdir(tmp_path)

    def run(arguments, code=2):
        before = _content(tmp_path)
        with pytest.raises(SystemExit) as end:
            main(arguments)
        said = capsys.readouterr()
        assert end.value.code == code
        assert said.out == ""
        assert said.err.startswith("knautschball: ")
        assert said.err.count("\n") == 1
        assert _content(tmp_path) == before
        return said.err

    return run


def _content(folder):
    return {path: path.is_file() and path.read_bytes() for path in Path(folder).rglob("*")}


@pytest.mark.parametrize("case", LINES)
def test_what_is_written_wrongly_is_named(case, refused):
    arguments, told = LINES[case]
    line = refused(arguments)
    assert all(part in line for part in told), line


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_used_is_named(case, refused, tmp_path):
    name, content, arguments, told = FILES[case]
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    line = refused(arguments)
    assert all(part in line for part in told), line


def test_a_taken_port_is_named(refused):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert port in refused(["serve", "--port", port])


def test_a_full_disk_is_one_line_and_leaves_nothing(refused, monkeypatch):
    from knautschball.model import folder

    def full(outcome, place, command):
        (place / "runs.parquet").write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "save_run", full)
    assert "no space left" in refused(["run", "calm", *QUICK, "-o", "deep/er"])


def test_results_of_before_stay_when_new_ones_fail(refused, monkeypatch, tmp_path):
    from knautschball.scenarios import OutputError

    def fail(*_, **__):
        raise OutputError("report", "fails")

    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "report.html").write_text("old")
    monkeypatch.setattr("knautschball.report.page.write_report", fail)
    refused(["compare", "calm", "--policies", "silence,apology", "--runs", "2", *TINY[2:],
             "-o", "r"])  # fmt: skip


def test_ctrl_c_is_one_line_and_leaves_nothing(refused, monkeypatch):
    def interrupted(*_, **__):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("knautschball.model.run", interrupted)
    assert refused(["run", "calm", "-o", "deep/er"], code=130) == "knautschball: interrupted\n"


@pytest.mark.skipif(os.name == "nt", reason="sends a Unix signal")
def test_ctrl_c_ends_the_worker_processes_too(tmp_path):
    command = [sys.executable, "-m", "knautschball", "compare", "calm", "--runs", "5000"]
    process = subprocess.Popen(
        [*command, "--workers", "2", "--policies", "silence,apology", *QUICK, "-o", "out"],
        cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for_workers(process)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=20)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert (process.returncode, told) == (130, "knautschball: interrupted\n")
    assert not list(tmp_path.iterdir())
    with pytest.raises(ProcessLookupError):  # nobody of its group is left
        os.killpg(process.pid, 0)


def _wait_for_workers(process):
    for _ in range(300):
        assert process.poll() is None, "ended before it could be interrupted"
        asked = ["pgrep", "-P", str(process.pid)]
        if len(subprocess.run(asked, capture_output=True, check=False).stdout.split()) == 2:
            return
        time.sleep(0.1)
    pytest.fail("no workers within 30 s")


def test_every_shipped_scenario_is_offered_where_one_is_unknown(refused):
    line = refused(["run", "nothing-like-it"])
    assert all(name in line for name in available())
