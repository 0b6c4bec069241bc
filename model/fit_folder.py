"""What a fit leaves in its folder."""

from pathlib import Path
from typing import Any

import pandas as pd

from knautschball.model.counts import Counts
from knautschball.model.drawing import save
from knautschball.model.fit import Fit
from knautschball.model.fit_figures import (
    answers_figure,
    counts_figure,
    knobs_figure,
    measured_figure,
)
from knautschball.model.folder import note
from knautschball.model.measured import Measured
from knautschball.model.what_if import WhatIf
from knautschball.scenarios.scenario import as_toml


def save_fit(fitted: Fit, folder: Path, command: str = "") -> None:
    """Write ``fitted.toml``, ``knobs.csv``, ``posterior.parquet``, ``bands.parquet``,
    ``outlook.csv``, ``experiment.toml`` and two figures."""
    (folder / "fitted.toml").write_text(as_toml(fitted.scenario), "utf-8")
    fitted.knobs.to_csv(folder / "knobs.csv", index=False)
    fitted.draws.to_parquet(folder / "posterior.parquet", index=False)
    fitted.bands.to_parquet(folder / "bands.parquet", index=False)
    fitted.outlook.to_csv(folder / "outlook.csv", index_label="quantity")
    note(_facts(fitted, command))(folder / "experiment.toml")
    save(counts_figure(fitted), folder / "figures", "counts")
    save(knobs_figure(fitted.knobs), folder / "figures", "knobs")


def save_what_if(told: WhatIf, folder: Path) -> None:
    """Write ``runs.parquet``, ``ranking.csv`` and a figure."""
    told.runs.to_parquet(folder / "runs.parquet", index=False)
    told.ranking.to_csv(folder / "ranking.csv", index=False)
    if len(told.ranking) > 1:
        save(answers_figure(told.ranking, told.actual), folder / "figures", "answers")


def save_measured(measured: Measured, counts: Counts, folder: Path) -> None:
    """Write ``hours.parquet``, ``measured.csv`` and a figure."""
    measured.hours.to_parquet(folder / "hours.parquet", index=False)
    pd.Series(measured.summary, name="value").to_csv(folder / "measured.csv", index_label="measure")
    save(measured_figure(measured, counts), folder / "figures", "measured")


def _facts(fitted: Fit, command: str) -> dict[str, Any]:
    setting = fitted.setting
    return {
        "scenario": setting.scenario.name,
        "fingerprint": setting.scenario.fingerprint,
        "policy": str(getattr(setting.policy, "name", setting.policy)),
        "counts": Path(fitted.counts.name).name,
        "seed_of_the_fitted_wave": fitted.seed,
        "draws": len(fitted.draws),
        "command": command,
    }
