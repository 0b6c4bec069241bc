"""Measure everything in one run and write ``RESULTS.md``: ``make benchmark``.

Ratios hold from machine to machine and from hour to hour, nanoseconds do not: whatever is
compared is measured in the same run, one after the other.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import NamedTuple

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from benchmarks import hours, machine, peers
from knautschball.model.firestorm import Community, Firestorm
from knautschball.scenarios import load
from knautschball.scenarios.scenario import Scenario

HERE = Path(__file__).resolve().parent
ROUNDS = 5
GROWTH = (1_000, 10_000, 50_000, 100_000, 1_000_000)
FEW, MANY = 50_000, 100_000


def growth(sizes: list[int], threads: int) -> dict[int, hours.Cost]:
    """Give nanoseconds per person-hour by the number of people, in the median of all rounds."""
    taken: dict[int, list[hours.Cost]] = {people: [] for people in sizes}
    for turn in range(ROUNDS):
        for people in sizes:
            if turn == 0 or people <= MANY:  # a day of a million is long enough by itself
                taken[people].append(hours.cost(hours.storm(people, threads)))
    return {people: hours.Cost(*np.median(each, axis=0)) for people, each in taken.items()}


def in_own_process(module: str, people: int, **surroundings: str) -> list[float]:
    """Give the numbers that a module of this folder prints for so many people."""
    command = [sys.executable, "-m", f"benchmarks.{module}", str(people)]
    out = subprocess.run(
        command, env=os.environ | surroundings, capture_output=True, text=True, check=True,
        cwd=HERE.parent,
    )  # fmt: skip
    return [float(number) for number in out.stdout.split()]


class Run(NamedTuple):
    """What a whole run takes."""

    storm: float  # seconds
    twin: float
    crowd: float  # share of both in the hour of the crowd
    portrait: float  # and in the portrait of the network


def one_run(people: int) -> Run:
    """Measure a run of 67 days, storm and twin."""
    scenario = load("product-flaw").change({"community.size": people})
    known = Community(scenario, 1)
    Firestorm(scenario, "denial", 1, community=known).step()
    taken = np.array([[_lived(scenario, known, size) for _ in range(ROUNDS)] for size in (1, 0)])
    (storm, *inside), (twin, *calm) = np.median(taken, axis=1)
    crowd, portrait = (np.array(inside) + calm) / (storm + twin)
    return Run(storm, twin, crowd, portrait)


def _lived(scenario: Scenario, known: Community, load: float) -> tuple[float, float, float]:
    """Give the seconds of a run, of its hours of the crowd and of its portraits."""
    model = Firestorm(scenario, "denial", 1, community=known, load=load)
    start = process_time()
    with (
        hours.watched(model.engine, "hour", process_time) as crowd,
        hours.watched(model.engine, "portrait", process_time) as portraits,
    ):
        model.run_through()
    return process_time() - start, sum(crowd), sum(portraits)


def draw(one: dict[int, hours.Cost], two: dict[int, hours.Cost]) -> None:
    """Draw the growth curves into ``growth.svg`` and ``growth.png``."""
    figure, axes = plt.subplots(figsize=(6.4, 4), layout="constrained")
    for table, style, word in ((one, "-", "1 thread"), (two, "--", "2 threads")):
        for column, colour, name in ((1, "#a63d2f", "storm"), (0, "#2f6f8f", "calm")):
            values = [table[people][column] for people in table]
            axes.plot(
                list(table), values, style, marker="o", ms=4, color=colour, label=f"{name}, {word}"
            )
    axes.set(xscale="log", yscale="log", xlabel="people", ylabel="nanoseconds per person and hour")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_formatter("")
    axes.grid(True, which="major", alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    for kind in ("svg", "png"):
        figure.savefig(HERE / f"growth.{kind}", dpi=150)


def growth_table(sizes: list[int]) -> list[str]:
    """Measure and write how the hour grows with the people, under the roof of the triad."""
    one, two = growth(sizes, 1), growth(sizes, 2)
    draw(one, two)
    roofs = {threads: machine.triad(threads) / 1e9 for threads in (1, 2)}
    moved = hours.moved(hours.storm(sizes[0]))
    lines = [
        "## Growth with people and threads",
        "",
        "Nanoseconds per person and simulated hour of the crowd, mean degree 10, friends anywhere",
        "in memory; on one thread the time on the processor, on two the time on the clock. The",
        f"share is that of the triad's bandwidth ({roofs[1]:.1f} GB/s on one thread,",
        f"{roofs[2]:.1f} on two) at which the hour moves the bytes of a person's columns:",
        f"{moved[0]} in calm weather, {moved[1]} in a storm. Storm is the median of a whole day of",
        f"it, peak that of its {hours.BUSIEST} hours with the most posts.",
        "",
        "| people | calm | share | storm | share | peak | calm : peak "
        "| calm, 2 thr. | storm, 2 thr. | share |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for size in sizes:
        cells = [f"{size:,}"]
        for kind in (0, 1):
            taken = one[size][kind]
            cells += [f"{taken:.1f}", f"{moved[kind] / taken / roofs[1]:.0%}"]
        cells += [f"{one[size].peak:.1f}", f"1 : {one[size].peak / one[size].calm:.1f}"]
        cells += [f"{two[size].calm:.1f}", f"{two[size].storm:.1f}"]
        cells.append(f"{moved[1] / two[size].storm / roofs[2]:.0%}")
        lines.append("| " + " | ".join(cells) + " |")
    return [*lines, "", "![Time by people](growth.svg)", ""]


def other_growth() -> list[str]:
    """Measure and write how the hour grows with ties and with what people write."""
    lines = [
        f"## Growth with ties and activity, at {MANY:,} people",
        "",
        "| | calm | storm |",
        "|---|---|---|",
    ]
    for word, key, values in (
        ("mean degree", "community.mean_degree", (5, 10, 20, 40)),
        ("everyday posts per person and day", "people.everyday", (0.01, 0.1, 1.0)),
    ):
        for value in values:
            each = hours.cost(hours.storm(MANY, **{key: value}))
            lines.append(f"| {word} {value:g} | {each.calm:.1f} | {each.storm:.1f} |")
    return [*lines, ""]


def large(people: int) -> list[str]:
    """Measure and write what the largest community takes, in a process of its own."""
    calm, storm, _, taken = in_own_process("hours", people)
    small = hours.cost(hours.storm(FEW))
    return [
        f"{people:,} people: {calm:.1f} ns calm and {storm:.1f} ns in the storm,",
        f"against {small.calm:.1f} and {small.storm:.1f} at {FEW:,}. At most it took",
        f"{taken / 2**30:.1f} GiB, {taken / people:.0f} bytes per person, drawing the graph and",
        "the libraries included.",
        "",
    ]


def objects_table(people: int) -> list[str]:
    """Measure and write how long the same rules take in plain Mesa objects."""
    (plain,) = in_own_process("objects", people, NUMBA_DISABLE_JIT="1")
    storm = hours.cost(hours.storm(people)).storm
    return [
        f"## The same rules in plain Mesa objects, at {people:,} people",
        "",
        f"{plain:,.0f} ns per person and hour of a storm against {storm:.1f} ns here:",
        f"{plain / storm:,.0f} times as long.",
        "",
    ]


def others_table(people: int) -> list[str]:
    """Measure and write how long others take for simpler work, and the parts of our model."""
    lines = [
        f"## Beside others at simpler work, {people:,} people",
        "",
        "Nanoseconds on the processor per agent and step on the same scale-free graph. *Ours* is",
        "not the model, which does far more in an hour, but its parts – neighbours as arrays,",
        "chance as a function, compiled loops – at that very work (`benchmarks/contagion.py`).",
        "",
        "| work | by | ns | times ours |",
        "|---|---|---|---|",
    ]
    for work, found in peers.measure(people, ROUNDS).items():
        for name, taken in found.items():
            cells = "absent | " if taken is None else f"{taken:,.1f} | {taken / found['ours']:,.1f}"
            lines.append(f"| {work} | {name} | {cells} |")
    return [*lines, ""]


def written(sizes: list[int], others: list[int], largest: int) -> str:
    """Measure everything and give the text of ``RESULTS.md``."""
    run = one_run(2_000)
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make benchmark`. {machine.describe()}. Medians of {ROUNDS} or more; of those",
        f"that were begun within {peers.PATIENCE:g} s where a library takes longer.",
        "",
        f"A run of 2,000 people over 67 days: {run.storm:.2f} s the storm, {run.twin:.2f} s its",
        f"twin; {run.crowd:.0%} of it in the hour of the crowd, {run.portrait:.0%} in the daily",
        "portrait of the network, both compiled, the rest in brand and record.",
        "",
        *growth_table(sizes),
        *(large(largest) if largest else []),
        *other_growth(),
        *objects_table(10_000),
        *(line for people in others for line in others_table(people)),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def main() -> None:
    """Read the sizes from the command line, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(GROWTH))
    parser.add_argument("--people", type=int, nargs="*", default=[10_000, 100_000],
                        help="sizes beside others")  # fmt: skip
    parser.add_argument("--largest", type=int, default=5_000_000, help="0 leaves it out")
    asked = parser.parse_args()
    text = written(sorted(asked.sizes), asked.people, asked.largest)
    (HERE / "RESULTS.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
