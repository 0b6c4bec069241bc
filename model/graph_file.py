"""Read a social graph from a file the user brings."""

import gzip
import zlib
from collections.abc import Hashable
from difflib import get_close_matches
from io import BytesIO
from pathlib import Path

import networkx as nx
import numpy as np

from knautschball.model.edge_list import numbered, read_pairs
from knautschball.model.pairs import Edges, simple
from knautschball.scenarios.errors import GraphError

EDGE_LISTS = (".csv", ".tsv", ".txt", ".edges", ".edgelist")
"""Endings read as one tie per line."""

NETWORKX = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf, ".gml": nx.read_gml}
"""Endings NetworkX reads."""

ALLOWED = "edge list " + " ".join(EDGE_LISTS) + " or " + " ".join(NETWORKX) + ", each also .gz"

FEWEST = 3


def read(path: str | Path) -> tuple[Edges, tuple[str, ...]]:
    """Read who is tied to whom; direction, weights and repeated ties are dropped.

    Parameters
    ----------
    path : str or Path
        Edge list (two columns, with or without a header, split by tab, semicolon, comma or
        spaces), GraphML, GEXF or GML; each also with ``.gz``.

    Returns
    -------
    edges : int64[m, 2]
        Ties, each once, the smaller person first, sorted.
    names : tuple of str
        Name of each person, nobody left out; by number where all are numbers, else in the
        order of the file.

    Raises
    ------
    GraphError
        If the file is missing, unreadable, of an unknown kind, without ties, holds fewer than
        three people, or ties somebody to themselves.
    """
    path = Path(path)
    ending = _ending(path)
    content = _content(path)
    if not content.strip():
        raise GraphError(str(path), "the file is empty", "one tie per line, such as 0,1")
    if ending in NETWORKX:
        edges, labels = _from_networkx(path, ending, content)
    else:
        edges, labels = read_pairs(path, content)
    if len(labels) < FEWEST:
        raise GraphError(str(path), f"only {len(labels)} people", f"at least {FEWEST}")
    if not len(edges):
        raise GraphError(str(path), "there is no tie in the file", "at least one")
    edges, names = numbered(edges, labels)
    return simple(edges, len(labels)), names


def _ending(path: Path) -> str:
    """Say which kind of file it is, by its name."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    ending = suffixes[-1] if suffixes else ""
    if ending not in NETWORKX and ending not in EDGE_LISTS:
        if path.is_dir():
            raise GraphError(str(path), "this is a folder", ALLOWED)
        wrote = f"unknown ending {ending!r}" if ending else "the name has no ending"
        near = get_close_matches(ending, [*EDGE_LISTS, *NETWORKX], n=1, cutoff=0.6)
        raise GraphError(str(path), wrote, ALLOWED, near[0] if near else "")
    return ending


def _content(path: Path) -> bytes:
    """Load the file, unpacked."""
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw) if path.suffix.lower() == ".gz" else raw
    except FileNotFoundError:
        raise GraphError(str(path), "no such file", ALLOWED, _neighbour(path)) from None
    except IsADirectoryError:
        raise GraphError(str(path), "this is a folder", ALLOWED) from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise GraphError(str(path), f"not a whole gzip file ({error})", ALLOWED) from None
    except OSError as error:
        raise GraphError(str(path), f"cannot be read ({error.strerror})", ALLOWED) from None


def _neighbour(path: Path) -> str:
    """Find a file in the same folder the user may have meant."""
    try:
        present = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())
    except OSError:
        return ""
    near = get_close_matches(path.name, present, n=1, cutoff=0.6)
    return str(path.with_name(near[0])) if near else ""


def _from_networkx(path: Path, ending: str, content: bytes) -> tuple[Edges, list[str]]:
    """Let NetworkX parse the file, then forget all but nodes and ties."""
    try:
        graph = _parse(ending, content)
    except Exception as error:  # the parsers raise whatever Python raises on the way
        said = str(error).splitlines()
        why = said[0] if said else type(error).__name__
        raise GraphError(str(path), f"not a valid {ending[1:]} file ({why})", ALLOWED) from None
    labels = _labels(graph)
    for one in nx.nodes_with_selfloops(graph):
        raise GraphError(
            str(path), f"{labels[one]} is tied to itself", "ties between two different people"
        )
    place: dict[Hashable, int] = {node: number for number, node in enumerate(graph)}
    pairs = [(place[one], place[two]) for one, two in graph.edges()]
    return np.array(pairs, np.int64).reshape(-1, 2), list(labels.values())


def _parse(ending: str, content: bytes) -> nx.Graph:
    """Parse the content; GML without labels is told apart by its ids."""
    if ending == ".gml":
        try:
            return nx.read_gml(BytesIO(content))
        except nx.NetworkXError:
            return nx.read_gml(BytesIO(content), label="id")
    return NETWORKX[ending](BytesIO(content))


def _labels(graph: nx.Graph) -> dict[Hashable, str]:
    """Call people by their label where each has one of their own, else by their id."""
    labels = {node: str(data.get("label", node)) for node, data in graph.nodes(data=True)}
    if len(set(labels.values())) < len(labels):
        return {node: str(node) for node in graph}
    return labels
