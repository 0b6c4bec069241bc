"""Playbooks and Python policies: all shipped ones read, broken ones say where and what is right."""

import pytest
from storms import small, storm

from knautschball.agents import policy as shelf
from knautschball.agents.message import ACCEPTS, Message
from knautschball.agents.playbook import CASE, SITUATION
from knautschball.agents.policy import ResponsePolicy, answer_of, describe, find, policies, usable
from knautschball.agents.situation import Case, Situation
from knautschball.scenarios.errors import PolicyError

ISSUE = Case(person=3, topic="issue", hour=50, waited=2)
CONDUCT = Case(person=4, topic="conduct", hour=50)
STORMY = Situation(hour=60, since_first_sign=8, complaints=40, usual=1, surge=40)
QUIET = Situation(hour=60)


@pytest.fixture
def written(tmp_path):
    def write(text, name="mine.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def error_of(path):
    with pytest.raises(PolicyError) as caught:
        find(path)
    return str(caught.value)


# --- shipped ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(policies()))
def test_every_shipped_policy_reads_and_says_what_it_is(name):
    policy = find(name)
    assert isinstance(policy, ResponsePolicy)
    assert policy.name == name
    for text in (policy.title, policy.summary, policy.helps, policy.harms, *policy.evidence):
        assert len(text) > 3
    assert policy.evidence
    assert policies()[name]["title"] == policy.title == describe(shelf.files()[name])["title"]


@pytest.mark.parametrize("name", sorted(set(policies()) - {"silence"}))
def test_every_shipped_policy_but_silence_answers_complaints_or_speaks(name):
    policy = find(name)
    said = [policy.reply(ISSUE, STORMY), policy.reply(CONDUCT, STORMY), policy.speak(STORMY)]
    assert any(isinstance(one, Message) for one in said)
    assert policy.speak(QUIET) is None


def test_silence_says_nothing():
    silence = find("silence")
    assert silence.reply(ISSUE, STORMY) is silence.speak(STORMY) is None


def test_each_shipped_policy_does_what_its_name_says():
    assert find("denial").reply(ISSUE, STORMY).strategy == "deny"
    assert find("apology").reply(ISSUE, STORMY).strategy == "rebuild"
    assert find("delete").reply(ISSUE, STORMY).deletes
    assert find("correction").speak(STORMY).correction
    empathy, template = (find(n).reply(ISSUE, STORMY) for n in ("empathy", "template"))
    assert empathy.tone > 0.5
    assert template.tone < 0


# --- rules --------------------------------------------------------------------------------

ORDERED = """
[policy]
title = "Mine"
[[reply]]
when = { topic = "conduct", surge = ">= 3" }
message = { strategy = "rebuild", empathy = 0.9 }
[[reply]]
when = { topic = "conduct" }
[[reply]]
message = { strategy = "inform", scope = "private" }
[[speak]]
when = { surge = "> 40" }
message = { strategy = "deny" }
[[speak]]
when = { open = true, statements = 0, since_first_sign = "!= -1", energy = "<= 1" }
message = { strategy = "bolster" }
"""


def test_the_first_rule_whose_conditions_hold_decides(written):
    policy = find(written(ORDERED))
    assert policy.reply(CONDUCT, STORMY).strategy == "rebuild"
    assert policy.reply(CONDUCT, QUIET) is None
    assert policy.reply(ISSUE, STORMY).scope == "private"
    assert policy.speak(STORMY).strategy == "bolster"
    assert policy.speak(QUIET) is None


def test_replies_go_to_the_page_and_speeches_to_all_unless_said_otherwise(written):
    policy = find(written(ORDERED))
    assert policy.reply(CONDUCT, STORMY).scope == "reply"
    assert policy.speak(STORMY).scope == "statement"


def test_a_playbook_has_the_name_of_its_file_unless_it_gives_one(written):
    assert find(written("[policy]")).name == "mine"
    assert find(written('[policy]\nname = "ours"')).name == "ours"
    assert find(written(ORDERED)).title == "Mine"


@pytest.mark.parametrize(
    ("sign", "holds"),
    [
        ("==", [0, 1, 0]),
        ("=", [0, 1, 0]),
        (">=", [0, 1, 1]),
        ("<=", [1, 1, 0]),
        (">", [0, 0, 1]),
        ("<", [1, 0, 0]),
        ("!=", [1, 0, 1]),
    ],
)
def test_every_comparison(written, sign, holds):
    policy = find(
        written(f'[[speak]]\nwhen = {{ backlog = "{sign} 3" }}\nmessage = {{ empathy = 1 }}')
    )
    said = [policy.speak(Situation(hour=1, backlog=n)) is not None for n in (2, 3, 4)]
    assert said == [bool(one) for one in holds]


BROKEN = {
    "unknown condition": (
        '[[reply]]\nmessage = { empathy = 1 }\n[[reply]]\nwhen = { surg = ">= 3" }',
        ("mine.toml", "reply rule 2", "'surg'", "did you mean 'surge'", *CASE, *SITUATION),
    ),
    "a case where there is none": (
        '[[speak]]\nwhen = { topic = "issue" }',
        ("mine.toml", "speak rule 1", "'topic'", *SITUATION),
    ),
    "unknown key of a message": (
        "[[reply]]\nmessage = { empaty = 1 }",
        ("mine.toml", "reply rule 1", "'empaty'", "did you mean 'empathy'", "cooperativeness"),
    ),
    "value out of bounds": (
        "[[reply]]\nmessage = { empathy = 3 }",
        ("mine.toml", "reply rule 1", "message.empathy", "3", "0 to 1"),
    ),
    "unknown strategy": (
        '[[reply]]\nmessage = { strategy = "denny" }',
        ("mine.toml", "reply rule 1", "strategy", "'denny'", "did you mean 'deny'", *ACCEPTS),
    ),
    "no number": (
        '[[reply]]\nwhen = { surge = ">= much" }',
        ("mine.toml", "reply rule 1", "surge", "'much'", ">= 3"),
    ),
    "unknown key of a rule": (
        "[[reply]]\nif = { surge = 3 }",
        ("mine.toml", "reply rule 1", "'if'", "when, message"),
    ),
    "unknown section": (
        "[[answer]]\nmessage = { empathy = 1 }",
        ("mine.toml", "'answer'", "policy, reply, speak"),
    ),
    "unknown key of the policy": (
        '[policy]\ntitel = "x"',
        ("mine.toml", "policy", "'titel'", "did you mean 'title'"),
    ),
    "one table": ("[reply]\nmessage = { empathy = 1 }", ("mine.toml", "reply", "[[reply]]")),
    "no TOML": ("[[reply]\n", ("mine.toml", "not valid TOML", "line 1")),
    "empty": ("", ("mine.toml", "is empty", "[[reply]]")),
    "a date": (
        "[[reply]]\nmessage = { empathy = 2024-03-01 }",
        ("message.empathy: 2024-03-01 was given", "0 to 1"),
    ),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_playbook_says_where_what_and_what_is_allowed(written, text):
    message = error_of(written(text[0]))
    for part in text[1]:
        assert part in message.replace("message, when", "when, message")
    assert "\n" not in message


WRONG_KINDS = {
    "policy": "policy = 3",
    "rules": "reply = [1, 2]",
    "when": "[[reply]]\nwhen = 3",
    "message": '[[reply]]\nmessage = "sorry"',
    "strategy": '[[reply]]\nmessage = { strategy = ["deny"] }',
    "deletes": '[[reply]]\nmessage = { deletes = "no" }',
    "compared word": '[[reply]]\nwhen = { topic = ">= 3" }\nmessage = { empathy = 1 }',
    "unknown word": '[[reply]]\nwhen = { topic = "isue" }\nmessage = { empathy = 1 }',
    "unknown comparison": '[[reply]]\nwhen = { backlog = "=> 3" }\nmessage = { empathy = 1 }',
    "sign alone": '[[reply]]\nwhen = { backlog = ">=" }\nmessage = { empathy = 1 }',
    "no finite number": "[[reply]]\nwhen = { surge = nan }\nmessage = { empathy = 1 }",
    "switch for a number": "[[reply]]\nwhen = { backlog = true }\nmessage = { empathy = 1 }",
    "number for a word": "[[reply]]\nwhen = { topic = 3 }\nmessage = { empathy = 1 }",
    "list of words": '[[reply]]\nwhen = { topic = ["issue"] }\nmessage = { empathy = 1 }',
    "word for a switch": '[[reply]]\nwhen = { open = "yes" }\nmessage = { empathy = 1 }',
    "number for a switch": "[[speak]]\nwhen = { promised = 1 }\nmessage = { empathy = 1 }",
    "list of rules": "speak = 3",
    "title": "[policy]\ntitle = 3",
    "no name": '[policy]\nname = " "',
    "evidence": '[policy]\nevidence = "one study"',
    "evidences": "[policy]\nevidence = [1]",
}


@pytest.mark.parametrize("text", WRONG_KINDS.values(), ids=WRONG_KINDS)
def test_a_value_of_the_wrong_kind_is_named(written, text):
    message = error_of(written(text))
    assert "mine.toml" in message
    assert "allowed:" in message


@pytest.mark.parametrize(
    ("when", "parts"),
    [
        ('topic = "isue"', ("reply rule 1: when.topic", "'isue'", "did you mean 'issue'")),
        ('backlog = "=> 3"', ("reply rule 1: when.backlog", "'=>'", ">=", "<=")),
        ('backlog = "=> 3"', ("did you mean '>='",)),
        ('public = "no"', ("reply rule 1: when.public", "'no'", "true or false")),
        ('merit = ">= 50"', ("reply rule 1: when.merit", "'>= 50' never holds", "merit is 0 to 1")),
        ("weekday = 7", ("when.weekday: 7 never holds", "weekday is 0 to 6")),
        ('clock = "> 23"', ("when.clock: '> 23' never holds", "0 to 23")),
        ('since_first_sign = "< -1"', ("never holds", "-1 or more")),
        ("backlog = -1", ("when.backlog: -1 never holds", "0 or more")),
    ],
)
def test_a_condition_that_could_never_hold_is_told_what_would(written, when, parts):
    message = error_of(written(f"[[reply]]\nwhen = {{ {when} }}\nmessage = {{ empathy = 1 }}"))
    for part in parts:
        assert part in message


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('"issue"', True),
        ('"== issue"', True),
        ('"= conduct"', False),
        ('"!= issue"', False),
        ('"!= conduct"', True),
    ],
)
def test_topics_can_be_the_same_or_not(written, condition, holds):
    rule = f"[[reply]]\nwhen = {{ topic = {condition} }}\nmessage = {{ empathy = 1 }}"
    assert (find(written(rule)).reply(ISSUE, STORMY) is not None) == holds


@pytest.mark.parametrize("three", ["3", "3.0", '"3"', '"= 3"', '"==3"', '" >= 3 "'])
def test_every_way_to_write_a_number(written, three):
    rule = f"[[speak]]\nwhen = {{ backlog = {three} }}\nmessage = {{ empathy = 1 }}"
    policy = find(written(rule))
    assert policy.speak(Situation(hour=1, backlog=3)) is not None
    assert policy.speak(Situation(hour=1, backlog=2)) is None


# --- names and paths ----------------------------------------------------------------------


def test_an_unknown_name_says_the_nearest_and_all():
    message = error_of("denail")
    assert "did you mean 'denial'" in message
    assert all(name in message for name in policies())


def test_a_missing_file_is_said_so(tmp_path):
    assert "no such file" in error_of(tmp_path / "none.toml")


PYTHON = """
from knautschball.agents import Message, ResponsePolicy

class Calm(ResponsePolicy):
    title = "Stay calm"
    def reply(self, case, situation):
        return Message(empathy=0.8) if case.topic == "issue" else None
"""


def test_a_python_policy_is_found_by_its_path_and_runs(written):
    path = written(PYTHON, "stay-calm.py")
    policy = find(path)
    assert (policy.name, policy.title) == ("stay-calm", "Stay calm")
    assert policy.reply(ISSUE, STORMY) == Message(empathy=0.8)
    assert policy.reply(CONDUCT, STORMY) is policy.speak(STORMY) is None
    assert storm(small(load__reach=0.3), path).brand.replies > 0
    assert describe(path)["title"] == "Stay calm"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError"),
        ("def reply(", "SyntaxError"),
        ("class A: pass", "no class derived from ResponsePolicy"),
    ],
)
def test_a_broken_python_policy_is_one_line(written, text, part):
    message = error_of(written(text, "bad.py"))
    assert "bad.py" in message and part in message


def test_a_python_policy_that_cannot_be_made_is_one_line(written):
    wants = PYTHON.replace('title = "Stay calm"', "def __init__(self, boss): pass")
    assert "boss" in error_of(written(wants, "bad.py"))


def test_a_python_policy_that_ends_the_program_is_one_line(written):
    assert "SystemExit" in error_of(written("import sys\nsys.exit(3)", "bad.py"))


def test_a_python_policy_has_a_text_as_title(written):
    message = error_of(written(PYTHON.replace('"Stay calm"', "3"), "bad.py"))
    assert "policy.title" in message and "a text" in message


ANSWERS = {
    "no message": ('"sorry"', ("'sorry'", "Message or None")),
    "no number": ("Message(empathy=3)", ("message.empathy", "0 to 1", "bad.py:")),
    "an error": ("1 / 0", ("ZeroDivisionError", "division by zero", "bad.py:")),
}


@pytest.mark.parametrize(("answer", "parts"), ANSWERS.values(), ids=ANSWERS)
def test_a_policy_that_fails_to_answer_is_told_so(written, answer, parts):
    policy = find(written(PYTHON.replace("Message(empathy=0.8)", answer), "bad.py"))
    with pytest.raises(PolicyError) as caught:
        answer_of(policy, "reply", ISSUE, STORMY)
    for part in ("bad", "reply", *parts):
        assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_policy_that_answers_well_is_heard(written):
    policy = find(written(PYTHON, "calm.py"))
    assert answer_of(policy, "reply", ISSUE, STORMY) == Message(empathy=0.8)
    assert answer_of(policy, "speak", STORMY) is None


def test_a_policy_that_says_no_message_stops_the_run(written):
    path = written(PYTHON.replace("Message(empathy=0.8)", '"sorry"'), "bad.py")
    with pytest.raises(PolicyError, match="bad"):
        storm(small(load__reach=0.3), path)


@pytest.fixture
def broken_shelf(tmp_path, monkeypatch):
    """A shelf with a good policy, a file that is no TOML, and one with a broken rule."""
    (tmp_path / "good.toml").write_text('[policy]\ntitle = "Good"\n', encoding="utf-8")
    (tmp_path / "torn.toml").write_text("[[reply]\n", encoding="utf-8")
    (tmp_path / "bad.toml").write_text("[[reply]]\nmessage = { empaty = 1 }\n", encoding="utf-8")
    (tmp_path / "_draft.toml").write_text("[[reply]\n", encoding="utf-8")
    monkeypatch.setattr(shelf, "SHELF", tmp_path)


def test_a_broken_file_leaves_the_others_usable(broken_shelf):
    listed = policies()
    assert set(listed) == {"good", "torn", "bad"}
    assert listed["good"]["title"] == "Good"
    assert "unusable" in listed["torn"]["title"]
    assert find("good").reply(ISSUE, STORMY) is None
    with pytest.raises(PolicyError, match="empaty"):
        find("bad")


def test_a_broken_rule_is_listed_as_unusable(broken_shelf):
    assert "unusable" in policies()["bad"]["title"]
    assert "empaty" in policies()["bad"]["problem"]


def test_all_policies_are_all_that_work(broken_shelf):
    assert usable() == ["good"]


# --- messages -----------------------------------------------------------------------------


def test_equal_messages_are_the_same_answer():
    assert Message(empathy=0.5) == Message(empathy=0.5)
    assert len({Message(), Message(), Message(personal=1.0)}) == 2


@pytest.mark.parametrize("value", [None, 1, "no"])
@pytest.mark.parametrize("name", ["deletes", "correction"])
def test_a_switch_of_a_message_is_true_or_false(name, value):
    with pytest.raises(PolicyError, match="true or false"):
        Message(**{name: value})


@pytest.mark.parametrize("value", [-0.1, 1.01, "much", True, None, float("nan")])
def test_a_message_refuses_values_out_of_bounds(value):
    with pytest.raises(PolicyError, match=r"message\.empathy"):
        Message(empathy=value)


def test_strategies_accept_responsibility_in_the_order_of_scct():
    order = ["deny", "diminish", "bolster", "inform", "rebuild"]
    accepted = [Message(strategy=name).accepts for name in order]
    assert accepted == sorted(accepted)
    assert (accepted[0], accepted[-1]) == (0.0, 1.0)


def test_tone_warms_with_empathy_and_cooperation_and_cools_with_assertiveness():
    plain = Message().tone
    assert Message(empathy=0.9).tone > plain
    assert Message(personal=1.0).tone > plain
    assert Message(cooperativeness=1.0).tone > plain > Message(assertiveness=1.0).tone


def test_what_people_judge_is_what_was_said():
    said = Message(strategy="rebuild", compensation=2.0, correction=True).as_said(0.4)
    assert (said.accepts, said.compensation, said.correction) == (1.0, 2.0, 1.0)
    assert (said.deletes, said.deed, said.contradiction) == (0.0, 0.0, 0.4)
