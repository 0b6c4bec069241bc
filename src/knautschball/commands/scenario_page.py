"""A scenario for reading: every number with unit, meaning and source, changes marked."""

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from knautschball.agents.policy import policies
from knautschball.commands.console import table
from knautschball.scenarios.errors import ScenarioError, unknown
from knautschball.scenarios.knobs import Knob, Section, knobs
from knautschball.scenarios.scenario import part, sections

if TYPE_CHECKING:
    from knautschball.scenarios.scenario import Scenario

MARK = "●"


def show_scenario(scenario: "Scenario", out: Console) -> None:
    """Print a scenario.

    Parameters
    ----------
    scenario : Scenario
        Resolved: defaults filled in.
    out : Console
        Where to.

    Raises
    ------
    ScenarioError
        The scenario names a policy of the brand that nobody knows.
    """
    about = scenario.scenario
    if about.policy not in policies():
        where = f"{about.name}: scenario.policy"
        raise unknown(ScenarioError, where, about.policy, policies(), "policy")
    out.print(Text(f"{about.name}: {about.title}", style="bold"), f"({about.kind})")
    out.print(Text(" ".join(about.summary.split())))
    out.print(f"What the brand did comes closest to the policy {about.policy}.")
    for source in about.sources:
        out.print(Text(f"· {source}", style="dim"))
    out.print(f"\n{MARK} differs from the default, which stands below it.", style="dim")
    for name in sections():
        for title, one in _parts(name, part(scenario, name)):
            out.print()
            out.print(_table(title, one))


def _parts(name: str, section: Any) -> list[tuple[str, Section]]:
    """Give a section under its name; loads, of which there may be several, are numbered."""
    if not isinstance(section, tuple):
        return [(name, section)]
    if len(section) == 1:
        return [(name, section[0])]
    return [(f"{name}.{number}", one) for number, one in enumerate(section)]


def _table(name: str, section: Section) -> Table:
    made = table("key", "value", "unit", "meaning, source", right=(1,), title=f"[{name}]")
    made.title = Text(f"[{name}]")
    for knob in knobs(type(section)):
        value = getattr(section, knob.key)
        changed = value != knob.default
        meaning = f"{escape(knob.meaning)}\n[dim]{escape(knob.source)}[/dim]"
        key = f"{MARK} {knob.key}" if changed else f"  {knob.key}"
        made.add_row(key, _value(knob, value), knob.unit, meaning, style="bold" if changed else "")
    return made


def _value(knob: Knob, value: Any) -> Text:
    """Write a value and, where it differs, the default below it."""
    shown = Text(_written(value), overflow="fold")
    if value != knob.default:
        shown.append(f"\n{_written(knob.default)}", style="dim not bold")
    return shown


def _written(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)
