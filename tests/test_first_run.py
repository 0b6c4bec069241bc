"""The first run says that it compiles; later ones do not."""

import sys
from io import StringIO

import pytest
from rich.console import Console

from knautschball.agents import compiled
from knautschball.commands import progress
from knautschball.report.words import words


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "user_cache_path", lambda name: tmp_path / name)
    folder = tmp_path / "knautschball" / "kernels" / compiled.source_stamp()
    folder.mkdir(parents=True)
    return folder


def told(monkeypatch, terminal):
    out = StringIO()
    shown = Console(file=out, force_terminal=terminal, width=100)
    monkeypatch.setattr(progress, "console", lambda stderr: shown)
    progress.announce_compiling(words("en"))
    return out.getvalue()


def test_whoever_waits_for_the_compiler_is_told_so(shelf, monkeypatch):
    assert words("en")["compiling"] in told(monkeypatch, terminal=True)
    assert told(monkeypatch, terminal=False) == ""


def test_what_is_remembered_is_not_announced(shelf, monkeypatch):
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    (shelf / f"kernels.storm_hour-0123456789ab.{python}.nbi").touch()
    assert told(monkeypatch, terminal=True) == ""


def test_what_another_python_compiled_does_not_count(shelf, monkeypatch):
    (shelf / "kernels.storm_hour-0123456789ab.py27.nbi").touch()
    assert words("en")["compiling"] in told(monkeypatch, terminal=True)
