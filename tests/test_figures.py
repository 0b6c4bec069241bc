"""Figures: labels that never cover each other, phases dated, files that come out the same."""

import re
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from knautschball.model.drawing import save, spread, svg_text
from knautschball.model.figures import one_run
from knautschball.model.side_by_side import MEASURES, beside, measures
from knautschball.scenarios import OutputError

STRIKES = {"early": 96, "late": 192, "third": 192, "fourth": 192, "fifth": 192}
COMPONENTS = ("stance", "arousal", "voice", "brand_ties", "network", "organisation")


def one_storm(hours=1632, strike=192):
    """Make the hourly table of one run."""
    since = np.arange(hours) - strike
    past = np.clip(since, 0, None)
    wave = (1 - np.exp(-past / 14)) * np.exp(-past / 90)
    late = (1 - np.exp(-np.clip(past - 30, 0, None) / 18)) * np.exp(-past / 130)
    day = 1 + 0.5 * np.sin(2 * np.pi * (np.arange(hours) - 9) / 24)
    frame = pd.DataFrame({"hour": np.arange(hours), "since_load": since})
    frame["issue"], frame["conduct"] = 60 * wave * day, 80 * late * day
    frame["defence"] = 14 * late * day
    frame["twin_stance"] = 0.31 + 0.004 * np.sin(np.arange(hours) / 60)
    frame["stance"] = frame["twin_stance"] - 0.2 * late - 0.03 * (past > 40)
    frame["backlog"] = np.round(140 * late)
    for part, much in zip(COMPONENTS, (0.2, 0.4, 0.8, 0.08, 0.05, 0.6), strict=True):
        frame[f"d_{part}"] = much * wave + 0.1 * much * (1 - np.exp(-past / 60))
    parts = frame[[f"d_{part}" for part in COMPONENTS]]
    frame["dent"] = np.sqrt((parts**2).mean(axis=1))
    return frame


MESSAGES = pd.DataFrame(
    {
        "since_load": [6, 30, 31, 80],
        "kind": ["statement", "reply", "reply", "correction"],
        "count": [1, 9, 4, 1],
    }
)


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=15), st.floats(0.01, 0.5))
def test_labels_keep_their_distance_and_their_order(places, gap):
    moved = spread(places, gap)
    order = np.argsort(places, kind="stable")
    assert (np.diff(moved[order]) >= gap - 1e-9).all()


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=9, unique=True))
def test_labels_that_have_room_stay_where_they_are(places):
    np.testing.assert_allclose(spread(places, 1.0), places, atol=1e-9)


def test_two_labels_in_one_place_move_apart_equally():
    np.testing.assert_allclose(spread([5, 5], 2), [4, 6])


def test_one_run_dates_the_phases_that_were_reached():
    figure = one_run(one_storm(), {1: 0, 2: 4, 3: 8, 4: 52, 5: None}, MESSAGES, "a title")
    words = [text.get_text() for text in figure.texts]
    assert "a title" in words
    # the load strikes at hour 192, a Tuesday at midnight
    assert "1  problem visible: Tue 00:00, day 0.0" in words
    assert "4  storm about issue and conduct: Thu 04:00, day 2.2" in words
    assert not any(word.startswith("5") for word in words)


def test_one_run_has_a_panel_for_messages_only_where_there_are_some():
    with_words = one_run(one_storm(), {}, MESSAGES)
    silent = one_run(one_storm(), None, MESSAGES[:0])
    assert len(with_words.axes) == 5
    assert len(silent.axes) == 4


def test_one_run_shows_what_was_recorded():
    hours = one_storm()
    dent = next(a for a in one_run(hours).axes if a.get_title(loc="left").startswith("Dent"))
    drawn = [line.get_ydata() for line in dent.get_lines()]
    for column in ["dent", *(f"d_{part}" for part in COMPONENTS)]:
        assert any(np.array_equal(hours[column], line) for line in drawn), column


def test_runs_beside_each_other_share_a_scale_and_have_one_dent_each():
    runs = {name: SimpleNamespace(hours=one_storm(strike=at)) for name, at in STRIKES.items()}
    *waves, dents = beside(runs).axes
    assert [axes.get_title(loc="left") for axes in waves] == list(STRIKES)
    assert len({axes.get_ylim() for axes in waves} | {axes.get_xlim() for axes in waves}) == 2
    drawn = [line.get_ydata() for line in dents.get_lines()]
    assert all(
        np.array_equal(run.hours["dent"], line)
        for run, line in zip(runs.values(), drawn, strict=True)
    )


def test_measures_stand_in_a_column_per_run():
    row = {name: number / 3 for number, name in enumerate(MEASURES)} | {"title": "left out"}
    table = measures({"one": SimpleNamespace(summary=row), "two": SimpleNamespace(summary=row)})
    assert list(table.columns) == ["one", "two"] and list(table.index) == list(MEASURES)
    assert table.loc["residual", "two"] == 0.667


def test_a_notebook_shows_a_figure_by_itself():
    image, size = beside({"one": SimpleNamespace(hours=one_storm())})._repr_png_()
    assert image.startswith(b"\x89PNG")
    assert size == {"width": 740}


def test_saving_gives_the_same_svg_twice_with_letters_as_letters(tmp_path):
    first, png = save(one_run(one_storm(), {1: 0}, MESSAGES, "Ä < B"), tmp_path / "a", "run")
    second, _ = save(one_run(one_storm(), {1: 0}, MESSAGES, "Ä < B"), tmp_path / "b", "run")
    assert first.read_bytes() == second.read_bytes()
    assert "Ä &lt; B" in first.read_text(encoding="utf-8")
    assert png.read_bytes().startswith(b"\x89PNG")


def test_rounding_the_paths_leaves_the_letters_alone():
    figure = Figure()
    figure.add_subplot().plot([0, 1 / 3], [0, 1 / 7])
    figure.text(0, 0, 'd="0.123456"')
    svg = svg_text(figure)
    assert "0.123456" in svg
    longest = max(len(n) for d in re.findall(r' d="([^"]+)"', svg) for n in re.findall(r"\.\d+", d))
    assert longest <= 3


def test_a_folder_that_cannot_be_made_is_one_clear_line(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        save(Figure(), tmp_path / "taken", "run")


def test_drawing_leaves_no_global_state():
    code = "import sys, knautschball.model.figures; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
