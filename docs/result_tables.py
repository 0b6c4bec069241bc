"""Write ``docs/results.md``, what the columns of result tables mean, from their declarations."""

from pathlib import Path

from knautschball.model.result_columns import HOURS, RUNS, Column

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "results.md"

INTRODUCTION = """\
# Result tables

Generated from `model/result_columns.py` by `python docs/result_tables.py`; do not edit. Tables are
Parquet, read by pandas, R, DuckDB and others:

```python
import pandas as pd

runs = pd.read_parquet("results/compare-bubble-tea/runs.parquet")
```

An empty cell is NaN. All distances compare the storm with its undisturbed twin at the same hour.

## `runs.parquet`

One row per run. A sweep adds `run`, the number of the run, and one column per varied key, such as
`team.size`, in the unit of [that number](parameters.md).

"""

HOURLY = """
## `hours.parquet`

One row per hour, of `knautschball run bubble-tea -o DIR` and of sweeps with `record = "hourly"`,
then with `run`, `scenario`, `policy` and `seed` as well. Counts are those of the hour. `twin_`
before a name is the same of the twin.

"""

OTHERS = """
## `ranking.csv`

One row per scenario and policy, best first: means of columns above over all runs (of
`phase` the median), and

| column | unit | meaning |
|---|---|---|
| `resilience_low`, `resilience_high` | 0..1 | 95 % interval of the mean R, Student’s t |
| `difference`, with `_low` and `_high` | −1..1 | R minus that of silence, same storms; 95 %, t |
| `better_share` | 0..1 | share of the storms in which R is higher than with silence |
| `best_probability` | 0..1 | chance to be the best policy, by Student’s t over storms |
| `recovered_share` | 0..1 | share of the storms after which the form was back |
| `recovery_days` | days | median; empty where more than half never recovered |
| `on_front` | yes or no | no policy is both cheaper and more resilient |
| `lead`, with `_low`, `_high` | −1..1 | R of the first minus that of this one; paired t interval |
| `verdict` | word | of the first over this one: `ahead`, `equal` or still `open` |
| `needed` | storms | that would settle it |

`knautschball test` writes `strain.parquet`, a row per storm with its `load` and columns of
`runs.parquet`, and `yield_points.csv`: `yield_load` with its interval `low`, `high`, in times the
scenario's load, and the number of `runs`. The files of a fit stand in [its page](fit.md).
"""


def table() -> str:
    """Give the whole page as text."""
    return f"{INTRODUCTION}{_rows(RUNS)}{HOURLY}{_rows(HOURS)}{OTHERS}"


def _rows(columns: dict[str, Column]) -> str:
    rows = [f"| `{name}` | {one.unit} | {one.meaning} |\n" for name, one in columns.items()]
    return "| column | unit | meaning |\n|---|---|---|\n" + "".join(rows)


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8")
