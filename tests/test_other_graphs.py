"""The facts on other graphs: the same numbers, a team in proportion, one table."""

import pytest
from storms import SMALL

from knautschball.commands import _status
from knautschball.model import other_graphs
from knautschball.model.other_graphs import changes_for, label, on_graphs, verdicts
from knautschball.model.validation import FACTS
from knautschball.scenarios import load
from knautschball.scenarios.errors import GraphError


@pytest.fixture
def ring(tmp_path):
    """A file with 2,000 people in a ring of triangles."""
    ties = [f"{k},{(k + step) % 2000}" for k in range(2000) for step in (1, 2)]
    path = tmp_path / "graph_ring.csv"
    path.write_text("\n".join(ties))
    return str(path)


def test_a_generator_changes_the_graph_and_nothing_else():
    assert changes_for("small-world") == {"community.graph": "small-world"}


def test_the_team_grows_with_a_graph_from_a_file(ring):
    team = load("calm").team.size
    assert changes_for(ring) == {"community.file": ring, "team.size": 2 * team}
    assert label(ring) == "ring"


def test_a_missing_file_is_refused_before_anything_runs(capsys):
    with pytest.raises(GraphError, match="nowhere"):
        changes_for("nowhere.csv")
    assert _status(["validate", "--runs", "1", "--graphs", "nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_one_row_per_graph_and_part_of_a_fact_and_one_verdict_per_fact(monkeypatch):
    some = [one for one in FACTS if one.name in {"F6", "F31"}]
    changed = lambda graph: {"community.graph": graph} | SMALL  # noqa: E731
    monkeypatch.setattr(other_graphs, "changes_for", changed)
    steps = []
    table = on_graphs(
        ["random", "small-world"],
        1,
        facts=some,
        workers=1,
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(1, 2), (2, 2)]
    assert list(table["graph"]) == ["random"] * len(some) + ["small-world"] * len(some)
    held = verdicts(table)
    assert list(held.columns) == ["random", "small-world"]
    for graph in held:
        for name in ("F6", "F31"):
            rows = table[(table["graph"] == graph) & (table["fact"] == name)]
            assert held.loc[name, graph] == rows["holds"].all()
