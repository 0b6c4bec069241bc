"""Do other graphs tell the same story? Every stylised fact, on every graph."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from knautschball.model.fact import Fact
from knautschball.model.graph import build
from knautschball.model.validation import FACTS, validate
from knautschball.scenarios import load
from knautschball.scenarios.community import GRAPH_NAMES
from knautschball.scenarios.errors import GraphError, unknown

Progress = Callable[[int, int], None]


def changes_for(graph: str) -> dict[str, Any]:
    """Say which numbers put the shipped scenarios on another graph.

    Parameters
    ----------
    graph : str
        Name of a generator, or path of a graph file. With a file the team grows with the
        community, so that each of its members stands before as many people as elsewhere.

    Raises
    ------
    GraphError
        There is no such file, or no graph in it.
    """
    if graph in GRAPH_NAMES:
        return {"community.graph": graph}
    if not Path(graph).suffix and not Path(graph).exists():
        raise unknown(GraphError, "--graphs", graph, GRAPH_NAMES, "generator or file")
    usual = load("calm")
    people = build(usual.community.model_copy(update={"file": graph}), 1).size
    team = round(usual.team.size * people / usual.community.size)
    return {"community.file": graph, "team.size": max(1, team)}


def label(graph: str) -> str:
    """Give the short name of a graph: of a file what stands before its endings."""
    return graph if graph in GRAPH_NAMES else Path(graph).name.split(".")[0].removeprefix("graph_")


def on_graphs(
    graphs: Sequence[str],
    seeds: int,
    *,
    facts: Sequence[Fact] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Measure every stylised fact on each graph, with the same numbers of people and brand.

    Parameters
    ----------
    graphs : sequence of str
        See `changes_for`.
    seeds : int
        Crowds and lucks on each graph, 1 … ``seeds``.
    facts, workers
        As for ``knautschball.model.validation.validate``.
    progress : callable, optional
        Called with finished and total seeds over all graphs.

    Returns
    -------
    DataFrame
        Rows of ``validate`` with ``graph`` in front, graph by graph.

    Raises
    ------
    GraphError, ScenarioError
        A graph that cannot be read, or fewer than one seed.
    """
    chosen = FACTS if facts is None else tuple(facts)
    changes = [changes_for(graph) for graph in graphs]
    tables = []
    for number, (graph, change) in enumerate(zip(graphs, changes, strict=True)):
        step = _shifted(progress, number * seeds, len(graphs) * seeds)
        table = validate(seeds, facts=chosen, changes=change, workers=workers, progress=step)
        table.insert(0, "graph", label(graph))
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Count on from the graphs before."""
    if progress is None:
        return None
    return lambda done, _: progress(before + done, total)


def verdicts(table: pd.DataFrame) -> pd.DataFrame:
    """Set facts against graphs: whether all parts of a fact hold.

    Parameters
    ----------
    table : DataFrame
        Result of `on_graphs`.

    Returns
    -------
    DataFrame of bool
        One row per fact, one column per graph, both in the order of ``table``.
    """
    held = table.groupby(["fact", "graph"], sort=False)["holds"].all().unstack("graph")
    return held.loc[table["fact"].unique(), list(table["graph"].unique())].astype(bool)
