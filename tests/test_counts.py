"""Counts as people have them: many kinds of time, gaps, and one clear line for what is wrong."""

import gzip

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.commands import _status
from knautschball.model.counts import from_series, read_counts
from knautschball.model.measured import measure, onset
from knautschball.scenarios.errors import CountsError

NUMBERS = [1, 2, 9, 30, 22, 11, 6, 4]


def written(tmp_path, times, numbers=NUMBERS, name="counts.csv", head="time,complaints", sep=","):
    rows = [f"{time}{sep}{number}" for time, number in zip(times, numbers, strict=True)]
    file = tmp_path / name
    file.write_text("\n".join([head.replace(",", sep), *rows]) + "\n", encoding="utf-8")
    return file


TIMES = {
    "ISO": [f"2024-03-28 {h:02d}:00" for h in range(10, 18)],
    "German": [f"28.03.2024 {h:02d}:00" for h in range(10, 18)],
    "American": [f"03/28/2024 {h:02d}:00" for h in range(10, 18)],
    "with a zone": [f"2024-03-28T{h:02d}:00:00+01:00" for h in range(10, 18)],
    "in UTC": [f"2024-03-28T{h:02d}:00Z" for h in range(9, 17)],
    "Unix": [1711616400 + 3600 * h for h in range(8)],
    "Unix in ms": [1000 * (1711616400 + 3600 * h) for h in range(8)],
}


@pytest.mark.parametrize("kind", TIMES)
def test_every_common_kind_of_time_means_the_same_hours(tmp_path, kind):
    counts = read_counts(written(tmp_path, TIMES[kind]), zone="Europe/Berlin")
    assert counts.begin == pd.Timestamp("2024-03-28 10:00")
    assert counts.week_hour == 3 * 24 + 10
    assert counts.step == 1
    assert counts.complaints.tolist() == NUMBERS


def test_plain_hours_have_no_clock(tmp_path):
    counts = read_counts(written(tmp_path, range(8)))
    assert counts.begin is None
    assert counts.week_hour is None
    assert counts.when(3) == "hour 3"


def test_days_begin_at_midnight(tmp_path):
    days = [f"2024-03-{d:02d}" for d in range(1, 9)]
    counts = read_counts(written(tmp_path, days))
    assert (counts.step, counts.week_hour) == (24, 4 * 24)
    assert counts.table["hour"].tolist() == [24 * d for d in range(8)]


def test_semicolons_order_compression_and_other_columns_do_not_matter(tmp_path):
    plain = read_counts(written(tmp_path, TIMES["ISO"]))
    text = "Author;Complaints;TIME\n" + "\n".join(
        f"x;{n};{t}" for t, n in reversed(list(zip(TIMES["ISO"], NUMBERS, strict=True)))
    )
    file = tmp_path / "other.csv.gz"
    file.write_bytes(gzip.compress(text.encode("utf-8-sig")))
    pd.testing.assert_frame_equal(read_counts(file).table, plain.table)


def test_a_missing_row_is_a_gap_unless_it_means_nothing_happened(tmp_path):
    times = TIMES["ISO"][:3] + TIMES["ISO"][5:]
    file = written(tmp_path, times, NUMBERS[:3] + NUMBERS[5:])
    assert np.isnan(read_counts(file).complaints[3:5]).all()
    assert (read_counts(file, missing="zero").complaints[3:5] == 0).all()


def test_minutes_add_up_to_hours(tmp_path):
    times = [f"2024-03-28 {10 + m // 60}:{m % 60:02d}" for m in range(0, 480, 15)]
    counts = read_counts(written(tmp_path, times, [1] * len(times)))
    assert counts.complaints.tolist() == [4] * 8


def test_a_partial_day_is_brought_to_a_whole_one(tmp_path):
    file = tmp_path / "days.csv"
    rows = [f"2024-03-0{d},{10 * d},{0.5 if d == 7 else 1}" for d in range(1, 8)]
    file.write_text("time,complaints,covered\n" + "\n".join([*rows, "2024-03-08,3,0.1"]))
    counts = read_counts(file).complaints
    assert counts[6] == 140
    assert np.isnan(counts[7])


def test_hours_advance_evenly_when_summer_time_begins(tmp_path):
    times = ["2024-03-31T00:00Z", *(f"2024-03-31T0{h}:00Z" for h in range(1, 8))]
    counts = read_counts(written(tmp_path, times), zone="Europe/Berlin")
    assert counts.complaints.tolist() == NUMBERS


def test_without_a_named_zone_the_clock_is_that_of_whoever_wrote_the_times(tmp_path):
    counts = read_counts(written(tmp_path, TIMES["with a zone"]))
    assert counts.begin == pd.Timestamp("2024-03-28 10:00")


def test_a_decimal_comma_is_a_decimal_point(tmp_path):
    numbers = [f"{n},5" for n in NUMBERS]
    counts = read_counts(written(tmp_path, TIMES["German"], numbers, sep=";"))
    assert counts.complaints.tolist() == [n + 0.5 for n in NUMBERS]


def test_three_decimals_are_a_fraction_where_another_value_tells(tmp_path):
    numbers = ["0.125", "12.345", *NUMBERS[2:]]
    counts = read_counts(written(tmp_path, TIMES["ISO"], numbers))
    assert counts.complaints[:2].tolist() == [0.125, 12.345]


def test_thousands_with_a_mark_are_asked_about_not_taken_for_fractions(tmp_path):
    numbers = ["1.063", "987", *NUMBERS[2:]]
    with pytest.raises(CountsError, match=r"row 2, column 'complaints': '1\.063' may be 1063"):
        read_counts(written(tmp_path, TIMES["German"], numbers, sep=";"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"time\n2024-03-28\n", "there are 'time'"),
        ("time,complaints,Größe\n".encode("cp1252"), "no text in UTF-8"),
    ],
)
def test_a_file_that_holds_no_counts_is_refused_in_one_line(tmp_path, content, said):
    file = tmp_path / "counts.csv"
    file.write_bytes(content)
    with pytest.raises(CountsError, match=said):
        read_counts(file)


ISO = TIMES["ISO"]
BAD = {
    "no column time": (ISO, NUMBERS, "tme,complaints", ["'time'", "'tme'"]),
    "nearly a column": (ISO, NUMBERS, "time,complaint", ["complaints", "'complaint'"]),
    "negative": (ISO, [1, -2, *NUMBERS[2:]], None, ["row 3", "'-2'", "0 or more"]),
    "words": (ISO, ["many", *NUMBERS[1:]], None, ["row 2", "'many'"]),
    "infinite": (ISO, ["inf", *NUMBERS[1:]], None, ["row 2", "'inf'"]),
    "no time": (["soon", *ISO[1:]], NUMBERS, None, ["row 2", "'soon' is no time"]),
    "empty time": (["", *ISO[1:]], NUMBERS, None, ["row 2", "has no time"]),
    "twice": ([ISO[0], *ISO[:7]], NUMBERS, None, ["two rows", "10:00"]),
    "ambiguous": (
        [f"03/04/2024 {h}:00" for h in range(10, 18)],
        NUMBERS,
        None,
        ["two different days", "2024-03-31"],
    ),
    "two kinds of zone": ([ISO[0] + "Z", *ISO[1:]], NUMBERS, None, ["some have none"]),
    "weekly": (
        [f"2024-{m:02d}-01" for m in range(1, 9)],
        NUMBERS,
        None,
        ["hours apart", "hourly or daily"],
    ),
    "too few": (ISO[:3], NUMBERS[:3], None, ["3 rows", "at least 6"]),
    "silent": (ISO, [0] * 8, None, ["0 complaints"]),
    "a slip in the year": ([*ISO[:7], "2124-03-28 17:00"], NUMBERS, None, ["slip"]),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_said_in_one_line(tmp_path, capsys, case):
    times, numbers, head, said = BAD[case]
    file = written(tmp_path, times, numbers, head=head or "time,complaints")
    assert _status(["fit", "--measure-only", str(file)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert all(part in error for part in ["counts.csv", *said]), error


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--zone", "Berlin"], ["--zone", "'Berlin'", "Europe/Berlin"]),
        (["--until", "soon"], ["--until", "'soon'", "2024-03-31 14:00"]),
        (["--until", "2024-03-28 12:00"], ["at least 6 complaints in 6 steps"]),
        (["--missing", "none"], ["--missing", "'none'", "gap or zero"]),
    ],
)
def test_unusable_options_are_said_in_one_line(tmp_path, capsys, arguments, said):
    file = written(tmp_path, ISO)
    assert _status(["fit", "--measure-only", str(file), *arguments]) == 2
    error = capsys.readouterr().err
    assert all(part in error for part in said)


def test_the_first_hours_can_be_looked_at_alone(tmp_path):
    counts = read_counts(written(tmp_path, ISO))
    assert counts.before("2024-03-28 17:00").complaints.tolist() == NUMBERS[:7]
    hours = read_counts(written(tmp_path, range(8)))
    assert hours.before("6.5").complaints.tolist() == NUMBERS[:6]


def test_more_about_conduct_than_complaints_is_refused(tmp_path):
    file = tmp_path / "counts.csv"
    rows = [f"{h},{n},{n + (h == 3)}" for h, n in enumerate(NUMBERS)]
    file.write_text("time,complaints,conduct\n" + "\n".join(rows))
    with pytest.raises(CountsError, match="hour 3"):
        read_counts(file)


def storm(peak=200.0, usual=2.0, half=12.0, hours=400, at=100):
    """Counts that rise at once and then halve again and again."""
    since = np.arange(hours) - at
    return usual + np.where(since >= 0, peak * 0.5 ** (np.maximum(since, 0) / half), 0.0)


@settings(deadline=None)
@given(st.floats(0.5, 50), st.floats(6, 30))
def test_the_usual_and_the_beginning_of_a_wave_are_found(usual, half):
    begin, found = onset(storm(usual=usual, half=half))
    assert abs(begin - 100) <= 3
    assert found == pytest.approx(usual, rel=0.05)


def test_the_usual_is_found_where_little_time_lies_before_the_wave():
    rhythm = 1 + 0.7 * np.cos(2 * np.pi * (np.arange(336) - 18) / 24)
    usual = np.random.default_rng(3).poisson(2.0 * rhythm)  # most hours of the night hold none
    begin, found = onset(storm(peak=60.0, usual=0.0, hours=336, at=40) + usual)
    assert abs(begin - 40) <= 3
    assert found == pytest.approx(2.0, rel=0.25)


def test_the_usual_of_days_is_that_of_the_quietest():
    daily = np.array([3.0, 40.0, 20.0, 9.0, 5.0, 2.0, 1.0, 1.0])
    _, found = onset(np.repeat(daily / 24, 24), 24)
    assert 24 * found == pytest.approx(1.0)


def test_known_times_are_measured():
    told = measure(from_series(storm(half=24.0, usual=0.0), begin="2024-03-04"))
    assert told.summary["half_hours"] == pytest.approx(24, abs=1)
    assert told.summary["tenth_hours"] == pytest.approx(79.7, abs=1)
    assert told.summary["peak"] == "Fri 2024-03-08 04:00"


def test_a_dent_that_goes_back_is_elastic_and_one_that_stays_is_not():
    back = measure(from_series(storm())).resilience
    rest = np.where(np.arange(400) >= 100, 80.0, 0.0)
    stays = measure(from_series(np.maximum(storm(), rest))).resilience
    assert back.recovered
    assert back.springback > 0.95
    assert not stays.recovered
    assert stays.springback < 0.2


def test_lost_followers_are_a_dent_of_their_own():
    counts = from_series(storm())
    counts.table["followers"] = np.where(counts.table["hour"] < 110, 1000.0, 600.0)
    alone, both = measure(from_series(storm())), measure(counts)
    assert both.resilience.residual > alone.resilience.residual + 0.2


def test_complaints_about_conduct_make_the_fourth_phase():
    counts = from_series(storm())
    counts.table["conduct"] = 0.4 * np.maximum(counts.table["complaints"] - 2.0, 0)
    assert measure(counts).phases.storm is not None
    assert measure(from_series(storm())).phases.storm is None


@settings(deadline=None)
@given(st.integers(0, 20))
def test_noise_alone_is_no_storm(seed):
    counts = from_series(np.random.default_rng(seed).poisson(20, 500).astype(float))
    told = measure(counts).summary
    assert told["storm_scale"] <= 1
    assert told["phase"] <= 1


def test_measuring_writes_only_into_its_folder(tmp_path, monkeypatch, capsys):
    written(tmp_path, range(400), storm(), name="own.csv")
    monkeypatch.chdir(tmp_path)
    assert _status(["fit", "--measure-only", "own.csv", "-o", "out"]) == 0
    assert "the wave begins" in capsys.readouterr().out
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "own.csv"]
    found = sorted(one.name for one in (tmp_path / "out").iterdir())
    assert found == ["figures", "hours.parquet", "measured.csv"]
