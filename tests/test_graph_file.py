import gzip
import os
import time
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knautschball.model.graph_file import read
from knautschball.scenarios.errors import GraphError

PATH = [[0, 1], [1, 2], [2, 3]]


@pytest.fixture
def write(tmp_path):
    def put(text, name="graph.csv"):
        path = tmp_path / name
        raw = text if isinstance(text, bytes) else text.encode()
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return path

    return put


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("u,v\n0,1\n1,2\n2,3\n", "graph.csv"),
        ("0,1\n1,2\n2,3", "graph.csv"),
        ("u,v\n0,1\n1,2\n2,3\n", "graph.csv.gz"),
        ("\ufeffsource;target;weight\n0;1;2,5\n1;2;1\n2;3;1\n", "graph.csv"),
        ("von\tnach\n0\t1\n1\t2\n2\t3\n", "graph.tsv"),
        ("# a comment\n\n0   1\n1 2 0.5\n 2 3\n", "graph.txt"),
        ('"u","v"\r\n"0","1"\r\n"1","2"\r\n"2","3"\r\n', "GRAPH.CSV"),
        ("0,1\n1,0\n1,2\n2,3\n2,3\n", "graph.edges"),
    ],
)
def test_every_way_to_write_an_edge_list(write, text, name):
    edges, names = read(write(text, name))
    assert edges.tolist() == PATH
    assert edges.dtype == "int64"
    assert names == ("0", "1", "2", "3")


def test_numbers_are_ordered_as_numbers_and_names_as_they_come(write):
    edges, names = read(write("10,9\n9,200\n"))
    assert names == ("9", "10", "200")
    assert edges.tolist() == [[0, 1], [0, 2]]
    assert read(write("Zoë,Ada\nAda,Ben\n"))[1] == ("Zoë", "Ada", "Ben")


def test_a_first_line_of_names_is_a_tie_not_a_header(write):
    edges, names = read(write("Ada,Ben\nBen,Cleo\n"))
    assert (len(edges), len(names)) == (2, 3)


def test_names_with_quotes_blanks_and_leading_zeros_stay_different(write):
    assert read(write('"Ada, B.",Ben\nBen,007\n007,7\n'))[1] == ("Ada, B.", "Ben", "007", "7")


@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".gml"])
@pytest.mark.parametrize("packed", ["", ".gz"])
def test_networkx_formats_keep_lonely_people(tmp_path, ending, packed):
    net = nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])
    net.add_node("alone")
    path = tmp_path / f"graph{ending}{packed}"
    getattr(nx, f"write_{ending[1:]}")(net, path)
    edges, names = read(path)
    assert names == ("a", "b", "c", "alone")
    assert edges.tolist() == [[0, 1], [1, 2]]


def test_gml_without_labels_uses_ids(write):
    text = "graph [ node [ id 5 ] node [ id 6 ] node [ id 7 ] edge [ source 5 target 7 ] ]"
    edges, names = read(write(text, "graph.gml"))
    assert names == ("5", "6", "7")
    assert edges.tolist() == [[0, 2]]


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("", "g.csv", "the file is empty"),
        (" \n\n", "g.csv", "the file is empty"),
        ("u,v\n", "g.csv", "only 0 people"),
        ("u,v\n0,1\n", "g.csv", "only 2 people .allowed: at least 3"),
        ("0,1\n1,2\n2,2\n3,3\n", "g.csv", "line 3: 2 is tied to itself"),
        ("0,0\n1,1\n2,2\n", "g.csv", "line 1: 0 is tied to itself"),
        ("u,v\n0,1\n1\n", "g.csv", "line 3: '1' is no tie"),
        ("0,1\n1,2\n,3\n", "g.csv", "line 3: ',3' is no tie"),
        (b"0,1\n1,2\n\xff\xfe,3\n", "g.csv", "line 3: this is not UTF-8 text"),
        ("0,1\n1,2", "g.xlsx", "unknown ending '.xlsx'"),
        ("0,1\n1,2", "g.grahpml", "did you mean '.graphml'"),
        ("0,1\n1,2", "graph", "the name has no ending"),
        ("<graphml", "g.graphml", "not a valid graphml file"),
        ("<x/>", "g.gexf", "not a valid gexf file"),
        ("graph [ node [", "g.gml", "not a valid gml file"),
    ],
)
def test_bad_files_are_refused_in_one_line_that_names_the_file(write, text, name, says):
    path = write(text, name)
    with pytest.raises(GraphError, match=says) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_self_loop_in_networkx_formats_names_the_person(tmp_path):
    net = nx.Graph([("a", "b"), ("b", "c"), ("c", "c")])
    nx.write_graphml(net, tmp_path / "g.graphml")
    with pytest.raises(GraphError, match="c is tied to itself"):
        read(tmp_path / "g.graphml")


def test_people_without_any_tie_are_no_community(tmp_path):
    nx.write_gml(nx.empty_graph(5), tmp_path / "g.gml")
    with pytest.raises(GraphError, match="no tie in the file"):
        read(tmp_path / "g.gml")


def test_missing_file_guesses_its_neighbour(write):
    path = write("0,1\n1,2\n", "friends.csv")
    with pytest.raises(GraphError, match=r"no such file; did you mean '.*friends\.csv'"):
        read(path.with_name("freinds.csv"))
    with pytest.raises(GraphError, match=r"no such file"):
        read(path.parent / "nowhere" / "friends.csv")


def test_folder_and_broken_gzip_are_refused(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    for folder in (tmp_path, tmp_path / "folder.csv"):
        with pytest.raises(GraphError, match="this is a folder"):
            read(folder)
    for raw in (b"0,1\n1,2\n", gzip.compress(b"0,1\n" * 999)[:30]):
        (tmp_path / "g.csv.gz").write_bytes(raw)
        with pytest.raises(GraphError, match="not a whole gzip file"):
            read(tmp_path / "g.csv.gz")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=50),
    mark=st.sampled_from([",", ";", "\t", " "]),
    header=st.booleans(),
)
def test_what_is_written_is_read(write, pairs, mark, header):
    ties = [(a, b) for a, b in pairs if a != b]
    people = sorted({person for tie in ties for person in tie})
    if len(people) < 3:
        return
    lines = [f"{a}{mark}{b}" for a, b in ties]
    edges, names = read(write("\n".join([f"u{mark}v"] * header + lines)))
    assert names == tuple(map(str, people))
    found = {(people[a], people[b]) for a, b in edges}
    assert found == {(min(tie), max(tie)) for tie in ties}


def test_a_hundred_thousand_ties_are_read_within_a_second(write):
    path = write("u,v\n" + "".join(f"{k % 4999},{5000 + k // 20}\n" for k in range(100_000)))
    begin = time.process_time()
    edges, _ = read(path)
    assert time.process_time() - begin < 1.0
    assert len(edges) == 100_000


@pytest.mark.real_graph
def test_public_graphs_are_read_whole():
    folder = os.environ.get("KNAUTSCHBALL_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("KNAUTSCHBALL_DATA names no folder of public graphs")
    known = {
        "graph_ego_facebook": (4039, 88234),
        "graph_fb100_caltech36": (769, 16656),
        "graph_fb100_haverford76": (1446, 59589),
        "graph_twitch_engb": (7126, 35324),
        "graph_lastfm_asia": (7624, 27806),
    }
    present = [name for name in known if (Path(folder) / f"{name}.csv.gz").is_file()]
    if not present:
        pytest.skip(f"none of the public graphs is in {folder}")
    for name in present:
        edges, names = read(Path(folder) / f"{name}.csv.gz")
        assert (len(names), len(edges)) == known[name]
