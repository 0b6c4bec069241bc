"""The commands ``sweep`` and ``sensitivity``: what they write, say and refuse."""

import json
import re
import signal
import subprocess
import sys

import pandas as pd
import pytest

from knautschball.commands import main
from knautschball.model import read
from knautschball.model.statistics import interval
from knautschball.report.sweep_files import ranking

HEAD = 'scenario = "product-flaw"\n'
TINY = """
[set]
community.size = 60
run.horizon = 8
run.warm_up = 1
run.controls = 2
"""


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Run a command in an empty folder; give its exit code, what it printed, what it complained."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main([*arguments, "--workers", "1"])
        said = capsys.readouterr()
        return end.value.code, said.out, said.err

    return run


def written(folder, text):
    (folder / "try.toml").write_text(text, encoding="utf-8")
    return "try.toml"


def test_a_sweep_leaves_runs_ranking_figures_and_its_own_experiment(command, tmp_path):
    text = 'policies = ["silence", "denial"]\n' + HEAD + "runs = 2\n" + TINY
    text += "[vary]\nteam.size = [2, 4]\nload = { low = 1, high = 2, n = 2 }\n"
    code, out, err = command("sweep", written(tmp_path, text))
    assert (code, err) == (0, "")
    folder = tmp_path / "results" / "sweep-try"
    assert "16 runs in results/sweep-try" in out.replace("\\", "/")
    assert len(pd.read_parquet(folder / "runs.parquet")) == 16
    assert pd.read_csv(folder / "ranking.csv")["runs"].tolist() == [8, 8]
    figures = {file.name for file in (folder / "figures").glob("*.png")}
    assert figures == {f"product-flaw-{what}.png" for what in ("map", "load", "team.size")}
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 3
    assert "https://" not in page.replace("https://www.w3.org", "")
    before = (folder / "runs.parquet").stat().st_mtime_ns
    assert command("sweep", "try.toml")[0] == 0  # nothing left to do
    assert (folder / "runs.parquet").stat().st_mtime_ns == before
    code, _, _ = command("sweep", str(folder / "experiment.toml"), "-o", "again")
    assert code == 0
    assert read(tmp_path / "again").runs.equals(read(folder).runs)


def test_intervals_count_a_seed_once_on_a_grid_and_a_point_once_in_a_sample(command, tmp_path):
    text = 'policies = ["silence", "denial"]\n' + HEAD + "runs = 3\n" + TINY
    command("sweep", written(tmp_path, text + "[vary]\nload = [1, 2, 4, 8]\n"))
    grid, sample = (read(tmp_path / "results" / "sweep-try") for _ in range(2))
    vars(sample)["experiment"] = grid.experiment | {"design": {"kind": "sobol"}}
    silence = grid.runs[grid.runs["policy"] == "silence"]
    for results, unit in ((grid, "seed"), (sample, "load")):
        found = ranking(results).set_index("policy").loc["silence"]
        ends = interval(silence.groupby(unit)["resilience"].mean(), within=(0, 1))
        assert found[["resilience", "resilience_low", "resilience_high"]].tolist() == [*ends]
        assert found["runs"] == 12


def test_progress_as_lines_of_json(command, tmp_path):
    code, out, _ = command("sweep", written(tmp_path, HEAD + "runs = 3\n" + TINY), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert lines[-1]["done"] == lines[-1]["total"] == 3
    assert lines[-1]["failed"] == 0
    assert lines[-1]["seconds_left"] == 0


def test_a_policy_that_raises_is_told_with_the_command_to_repeat_it(command, tmp_path):
    (tmp_path / "moody.py").write_text(
        "from knautschball.agents import ResponsePolicy\n"
        "class Moody(ResponsePolicy):\n"
        "    def speak(self, situation):\n"
        "        if situation.hour > 30: raise ValueError('not in the mood')\n"
    )
    (tmp_path / "mine.toml").write_text("[scenario]\nname = 'other'\ntitle = 'Other'\n[load]\n")
    text = 'scenario = "mine.toml"\npolicies = ["silence", "moody.py"]\n' + TINY
    text += "[vary]\nteam.size = [2, 3]\nload = [0.1234567]\n"
    code, out, _ = command("sweep", written(tmp_path, text), "-o", "r")
    assert code == 1
    assert "2 of 4 runs failed" in out
    assert "not in the mood" in out
    (again,) = re.findall(r"by hand: knautschball (.+)", out)
    results = read("r")
    assert results.runs["policy"].tolist() == ["silence", "silence"]
    assert results.failures["team.size"].tolist() == [2, 3]
    assert "mine.toml --policy moody.py --seed 1 --load 0.1234567" in again
    assert "--set team.size=2" in again
    with pytest.raises(SystemExit) as end:
        main(again.split())
    assert end.value.code == 2  # the same error, by hand


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("runs = 2", "try.toml: scenario: is missing"),
        (HEAD + "rnus = 2", "no key called 'rnus'; did you mean 'runs'?"),
        (HEAD + "runs = 0", "try.toml: runs: 0 was given"),
        (HEAD + "record = 'daily'", "record: 'daily' was given"),
        (HEAD + "policies = ['sorry']", "no policy called 'sorry'"),
        (HEAD + "[vary]\nteam.sice = [1]", "no key called 'team.sice'; did you mean 'team.size'?"),
        (HEAD + "[vary]\nteam.size = [0.5]", "vary: team.size: 0.5 was given"),
        (HEAD + "[vary]\nteam.size = {low = 1, high = 3}", "needs its number of values"),
        (HEAD + "[vary]\nteam.size = {low = 3, high = 1, n = 2}", "numbers with low < high"),
        (HEAD + "[vary]\nteam.size = 3", "[values] or {low"),
        (HEAD + "[vary]\nload = [-1]", "vary: load: -1.0 was given"),
        (HEAD + "[vary]\nload = ['much']", "vary: load: 'much' was given"),
        (HEAD + "[set]\npeople.trust = 7", "people.trust: 7 was given"),
        (HEAD + "[design]\nkind = 'sobol'\nsamples = 4", "a section [vary]"),
        (HEAD + "[design]\nkind = 'sobel'", "did you mean 'sobol'?"),
        (
            HEAD + "[vary]\nload = {low = 0, high = 1}\n[design]\nkind = 'sobol'\nsamples = 5",
            "a power of two",
        ),
        (HEAD + "runs = ", "is not valid TOML"),
    ],
    ids=range(17),
)
def test_what_cannot_be_used_is_told_in_one_line(command, tmp_path, text, said):
    code, out, err = command("sweep", written(tmp_path, text))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert not (tmp_path / "results").exists()


def test_unknown_engines(command, tmp_path):
    code, _, err = command("sweep", written(tmp_path, HEAD), "--engine", "dusk")
    assert code == 2
    assert "did you mean 'dask'?" in err
    assert not (tmp_path / "results").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_control_c_says_how_to_go_on(tmp_path):
    text = HEAD + "runs = 4000\n" + TINY
    call = [sys.executable, "-m", "knautschball", "sweep", written(tmp_path, text), "-o", "r"]
    at_work = subprocess.Popen(
        [*call, "--json"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert '"done"' in at_work.stdout.readline()
    at_work.send_signal(signal.SIGINT)
    _, err = at_work.communicate(timeout=60)
    assert at_work.returncode == 130
    assert "to go on: knautschball sweep try.toml -o r --json" in err
    assert err.count("\n") == 1
    assert len(read(tmp_path / "r").runs) > 0


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_sensitivity_finds_what_matters(command, tmp_path, method):
    settings = [word for line in TINY.split("\n")[2:-1] for word in ("--set", line)]
    call = ["--knobs", "load.severity,load.reach,press.half_life", "--samples", "4", *settings]
    code, out, err = command(
        "sensitivity",
        "product-flaw",
        "--method",
        method,
        *call,
        "--measure",
        "stance_change",
        "-o",
        "r",
    )
    assert (code, err) == (0, "")
    table = pd.read_csv(tmp_path / "r" / "sensitivity.csv")
    assert set(table["key"]) == {"load.severity", "load.reach", "press.half_life"}
    assert table["key"].iloc[0] in out
    assert (tmp_path / "r" / "figures" / "sensitivity.svg").stat().st_size > 1000
    assert "load.severity" in (tmp_path / "r" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--method", "morrris"], "did you mean 'morris'?"),
        (["--knobs", "teem.*"], "no key called 'teem.*'"),
        (["--knobs", "contagion.rule"], "nothing but names, switches and zeros"),
        (["--method", "sobol", "--samples", "5"], "a power of two"),
    ],
)
def test_sensitivity_refuses_what_it_cannot_use(command, tmp_path, arguments, said):
    code, _, err = command("sensitivity", "product-flaw", *arguments)
    assert code == 2
    assert said in err
    assert not list(tmp_path.iterdir())
