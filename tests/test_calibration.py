"""The fit: it finds a known answer, goes on where it was stopped, and writes what it found."""

import math
import tomllib

import numpy as np
import pandas as pd
import pytest

from knautschball.commands import _status
from knautschball.model import calibration
from knautschball.model.calibration import (
    KEYS,
    MARKED,
    as_toml,
    calibrate,
    defaults,
    loss,
    misses,
    within,
)
from knautschball.scenarios import load
from knautschball.scenarios.errors import OutputError


def facts(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["low", "high", "measured"])


class World:
    """Facts that hold where every number is a tenth above its default."""

    def __init__(self, stop_after: int | None = None):
        self.looked, self._stop = 0, stop_after

    def __call__(self, values):
        self.looked += 1
        if self._stop and self.looked > self._stop:
            raise KeyboardInterrupt
        usual = defaults()
        apart = [math.log(values[key] / usual[key]) - math.log(1.1) for key in KEYS]
        return facts(*[(-1.0, 1.0, 10 * one) for one in apart])


def test_a_miss_is_counted_in_half_widths_from_the_middle():
    table = facts((0, 4, 2), (0, 4, 4), (0, 4, 6), (0, 4, 1e9), (0, 4, np.nan))
    assert misses(table).tolist() == [0, 1, 2, 5, 5]
    assert loss(table[:3]) == pytest.approx(5 / 3)


def test_a_target_with_one_end_is_met_or_missed():
    table = facts((2, np.inf, 9), (2, np.inf, 1), (-np.inf, -4, -5), (-np.inf, -4, -2))
    assert misses(table).tolist() == [0, 1.5, 0, 1.5]


def test_the_search_finds_a_known_answer(tmp_path):
    found = calibrate(1, 400, tmp_path / "trials.jsonl", measure=World())
    assert loss(found.after) < 0.05 * loss(found.before)
    for key, usual in defaults().items():
        assert found.values[key] == pytest.approx(1.1 * usual, rel=0.06)


def test_a_stopped_search_goes_on_and_ends_as_an_undisturbed_one(tmp_path):
    whole = calibrate(1, 60, tmp_path / "whole.jsonl", measure=World())
    parts, steps = tmp_path / "parts.jsonl", []
    with pytest.raises(KeyboardInterrupt):
        calibrate(1, 60, parts, measure=World(stop_after=25))
    with parts.open("a") as file:
        file.write('\n{"values": {"acts.co')  # killed in the middle of a line
    rest = World()
    again = calibrate(
        1, 60, parts, measure=rest, progress=lambda done, total: steps.append((done, total))
    )
    assert again.values == whole.values
    assert rest.looked == 60 - 25 + 2  # and the two tables at the end
    assert steps[-1] == (60, 60)


def test_notes_of_another_fit_are_refused(tmp_path):
    notes = tmp_path / "trials.jsonl"
    calibrate(1, 3, notes, measure=World())
    with pytest.raises(OutputError, match="another fit"):
        calibrate(2, 3, notes, measure=World())


def test_values_stay_within_their_declarations_and_are_a_scenario_file(tmp_path):
    wild = within(dict.fromkeys(KEYS, 1e9))
    scenario = load("calm").change(wild)
    assert scenario.acts.echo == wild["acts.echo"]
    told = tomllib.loads(as_toml(defaults()))
    assert {f"{part}.{key}" for part, rows in told.items() for key in rows} == set(KEYS)


def test_the_command_writes_values_and_the_facts_before_and_after(tmp_path, monkeypatch, capsys):
    rows = pd.DataFrame(
        [
            {"fact": f.name, "pattern": f.pattern, "low": f.low, "high": f.high,
             "measured": f.low, "holds": True}
            for f in MARKED
        ]
    )  # fmt: skip
    monkeypatch.setattr(calibration, "validate", lambda *a, **k: rows)
    folder = tmp_path / "fit"
    assert _status(["calibrate", "--trials", "2", "--runs", "1", "-o", str(folder)]) == 0
    assert "Loss" in capsys.readouterr().out
    assert set(tomllib.loads((folder / "fitted.toml").read_text())) <= {
        "acts",
        "feelings",
        "people",
    }
    assert list(pd.read_parquet(folder / "calibration.parquet")["fact"]) == list(rows["fact"])
    assert _status(["calibrate", "--trials", "0", "-o", str(folder)]) == 2
    assert "1 or more" in capsys.readouterr().err
