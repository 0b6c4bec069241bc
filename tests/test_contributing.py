"""What CONTRIBUTING tells its reader to write works from the text alone."""

import inspect
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from knautschball.agents import rules
from knautschball.agents.policy import policies
from knautschball.app import choices
from knautschball.app.choices import Choice
from knautschball.model import compare, generators, run, shape
from knautschball.model.graph import build
from knautschball.scenarios import available, load
from knautschball.scenarios.community import GRAPH_NAMES

TEXT = (Path(__file__).resolve().parents[1] / "CONTRIBUTING.md").read_text("utf-8")


def block(kind, number):
    return re.findall(rf"```{kind}\n(.*?)```", TEXT, re.S)[number]


def written(name, module, number):
    """A function of the text, as if it stood in the module."""
    space = dict(vars(module))
    exec(compile(block("python", number), "CONTRIBUTING.md", "exec"), space)
    return space[name]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder, name, number in (("policies", "my-answer", 0), ("scenarios", "my-storm", 1)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.toml").write_text(block("toml", number), "utf-8")
    for known in (choices.scenarios, choices.usable_policies):
        known.cache_clear()
    yield
    for known in (choices.scenarios, choices.usable_policies):
        known.cache_clear()


def test_a_policy_of_one_file_is_in_the_list_in_a_comparison_and_in_the_app(desk):
    assert policies()["my-answer"]["title"] == "One honest answer"
    small = load("product-flaw", community__size=60, run__horizon=8, run__warm_up=2)
    ranking = compare(small, ["silence", "my-answer"], runs=1, workers=1).ranking
    assert set(ranking["policy"]) == {"silence", "my-answer"}
    assert Choice().changed({"policy": "my-answer"}).policy == "my-answer"


def test_a_scenario_of_one_file_is_in_the_list_in_a_run_and_in_the_app(desk):
    assert available()["my-storm"]["title"] == "A price goes up overnight"
    quick = load("my-storm", community__size=60, run__horizon=8, run__warm_up=2)
    assert run(quick).summary["scenario"] == "my-storm"
    assert Choice().changed({"scenario": "my-storm"}).scenario == "my-storm"


def test_a_graph_is_a_function_and_its_line(monkeypatch):
    monkeypatch.setitem(generators.GRAPHS, "ring", written("ring", generators, 1))
    numbers = {"graph": "ring", "file": None, "size": 90, "mean_degree": 8.0, "acquaintances": 0.3}
    graph, other = (build(SimpleNamespace(**numbers), seed) for seed in (1, 2))
    degree = np.bincount(np.concatenate([graph.first, graph.second])[np.tile(~graph.latent, 2)])
    assert (degree == 8).all()
    assert not np.array_equal(graph.first, other.first)
    assert tuple(generators.GRAPHS)[:-1] == GRAPH_NAMES


def test_a_component_is_a_function_and_its_line():
    distance = written("defence_distance", shape, 2)
    rng = np.random.default_rng(1)
    storm, twin = (SimpleNamespace(posts=rng.poisson(3.0, (48, 4))) for _ in range(2))
    apart = distance(storm, twin)
    assert ((apart >= 0) & (apart <= 1)).all()
    assert apart.max() > 0
    assert (distance(twin, twin) == 0).all()
    assert tuple(shape.DISTANCES) == shape.COMPONENTS


def test_the_rule_that_is_changed_stands_where_the_text_says():
    line = block("python", 0).strip()
    assert line.removeprefix("return ") in inspect.getsource(rules.strain.py_func)


@pytest.mark.parametrize("place", re.findall(r"`((?:\w+/)+[\w.]+)`", TEXT))
def test_every_file_that_is_named_exists(place):
    home = Path(__file__).resolve().parents[1]
    assert (home / place).exists() or place.startswith(("policies/", "scenarios/", "build/"))
