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

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from benchmarks import hours, machine, peers
from knautschball.model.firestorm import Community, Firestorm
from knautschball.scenarios import load

HERE = Path(__file__).resolve().parent
ROUNDS = 5
GROWTH = (1_000, 10_000, 100_000, 1_000_000)


def growth(sizes: list[int], threads: int) -> dict[int, tuple[float, float]]:
    """Give nanoseconds per person-hour, calm and storm, by the number of people."""
    return {people: hours.calm_and_storm(hours.storm(people, threads)) for people in sizes}


def plain(people: int) -> float:
    """Give nanoseconds per person-hour of the same rules in plain Mesa objects."""
    surroundings = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    command = [sys.executable, "-m", "benchmarks.objects", str(people)]
    out = subprocess.run(
        command, env=surroundings, capture_output=True, text=True, check=True, cwd=HERE.parent
    )
    return float(out.stdout.split()[-1])


def one_run(people: int) -> tuple[float, float, float]:
    """Give seconds of a whole run of 67 days: storm, twin, and the share of the kernels."""
    scenario = load("product-flaw").change({"community.size": people})
    known = Community(scenario, 1)
    Firestorm(scenario, "denial", 1, community=known).step()
    times, inside = [], 0.0
    for size in (1.0, 0.0):
        each = []
        for _ in range(ROUNDS):
            model = Firestorm(scenario, "denial", 1, community=known, load=size)
            start = process_time()
            spent = hours.timed(model, model.horizon)
            each.append(process_time() - start)
        times.append(float(np.median(each)))
        inside += float(spent.sum()) * people / 1e9
    return times[0], times[1], inside / sum(times)


def draw(one: dict[int, tuple[float, float]], two: dict[int, tuple[float, float]]) -> None:
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
        "## Growth",
        "",
        "Nanoseconds per person and simulated hour, mean degree 10; on one thread the time on the",
        "processor, on two the time on the clock. The share is that of the triad's bandwidth",
        f"({roofs[1]:.1f} GB/s on one thread, {roofs[2]:.1f} on two) at which the hour moves the",
        f"bytes of a person's columns: {moved[0]} in calm weather, {moved[1]} in a storm.",
        "",
        "| people | calm | share | storm | share | calm, 2 threads | storm, 2 threads |",
        "|---|---|---|---|---|---|---|",
    ]
    for size in sizes:
        cells = [f"{size:,}"]
        for kind in (0, 1):
            taken = one[size][kind]
            cells += [f"{taken:.1f}", f"{moved[kind] / taken / roofs[1]:.0%}"]
        lines.append("| " + " | ".join(cells + [f"{taken:.1f}" for taken in two[size]]) + " |")
    return [*lines, "", "![Time by people](growth.svg)", ""]


def others_table(people: int) -> list[str]:
    """Measure and write how long others take."""
    objects, others = plain(people), peers.measure(people, ROUNDS)
    calm, storm = hours.calm_and_storm(hours.storm(people))
    lines = [
        f"## Beside others, at {people:,} people",
        "",
        "Nanoseconds per person and hour, or per agent and step of the far simpler work of others;",
        "*times* is how much longer that takes than an hour of our storm, and than our calm hour.",
        "",
        "| | ns | times storm | times calm |",
        "|---|---|---|---|",
        f"| Knautschball, storm | {storm:.1f} | 1 | |",
        f"| Knautschball, calm | {calm:.1f} | | 1 |",
        f"| the same rules in plain Mesa objects | {objects:,.0f} | {objects / storm:,.0f} | |",
    ]
    for name, found in others.items():
        cells = ["absent", "", ""]
        if found is not None:
            cells = [f"{found:,.1f}", f"{found / storm:.2f}", f"{found / calm:.2f}"]
        lines.append(" | ".join([f"| {name}", *cells]) + " |")
    return lines


def written(sizes: list[int], people: int) -> str:
    """Measure everything and give the text of ``RESULTS.md``."""
    storm, twin, share = one_run(2_000)
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make benchmark`. {machine.describe()}. Medians of {ROUNDS} or more.",
        "",
        f"A run of 2,000 people over 67 days: {storm:.2f} s the storm, {twin:.2f} s its twin;",
        f"{share:.0%} of it in the hour of the crowd, the rest brand, record and portrait.",
        "",
    ]
    return "\n".join(lines + growth_table(sizes) + others_table(people)) + "\n"


def main() -> None:
    """Read the sizes from the command line, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(GROWTH))
    parser.add_argument("--people", type=int, default=10_000, help="size beside others")
    asked = parser.parse_args()
    text = written(sorted(asked.sizes), asked.people)
    (HERE / "RESULTS.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
