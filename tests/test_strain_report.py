"""The report and the command of the resilience test say what the numbers say."""

import numpy as np
import pandas as pd
import pytest

from knautschball.commands import main
from knautschball.model.ladder import rungs
from knautschball.model.strain import ResilienceTest
from knautschball.report.strain import figures, render, table, verdict, write_test
from knautschball.report.words import words

pytestmark = pytest.mark.slow

TITLES = {"correction": "Fix it", "silence": "Say nothing", "denial": "Denial"}
EN, DE = words("en"), words("de")


def made(points):
    """A test whose yield points are given: policy → (load, low, high)."""
    rows = [
        {"policy": policy, "yield_load": load, "low": low, "high": high, "runs": 6, "seeds": 2}
        for policy, (load, low, high) in points.items()
    ]
    ladder = rungs("0.25:4:3")
    storms = [
        {"policy": policy, "seed": seed, "load": load, "peak_dent": 0.1 * load}
        | {"residual": 0.02 * load, "springback": 0.8, "recovered": load < 2}
        for policy in points
        for seed in (1, 2)
        for load in ladder
    ]
    cycles = [
        {"policy": policy, "seed": 1, "repeat": n, "peak_dent": 0.1, "residual": 0.01 * n}
        | {"recovery_rate": 0.5 / n, "autocorrelation": 0.9}
        for policy in points
        for n in (1, 2, 3, 4)
    ]
    return ResilienceTest(
        "calm", {"name": "calm", "title": "Calm", "summary": "", "sources": ()}, TITLES,
        ladder, pd.DataFrame(storms), pd.DataFrame(rows), pd.DataFrame(cycles), "abc",
    )  # fmt: skip


WITHIN = {"correction": (2.0, 1.9, 2.1), "silence": (0.5, 0.45, 0.55), "denial": (0.1, 0.08, 0.12)}
OFF = {"correction": (np.nan, 4.0, np.inf), "denial": (np.nan, 0.0, 0.25)}


def test_the_verdict_names_most_and_least_and_how_many_bear_the_scenario():
    most, least, one = verdict(made(WITHIN), EN)
    assert "“Fix it” bears most" in most and "2.00 times" in most and "1.90 to 2.10" in most
    assert "“Denial” bears least" in least and "“Fix it” bears 20 times as much" in least
    assert "1 of 3 policies" in one


def test_what_lies_off_the_ladder_is_told_as_a_bound():
    most, least, _ = verdict(made(OFF), EN)
    assert "more than 4 times" in most
    assert "less than 0.25 times" in least and "as much" not in least
    rows = table(made(OFF), EN)["rows"]
    assert [row[1:3] for row in rows] == [["–", "> 4"], ["–", "< 0.25"]]


def test_the_table_holds_springback_and_fatigue():
    head, rows = table(made(WITHIN), EN).values()
    assert head[4] == "Springback at 1.00" and len(head) == len(rows[0])
    assert rows[0][4:] == ["80%", "0.50 → 0.12", "0.90 → 0.90", "+0.010"]


@pytest.mark.parametrize("say", [EN, DE], ids=["en", "de"])
@pytest.mark.parametrize("points", [WITHIN, OFF, {"silence": (0.5, 0.4, 0.6)}])
def test_the_page_opens_offline_and_has_no_gap(say, points):
    test = made(points)
    page = render(test, say, figures(test, say), "knautschball test calm")
    assert page.count("<svg") == 3
    assert "nan" not in page.lower().replace("finanz", "") and "{" not in verdict(test, say)[0]
    assert "src=" not in page and "knautschball test calm" in page


def test_the_files_are_written(tmp_path):
    written = write_test(made(WITHIN), tmp_path, "de")
    assert {path.name for path in written} == {
        "report.html", *(f"{name}.{kind}" for name in ("yields", "curves", "fatigue")
                         for kind in ("svg", "png")),
    }  # fmt: skip
    assert "Fließgrenze" in (tmp_path / "report.html").read_text("utf-8")


def test_the_command_prints_a_yield_point_and_writes_all_files(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    tiny = ("community.size=60", "run.horizon=8", "run.warm_up=2")
    settings = [part for one in tiny for part in ("--set", one)]
    asked = ["--policies", "silence,denial", "--loads", "0.5:8:3", "--runs", "2", "--workers", "1"]
    with pytest.raises(SystemExit) as end:
        main(["test", "product-flaw", *asked, *settings, "-o", "out"])
    told = capsys.readouterr()
    assert end.value.code == 0, told.err
    points = pd.read_csv("out/yield_points.csv")
    assert [*points.columns[:5]] == ["policy", "yield_load", "low", "high", "runs"]
    assert set(points["policy"]) == {"silence", "denial"}
    assert {"load", "peak_dent", "residual", "recovered"} <= {
        *pd.read_parquet("out/strain.parquet")
    }
    assert "Yield" in told.out and "out/report.html" in told.out


@pytest.mark.parametrize(
    ("wrong", "part"),
    [(["--loads", "4:1:9"], "--loads"), (["--runs", "0"], "--runs"), (["--policies", "x"], "'x'")],
)
def test_what_cannot_be_tested_is_one_line(tmp_path, monkeypatch, capsys, wrong, part):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main(["test", "calm", *wrong])
    told = capsys.readouterr()
    assert end.value.code == 2 and part in told.err and told.err.count("\n") == 1
    assert not list(tmp_path.iterdir())
