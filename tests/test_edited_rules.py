"""Rules written anew in a session: they run, they are checked, and nothing of them stays."""

import platformdirs
import pytest
from storms import community, small, storm, trace

from knautschball import Firestorm, compare, edited_rules, run
from knautschball.agents import edited, rules
from knautschball.agents.called import RULES
from knautschball.model.branch import branch
from knautschball.model.outcome import floor_of
from knautschball.model.processes import pool
from knautschball.scenarios.errors import EngineError, RuleError


def deaf(noticed, dose, threshold, c):
    return 0.0


def same(noticed, dose, threshold, c):
    return rules.takes_up(noticed, dose, threshold, c)


def forgiving(said, mind, who, nature, late, asked, j):
    return max(0.0, rules.judge(said, mind, who, nature, late, asked, j))


SCENARIO = small(people__venting=0.2)


def traced(policy="denial", seed=3):
    return trace(storm(SCENARIO, policy, seed, community=community(SCENARIO, seed)))


@pytest.fixture(scope="module")
def shipped():
    return traced()


def cached():
    folder = platformdirs.user_cache_path("knautschball") / "kernels"
    return {file: file.stat().st_mtime_ns for file in folder.rglob("*.nb[ic]")}


def test_the_same_text_gives_the_same_bits_and_another_text_another_storm(shipped):
    texts = {name: one.py_func for name, one in RULES.items()}
    with edited_rules(**texts):
        assert traced() == shipped
    with edited_rules(takes_up=same):
        assert traced() == shipped
    with edited_rules(takes_up=deaf):
        assert traced() != shipped
    assert traced() == shipped


def test_rules_that_call_an_edited_rule_use_it(shipped):
    """``worth`` is called by ``judge`` alone, ``clip`` by many and by the kernel itself."""
    paid = traced("public-compensation")
    with edited_rules(worth=lambda compensation, j: -5.0 * compensation):
        assert traced("public-compensation") != paid
    with edited_rules(clip=lambda value, low, high: 0.5 * (low + high)):
        assert traced() != shipped


def test_people_who_hear_nothing_take_up_nothing():
    alone = small(load__press=0.0, load__reach=0.05)
    heard = storm(alone, seed=3).record.so_far()
    with edited_rules(takes_up=deaf):
        unheard = storm(alone, seed=3).record.so_far()
    assert unheard.counts[-1][8] < heard.counts[-1][8]


def test_storm_twin_and_floor_follow_the_same_rules():
    calm, floor = run(SCENARIO, load=0), floor_of(SCENARIO)
    with edited_rules(at_rest=restless):
        other = run(SCENARIO, load=0)
        assert other.resilience.resilience == 1.0
        assert floor_of(SCENARIO) is not floor
    assert not other.hours["twin_arousal"].equals(calm.hours["twin_arousal"])
    assert floor_of(SCENARIO) is floor


def restless(who, f):
    return 0.3


def test_a_storm_keeps_the_rules_it_began_with(shipped):
    def begun():
        return Firestorm(SCENARIO, "denial", 3, community=community(SCENARIO, 3))

    with edited_rules(takes_up=deaf):
        mine, expected = begun(), traced()
        with edited_rules(takes_up=same):
            inner = begun()
    mine.run_through()
    inner.run_through()
    assert (trace(mine), trace(inner)) == (expected, shipped)


def test_a_storm_that_goes_on_in_two_ways_keeps_them_in_both():
    with edited_rules(takes_up=deaf):
        expected, calm = traced(), Firestorm(SCENARIO.at_load(0), "denial", 3)
    other = branch(calm, SCENARIO)
    other.run_through()
    assert trace(other) == expected != traced()


def test_comparisons_use_them_in_any_number_of_processes():
    tiny = SCENARIO.change({"run.horizon": 8.0})
    with edited_rules(judge=forgiving):
        here, there = (compare(tiny, ["silence", "denial"], 2, workers=n) for n in (1, 2))
    assert here.runs.equals(there.runs)
    plain = compare(tiny, ["silence", "denial"], 2, workers=1)
    assert not plain.runs.equals(here.runs)
    assert plain.fingerprint != here.fingerprint == there.fingerprint


def test_workers_that_share_no_memory_get_them_too():
    with edited_rules(judge=forgiving):
        packed, mark = edited.packed(), edited.content_now()
    with pool(1) as other:
        assert other.submit(edited.content_now).result() == ""
        other.submit(edited.unpack, packed).result()
        assert other.submit(edited.content_now).result() == mark


def test_nothing_edited_goes_to_the_cache_on_disk():
    with edited_rules(takes_up=same):
        traced()
    before = cached()
    with edited_rules(takes_up=lambda noticed, dose, threshold, c: 0.5):
        traced()
    assert cached() == before


def test_a_value_used_by_a_rule_is_part_of_it():
    marks = []
    for share in (0.1, 0.2, 0.1):
        with edited_rules(takes_up=lambda noticed, dose, threshold, c: share):  # noqa: B023
            marks.append(edited.content_now())
    assert marks[0] == marks[2] != marks[1]


def wrong_number(noticed, dose):
    return 0.0


def unknown_name(noticed, dose, threshold, c):
    return noticed * surely_nowhere  # noqa: F821


def no_number(noticed, dose, threshold, c):
    return 0.0 / 0.0 * noticed


def a_word(noticed, dose, threshold, c):
    return "often"


def no_such_number(noticed, dose, threshold, c):
    return c.transmision * noticed


@pytest.mark.parametrize(
    "name, function, said",
    [
        ("take_up", deaf, "did you mean 'takes_up'"),
        ("takes_up", 0.5, "0.5 was given (allowed: a function)"),
        (
            "takes_up",
            wrong_number,
            "(noticed, dose) (allowed: (noticed, dose, threshold, c))",
        ),
        ("takes_up", unknown_name, "surely_nowhere"),
        ("takes_up", no_number, "nan"),
        ("takes_up", a_word, "'often'"),
        ("takes_up", no_such_number, "transmision"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_in_one_line(name, function, said):
    with pytest.raises(RuleError) as problem, edited_rules(**{name: function}):
        raise AssertionError("never reached")
    assert said in str(problem.value) and "\n" not in str(problem.value)
    assert len(str(problem.value)) < 400
    assert edited.now() is None


def test_a_cluster_does_not_know_them():
    from knautschball.model.sweeps.cluster import Cluster

    with edited_rules(takes_up=same), pytest.raises(EngineError, match="edited"):
        Cluster("tcp://127.0.0.1:1")
