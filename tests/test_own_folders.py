"""Files of one's own are found by name in folders: by the commands, in notebooks, in the app."""

import json
import os

import pytest

from knautschball.agents.policy import find, policies, usable
from knautschball.app import choices
from knautschball.app.choices import Choice
from knautschball.app.export import policy as exported
from knautschball.app.words import options
from knautschball.commands import main
from knautschball.model import compare
from knautschball.scenarios import KnautschballError, PolicyError, ScenarioError, available, load

POLICY = """
[policy]
title = "Listen first"
[[reply]]
message = { strategy = "rebuild", empathy = 0.9 }
"""
PYTHON = """
from knautschball.agents import Message, ResponsePolicy

class Night(ResponsePolicy):
    title = "Not at night"

    def reply(self, case, situation):
        return Message(empathy=0.8) if situation.clock > 7 else None
"""
SCENARIO = """
[scenario]
name = "leaflet"
title = "A leaflet"
[community]
size = 60
[[load]]
reach = 0.3
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A working directory with folders of one's own; the app forgets what it knew."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies").mkdir()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "policies" / "listen.toml").write_text(POLICY, "utf-8")
    (tmp_path / "policies" / "night.py").write_text(PYTHON, "utf-8")
    (tmp_path / "scenarios" / "leaflet.toml").write_text(SCENARIO, "utf-8")
    for known in (choices.scenarios, choices.usable_policies):
        known.cache_clear()
    yield tmp_path
    for known in (choices.scenarios, choices.usable_policies):
        known.cache_clear()


def told(capsys, *arguments):
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return left.value.code, capsys.readouterr()


def test_own_files_are_listed_after_the_shipped_ones(desk, capsys):
    code, said = told(capsys, "list", "--json")
    listed = json.loads(said.out)
    assert code == 0
    assert [one["name"] for one in listed["policies"]][-2:] == ["listen", "night"]
    assert listed["policies"][-2]["title"] == "Listen first"
    assert listed["scenarios"][-1]["name"] == "leaflet"


def test_own_files_take_part_in_a_comparison(desk):
    assert usable()[-2:] == ["listen", "night"]
    mine = load("leaflet", run__horizon=8)
    result = compare(mine, ["silence", "listen", "night"], runs=1, workers=1)
    assert set(result.runs["policy"]) == {"silence", "listen", "night"}


def test_own_files_are_shown(desk, capsys):
    assert "Listen first" in told(capsys, "show", "listen")[1].out
    assert "A leaflet" in told(capsys, "show", "leaflet")[1].out


def test_the_app_offers_what_its_owner_put_there(desk):
    chosen = Choice().changed({"scenario": "leaflet", "policy": "night"})
    assert (chosen.scenario, chosen.policy) == ("leaflet", "night")
    assert exported(None, chosen).content == PYTHON.encode()
    offered = options(chosen)
    assert ["night", "Not at night"] in offered["policy"]
    assert ["leaflet", "A leaflet"] in offered["scenario"]


@pytest.mark.parametrize("wish", ["policies/night.py", "./night", "../night.py", "night.py"])
def test_the_app_takes_no_path_from_a_visitor(desk, wish):
    assert Choice().changed({"policy": wish}).policy == "silence"
    assert Choice().changed({"scenario": wish}).scenario == "bubble-tea"


def test_folders_of_the_environment_are_found_too(desk, tmp_path, monkeypatch):
    first, second = tmp_path / "one", tmp_path / "two"
    for folder, name in ((first, "alpha"), (second, "beta")):
        folder.mkdir()
        (folder / f"{name}.toml").write_text(POLICY, "utf-8")
    monkeypatch.setenv("KNAUTSCHBALL_POLICIES", os.pathsep.join([str(first), str(second)]))
    assert usable()[-4:] == ["listen", "night", "alpha", "beta"]


def test_a_folder_that_is_named_twice_is_read_once(desk, monkeypatch):
    monkeypatch.setenv("KNAUTSCHBALL_POLICIES", str(desk / "policies"))
    assert len(policies()) == len(usable())


def test_a_folder_that_is_not_there_is_told(desk, monkeypatch, capsys):
    monkeypatch.setenv("KNAUTSCHBALL_SCENARIOS", "nowhere")
    code, said = told(capsys, "list")
    assert code == 2
    assert "KNAUTSCHBALL_SCENARIOS: 'nowhere' is no folder" in said.err


BROKEN = {
    "policies/torn.toml": ("[[reply]\n", "is not valid TOML"),
    "policies/typo.toml": ("[[reply]]\nmessage = { empaty = 1 }\n", "did you mean 'empathy'"),
    "policies/other.toml": ('[policy]\nname = "silence"\n', "allowed: 'other'"),
    "policies/silence.toml": (POLICY, "another is called 'silence'"),
    "policies/fails.py": ("ResponsePolicy = 1 / 0", "ZeroDivisionError"),
    "scenarios/torn.toml": ("[scenario\n", "is not valid TOML"),
    "scenarios/far.toml": (SCENARIO.replace("60", "-1"), "community.size"),
    "scenarios/calm.toml": (SCENARIO, "another is called 'calm'"),
    "scenarios/second.toml": (SCENARIO, "allowed: 'second'"),
}


def test_broken_files_are_listed_by_name_and_leave_the_others_usable(desk):
    before = usable(), set(choices.scenarios())
    for name, (text, _) in BROKEN.items():
        (desk / name).write_text(text, "utf-8")
    listed = [*policies().values(), *available().values()]
    problems = [one["problem"] for one in listed if "problem" in one]
    assert len(problems) == len(BROKEN)
    for name, (_, reason) in BROKEN.items():
        found = [text for text in problems if text.startswith(name)]
        assert found and reason in found[0], name
    assert (usable(), set(choices.scenarios())) == before
    with pytest.raises(PolicyError, match="ZeroDivisionError"):
        find("fails")
    with pytest.raises(ScenarioError, match=r"community\.size"):
        load("far")
    assert find("silence").title == policies()["silence"]["title"] != "Listen first"


def test_a_file_asked_for_by_name_must_give_itself_that_name(desk, capsys):
    for name in ("policies/other.toml", "scenarios/second.toml"):
        (desk / name).write_text(BROKEN[name][0], "utf-8")
    code, said = told(capsys, "run", "second")
    assert (code, said.out) == (2, "")
    assert "second.toml: name: 'leaflet' was given (allowed: 'second'" in said.err
    code, said = told(capsys, "run", "leaflet", "--policy", "other")
    assert code == 2 and "other.toml: name: 'silence' was given (allowed: 'other'" in said.err


def test_a_file_asked_for_by_path_may_have_a_name_of_its_own_and_it_is_told(desk, capsys):
    (desk / "copy.toml").write_text(SCENARIO, "utf-8")
    (desk / "mine.toml").write_text(BROKEN["policies/other.toml"][0], "utf-8")
    short = ("--set", "run.horizon=8")
    code, said = told(capsys, "run", "copy.toml", "--policy", "mine.toml", *short)
    assert code == 0
    assert said.err.splitlines()[:2] == [
        "knautschball: copy.toml calls itself 'leaflet'; results go by that name",
        "knautschball: mine.toml calls itself 'silence'; results go by that name",
    ]
    one = ("--policies", "silence", "--runs", "1", "--workers", "1")
    said = told(capsys, "compare", "copy.toml", "scenarios/leaflet.toml", *one, *short)[1]
    assert said.err.count("\n") == 1 and "two are called 'leaflet'" in said.err
    said = told(capsys, "compare", "scenarios/leaflet.toml", *one, *short)[1]
    assert "calls itself" not in said.err


def test_a_program_that_is_no_policy_is_not_run(desk):
    (desk / "policies" / "other.py").write_text("open('ran', 'w')\n", "utf-8")
    assert "ResponsePolicy" in policies()["other"]["problem"]
    assert not (desk / "ran").exists()


def test_drafts_and_other_files_are_left_alone(desk):
    for name in ("_draft.toml", "notes.md", ".hidden.toml"):
        (desk / "policies" / name).write_text("[[", "utf-8")
    assert len(policies()) == len(usable())


def test_an_unknown_name_is_answered_with_the_nearest_of_ones_own(desk):
    with pytest.raises(KnautschballError, match="did you mean 'listen'"):
        find("lisen")
