"""One run with its undisturbed twin: what happened, what it did to the form, how it sprang back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from knautschball.agents.edited import content_now
from knautschball.agents.policy import ResponsePolicy
from knautschball.model.firestorm import Community, Firestorm
from knautschball.model.past import Past
from knautschball.model.phases import Phases, phases, storm_scale
from knautschball.model.record import Record
from knautschball.model.resilience import Resilience, resilience
from knautschball.model.shape import COMPONENTS, Floor, corrected, dent, distances, noise_floor
from knautschball.model.wave import largest_support
from knautschball.scenarios import load as load_scenario
from knautschball.scenarios.brand import Load
from knautschball.scenarios.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CONTROL_SEED = 7_000_000
"""First seed of the undisturbed runs that give the noise floor; far from those of users."""
OTHER_LUCK = 500_000
"""Added to the seed for a further life of the same community."""
WEEK = 168
TOPICS = ("everyday", "issue", "conduct", "defence")
TWINNED = (
    *TOPICS,
    "stance",
    "arousal",
    "trust",
    "followers",
    "ties",
)
"""Series of the twin that stand beside those of the storm."""
RECOVERED = (
    "resilience",
    "peak_dent",
    "area",
    "residual",
    "springback",
    "recovery_hours",
    "recovered",
    "worst_component",
)
"""Parts of the recovery that a row of ``runs.parquet`` holds."""
Series = dict[str, NDArray[Any]]
"""Hours of a storm beside those of its twin, by name."""


@dataclass(frozen=True)
class Outcome:
    """A run and its twin.

    Attributes
    ----------
    scenario : Scenario
        As it was run, load included.
    policy : ResponsePolicy
        How the brand answered.
    seed : int
        Names the luck.
    load : float
        Multiple of the scenario's load.
    hours : DataFrame
        One row per hour: storm, twin (``twin_…``), corrected distances (``d_…``), ``dent``.
    messages : DataFrame
        ``since_load, kind, scope, count``: what the brand said in public.
    resilience : Resilience
        R and its parts.
    phases : Phases
        The five phases, dated.
    summary : dict
        The row of ``runs.parquet``.
    """

    scenario: Scenario
    policy: ResponsePolicy
    seed: int
    load: float
    hours: pd.DataFrame
    messages: pd.DataFrame
    resilience: Resilience
    phases: Phases
    summary: dict[str, Any]

    @property
    def shape(self) -> pd.DataFrame:
        """Distances from the twin above the noise floor, and the dent, by hour."""
        names = [f"d_{name}" for name in COMPONENTS]
        return self.hours.set_index("since_load")[[*names, "dent"]]

    @property
    def ball(self) -> pd.DataFrame:
        """The form by component: at the deepest dent and at the end, 1 is the original."""
        return form(self.hours, self.summary)

    def plot(self) -> "Figure":
        """Draw the run: two waves, dent, stance, backlog, with phases and messages marked.

        Returns
        -------
        matplotlib.figure.Figure
            Over days since the load.
        """
        from knautschball.model.figures import one_run

        title = f"{self.scenario.scenario.title} – {self.policy.title}"
        return one_run(self.hours, self.phases.dated, self.messages, title=title)


def run(
    scenario: str | Path | Scenario,
    policy: str | Path | ResponsePolicy = "silence",
    seed: int = 1,
    *,
    load: float = 1.0,
    community: Community | None = None,
    floor: Floor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Run a storm and its undisturbed twin, and measure the return to the original form.

    Parameters
    ----------
    scenario : str, Path or Scenario
        What happens.
    policy : str, Path or ResponsePolicy
        How the brand answers.
    seed : int
        Names the luck: the same seed, the same people, ties and hours.
    load : float
        Multiplies severity × reach; 0 gives R = 1 exactly.
    community, floor : optional
        Made here unless given; a batch makes them once.
    progress : callable, optional
        Called after each life of a crowd – the storm, its twin, those of the noise floor – with
        the number lived so far and in all.

    Returns
    -------
    Outcome
        Identical to the last bit for the same arguments.

    Raises
    ------
    ScenarioError, PolicyError, GraphError
        Something named cannot be used.

    Examples
    --------
    >>> small = load_scenario("product-flaw", community__size=60, run__horizon=8)
    >>> outcome = run(small, seed=3, load=0)
    >>> outcome.resilience.resilience
    1.0
    """
    asked = load_scenario(scenario)
    numbers, total = count(1), 2 + (0 if floor else asked.run.controls)

    def lived() -> None:
        if progress:
            progress(next(numbers), total)

    past = Past(asked, policy, seed, community or Community(asked, seed))
    storm = past.storm(asked, load)
    lived()
    twin = past.twin
    lived()
    return outcome_of(storm, twin, floor or floor_of(asked, lived), load)


def outcome_of(storm: Firestorm, twin: Firestorm, floor: Floor, load: float = 1.0) -> Outcome:
    """Measure a storm that has been run, or stepped by hand, against its twin."""
    start = storm.matter.start
    table = corrected(distances(storm.record.so_far(), twin.record.so_far()), floor)
    series = _beside(storm, twin)
    recovery = resilience(table, series["since_load"], tolerance=floor.dent)
    dated = _dated(storm, series)
    notes = pd.DataFrame(storm.messages, columns=["since_load", "kind", "scope", "count"])
    notes["since_load"] -= start
    row = {"scenario": storm.scenario.name, "policy": storm.policy.name}
    row |= {"seed": storm.luck, "load": float(load)}
    row |= _summary(storm, twin, series, recovery, dated)
    hours = _hours(series, table)
    return Outcome(
        storm.scenario, storm.policy, storm.luck, load, hours, notes, recovery, dated, row
    )


def phases_of(storm: Firestorm, twin: Firestorm) -> Phases:
    """Date the phases of a storm that may still be under way."""
    return _dated(storm, _beside(storm, twin))


def _dated(storm: Firestorm, hours: Series) -> Phases:
    start, acted = storm.matter.start, storm.brand.changed_at
    bad = [hour - start for hour in storm.climate.inadequate if hour >= start]
    return phases(hours, storm.record.people, bad, None if acted is None else acted - start)


def floor_of(scenario: str | Path | Scenario, lived: Callable[[], None] | None = None) -> Floor:
    """Give the noise floor of a scenario: how far undisturbed weeks differ by luck alone.

    Several communities of reserved seeds live through the same time twice, without any load,
    each life with other luck; the two lives of a community are compared. Several, because one
    community may be calmer than most. It depends on the scenario's numbers alone, not on the
    runs it is used for, so that a run has the same result alone and in any batch.

    Parameters
    ----------
    scenario : str, Path or Scenario
        Loads do not matter.
    lived : callable, optional
        Called after each life; not at all where the floor is known already.
    """
    calm = quiet(load_scenario(scenario))
    known = _place(calm, content_now())
    if not known:
        known.append(_floor(calm, lived or (lambda: None)))
    return known[0]


def quiet(scenario: Scenario) -> Scenario:
    """Give the scenario without its load; equal ones share their twins and their noise floor.

    Of a load that never strikes only the hour is left, which says how long a run is.
    """
    nothing = {"severity": 0.0, "reach": 0.0, "press": 0.0, "attention": 0.0, "delight": 0.0}
    loads = tuple(Load(at=load.at, **nothing) for load in scenario.load)
    copy = scenario.model_copy(update={"load": loads})
    copy.__dict__.pop("fingerprint", None)  # that of the load as it was
    return copy


@lru_cache(maxsize=64)  # a sweep goes through more scenarios than memory holds
def _place(scenario: Scenario, edited: str) -> list[Floor]:  # edited rules have their own floor
    """Give the place where a floor is kept, empty at first."""
    return []


def _floor(scenario: Scenario, lived: Callable[[], None]) -> Floor:
    controls = scenario.run.controls
    seeds = [CONTROL_SEED + number for number in range(controls // 2)]
    # an odd number gives the first community a third life
    lives = [2 + (number == 0 and controls % 2) for number in range(len(seeds))]
    calm = [_calm(scenario, seed, some, lived) for seed, some in zip(seeds, lives, strict=True)]
    return noise_floor(calm, skip=round(24 * scenario.run.warm_up))


def _calm(scenario: Scenario, seed: int, lives: int, lived: Callable[[], None]) -> list[Record]:
    """Let one community live several times without any load."""
    community, records = Community(scenario, seed), []
    for number in range(lives):
        luck = seed + OTHER_LUCK * number
        control = Firestorm(scenario, "silence", luck, community=community, load=0)
        control.run_through()
        records.append(control.record)
        lived()
    return records


def _beside(storm: Firestorm, twin: Firestorm) -> Series:
    """Put the twin's hours beside those of the storm."""
    ours, other = (model.record.series(storm.matter.start) for model in (storm, twin))
    return ours | {f"twin_{name}": other[name] for name in TWINNED}


def _hours(series: Series, table: NDArray[np.float64]) -> pd.DataFrame:
    parts = {f"d_{name}": table[:, k] for k, name in enumerate(COMPONENTS)}
    return pd.DataFrame(series | parts | {"dent": dent(table)})


def _summary(
    storm: Firestorm, twin: Firestorm, series: Series, recovery: Resilience, dated: Phases
) -> dict[str, Any]:
    begin = int(np.searchsorted(series["since_load"], 0))
    after = {name: column[begin:] for name, column in series.items()}
    row = {name: getattr(recovery, name) for name in RECOVERED}
    row |= _what_the_crowd_did(after)
    row |= {"storm_scale": storm_scale(series, storm.record.people), "phase": dated.highest}
    row |= {"max_backlog": int(after["backlog"].max())} | _what_the_brand_did(storm, twin)
    row |= {f"phase_{number}": hour for number, hour in dated.dated.items()}
    row |= {f"peak_{k}": v for k, v in recovery.peak_by_component.items()}
    return row | {f"residual_{k}": v for k, v in recovery.residual_by_component.items()}


def _what_the_crowd_did(after: Series) -> dict[str, Any]:
    angry = after["issue"] + after["conduct"]
    loudness = max(1, angry.sum())
    moved = after["stance"] - after["twin_stance"]
    return {
        "stance_change": float(moved[-WEEK:].mean()),
        "followers_lost": int(after["twin_followers"][-1] - after["followers"][-1]),
        "ties_cut": int(after["twin_ties"][-1] - after["ties"][-1]),
        "posts": int(sum(after[topic].sum() for topic in TOPICS)),
        "conduct_share": float(after["conduct"].sum() / loudness),
        "heated_share": float(after["heated"].sum() / loudness),
        "largest_support": largest_support(after["defence"].astype(float), angry.astype(float)),
        "peak_hour": int(after["since_load"][angry.argmax()]),
    }


def _what_the_brand_did(storm: Firestorm, twin: Firestorm) -> dict[str, Any]:
    brand, other, harmed = storm.brand, twin.brand, storm.harmed_waits
    cases = brand.replies + brand.unanswered + len(brand.desks["page"])
    return {
        "reply_minutes_median": 60.0 * float(np.median(brand.waits)) if brand.waits else None,
        "harmed_minutes_mean": 60.0 * float(np.mean(harmed)) if harmed else None,
        "gave_up": brand.gave_up - other.gave_up,
        "unanswered_share": 1.0 - brand.replies / cases if cases else 0.0,
        "staff_hours": brand.team.hours - other.team.hours,
        "cost": brand.cost - other.cost,
    }


def form(hours: pd.DataFrame, summary: dict[str, Any]) -> pd.DataFrame:
    """Give the outline of the ball: per component the worst, the final, and a sign if better.

    Returns
    -------
    DataFrame
        ``component, worst, final, change``; change is the signed difference from the twin over
        the last week, for stance and brand ties, 0 for the others.
    """
    week = hours.iloc[-WEEK:]
    followers = week["followers"].mean() / max(1.0, week["twin_followers"].mean()) - 1.0
    change = {"stance": summary["stance_change"] / 2.0, "brand_ties": float(followers)}
    rows = [
        {
            "component": name,
            "worst": 1.0 - summary[f"peak_{name}"],
            "final": 1.0 - summary[f"residual_{name}"],
            "change": change.get(name, 0.0),
        }
        for name in COMPONENTS
    ]
    return pd.DataFrame(rows)
