"""The browser page without a browser: the pair, what is drawn of it, what may be chosen."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.agents.message import ACCEPTS
from knautschball.app import picture
from knautschball.app.choices import PACES, SEEDS, Choice, from_address, scenarios, usable_policies
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
    pair = Pair(SMALL, "denial", 3)
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


def test_every_person_is_three_bytes_of_state(storm):
    heat = picture.heated(storm, np.full(120, 0.5, np.float32))
    table = np.frombuffer(picture.state(storm, heat), np.uint8).reshape(120, 3)
    people = storm.storm.columns
    assert np.abs(table[:, 0] / 127.5 - 1 - people.stance).max() < 0.005
    assert np.abs(table[:, 1] / 255 - people.arousal).max() < 0.003
    posts = storm.storm.record.posts[storm.hour - 1, 1:3].sum()
    assert (table[:, 2] == 255).sum() == posts and set(table[:, 2]) <= {255, 102}


def test_ties_on_the_screen_are_the_ties_of_the_model(storm):
    shown = np.frombuffer(picture.ties(storm), "<u2").reshape(-1, 2)
    assert set(map(tuple, shown.tolist())) == set(storm.storm.graph.edges())


def test_the_waves_are_the_record(storm):
    table = np.frombuffer(picture.series(storm, 30), "<u2").reshape(-1, 3)
    assert np.array_equal(table[:, :2], storm.storm.record.posts[30 : storm.hour, 1:3])
    replied = sum(n for t, _, scope, n in storm.storm.messages if scope != "statement" and t >= 30)
    assert table[:, 2].sum() == replied > 0
    kinds = {text for _, text in picture.marks(storm, 30, "de")}
    assert kinds == {"streitet ab"}


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


# what a browser may ask for

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ("scenario", "policy", "seed", "language", "pace")


@given(st.dictionaries(st.sampled_from(FIELDS), JUNK) | JUNK)
def test_whatever_a_browser_sends_is_clamped(wish):
    choice = Choice().changed(wish)
    assert choice.scenario in scenarios() and choice.policy in usable_policies()
    assert isinstance(choice.seed, int) and 1 <= choice.seed <= SEEDS
    assert choice.language in ("en", "de") and choice.pace in PACES


@given(st.text(max_size=300))
def test_no_address_is_an_error(search):
    assert from_address(search).scenario in scenarios()


def test_an_address_names_a_storm():
    asked = from_address("?scenario=calm&policy=apology&seed=42&lang=de&pace=72")
    assert asked == Choice("calm", "apology", 42, "de", 72)
    assert from_address("scenario=/etc/passwd&policy=../x.py&seed=1e9") == Choice(seed=SEEDS)
    assert from_address(None, "de-AT,de;q=0.9").language == "de"
    assert from_address("", "en-GB,de;q=0.9").language == "en"


def test_both_languages_have_the_same_words():
    assert ENGLISH.keys() == GERMAN.keys()
    for key, word in ENGLISH.items():
        assert type(word) is type(GERMAN[key]), key
        if isinstance(word, tuple):
            assert len(word) == len(GERMAN[key]), key
    assert ENGLISH["kinds"].keys() == GERMAN["kinds"].keys()
    others = {"deletion", "correction", "deed", "broken promise"}
    assert set(ENGLISH["kinds"]) == set(ACCEPTS) | others
    assert set(ENGLISH["paces"]) == set(GERMAN["paces"]) == set(PACES)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_shipped_storm_has_its_story(language):
    for scenario in scenarios():
        for policy in usable_policies():
            assert all(story(Choice(scenario, policy, language=language)))


def test_gauge_of_days_runs_on():
    pair = Pair(SMALL, "silence", 1)
    days = []
    while not pair.over:
        pair.step()
        days.append(picture.day(pair))
    assert all(later - sooner in (0, 1) for sooner, later in pairwise(days))
    assert days[pair.start] == 1 and days[pair.start - 1] == 0
