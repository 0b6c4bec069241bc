"""What a browser may ask for: choices, links, numbers, moves and own files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.agents.message import ACCEPTS, SCOPES, Message
from knautschball.app import limits, moves, packed
from knautschball.app.address import address, from_address
from knautschball.app.choices import (
    CHECKS,
    COLOURS,
    CONTROLS,
    LANGUAGES,
    PACES,
    PAGES,
    SEEDS,
    Choice,
    scenarios,
    usable_policies,
)
from knautschball.app.moves import Move
from knautschball.app.source import command, current, scenario_of
from knautschball.scenarios import load
from knautschball.scenarios.errors import KnautschballError, PolicyError, ScenarioError
from knautschball.scenarios.scenario import as_toml, keys

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(CHECKS)), JUNK) | JUNK)
def test_whatever_a_browser_sends_is_clamped(wish):
    choice = Choice().changed(wish)
    assert choice.scenario in scenarios() and choice.policy in usable_policies()
    assert isinstance(choice.seed, int) and 1 <= choice.seed <= SEEDS
    assert choice.language in LANGUAGES and choice.pace in PACES and choice.page in PAGES
    assert choice.colour in COLOURS and 0 <= choice.load <= limits.LOADS
    assert scenario_of(choice).community.size <= limits.CEILINGS["community.size"]


@given(st.text(max_size=300))
def test_no_address_is_an_error(search):
    assert from_address(search).scenario in scenarios()


MESSAGES = st.builds(
    Message,
    strategy=st.sampled_from(sorted(ACCEPTS)),
    scope=st.sampled_from(SCOPES),
    empathy=st.floats(0, 1),
    correction=st.booleans(),
    correction_hours=st.floats(0, 1000),
)
MOVES = st.lists(
    st.builds(
        Move, st.integers(0, 9999), st.sampled_from(sorted(moves.PARTS)), st.none() | MESSAGES
    ),
    max_size=5,
)
NUMBERS = st.fixed_dictionaries(
    {},
    optional={
        "load.severity": st.floats(0, 3),
        "team.size": st.integers(0, 1000),
        "team.weekends": st.booleans(),
        "community.graph": st.sampled_from(["small-world", "random"]),
    },
)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "page": st.sampled_from(PAGES),
            "scenario": st.sampled_from(sorted(scenarios())),
            "policy": st.sampled_from(sorted(usable_policies())),
            "seed": st.integers(1, SEEDS),
            "language": st.sampled_from(LANGUAGES),
            "pace": st.sampled_from(PACES),
            "hour": st.integers(-24, 2000),
            "load": st.floats(0, 4),
            "numbers": NUMBERS,
            "paused": st.booleans(),
            "policies": st.lists(st.sampled_from(sorted(usable_policies()))),
            "colour": st.sampled_from(COLOURS),
            "person": st.integers(-1, 50),
            "room": st.sampled_from(["", "abc23"]),
            "allowed": st.lists(st.sampled_from(CONTROLS)),
        }
    ),
    MOVES,
)
def test_a_link_restores_every_state(wish, said):
    choice = Choice().changed(wish | {"moves": moves.written(tuple(said))})
    assert choice.moves == tuple(said)
    assert from_address("?" + address(choice)) == choice


def test_an_address_names_a_storm():
    asked = from_address("?scenario=calm&policy=apology&seed=42&lang=de&pace=72")
    assert asked == Choice(scenario="calm", policy="apology", seed=42, language="de", pace=72)
    assert from_address("scenario=/etc/passwd&policy=../x.py&seed=1e9") == Choice(seed=SEEDS)
    assert from_address(None, "de-AT,de;q=0.9").language == "de"
    assert from_address("", "en-GB,de;q=0.9").language == "en"


def test_a_moved_slider_changes_that_number_alone():
    choice = Choice(scenario="product-flaw").changed({"numbers": {"team.size": 7.4}})
    assert choice.numbers == (("team.size", 7),)
    assert scenario_of(choice) == load("product-flaw", team__size=7)
    differing = {key for key, (now, before) in current(choice).items() if now != before}
    assert differing == {"team.size"}


def test_every_number_but_files_and_processors_can_be_turned():
    closed = {"community.file", "run.threads", "load.title"}
    assert set(limits.turnable()) == set(keys()) - closed
    assert limits.turnable()["community.size"].high == limits.CEILINGS["community.size"]
    assert limits.clamped("community.size", 1e12) == limits.CEILINGS["community.size"]
    assert limits.clamped("community.file", "/etc/passwd") is None


def test_the_command_says_the_same_as_the_link():
    choice = Choice(scenario="product-flaw", policy="denial", seed=9, load=1.5).changed(
        {"numbers": {"team.size": 6, "team.weekends": True}}
    )
    assert command(choice) == (
        "knautschball run product-flaw --policy denial --seed 9 --load 1.5 "
        "--set team.size=6 --set team.weekends=true"
    )
    assert "--policy policy.toml" in command(choice.changed({"page": "play"}))
    assert "--set" not in command(Choice(scenario="calm", numbers=(("load.reach", 0.5),)))


# own files


def test_an_own_scenario_travels_in_the_link():
    mine = load("product-flaw", team__size=9, community__size=200)
    text = packed.pack(as_toml(mine))
    choice = from_address("?" + address(Choice().changed({"own_scenario": text})))
    assert scenario_of(choice) == mine
    assert choice.changed({"scenario": "calm"}).own_scenario == ""


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[scenario]\nname='x'\ntitle='x'\n[community]\nfile='/etc/passwd'", "reads no files"),
        ("[scenario]\nname='x'\ntitle='x'\n[community]\nsize=9000000", "too much"),
        ("[scenario]\nname='x'\ntitle='x'\n[team]\nsize='many'", "team.size"),
        ("not toml", "TOML"),
        ("import os", "TOML"),
        ("x = " + "[" * 5000, "TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_clear_line(text, problem):
    with pytest.raises(ScenarioError, match=problem):
        packed.scenario(packed.pack(text))
    assert Choice().changed({"own_scenario": packed.pack(text)}).own_scenario == ""


def test_a_packed_file_cannot_blow_up():
    import zlib
    from base64 import urlsafe_b64encode

    bomb = urlsafe_b64encode(zlib.compress(b"#" * 50_000_000, 9)).decode()
    with pytest.raises(ScenarioError, match="too large"):
        packed.unpack(bomb)
    with pytest.raises(ScenarioError, match="damaged"):
        packed.unpack("%%%")
    with pytest.raises(ScenarioError, match="too many"):
        packed.pack("#" * 100_000)


def test_a_playbook_is_data_and_python_is_refused():
    with pytest.raises(KnautschballError):
        packed.policy(packed.pack("class Mine(ResponsePolicy): pass"))
    book = "[[reply]]\nmessage = { strategy = 'deny' }"
    assert packed.policy(packed.pack(book)).replies[0].message.strategy == "deny"


# moves


def test_moves_that_cannot_be_made_are_refused():
    for text in ("x", "1,shout", "1,reply,strategy:lie", "-1,reply,nothing", "1,reply,empathy:9"):
        assert moves.checked(text) is None, text
    assert moves.checked("5,reply,nothing") == (Move(5, "reply", None),)
    assert len(moves.checked(";".join(["5,reply,nothing"] * 90))) == moves.MOST
    with pytest.raises(PolicyError):
        moves.message("reply", {"empathy": "much"})


def test_the_newest_move_that_fits_decides():
    said = moves.checked("10,reply,strategy:deny;20,issue,strategy:rebuild;30,conduct,nothing")
    book = moves.rules(said)
    assert [rule["when"] for rule in book["reply"]] == [
        {"hour": ">= 30", "topic": "conduct"},
        {"hour": ">= 20", "topic": "issue"},
        {"hour": ">= 10"},
    ]


def test_one_hour_is_no_hours_in_either_language():
    from knautschball.app.sliders import groups

    for language, one, more in (("en", "person", "people"), ("de", "Mensch", "Menschen")):
        every = [knob for group in groups(language) for knob in group["knobs"]]
        (team,) = [knob for knob in every if knob["key"] == "team.size"]
        assert (team["unit_of_one"], team["unit"]) == (one, more)
