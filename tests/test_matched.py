"""A community drawn from what somebody knows of theirs in three numbers."""

import networkx as nx
import pytest

from knautschball.commands import _status
from knautschball.model.graph import as_networkx, build
from knautschball.model.matched import matched
from knautschball.scenarios import GraphError, load
from knautschball.scenarios.community import Community


@pytest.mark.parametrize(("clustering", "degree"), [(0.15, 10.0), (0.3, 10.0)])
def test_graphs_are_as_asked(clustering, degree):
    found = matched(Community(), 500, degree, clustering)
    made = build(load("calm").change(found.settings).community, seed=9)
    graph = as_networkx(made)
    assert made.size == 500
    assert 2 * made.ties / made.size == pytest.approx(degree, rel=0.05)
    assert nx.average_clustering(graph) == pytest.approx(clustering, abs=0.04)
    assert found.clustering == pytest.approx(clustering, abs=0.02)


def test_what_no_such_graph_can_have_is_refused_with_what_it_can():
    with pytest.raises(GraphError, match=r"--clustering.*0\.9.*allowed: 0\."):
        matched(Community(graph="scale-free"), 300, 8.0, 0.9)


def test_the_command_says_so_before_any_work(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text("time,complaints\n" + "\n".join(f"{h},9" for h in range(9)))
    asked = ["--people", "200", "--mean-degree", "8", "--clustering", "0.95"]
    asked += ["--set", 'community.graph="scale-free"']
    assert _status(["fit", "product-flaw", "own.csv", *asked]) == 2
    assert "--clustering" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["own.csv"]


BAD = {
    "no counts": (["product-flaw"], ["SCENARIO COUNTS.csv"]),
    "no such file": (["product-flaw", "none.csv"], ["none.csv", "cannot be read"]),
    "no load": (["calm", "own.csv"], ["calm", "no load"]),
    "no such scenario": (["product-flow", "own.csv"], ["'product-flaw'"]),
    "no such policy": (["product-flaw", "own.csv", "--policy", "denail"], ["'denial'"]),
    "no such answer": (["product-flaw", "own.csv", "--policies", "a"], ["--policies: ", "'a'"]),
    "too few simulations": (["product-flaw", "own.csv", "--simulations", "5"], ["100 or more"]),
    "no wave": (["product-flaw", "own.csv"], ["nothing rises above the usual"]),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_fitted_is_said_in_one_line(tmp_path, monkeypatch, capsys, case):
    arguments, said = BAD[case]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.csv").write_text("time,complaints\n" + "\n".join(f"{h},9" for h in range(9)))
    assert _status(["fit", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert all(part in error for part in said), error
    assert [one.name for one in tmp_path.iterdir()] == ["own.csv"]
