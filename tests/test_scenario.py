"""Scenario files and their numbers: declarations, dotted keys, load, fingerprint, error texts."""

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from storms import value_of

from knautschball.scenarios import ScenarioError, available, load
from knautschball.scenarios.knobs import knobs
from knautschball.scenarios.scenario import Scenario, from_data, keys, sections

ALL = {f"{name}.{knob.key}": knob for name, part in sections().items() for knob in knobs(part)}
NUMBERS = {key: knob for key, knob in ALL.items() if knob.low is not None}
MINIMAL = '[scenario]\nname = "mine"\ntitle = "Mine"\n'


@pytest.fixture
def written(tmp_path):
    def write(text, name="mine.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def error_of(call, *inputs):
    with pytest.raises(ScenarioError) as caught:
        call(*inputs)
    text = str(caught.value)
    assert "\n" not in text
    return text


# --- declarations -------------------------------------------------------------------------


@pytest.mark.parametrize("key", ALL)
def test_every_declaration_says_meaning_and_source(key):
    knob = ALL[key]
    assert len(knob.meaning) > 5
    assert len(knob.source) > 3
    assert isinstance(knob.unit, str)
    assert knob.allowed


@pytest.mark.parametrize("key", NUMBERS)
def test_every_number_has_bounds_that_contain_the_default(key):
    knob = NUMBERS[key]
    assert math.isfinite(knob.low) and math.isfinite(knob.high)
    assert knob.low <= knob.default <= knob.high
    assert knob.low < knob.high
    assert knob.unit


def test_every_field_that_is_a_number_is_declared_as_one():
    for name, part in sections().items():
        for key, field in part.model_fields.items():
            if field.annotation in (int, float):
                assert f"{name}.{key}" in NUMBERS
            if field.annotation is str and key != "title":
                assert ALL[f"{name}.{key}"].choices, f"{name}.{key} is free text"


def test_every_choice_holds_its_default():
    chosen = [knob for knob in ALL.values() if knob.choices]
    assert len(chosen) >= 2
    assert all(knob.default in knob.choices for knob in chosen)


def test_keys_are_all_declarations_in_the_order_of_the_file():
    assert keys() == list(ALL)
    assert "team.size" in keys() and "load.severity" in keys()


@pytest.mark.parametrize("key", NUMBERS)
def test_both_bounds_are_allowed_and_nothing_beyond(key):
    knob, scenario = NUMBERS[key], load("product-flaw")
    for value in (knob.low, knob.high):
        changed = scenario.change({key: value})
        assert value_of(changed, key) == value
    for value in (knob.low - 1, knob.high + 1, math.nan, math.inf):
        text = error_of(scenario.change, {key: value})
        assert key in text and knob.allowed in text


# --- shipped and own files ----------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(available()))
def test_every_shipped_scenario_reads_and_tells_its_sources(name):
    scenario = load(name)
    assert scenario.name == name == available()[name]["name"]
    assert scenario.scenario.title and len(scenario.scenario.summary) > 40
    assert scenario.scenario.sources
    assert scenario.scenario.kind in ("calibrated", "illustrative")


def test_a_file_says_only_what_differs(written):
    scenario = load(written(MINIMAL + "[team]\nsize = 9\n"))
    assert scenario.team.size == 9
    assert scenario.people == Scenario(scenario=scenario.scenario).people
    assert scenario.load == ()


def test_one_load_or_several(written):
    one = load(written(MINIMAL + "[load]\nat = 3\n"))
    two = load(written(MINIMAL + "[[load]]\nat = 3\n[[load]]\nat = 9\n"))
    assert [load.at for load in one.load] == [3]
    assert [load.at for load in two.load] == [3, 9]


def test_a_graph_file_is_looked_for_beside_the_scenario(written, tmp_path):
    beside = written("0,1\n1,2\n", "ties.csv")
    path = written(MINIMAL + '[community]\nfile = "ties.csv"\n')
    assert load(path).community.file == str(beside)
    elsewhere = written(MINIMAL + '[community]\nfile = "no.csv"\n', "other.toml")
    assert load(elsewhere).community.file == "no.csv"


def test_a_scenario_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        load("calm").team.size = 4


# --- changes ------------------------------------------------------------------------------


def test_dotted_keys_change_a_copy():
    calm = load("calm")
    changed = calm.change({"team.size": 7, "contagion.rule": "dose"})
    assert (changed.team.size, changed.contagion.rule) == (7, "dose")
    assert calm.team.size == load("calm").team.size != 7
    assert load("calm", team__size=7, contagion__rule="dose") == changed
    assert calm.change({}) == calm


def test_a_change_of_load_reaches_all_loads_or_one(written):
    two = load(written(MINIMAL + "[[load]]\nat = 3\n[[load]]\nat = 9\n"))
    assert [one.severity for one in two.change({"load.severity": 1.5}).load] == [1.5, 1.5]
    assert [one.at for one in two.change({"load.1.at": 20}).load] == [3, 20]
    assert "load.0, load.1" in error_of(two.change, {"load.2.at": 20})


ERRORS = {
    "unknown key": ({"team.sise": 3}, ("'team.sise'", "did you mean 'team.size'", "team.rest")),
    "unknown section": ({"teem.size": 3}, ("'teem.size'", "SECTION.KEY", "community", "team")),
    "no dot": ({"size": 3}, ("'size'", "SECTION.KEY")),
    "out of bounds": ({"team.size": -1}, ("team.size", "-1", "0 to 1000 people")),
    "no number": ({"press.lag": "soon"}, ("press.lag", "'soon'", "0 to 240 hours")),
    "no choice": ({"contagion.rule": "dos"}, ("'dos'", "did you mean 'dose'", "threshold")),
    "no switch": ({"team.weekends": 7}, ("team.weekends", "7", "true or false")),
    "no whole number": ({"team.size": 2.5}, ("team.size", "2.5", "0 to 1000")),
    "unknown key of a load": ({"load.0.sevrity": 1}, ("load.sevrity", "load.severity")),
}


@pytest.mark.parametrize(("change", "parts"), ERRORS.values(), ids=ERRORS)
def test_a_change_that_cannot_be_made_says_why(change, parts):
    text = error_of(load("product-flaw").change, change)
    assert text.startswith("--set")
    for part in parts:
        assert part in text


@pytest.mark.parametrize("number", ["1x", "x", "-1", "²", "9" * 5000])
def test_a_load_is_counted_in_whole_numbers(number):
    assert "counted from 0" in error_of(load("product-flaw").change, {f"load.{number}.at": 3})


@pytest.mark.parametrize("key", ["load.severity", "team.size"])
@pytest.mark.parametrize("value", [True, "3", b"3", [3]])
def test_a_number_is_written_as_a_number(key, value):
    text = error_of(load("product-flaw").change, {key: value})
    assert key in text and ALL[key].allowed in text


@pytest.mark.parametrize("value", [1, "yes", "true"])
def test_a_switch_is_written_as_true_or_false(value):
    assert "true or false" in error_of(load("calm").change, {"team.weekends": value})


@pytest.mark.parametrize("kind", [int, float, np.int64, np.float64])
def test_whole_numbers_of_any_make_are_numbers(kind):
    changed = load("calm", team__size=kind(7), people__trust=kind(1))
    assert changed == load("calm", team__size=7, people__trust=1.0)
    assert changed.fingerprint == load("calm", team__size=7, people__trust=1.0).fingerprint


def test_bounds_are_written_as_people_read_them():
    assert ALL["community.size"].allowed == "a whole number, 10 to 10,000,000 people"
    assert not any("e+" in knob.allowed or "e-" in knob.allowed for knob in NUMBERS.values())


def test_changing_a_load_that_is_not_there_is_said_so():
    assert "load" in error_of(load("calm").change, {"load.severity": 1.0})


# --- errors of files ----------------------------------------------------------------------

BROKEN = {
    "unknown section": (MINIMAL + "[teem]\n", ("'teem'", "did you mean 'team'", "headquarters")),
    "unknown key": (MINIMAL + "[team]\nsise = 3\n", ("team.sise", "did you mean 'team.size'")),
    "out of bounds": (MINIMAL + "[press]\nlag = -5\n", ("press.lag", "-5", "0 to 240 hours")),
    "in a load": (MINIMAL + "[load]\nreach = 3\n", ("load.reach", "3", "0 to 1 share")),
    "no name": ('[scenario]\ntitle = "x"\n', ("scenario.name", "missing")),
    "no scenario": ("[team]\nsize = 3\n", ("scenario", "missing")),
    "no section": ("team = 3\n" + MINIMAL, ("team", "3", "[team]")),
    "no load": ("load = 3\n" + MINIMAL, ("load", "3", "[load]")),
    "kind": (MINIMAL + 'kind = "true"\n', ("scenario.kind", "'true'", "calibrated")),
    "no TOML": ("[scenario\n", ("not valid TOML", "line 1", "did you mean '[scenario]'")),
    "blank name": ('[scenario]\nname = " "\ntitle = "x"\n', ("scenario.name", "' '", "a name")),
    "empty": ("", ("scenario: is missing", "[scenario] with name")),
    "above all sections": (
        "size = 3\n" + MINIMAL,
        ("'size' stands in no section", "community.size, team.size"),
    ),
    "text for hours": (MINIMAL + '[load]\nat = "2 hours"\n', ("'2 hours'", "a number, 0 to 8760")),
    "true for a number": (MINIMAL + "[load]\nat = true\n", ("true was given", "a number, 0 to")),
}


@pytest.mark.parametrize(("text", "parts"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_says_where_what_and_what_is_allowed(written, text, parts):
    message = error_of(load, written(text))
    assert "mine.toml" in message
    for part in parts:
        assert part in message


def test_a_file_that_cannot_be_read_is_said_so(tmp_path):
    assert "No such file" in error_of(load, tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in error_of(load, tmp_path / "bytes.toml")


def test_an_unknown_scenario_says_the_nearest_and_all():
    text = error_of(load, "bubbletea")
    assert "did you mean 'bubble-tea'" in text
    assert all(name in text for name in available())


def test_an_unknown_word_about_the_scenario_says_the_right_ones(written):
    text = error_of(load, written(MINIMAL + 'titel = "x"\n'))
    assert "'scenario.titel'" in text and "did you mean 'scenario.title'" in text


def test_the_nearest_key_is_near_without_its_section(written):
    text = error_of(load, written(MINIMAL + "[load]\nduration = 3\n"))
    assert "'load.duration'" in text and "did you mean" not in text  # not load.attention


def test_words_about_the_scenario_are_none_that_can_be_set():
    text = error_of(load("calm").change, {"scenario.title": "x"})
    assert "SECTION.KEY" in text and "did you mean 'scenario" not in text


# --- load ---------------------------------------------------------------------------------


@given(st.floats(0.01, 1000))
@settings(max_examples=50, deadline=None)
def test_the_load_multiplies_severity_times_reach(sigma):
    plain = load("product-flaw")
    for before, after in zip(plain.load, plain.at_load(sigma).load, strict=True):
        product = after.severity * after.reach
        assert product == pytest.approx(sigma * before.severity * before.reach)


@given(st.floats(0, 1000), st.floats(0, 1000))
@settings(max_examples=50, deadline=None)
def test_more_load_is_nowhere_less(one, other):
    plain = load("bubble-tea")
    less, more = (plain.at_load(sigma).load for sigma in sorted((one, other)))
    for before, after in zip(less, more, strict=True):
        for key in ("severity", "reach", "press"):
            assert getattr(before, key) <= getattr(after, key) * (1 + 1e-9)


@pytest.mark.parametrize("name", sorted(available()))
def test_the_load_changes_nothing_else_and_once_is_the_scenario_itself(name):
    plain = load(name)
    assert plain.at_load(1) == plain
    doubled = plain.at_load(2)
    assert doubled.model_dump(exclude={"load"}) == plain.model_dump(exclude={"load"})
    for before, after in zip(plain.load, doubled.load, strict=True):
        differs = {key for key, value in after if value != getattr(before, key)}
        assert differs <= {"severity", "reach", "press", "attention"}


def test_no_load_takes_it_away():
    for one in load("bubble-tea").at_load(0).load:
        assert one.severity == one.reach == one.press == 0


def test_reach_and_press_never_exceed_everybody():
    for one in load("bubble-tea").at_load(1000).load:
        assert one.reach <= 1 and one.press <= 1


@pytest.mark.parametrize("sigma", [-0.1, 1001, math.nan])
def test_an_impossible_load_is_refused(sigma):
    text = error_of(load("calm").at_load, sigma)
    assert text.startswith("--load") and "0 to 1000" in text


# --- fingerprint --------------------------------------------------------------------------


def test_the_fingerprint_follows_numbers_not_words(written):
    text = MINIMAL + "[load]\nat = 3\n"
    plain = load(written(text))
    assert load(written(text.replace("Mine", "Ours"), "b.toml")).fingerprint == plain.fingerprint
    assert plain.change({"run.threads": 3}).fingerprint == plain.fingerprint


@pytest.mark.parametrize("key", sorted(NUMBERS.keys() - {"run.threads"}))
def test_every_number_moves_the_fingerprint(key):
    scenario, knob = load("product-flaw"), NUMBERS[key]
    now = value_of(scenario, key)
    value = knob.high if now != knob.high else knob.low
    assert scenario.change({key: value}).fingerprint != scenario.fingerprint


def test_the_fingerprint_is_the_same_in_every_process():
    data = {"scenario": {"name": "fixed", "title": "x"}}
    first, second = (from_data(data, "here").fingerprint for _ in range(2))
    assert first == second
    assert len(first) == 16 and int(first, 16) >= 0


def test_another_load_has_another_fingerprint():
    scenario = load("product-flaw")
    before = scenario.fingerprint
    assert scenario.at_load(2).fingerprint != before


def test_the_fingerprint_follows_the_content_of_a_graph_file(tmp_path):
    first, same, other = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    for path, text in ((first, "0,1\n1,2\n"), (same, "0,1\n1,2\n"), (other, "0,1\n0,2\n")):
        path.write_text(text, encoding="utf-8")
    prints = [load("calm", community__file=str(path)).fingerprint for path in (first, same, other)]
    assert prints[0] == prints[1] != prints[2]
    assert load("calm", community__file=str(tmp_path / "none.csv")).fingerprint not in prints


def test_the_room_of_scenarios_stays_light():
    """No NumPy, Mesa, pandas or numba: ``list`` and ``--help`` read scenarios only."""
    code = (
        "import sys; from knautschball.scenarios import available, load; load('bubble-tea');"
        "print(sorted({'numpy', 'mesa', 'pandas', 'numba', 'scipy'} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    found = subprocess.run(run, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
