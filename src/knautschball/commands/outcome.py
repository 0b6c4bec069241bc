"""What ``run`` says about one storm: phases, the parts of R, the components, the messages."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from knautschball.commands.chart import charts
from knautschball.commands.console import table
from knautschball.report.words import words

if TYPE_CHECKING:
    from knautschball.model import Outcome

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def show_outcome(outcome: "Outcome", out: Console) -> None:
    """Print one run.

    Parameters
    ----------
    outcome : Outcome
        The run.
    out : Console
        Where to.
    """
    about = outcome.scenario.scenario
    facts = f"{outcome.policy.title} · seed {outcome.seed} · load {outcome.load:g}"
    out.print(Text(about.title, style="bold"), Text(f"– {facts}"))
    for part in (_phases(outcome), _parts(outcome), _components(outcome), _said(outcome)):
        out.print()
        out.print(part)
    for chart in charts(outcome.hours, min(out.width, 100)):
        out.print()
        out.print(Text(chart), soft_wrap=True)


def moment(since: int, strike: int) -> str:
    """Date an hour: day and hour since the load, and the hour of the week.

    Parameters
    ----------
    since : int
        Hours since the load.
    strike : int
        Absolute hour of the load; 0 is Monday 00:00.
    """
    day, hour = divmod(since, 24)
    clock = strike + since
    return f"day {day:2d}, hour {hour:2d}  ({WEEKDAYS[clock // 24 % 7]} {clock % 24:02d}:00)"


def _strike(outcome: "Outcome") -> int:
    first = outcome.hours.iloc[0]
    return int(first["hour"] - first["since_load"])


def _phases(outcome: "Outcome") -> Table:
    made, named = table("Phase", "", "since the load", title="Phases"), words("en")["phases"]
    for number, hour in outcome.phases.dated.items():
        when = "not reached" if hour is None else moment(hour, _strike(outcome))
        made.add_row(str(number), named[number], when, style="dim" if hour is None else "")
    return made


def _parts(outcome: "Outcome") -> Table:
    found, say = outcome.resilience, words("en")
    back = "not within the horizon"
    if not found.peak_dent:
        back = "never left"
    elif found.recovered and found.recovery_hours is not None:
        back = f"after {say.number(found.recovery_hours / 24, 1)} days"
    made = table("", "", "", right=(1,), title="Resilience")
    made.show_header = False
    made.add_row("R", say.number(found.resilience, 3), "1 is no dent at all", style="bold")
    deepest = moment(found.peak_hour, _strike(outcome)) if found.peak_dent else "no dent"
    made.add_row("peak dent P", say.number(found.peak_dent, 3), deepest)
    made.add_row("area L", say.number(found.area, 3), "mean dent since the load")
    made.add_row("residual ρ", say.number(found.residual, 3), "mean dent of the last week")
    made.add_row("springback", say.percent(found.springback), "share of the peak that came back")
    made.add_row("original form", "", back)
    return made


def _components(outcome: "Outcome") -> Table:
    found, say = outcome.resilience, words("en")
    made = table(
        "Component", "at the peak", "last week", "", right=(1, 2), title="Form: distance from twin"
    )
    for name, peak in found.peak_by_component.items():
        left = found.residual_by_component[name]
        worst = "◂ worst" if name == found.worst_component else ""
        title = say["components"][name]
        made.add_row(title, say.number(peak, 3), say.number(left, 3), worst)
    return made


def _said(outcome: "Outcome") -> Text:
    """Sum up what the storm did to people and what the brand spent."""
    row, say = outcome.summary, words("en")
    return Text(
        f"{_answered(outcome)}\n"
        f"Storm scale {int(row['storm_scale'])} of 6; {say.percent(row['conduct_share'])} of all "
        f"complaints were about the brand's conduct. Against the twin: "
        f"{say.number(row['followers_lost'], 0)} followers lost, "
        f"{say.number(row['staff_hours'], 1)} more staff hours, "
        f"{say.money(row['cost'])} EUR more.\n{_crowd(outcome)}"
    )


def _answered(outcome: "Outcome") -> str:
    """Sum up when and how much the brand answered."""
    say, hours = words("en"), outcome.hours
    since = hours.loc[hours["since_load"] >= 0]
    spoken = since.loc[since["statements"] > 0, "since_load"]
    first = "The brand made no statement"
    if len(spoken):
        first = f"First statement: {moment(int(spoken.iloc[0]), _strike(outcome))}"
    replies, median = int(since["replies"].sum()), outcome.summary["reply_minutes_median"]
    if not replies:
        return f"{first}; it answered nobody."
    open_share = say.percent(outcome.summary["unanswered_share"])
    late = say.number(median / 60, 1)
    return f"{first}; {replies:,} replies, half within {late} hours; {open_share} got none."


def _crowd(outcome: "Outcome") -> str:
    """Sum up what the crowd did by itself: its tone, its defenders, and whether it gained."""
    row, say = outcome.summary, words("en")
    change = row["stance_change"]
    ended = "as it would have been"
    if abs(change) >= 0.0005:
        ended = f"{say.number(abs(change), 3)} {'better' if change > 0 else 'worse'}"
    told = f"Of the complaints {say.percent(row['heated_share'])} were heated. "
    if row["largest_support"] > 0:
        most = say.percent(row["largest_support"])
        told += f"Support made up at most {most} of what took sides in three days. "
    return told + f"Stance ended {ended} (last week, −1 to 1)."
