"""Every column of a result table is explained, and nothing is explained that is not there."""

from importlib.util import module_from_spec, spec_from_file_location
from math import inf
from pathlib import Path

import pandas as pd
import pytest

from knautschball.model import run
from knautschball.model.ranking import rank
from knautschball.model.result_columns import HOURS, MEASURES, RUNS, bounds
from knautschball.scenarios import load

PAGE = Path(__file__).resolve().parents[1] / "docs" / "results.md"


@pytest.fixture(scope="module")
def outcome():
    return run(load("product-flaw", community__size=60, run__horizon=8))


def test_the_page_of_result_tables_is_up_to_date():
    spec = spec_from_file_location("result_tables", PAGE.with_name("result_tables.py"))
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    assert PAGE.read_text("utf-8") == module.table(), "run: python docs/result_tables.py"


def test_every_column_of_a_run_is_explained(outcome):
    assert set(outcome.summary) == set(RUNS)


def test_every_column_of_the_hours_is_explained_with_its_twin(outcome):
    explained = {name.removeprefix("twin_") for name in outcome.hours}
    assert explained == set(HOURS)


def test_measures_are_the_columns_that_are_numbers(outcome):
    row = pd.DataFrame([outcome.summary]).drop(columns=["scenario", "policy", "worst_component"])
    assert set(MEASURES) == set(row) - {"recovered"}


def test_bounds_are_those_of_the_unit():
    assert bounds("resilience") == (0, 1)
    assert bounds("stance_change") == (-2, 2)
    assert bounds("cost") == (-inf, inf)
    assert all(bounds(measure)[0] < bounds(measure)[1] for measure in MEASURES)


def test_every_column_of_the_ranking_is_on_the_page(outcome):
    rows = [outcome.summary | {"policy": name, "seed": seed, "title": name}
            for name in ("silence", "apology") for seed in (1, 2)]  # fmt: skip
    page = PAGE.read_text("utf-8")
    ends = {"difference_low", "difference_high", "lead_low", "lead_high"}
    named = [name for name in rank(pd.DataFrame(rows)) if name not in ends | {"rank", "title"}]
    named.remove("runs")
    assert [name for name in named if f"`{name}`" not in page] == []
