"""The parts of the command line: settings, marks, moments, drafts."""

import io
import re
import threading
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from knautschball.commands.chart import marks
from knautschball.commands.console import console
from knautschball.commands.options import asked, names
from knautschball.commands.outcome import moment
from knautschball.commands.progress import progress, told
from knautschball.commands.results import default_folder, results
from knautschball.model import folder
from knautschball.report.words import words
from knautschball.scenarios import OutputError
from knautschball.scenarios.scenario import part


@pytest.mark.parametrize(
    ("written", "key", "value"),
    [
        ("team.size=5", "team.size", 5),
        ("team.size = 5", "team.size", 5),
        ("people.trust=-0.25", "people.trust", -0.25),
        ("team.weekends=true", "team.weekends", True),
        ("contagion.rule=dose", "contagion.rule", "dose"),
        ('contagion.rule="dose"', "contagion.rule", "dose"),
        ("community.file=a=b.csv", "community.file", "a=b.csv"),
        ("community.file=C:\\graphs\\a.csv", "community.file", "C:\\graphs\\a.csv"),
        ("community.size=1_000", "community.size", 1000),
        ("channels.hotline.staff=2", "channels.hotline.staff", 2),
    ],
)
def test_settings_are_read_as_toml_and_bare_words_as_text(written, key, value):
    section, _, name = key.rpartition(".")
    assert getattr(part(asked("calm", [written]), section), name) == value


def test_the_last_setting_counts():
    assert asked("calm", ["team.size=5", "team.size=7"]).team.size == 7


def test_lists_of_policies():
    assert names(None) is None
    assert names(" silence, apology,,silence ") == ["silence", "apology"]


@given(st.floats(1e-6, 1e6), st.integers(3, 9))
def test_marks_are_even_and_within_what_is_shown(last, most):
    found = marks(last, most)
    assert found[0] == 0
    assert 2 <= len(found) <= most + 1
    assert found[-1] <= last * (1 + 1e-6)
    assert last - found[-1] < found[1] * (1 + 1e-6)  # no room for another one
    assert all(abs(mark - i * found[1]) <= 1e-6 * last for i, mark in enumerate(found))


def test_known_marks():
    assert marks(60, 7) == [0, 10, 20, 30, 40, 50, 60]
    assert marks(0.31, 4) == [0, 0.1, 0.2, 0.3]


def test_moments_are_dated_by_load_and_by_week():
    assert moment(0, 151 + 168).split() == ["day", "0,", "hour", "0", "(Sun", "07:00)"]
    assert moment(30, 0).split() == ["day", "1,", "hour", "6", "(Tue", "06:00)"]


def test_pace_and_estimate():
    english, german = words("en"), words("de")
    assert told(30, 140, 10, english) == "3.0 runs/s · 0:37 left"
    assert told(1, 3, 60, english) == "1 runs/min · 2:00 left"
    assert told(5, 5, 1, english).endswith("0:00 left")
    assert told(30, 140, 10, german) == "3,0 Läufe/s · noch 0:37"
    assert told(1, 3, 60, german) == "1 Läufe/min · noch 2:00"


def test_a_bar_for_those_who_wait_and_no_thread_beside_the_workers(monkeypatch):
    terminal = Console(file=io.StringIO(), force_terminal=True, width=80)
    monkeypatch.setattr("knautschball.commands.progress.console", lambda stderr: terminal)
    threads = threading.active_count()
    with progress() as advance:
        advance(2, 4)
        advance(4, 4)
        assert threading.active_count() == threads
    shown = terminal.file.getvalue()
    assert "2/4" in shown
    assert "4/4" in shown
    assert "left" in shown
    assert "?" not in re.sub(r"\x1b\[\?25[lh]", "", shown)


def test_no_bar_where_nobody_looks(capsys):
    with progress() as advance:
        assert advance is None
    assert capsys.readouterr().err == ""


def test_a_draft_takes_its_place_only_when_it_is_whole(tmp_path):
    goal = tmp_path / "new" / "place"
    with pytest.raises(KeyError), results(goal) as draft:
        (draft / "a").write_text("half")
        raise KeyError
    assert not list(tmp_path.iterdir())
    with results(goal) as draft:
        (draft / "in").mkdir()
        (draft / "in" / "a").write_text("whole")
        assert not (goal / "in").exists()
    assert [path.name for path in goal.iterdir()] == ["in"]
    assert (goal / "in" / "a").read_text() == "whole"


def test_a_new_draft_replaces_its_files_and_no_others(tmp_path):
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "a").write_text("old")
    with results(tmp_path) as draft:
        (draft / "a").write_text("new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "mine": "mine",
        "a": "new",
    }


@given(st.text() | st.lists(st.text()) | st.integers(0) | st.booleans())
def test_notes_are_toml_whatever_was_typed(value):
    assert tomllib.loads(f"value = {folder._toml(value)}")["value"] == value


def test_bytes_that_are_no_text_are_noted_all_the_same():
    assert tomllib.loads(f"value = {folder._toml('a' + chr(0xDCFF))}")["value"] == "a?"


def _full(file):
    file.write_text("half")
    raise OSError(28, "No space left on device")


def test_a_disk_that_fills_leaves_nothing_half_written(tmp_path):
    files = {"a": lambda file: file.write_text("new"), "b": _full}
    with pytest.raises(OutputError, match="no space left on device"):
        folder._publish(tmp_path / "deep" / "er", files)
    assert not list(tmp_path.iterdir())
    (tmp_path / "a").write_text("old")
    with pytest.raises(OutputError):
        folder._publish(tmp_path, files)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a", "old")]


def test_default_folders_are_plain_names():
    assert default_folder(["calm"]).as_posix() == "results/compare-calm"
    assert default_folder(["a/../b", ".."]).as_posix() == "results/compare-a-..-b+scenario"


def test_tables_are_wide_where_there_is_no_terminal(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert console().width == 160
    monkeypatch.setenv("COLUMNS", "70")
    assert console().width == 70


def test_a_load_after_the_end_of_the_run_is_told(tmp_path, capsys):
    file = tmp_path / "late.toml"
    loads = "[[load]]\nat = 10\n[[load]]\nat = 202\n[[load]]\nat = 201\n"
    file.write_text(f'[scenario]\nname = "late"\ntitle = "x"\n[run]\nhorizon = 8\n{loads}')
    asked(str(file), ["run.horizon=9"])
    assert capsys.readouterr().err == ""
    asked(str(file), None)
    told = "knautschball: late: the load at hour 202 never comes: the run ends at hour 202"
    assert capsys.readouterr().err == f"{told} (run.horizon)\n"
