"""What ``fit`` says: the counts measured, the knobs, the outlook, the other answers."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from knautschball.commands.console import table

if TYPE_CHECKING:
    from knautschball.model.fit import Fit
    from knautschball.model.measured import Measured
    from knautschball.model.what_if import WhatIf

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
    for key, words in MEASURES.items():
        made.add_row(words, written(measured.summary[key]))
    out.print(made)


def show_fit(fitted: "Fit", out: Console) -> None:
    """Print the posterior, the fit's own test, and the outlook."""
    made = table(
        "Knob", "5 %", "median", "95 %", "thought possible", "", right=(1, 2, 3, 4),
        title="What the counts say about the knobs",
    )  # fmt: skip
    for one in fitted.knobs.itertuples():
        said = Text("identified", "green") if one.identified else Text("not identified", "dim")
        ends = (written(one.low), written(one.median), written(one.high))
        made.add_row(one.knob, *ends, f"{one.prior_low:g} to {one.prior_high:g}", said)
    out.print(made)
    for one in fitted.knobs[fitted.knobs["along"] != ""].itertuples():
        out.print(f"With {one.knob} goes {one.along}: counts cannot part them.", style="dim")
    out.print(f"\n90 % band covers {fitted.coverage:.0%} of the counts.", style="bold")
    told = table("Outlook", "5 %", "median", "95 %", right=(1, 2, 3))
    for key, words in OUTLOOK.items():
        told.add_row(words, *map(written, fitted.outlook.loc[key]))
    out.print()
    out.print(told)


def show_what_if(told: "WhatIf", out: Console) -> None:
    """Print the ranking of other answers under the fitted storms."""
    made = table(
        "Policy", "R", f"against {told.actual}", "95 % interval", "better in", right=(1, 2, 3, 4),
        title=f"\nHad we answered differently? {told.runs['draw'].nunique()} fitted storms",
    )  # fmt: skip
    for one in told.ranking.itertuples():
        if one.policy == told.actual:
            made.add_row(one.policy, f"{one.resilience:.3f}", "as it was", "", "")
            continue
        ends = f"{one.against_low:+.3f} … {one.against_high:+.3f}"
        share = f"{one.better_than_actual:.0%}"
        made.add_row(one.policy, f"{one.resilience:.3f}", f"{one.against_actual:+.3f}", ends, share)
    out.print(made)


def written(value: object) -> str:
    """Write a measure with as many digits as it deserves; what never happened is said."""
    if value is None:
        return "not within the counts"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return str(value)
