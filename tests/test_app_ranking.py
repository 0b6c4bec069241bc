"""The ranking of a folder of results, shown by whoever runs the server."""

import pandas as pd
import pytest

from knautschball.app import ranking
from knautschball.scenarios.errors import KnautschballError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv(ranking.FOLDER, raising=False)
    rows = [("product-flaw", "correction", 20, 0.97, 0.96, 0.98), ("calm", "denial", 5, 1, 1, 1)]
    pd.DataFrame(rows, columns=ranking.NEEDED).to_csv(tmp_path / "ranking.csv", index=False)
    return tmp_path


def test_without_a_folder_there_is_no_ranking(folder):
    assert ranking.ranking("en") == {}


def test_every_row_is_told_in_the_visitors_language(folder, monkeypatch):
    monkeypatch.setenv(ranking.FOLDER, "")  # put back when the test ends
    ranking.use(folder)
    told = ranking.ranking("de")
    assert len(told["columns"]) == len(told["rows"][0]) == 5
    assert told["rows"][0][1:] == ["Abstellen, sagen, halten", "0,970", "0,960 bis 0,980", "20"]


def test_a_folder_without_a_ranking_is_one_clear_line(folder):
    (folder / "ranking.csv").write_text("a,b\n1,2\n")
    with pytest.raises(KnautschballError, match="holds no ranking"):
        ranking.use(folder)
    with pytest.raises(KnautschballError, match="cannot be read"):
        ranking.use(folder / "none")
