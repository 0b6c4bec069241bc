"""What a visitor can take home: hours, scenario, policy, chart and ball, so that what was clicked
together runs as ``knautschball run``."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import tomli_w

from knautschball.agents.policy import files
from knautschball.app import moves, packed
from knautschball.app.choices import Choice
from knautschball.app.floors import floor
from knautschball.app.pair import Pair
from knautschball.app.picture import ball
from knautschball.app.source import POLICY_FILE, SCENARIO_FILE, scenario_of
from knautschball.scenarios.scenario import as_toml

_drawing = threading.Lock()
"""Matplotlib's style is one for all threads."""


@dataclass(frozen=True)
class File:
    """A file for the visitor's own disk."""

    name: str
    kind: str
    content: bytes


def hours(pair: Pair, choice: Choice) -> File:
    """Give all hours so far as a table: the same columns as ``hours.parquet``."""
    table = pair.outcome(floor(pair.storm.scenario)).hours
    return File("hours.csv", "text/csv", table.to_csv(index=False).encode())


def scenario(pair: Pair, choice: Choice) -> File:
    """Give the scenario with the visitor's numbers."""
    return File(SCENARIO_FILE, "application/toml", as_toml(scenario_of(choice)).encode())


def policy(pair: Pair, choice: Choice) -> File:
    """Give the policy as a file: the visitor's moves, own playbook, or what is shipped."""
    if choice.page == "play":
        text = tomli_w.dumps(moves.rules(choice.moves, choice.language))
    elif choice.own_policy:
        text = packed.unpack(choice.own_policy)
    else:
        found = files()[choice.policy]
        return File(f"policy{found.suffix}", "text/plain", found.read_bytes())
    return File(POLICY_FILE, "application/toml", text.encode())


def chart(kind: str) -> Callable[[Pair, Choice], File]:
    """Give the writer of the whole run as one picture, ``svg`` or ``png``."""

    def draw(pair: Pair, choice: Choice) -> File:
        out = BytesIO()
        with _drawing:
            pair.outcome(floor(pair.storm.scenario)).plot().savefig(out, format=kind, dpi=160)
        mime = {"svg": "image/svg+xml", "png": "image/png"}[kind]
        return File(f"chart.{kind}", mime, out.getvalue())

    return draw


def ball_picture(pair: Pair, choice: Choice) -> File:
    """Give the ball as it is now."""
    drawn, _ = ball(pair, choice, floor(pair.storm.scenario))
    return File("ball.svg", "image/svg+xml", drawn.encode())


WRITERS: dict[str, Callable[[Pair, Choice], File]] = {
    "hours": hours,
    "scenario": scenario,
    "policy": policy,
    "chart-svg": chart("svg"),
    "chart-png": chart("png"),
    "ball": ball_picture,
}
"""What can be asked for → who writes it."""
