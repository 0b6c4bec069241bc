"""What ``fit`` says: the counts measured, the knobs, the outlook, the other answers."""

from numbers import Real
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from knautschball.commands.console import table
from knautschball.report.words import words

if TYPE_CHECKING:
    from knautschball.model.fit import Fit
    from knautschball.model.measured import Measured
    from knautschball.model.what_if import WhatIf

SAY = words("en")
MEASURES = {
    "onset": "the wave begins",
    "peak": "highest count",
    "peak_count": "… complaints then",
    "peak_over_usual": "… times the usual",
    "usual_per_day": "usual complaints a day",
    "total": "complaints beyond the usual since",
    "rise_hours": "hours from a tenth of the peak to the peak",
    "half_hours": "hours from the peak to half of it",
    "tenth_hours": "hours from the peak to a tenth of it",
    "storm_scale": "storm scale, 0 to 6 (at most 5 without the press)",
    "phase": "highest phase seen in counts (1 visible, 2 complaints, 3 and 4 with conduct)",
    "resilience": "R, of what counts tell",
    "peak_dent": "peak dent P",
    "area": "area L",
    "residual": "residual ρ",
    "springback": "springback",
    "recovery_hours": "hours until the usual was back for a day",
}
OUTLOOK = {
    "total": "complaints in all",
    "peak": "highest count",
    "peak_hour": "… at hour",
    "half_hours": "hours from the peak to half of it",
    "tenth_hours": "hours from the peak to a tenth of it",
}


def show_measured(measured: "Measured", out: Console) -> None:
    """Print what counts say without any model."""
    made = table("Measure", "", right=(1,), title="The counts, measured")
    for key, meaning in MEASURES.items():
        made.add_row(meaning, written(measured.summary[key]))
    out.print(made)


def show_fit(fitted: "Fit", out: Console) -> None:
    """Print the posterior, the fit's own test, and the outlook."""
    made = table(
        "Knob", "5%", "median", "95%", "thought possible", "", right=(1, 2, 3, 4),
        title="What the counts say about the knobs",
    )  # fmt: skip
    for one in fitted.knobs.itertuples():
        said = Text("identified", "green") if one.identified else Text("not identified", "dim")
        ends = (written(one.low), written(one.median), written(one.high))
        prior = f"{SAY.short(one.prior_low)} to {SAY.short(one.prior_high)}"
        made.add_row(one.knob, *ends, prior, said)
    out.print(made)
    for one in fitted.knobs[fitted.knobs["along"] != ""].itertuples():
        out.print(f"With {one.knob} goes {one.along}: counts cannot part them.", style="dim")
    out.print(f"\n90 % band covers {SAY.percent(fitted.coverage)} of the counts.", style="bold")
    told = table("Outlook", "5%", "median", "95%", right=(1, 2, 3))
    for key, meaning in OUTLOOK.items():
        told.add_row(meaning, *map(written, fitted.outlook.loc[key]))
    out.print()
    out.print(told)


def show_what_if(told: "WhatIf", out: Console) -> None:
    """Print the ranking of other answers under the fitted storms."""
    from knautschball.report.fit import against

    made = table(
        "Policy", "R", f"against {told.actual}", "95% interval", "better in", right=(1, 2, 3, 4),
        title=f"\nHad we answered differently? {told.runs['draw'].nunique()} fitted storms",
    )  # fmt: skip
    for one in told.ranking.itertuples():
        actual = one.policy == told.actual
        rest = ("as it was", "", "") if actual else against(one).values()
        made.add_row(one.policy, SAY.number(one.resilience, 3), *rest)
    out.print(made)


def written(value: object) -> str:
    """Write a measure with as many digits as it deserves; what never happened is said."""
    if value is None:
        return "not within the counts"
    return SAY.rounded(value) if isinstance(value, Real) else str(value)
