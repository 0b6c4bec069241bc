"""A line that is no TOML is told with its number, what stands there, and what may be meant."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knautschball.scenarios.errors import PolicyError, ScenarioError
from knautschball.scenarios.toml_files import mended, parsed, read_toml

SLIPS = {
    "severity = 1,4": "severity = 1.4",
    "size = 1,000": "size = 1000",
    "reach = 0,125": "reach = 0.125",
    "reach = 30%": "reach = 0.3",
    "at = 2h": "at = 2",
    "opens = 09:00": "opens = 9",
    "opens = 9:00": "opens = 9",
    "weekends = yes": "weekends = true",
    "weekends = False": "weekends = false",
    "severity = .5": "severity = 0.5",
    "severity = 1.": "severity = 1.0",
    "at: 2": "at = 2",
    "name = my-storm": 'name = "my-storm"',
    "name = “Sturm”": 'name = "Sturm"',
    'name = "storm': 'name = "storm"',
    "[team": "[team]",
    r'file = "C:\data\f.csv"': 'file = "C:/data/f.csv"',
    'message = { strategy = "inform", empathy = 0,5 }': (
        'message = { strategy = "inform", empathy = 0.5 }'
    ),
}


@pytest.mark.parametrize(("written", "meant"), SLIPS.items())
def test_a_slip_of_the_pen_is_told_with_its_line_and_what_was_meant(written, meant):
    with pytest.raises(ScenarioError) as told:
        parsed(f"# mine\n{written}\n", "mine.toml")
    assert str(told.value).startswith(f"mine.toml, line 2: '{written}' is not valid TOML; did you")
    assert told.value.guess == meant
    assert "KEY = VALUE" in told.value.allowed


@pytest.mark.parametrize("line", ["severity =", "severity = None", "when = {", "= 3", "???"])
def test_nothing_is_guessed_where_nobody_can_tell(line):
    assert mended(line) == ""


@given(st.text(max_size=40))
def test_whatever_is_guessed_is_toml(line):
    guess = mended(line)
    assert guess == "" or tomllib.loads(guess)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_one_line(text):
    try:
        parsed(text, "mine.toml")
    except ScenarioError as told:
        assert str(told).startswith("mine.toml") and "\n" not in str(told)


@pytest.mark.parametrize("twice", ["at = 1\nat = 2", "[a]\n[b]\n[a]", "[[a]]\n[a]"])
def test_what_stands_twice_is_told_with_its_line(twice):
    last = twice.splitlines()[-1]
    with pytest.raises(ScenarioError, match="line") as told:
        parsed(twice, "mine.toml")
    assert f"'{last}' stands there, but this was said before" in str(told.value)


def test_what_is_never_closed_and_what_is_too_deep_are_refused():
    for text in ("a = [1, 2", "a = " + "[" * 5000):
        with pytest.raises(ScenarioError, match=r"mine\.toml: is not valid TOML"):
            parsed(text, "mine.toml")


def test_the_mark_that_windows_puts_before_a_text_is_no_error(tmp_path):
    (tmp_path / "a.toml").write_text("a = 1", encoding="utf-8-sig")
    assert read_toml(tmp_path / "a.toml") == {"a": 1}


def test_a_file_that_cannot_be_read_is_an_error_of_the_family_asked_for(tmp_path):
    with pytest.raises(PolicyError, match="cannot be read: No such file"):
        read_toml(tmp_path / "none.toml", PolicyError)
