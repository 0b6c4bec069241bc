"""Playing the brand: what is clicked live is a policy like any other, and a room gathers it."""

import tomllib

import numpy as np
import pytest
from storms import small, trace

from knautschball.agents.policy import find
from knautschball.app import courses, inside, moves, person, rooms
from knautschball.app.choices import Choice
from knautschball.app.export import WRITERS
from knautschball.app.inside import POSTURES, TONES, said
from knautschball.app.pair import NO_FLOOR, Pair
from knautschball.model.outcome import run
from knautschball.scenarios import load
from knautschball.scenarios.errors import PolicyError
from knautschball.scenarios.scenario import as_toml, from_data

STORM = small("product-flaw")


def _clicked(part, posture, tone="warm", **more):
    return {"do": "say", "part": part, "posture": posture, "tone": tone, **more}


@pytest.fixture(scope="module")
def played():
    """A storm in which somebody answers while it runs."""
    pair, made = Pair(STORM, moves.playbook(()), 4), ()
    orders = {
        30: _clicked("reply", "deny", "cold"),
        90: _clicked("reply", "apologise", fine={"empathy": 0.7}),
        91: _clicked("conduct", "explain", private=True),
        140: _clicked("speak", "correct"),
    }
    while not pair.over:
        if pair.hour in orders:
            made = (*made, said(orders[pair.hour], pair.hour))
            pair.follow(moves.playbook(made))
        pair.step()
    return pair, made


def test_what_was_clicked_live_replays_from_the_link(played):
    pair, made = played
    again = Pair(STORM, moves.playbook(moves.checked(moves.written(made))), 4)
    while not again.over:
        again.step()
    assert trace(again.storm) == trace(pair.storm) and trace(again.twin) == trace(pair.twin)


def test_the_exported_file_runs_the_same_on_the_command_line(played, tmp_path):
    pair, made = played
    choice = Choice(page="play", moves=made, seed=4)
    file = tmp_path / "policy.toml"
    file.write_bytes(WRITERS["policy"](pair, choice).content)
    alone = run(STORM, find(file), 4, floor=NO_FLOOR)
    assert alone.hours.equals(pair.outcome(NO_FLOOR).hours)
    assert {"rebuild", "correction"} & set(alone.messages["kind"])


def test_the_twin_says_nothing_in_public(played):
    pair, _ = played
    assert not [m for m in pair.twin.messages if m[2] == "statement"]


def test_every_posture_in_every_tone_is_a_message():
    for posture, tone in ((p, t) for p in POSTURES for t in TONES):
        move = said(_clicked("reply", posture, tone), 5)
        assert (move.message is None) == (posture == "nothing")
        assert moves.checked(str(move)) == (move,)


@pytest.mark.parametrize(
    "order",
    [
        _clicked("shout", "deny"),
        _clicked("reply", "lie"),
        _clicked("reply", "deny", fine={"empathy": 7}),
        _clicked("reply", "deny", fine={"unheard": 1}),
        {"do": "say"},
    ],
)
def test_what_cannot_be_said_is_refused(order):
    with pytest.raises(PolicyError):
        said(order, 1)


def test_every_field_of_a_message_can_be_set_by_hand():
    from dataclasses import fields

    from knautschball.agents.message import Message

    shown = {field["name"] for field in inside.form("en")["fields"]}
    assert shown == {field.name for field in fields(Message)}


# the person


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_card_tells_who_somebody_is(played, language):
    pair, _ = played
    lost = np.flatnonzero((pair.storm.columns.follows == 0) & (pair.twin.columns.follows == 1))
    row = int(lost[0]) if lost.size else 0
    card = person.card(pair, row, language)
    assert len(card["traits"]) == 5 and len(card["feelings"]) == 6 and card["why"]
    assert all(0 <= share <= 1 for _, _, share in card["traits"] + card["feelings"])
    if lost.size:
        assert card["why"][-1].startswith(("Undisturbed", "Ohne den Vorfall"))


# courses, rooms, files


def test_a_course_is_the_run_of_the_command_line():
    alone = run(STORM, "apology", 2, floor=NO_FLOOR)
    course = courses.course_of(alone)
    assert course.row == alone.summary and 0 < course.form <= 1
    assert course.worst["stance"] == pytest.approx(1 - alone.summary["peak_stance"])
    after = alone.hours[alone.hours["since_load"] >= -24]
    assert course.curves["dent"].max() <= after["dent"].max() + 1e-6
    assert len(course.days) <= courses.POINTS + 1


def test_a_room_keeps_comparable_results_without_names():
    one = courses.course_of(run(STORM, "apology", 2, floor=NO_FLOOR))
    two = courses.course_of(run(STORM, "denial", 2, floor=NO_FLOOR))
    storm, other = ("a", 1), ("b", 2)
    rooms.clear("kbtest", storm)
    assert rooms.hand_in("kbtest", storm, "x", two) and rooms.hand_in("kbtest", storm, "y", one)
    assert not rooms.hand_in("kbtest", other, "z", one)
    found = rooms.results("kbtest", storm)
    assert found == sorted([one, two], key=lambda c: -c.row["resilience"])
    assert rooms.hand_in("kbtest", storm, "x", one)  # a second try replaces the first
    assert rooms.results("kbtest", storm) == [one, one]
    for number in range(rooms.RESULTS + 5):
        rooms.hand_in("kbtest", storm, str(number), one)
    assert len(rooms.results("kbtest", storm)) == rooms.RESULTS
    for number in range(rooms.ROOMS):
        rooms.enter(f"kb{number}", storm)
    assert rooms.results("kbtest", storm) == []  # long unused rooms are forgotten


@pytest.mark.parametrize("name", ["product-flaw", "bubble-tea", "calm"])
def test_an_exported_scenario_is_the_same_scenario(name):
    changed = load(name, team__size=8, community__graph="small-world")
    assert from_data(tomllib.loads(as_toml(changed)), "file") == changed


@pytest.mark.parametrize("what", sorted(WRITERS))
def test_everything_on_the_list_can_be_taken_home(played, what, monkeypatch):
    from knautschball.app import export

    monkeypatch.setattr(export, "floor", lambda scenario: NO_FLOOR)
    file = WRITERS[what](played[0], Choice(scenario="product-flaw", policy="denial", seed=4))
    starts = {
        "hours": b"hour,since_load,",
        "scenario": b"[scenario]",
        "policy": b"[policy]",
        "chart-svg": b"<?xml",
        "chart-png": b"\x89PNG",
        "ball": b"<svg",
    }
    assert file.content.startswith(starts[what])
