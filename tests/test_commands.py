"""The command line shows what was asked, writes where it was asked, and says so."""

import io
import json
import re
import subprocess
import sys
import tomllib

import pandas as pd
import pytest
from rich.console import Console

from knautschball import __version__
from knautschball.agents.policy import policies
from knautschball.commands import main
from knautschball.commands.ranking import show_comparison
from knautschball.model import compare
from knautschball.report.words import words
from knautschball.scenarios import available, load
from knautschball.scenarios.scenario import keys

TINY = ["--set", "community.size=60", "--set", "run.horizon=8", "--set", "run.warm_up=2"]
TWO = ["--policies", "silence,denial", "--runs", "2", "--workers", "1", *TINY]


@pytest.fixture
def command(tmp_path, monkeypatch, capsys):
    """Run a command in an empty folder and give what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments):
        with pytest.raises(SystemExit) as end:
            main([*arguments])
        said = capsys.readouterr()
        assert end.value.code == 0, said.err
        assert said.err == ""  # no bar, no colour code where nobody looks
        assert "\x1b" not in said.out
        return said.out

    return run


def test_list_has_a_line_for_everything_shipped(command):
    lines = command("list").splitlines()
    for name in (*available(), *policies()):
        assert sum(line.split()[:1] == [name] for line in lines) == 1


def test_list_as_data(command):
    data = json.loads(command("list", "--json"))
    assert [one["name"] for one in data["scenarios"]] == list(available())
    assert [one["name"] for one in data["policies"]] == list(policies())
    assert all(one["title"] for one in data["scenarios"] + data["policies"])


def test_show_a_scenario_with_every_key_and_what_differs(command):
    told = command("show", "bubble-tea")
    for key in keys():
        assert re.search(rf"^[● ] {key.rpartition('.')[2]}\s", told, re.M), key
    marked = set(re.findall(r"^● (\w+)\s", told, re.M))
    assert "blame" in marked  # the file says .65
    assert not marked & {"mean_degree", "gossip"}  # and nothing of these


def test_show_marks_nothing_where_nothing_differs(command, tmp_path):
    (tmp_path / "plain.toml").write_text("[scenario]\nname = 'plain'\ntitle = 'Plain'\n")
    told = command("show", "plain.toml")
    assert not re.search(r"^● \w+  ", told, re.M)
    assert "Plain" in told


def test_show_numbers_several_loads(command, tmp_path):
    text = "[scenario]\nname = 'x'\ntitle = 'X'\n[[load]]\nreach = 0.1\n[[load]]\nat = 99\n"
    (tmp_path / "x.toml").write_text(text)
    told = command("show", "x.toml")
    assert "[load.0]" in told
    assert "[load.1]" in told


@pytest.mark.parametrize("name", policies())
def test_show_a_policy_with_its_reasons_and_rules(command, name):
    told = " ".join(command("show", name).split())
    about = policies()[name]
    for text in (about["title"], about["helps"], about["harms"], *about["evidence"]):
        assert " ".join(text.split()) in told


def test_show_a_policy_from_a_playbook_of_ones_own(command, tmp_path):
    (tmp_path / "mine.toml").write_text(
        "[policy]\ntitle = 'Mine'\n[[speak]]\nwhen = { surge = '>= 4', open = true }\n"
        "message = { strategy = 'deny', empathy = 0.75 }\n"
    )
    told = command("show", "mine.toml")
    assert "when surge >= 4 and open = yes" in told
    assert "deny · as a statement · empathy 0.75" in told


def test_show_a_policy_in_python(command, tmp_path):
    (tmp_path / "mine.py").write_text(
        "from knautschball.agents import ResponsePolicy\n"
        "class Mine(ResponsePolicy):\n    title = 'Mine own'\n    helps = 'Seldom.'\n"
    )
    told = command("show", "mine.py")
    assert "Mine own" in told
    assert "Seldom." in told


def test_run_tells_the_storm_and_writes_nothing(command, tmp_path):
    told = command("run", "product-flaw", "--policy", "denial", *TINY)
    for part in ("Phases", "problem visible", "R ", "springback", "Brand ties", "dent D"):
        assert part in told
    assert not list(tmp_path.iterdir())


def test_run_writes_where_it_is_told(command, tmp_path):
    told = command("run", "product-flaw", "--seed", "3", *TINY, "-o", "deep/er")
    found = sorted(path.name for path in (tmp_path / "deep/er").iterdir())
    assert found == ["experiment.toml", "figures", "hours.parquet", "runs.parquet"]
    assert "deep/er" in told
    row = pd.read_parquet(tmp_path / "deep/er/runs.parquet").iloc[0]
    assert (row["seed"], row["policy"]) == (3, "silence")
    assert f"{row['resilience']:.3f}" in told
    assert (tmp_path / "deep/er/figures/run.svg").stat().st_size > 1000


def test_no_load_is_no_dent(command):
    told = command("run", "product-flaw", "--load", "0", *TINY)
    assert re.search(r"^R\s+1\.000", told, re.M)
    assert "never left" in told
    assert "not reached" in told
    assert "dent D" not in told  # nothing to draw


def test_compare_ranks_and_writes_everything(command, tmp_path):
    told = command("compare", "product-flaw", *TWO)
    folder = tmp_path / "results" / "compare-product-flaw"
    found = {path.name for path in folder.iterdir()}
    assert found == {"report.html", "runs.parquet", "ranking.csv", "experiment.toml", "figures"}
    assert "results/compare-product-flaw/report.html" in told.replace("\\", "/")
    ranking = pd.read_csv(folder / "ranking.csv")
    places = [told.index(f"\n{row.rank}  {row.title}") for row in ranking.itertuples()]
    assert places == sorted(places)
    note = tomllib.loads((folder / "experiment.toml").read_text())
    assert note["command"].startswith("knautschball compare product-flaw --policies silence,denial")
    assert note["fingerprint"] in (folder / "report.html").read_text()
    assert len(pd.read_parquet(folder / "runs.parquet")) == 4


def test_compare_speaks_german(command, tmp_path):
    told = command("compare", "calm", *TWO, "--language", "de", "-o", "r")
    assert "Nichts geschieht" in told
    assert words("de")["columns"]["followers_lost"].split()[0] in told
    assert "Bericht:" in told and "Report:" not in told and "Beside:" not in told
    assert 'lang="de"' in (tmp_path / "r/report.html").read_text(encoding="utf-8")


def test_compare_several_scenarios_with_a_file_of_ones_own(command, tmp_path):
    (tmp_path / "mine.toml").write_text("[scenario]\nname = 'mine'\ntitle = 'My own storm'\n")
    told = command("compare", "calm", "mine.toml", *TWO)
    assert told.index(available()["calm"]["title"]) < told.index("My own storm")
    assert "My own storm" in (tmp_path / "results/compare-calm+mine/report.html").read_text()


@pytest.mark.parametrize(
    "asked",
    [
        ["product-flaw", "--policies", "silence,denial", "--runs", "1"],
        ["product-flaw", "--policies", "silence", "--runs", "1"],
        ["product-flaw", "--policies", "denial", "--runs", "2"],
        ["product-flaw", "--policies", "denial,apology,empathy,delete", "--runs", "2"],
        ["product-flaw", "--runs", "1", "--load", "0"],
        ["calm", "--runs", "2"],
    ],
    ids=" ".join,
)
def test_compare_with_little_to_compare(command, asked):
    told = command("compare", *asked, "--workers", "1", *TINY)
    assert "Report:" in told


def test_settings_reach_the_runs(command):
    calm = command("run", "calm", *TINY)
    busy = command("run", "calm", *TINY, "--set", "people.venting=0.5")
    assert calm != busy


@pytest.fixture(scope="module")
def comparison():
    few = load("product-flaw").change({"community.size": 60, "run.horizon": 8, "run.warm_up": 2})
    return compare(few, ["silence", "denial", "apology"], runs=2, workers=1)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [80, 100, 160])
def test_a_ranking_fits_the_terminal_and_keeps_its_numbers(comparison, language, width):
    out = Console(file=io.StringIO(), width=width)
    say = words(language)
    show_comparison(comparison, say, out)
    lines = out.file.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    text = "\n".join(lines)
    assert "…" not in text
    for row in comparison.ranking.itertuples():
        between = say.interval(row.resilience_low, row.resilience_high)
        for part in (say.policy(row.policy, row.title), say.number(row.resilience, 3), between):
            assert part in text


def test_version_and_module():
    done = subprocess.run(
        [sys.executable, "-m", "knautschball", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"knautschball {__version__}\n"


def test_help_without_arguments(command):
    told = command()
    for name in ("list", "show", "run", "compare", "serve"):
        assert re.search(rf"^  {name} ", told, re.M)


def test_a_reader_who_has_seen_enough_is_no_error():
    show = subprocess.Popen(
        [sys.executable, "-m", "knautschball", "show", "bubble-tea"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    show.stdout.close()
    assert show.stderr.read() == b""
    show.stderr.close()
    show.wait(30)


def test_serve_starts_the_app_on_this_machine_only(command, monkeypatch):
    started = []
    monkeypatch.setattr("knautschball.app.start", lambda host, port: started.append((host, port)))
    monkeypatch.setattr("knautschball.commands.serve._free", lambda *_: None)
    told = command("serve")
    assert started == [("127.0.0.1", 8765)]
    assert "http://127.0.0.1:8765" in told
    assert "Only this machine" in told
    assert "no password" in command("serve", "--host", "0.0.0.0", "--port", "9000")
    assert started[-1] == ("0.0.0.0", 9000)
