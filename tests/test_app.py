"""The browser page without a browser: the pair, what is drawn of it, what may be chosen."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.agents.message import ACCEPTS, STRIKING
from knautschball.agents.policy import SHELF
from knautschball.app import limits, picture
from knautschball.app.choices import COLOURS, PACES, Choice, scenarios, usable_policies
from knautschball.app.english import ENGLISH
from knautschball.app.german import GERMAN
from knautschball.app.layout import sunflowers
from knautschball.app.pair import NO_FLOOR, Pair
from knautschball.app.words import story
from knautschball.model.outcome import run
from knautschball.model.shape import COMPONENTS, Floor, corrected
from knautschball.scenarios import load

SMALL = load("product-flaw", community__size=120, run__horizon=8, run__warm_up=2)


@pytest.fixture(scope="module")
def storm() -> Pair:
    """A small storm, five days after the load."""
    pair = Pair(SMALL.change({"load.reach": 0.5}), "denial", 3)
    while pair.since_load < 120:
        pair.step()
    return pair


# the pair


def test_the_page_shows_the_same_storm_as_a_batch():
    pair = Pair(SMALL, "apology", 5)
    while not pair.over:
        pair.step()
    alone = run(SMALL, "apology", 5, floor=NO_FLOOR)
    assert np.array_equal(pair.storm.record.counts, _counts(SMALL, "apology", 5))
    for place, name in enumerate(COMPONENTS):
        assert np.array_equal(pair.raw[:, place], alone.hours[f"d_{name}"]), name
    pair.step()
    assert pair.hour == pair.storm.horizon


def _counts(scenario, policy, seed):
    from knautschball.model.firestorm import Firestorm

    alone = Firestorm(scenario, policy, seed)
    alone.run_model()
    return alone.record.counts


def test_without_a_load_the_ball_keeps_its_form_exactly():
    pair = Pair(load("calm", community__size=100), "delete", 2)
    assert pair.form() == (dict.fromkeys(COMPONENTS, 1.0), dict.fromkeys(COMPONENTS, 1.0))
    for _ in range(60):
        pair.step()
    assert pair.form() == (dict.fromkeys(COMPONENTS, 1.0), dict.fromkeys(COMPONENTS, 1.0))


def test_the_deepest_dent_is_never_shallower_than_the_present_one(storm):
    worst, now = storm.form()
    dents = [sum((1 - form[name]) ** 2 for name in COMPONENTS) for form in (worst, now)]
    assert dents[0] >= dents[1] > 0
    assert now["stance"] < 1  # a denied flaw costs sympathy


def test_a_floor_takes_its_part_off_the_dent(storm):
    floor = Floor(np.full(6, 0.05), np.full(6, 0.1))
    _, raw = storm.form()
    _, above = storm.form(floor)
    expected = 1 - corrected(storm.raw[[storm.hour - 1]], floor)[0]
    for name, share in zip(COMPONENTS, expected, strict=True):
        assert above[name] == pytest.approx(share if raw[name] <= 1 else 2 - share)


# what the browser gets


@pytest.mark.parametrize("colour", COLOURS)
def test_every_person_is_two_bytes_of_state(storm, colour):
    heat = picture.heated(storm, np.full(120, 0.5, np.float32))
    table = np.frombuffer(picture.state(storm, heat, colour), np.uint8).reshape(120, 2)
    people = storm.storm.columns
    if colour == "stance":
        assert np.abs(table[:, 0] / 127.5 - 1 - people.stance).max() < 0.005
    elif colour == "left":
        assert ((table[:, 0] == 1) == (people.follows == 1)).all()
        lost = (storm.twin.columns.follows == 1) & (people.follows == 0)
        assert ((table[:, 0] == 3) == lost).all()
    else:
        low, span = (0, 1) if colour == "arousal" else (-3, 6)
        shown = table[:, 0] / 255 * span + low
        true = np.clip(getattr(people, colour), low, low + span)
        assert np.abs(shown - true).max() < 0.02 * span
    posts = storm.storm.record.posts[storm.hour - 1, 1:3].sum()
    assert (table[:, 1] == 255).sum() == posts and set(table[:, 1]) <= {255, 102}


def test_phases_are_those_of_the_run_so_far(storm):
    shown = {number: hour for number, hour, _ in picture.phases(storm, 0, "de")}
    dated = storm.outcome(NO_FLOOR).phases.dated
    assert shown == {number: hour for number, hour in dated.items() if hour is not None}
    assert shown[1] >= 0


def test_ties_on_the_screen_are_the_ties_of_the_model(storm):
    shown = np.frombuffer(picture.ties(storm), "<u2").reshape(-1, 2)
    assert set(map(tuple, shown.tolist())) == set(storm.storm.graph.edges())


def test_the_waves_are_the_record(storm):
    table = np.frombuffer(picture.series(storm, 30), "<u2").reshape(-1, 3)
    assert np.array_equal(table[:, :2], storm.storm.record.posts[30 : storm.hour, 1:3])
    replied = sum(n for t, _, scope, n in storm.storm.messages if scope != "statement" and t >= 30)
    assert table[:, 2].sum() == replied > 0
    kinds = {text for _, text in picture.marks(storm, 30, "de")}
    assert "streitet ab" in kinds  # a member may leave the book


@pytest.mark.parametrize(("language", "now"), [("en", "form now"), ("de", "Form jetzt")])
def test_the_ball_speaks_of_now(storm, language, now):
    drawn, form = picture.ball(storm, Choice(language=language, policy="denial"), NO_FLOOR)
    assert drawn.startswith("<svg") and now in drawn and form in drawn
    assert " at the end" not in drawn and " am Ende" not in drawn


def test_clock_and_gauges(storm):
    shown = picture.gauges(storm, Choice(language="de"))
    posts = storm.storm.record.posts[storm.hour - 24 : storm.hour, 1:3].sum()
    assert shown["since"] == 120 and shown["hour"] == storm.start + 120
    assert shown["day"] == "Tag 6" and shown["told"] == "120 h seit dem Vorfall"
    assert shown["clock"] == "Mo, 10:00"  # struck on Wednesday (two days of warm-up) at ten
    assert shown["complaints"] == str(posts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=25), st.integers(0, 99))
def test_nobody_stands_on_anybody_else(sizes, seed):
    circle = np.repeat(np.arange(len(sizes)), sizes)
    degree = np.random.default_rng(seed).integers(0, 9, circle.size)
    one, again = sunflowers(circle, degree), sunflowers(circle, degree)
    assert np.array_equal(one.places, again.places)
    assert (one.places >= 0).all() and (one.places <= [1, 1 / one.aspect]).all()
    apart = np.hypot(*(one.places[:, None] - one.places[None]).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 0.6 * one.spacing


def test_those_with_most_ties_stand_in_the_middle_of_their_circle():
    places = sunflowers(np.zeros(50, int), np.arange(50)).places
    far = np.hypot(*(places - places.mean(axis=0)).T)
    assert far[-10:].max() < far[:10].min()


# words


def _same_keys(one, other, where=""):
    assert type(one) is type(other), where
    if isinstance(one, dict):
        assert one.keys() == other.keys() or where.endswith(OPEN), where
        for key in one.keys() & other.keys():
            _same_keys(one[key], other[key], f"{where}.{key}")
    if isinstance(one, list | tuple):
        assert len(one) == len(other), where


OPEN = (".titles", ".fields", ".orders", ".summaries")
"""Tables of titles that fall back to the name in the declaration."""


def test_both_languages_have_the_same_words():
    _same_keys(ENGLISH, GERMAN)
    assert set(ENGLISH["kinds"]) == {*ACCEPTS, *STRIKING, "deed", "broken promise"}
    assert set(ENGLISH["paces"]) == set(PACES) and set(ENGLISH["colours"]) == set(COLOURS)


def test_every_shipped_policy_says_in_german_what_it_does():
    shipped = {file.stem for file in SHELF.glob("*.toml")}
    assert set(GERMAN["summaries"]) == shipped


def test_every_number_has_a_german_title_that_is_its_own_within_its_section():
    titles = GERMAN["knobs"]["titles"]
    assert titles.keys() == limits.turnable().keys()
    assert len({(key.rpartition(".")[0], title) for key, title in titles.items()}) == len(titles)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_shipped_storm_has_its_story(language):
    for scenario in scenarios():
        for policy in usable_policies():
            assert all(story(Choice(scenario=scenario, policy=policy, language=language)))


def test_gauge_of_days_runs_on():
    pair = Pair(SMALL, "silence", 1)
    days = []
    while not pair.over:
        pair.step()
        days.append(picture.day(pair))
    assert all(later - sooner in (0, 1) for sooner, later in pairwise(days))
    assert days[pair.start] == 1 and days[pair.start - 1] == 0
