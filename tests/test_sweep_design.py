"""Designs place points where they should lie; experiments say what they mean."""

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knautschball.model import read
from knautschball.model.sweeps.design import Axis, points
from knautschball.model.sweeps.experiment import experiment_from, read_experiment
from knautschball.model.sweeps.local import local
from knautschball.model.sweeps.sensitivity import around, indices
from knautschball.model.sweeps.storms import StormStudy
from knautschball.scenarios import ScenarioError, load
from knautschball.scenarios.scenario import keys, part

SAMPLED = ("sobol", "latin-hypercube", "morris", "saltelli")
axes = st.one_of(
    st.builds(
        lambda low, wide: Axis("x", (), low, low + wide), st.floats(-9, 9), st.floats(0.1, 9)
    ),
    st.builds(
        lambda low, wide: Axis("x", (), low, low + wide, whole=True),
        st.integers(-9, 9),
        st.integers(1, 9),
    ),
    st.builds(lambda values: Axis("x", tuple(values)), st.sets(st.text(max_size=3), min_size=1)),
)


@settings(deadline=None, max_examples=40)
@given(axes, st.sampled_from(SAMPLED), st.integers(0, 9))
def test_samples_stay_within_what_is_allowed_and_are_the_same_again(axis, kind, seed):
    other = Axis("y", (True, False))
    table = points([axis, other], kind, 4, seed)
    assert table.equals(points([axis, other], kind, 4, seed))
    for value in table["x"]:
        assert value in axis.values if axis.values else axis.low <= value <= axis.high
        assert isinstance(value, int) or not axis.whole


@pytest.mark.parametrize("axis", [Axis("x", ("a", "b", "c")), Axis("x", (), 1, 3, whole=True)])
def test_names_and_whole_numbers_take_equal_parts(axis):
    table = points([axis], "latin-hypercube", 30)
    assert table["x"].value_counts().tolist() == [10, 10, 10]


def test_a_grid_holds_every_combination_once_the_last_axis_first():
    table = points([Axis("a", (1, 2)), Axis("b", (), 0.0, 1.0, 3), Axis("c", (), 1, 4, 3, True)])
    assert len(table) == 18
    assert not table.duplicated().any()
    assert table["c"].tolist()[:3] == [1, 2, 4]
    assert table["b"].tolist()[:9:3] == [0.0, 0.5, 1.0]


def test_keys_need_no_quotes_and_a_whole_load_is_no_section():
    plain = {"team": {"size": [1, 2]}, "load": {"low": 1, "high": 2, "n": 2}}
    plain["press"] = {"half_life": {"low": 10, "high": 90, "n": 2}}
    axes = experiment_from({"scenario": "calm", "vary": plain}, "here").axes()
    assert [axis.key for axis in axes] == ["team.size", "load", "press.half_life"]
    quoted = {"load.severity": [1, 2]}
    (axis,) = experiment_from({"scenario": "bubble-tea", "vary": quoted}, "here").axes()
    assert axis.grid == (1.0, 2.0)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"runs": "2"}, "here: runs: '2' was given (allowed: a whole number)"),
        ({"runs": True}, "here: runs: true was given (allowed: a whole number)"),
        ({"runs": 0}, "here: runs: 0 was given (allowed: 1 or more)"),
        ({"load": "1,5"}, "here: load: '1,5' was given (allowed: a number)"),
        (
            {"set": {"team.size": 5}},
            "vary: team.size: stands in [set] too (allowed: in one)",
        ),
    ],
)
def test_what_cannot_be_used_is_told_as_in_a_scenario(wrong, told):
    data = {"scenario": "calm", "vary": {"team": {"size": [1, 2]}}} | wrong
    with pytest.raises(ScenarioError) as refused:
        experiment_from(data, "here").axes()
    assert str(refused.value) == told


def test_files_are_looked_for_beside_the_experiment(tmp_path):
    (tmp_path / "mine.toml").write_text("[scenario]\nname = 'mine'\ntitle = 'Mine'\n")
    file = tmp_path / "experiment.toml"
    file.write_text("scenario = ['calm', 'mine.toml']\n")
    found = read_experiment(file).scenarios()
    assert [one.name for one in found] == ["calm", "mine"]


def test_the_fingerprint_is_that_of_the_content(tmp_path):
    def fingerprint(**changes):
        data = {"scenario": "calm", "runs": 2, "vary": {"team.size": [1, 2]}} | changes
        return StormStudy(experiment_from(data, "here")).facts["fingerprint"]

    copy = tmp_path / "copy.toml"
    text = (tmp_path / "copy.toml").write_text
    text("[scenario]\nname = 'mine'\ntitle = 'Mine'\n")
    mine = fingerprint(scenario=str(copy))
    assert fingerprint() == fingerprint()
    text("[scenario]\nname = 'mine'\ntitle = 'Another title'\n")
    assert fingerprint(scenario=str(copy)) == mine
    text("[scenario]\nname = 'mine'\ntitle = 'Mine'\n[team]\nsize = 9\n")
    assert fingerprint(scenario=str(copy)) != mine
    changed = [{"runs": 3}, {"policies": "denial"}, {"vary": {"team.size": [1, 3]}}]
    changed += [{"load": 2}, {"set": {"team.opens": 9}}, {"record": "hourly"}]
    assert len({fingerprint(), *(fingerprint(**one) for one in changed)}) == 7


def test_a_changed_line_of_a_policy_changes_the_fingerprint(tmp_path):
    file = tmp_path / "mine.py"
    lines = [
        "from knautschball.agents import Message, ResponsePolicy",
        "EMPATHY = 0.5",
        "class Mine(ResponsePolicy):",
        "    def speak(self, situation):",
        "        return Message(empathy=EMPATHY)",
    ]

    def fingerprint():
        file.write_text("\n".join(lines), "utf-8")
        data = {"scenario": "calm", "policies": [str(file)]}
        return StormStudy(experiment_from(data, "here")).facts["fingerprint"]

    before = fingerprint()
    assert fingerprint() == before
    lines[1] = "EMPATHY = 0.7"
    assert fingerprint() != before


def test_ranges_lie_around_the_value_and_within_the_bounds():
    scenario = load("product-flaw")
    ranges = around(scenario)
    assert "community.size" not in ranges
    assert set(ranges) < set(keys())
    for key, ends in around(
        scenario, ["team.*", "channels.shop.*", "people.trust", "community.size"]
    ).items():
        section, _, name = key.rpartition(".")
        value = getattr(part(scenario, section), name)
        assert ends["low"] <= value <= ends["high"]
        assert isinstance(value, float) or ends["low"] == round(ends["low"])


def test_morris_of_a_sum_is_the_weight_of_each_part():
    names, weights = ["a", "b", "c"], np.array([3.0, -1.0, 0.0])
    table = points([Axis(name, (), 0.0, 1.0) for name in names], "morris", 8, 3)
    found = indices("morris", names, 8, table.to_numpy(float) @ weights, 3)
    assert found["key"].tolist() == names
    assert found["mu_star"].to_numpy() == pytest.approx(abs(weights))
    assert found["mu"].to_numpy() == pytest.approx(weights)
    assert found["sigma"].to_numpy() == pytest.approx(0, abs=1e-9)


HOW_TO = Path(__file__).resolve().parents[1] / "docs" / "how-to"


@pytest.mark.parametrize("page", ["sweeps.md", "batch_run.md"])
def test_experiments_in_the_documents_can_be_used(page):
    blocks = re.findall(r"```toml\n(.*?)```", (HOW_TO / page).read_text("utf-8"), re.S)
    assert blocks
    for block in blocks:
        data = {"scenario": "product-flaw"} | tomllib.loads(block)
        assert StormStudy(experiment_from(data, page)).total > 1


def test_the_shipped_experiment_can_be_used():
    for file in (HOW_TO.parents[1] / "experiments").glob("*.toml"):
        assert StormStudy(read_experiment(file)).total > 1


def test_a_model_of_ones_own_is_swept_as_the_document_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (HOW_TO / "batch_run.md").read_text("utf-8")
    block = re.findall(r"```python\n(.*?)```", text, re.S)[-1]
    block = block.replace("range(10)", "range(1)").replace('"results/wealth"', '"r", engine=here')
    exec(block, {"__name__": "__main__", "here": lambda: local(1)})
    assert len(read("r").runs) == 3
