"""May a ranking stop early? What it called settled, held against five times as many runs.

``python benchmarks/ranking_agreement.py 240`` runs six policies on that many seeds of small
storms. Blocks of 40 of these seeds are then looked at as ``knautschball compare`` looks at its
runs, and given up as soon as the ranking is settled. Each pair that was called settled by then is
compared with all seeds that the block had not seen, five times as many or more:

* ``ahead`` agrees where the same policy has the higher mean,
* ``equal`` agrees where the means differ by less than what counts as equal.
"""

import sys
from collections.abc import Iterator

import pandas as pd

from knautschball import compare, load
from knautschball.model.settled import LOOKS, SAME, pairs, settled

SCENARIOS = ("product-flaw",)
POLICIES = ("silence", "denial", "apology", "empathy", "correction", "house-rules")
SMALL = {"community__size": 300, "run__horizon": 21}
TIMES = 5
"""How many times longer the run is that judges."""


def stopped(block: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    """Look at the runs of a block until its ranking is settled; give their number and the pairs."""
    for look in LOOKS:
        seen = block.iloc[:look]
        found = pairs(seen, len(LOOKS))
        if settled(found, seen.mean().sort_values(ascending=False).index):
            break
    return look, found[found["verdict"] != "open"]


def agrees(pair: pd.Series, judge: pd.DataFrame) -> bool:
    apart = (judge[pair["first"]] - judge[pair["second"]]).mean()
    return bool(abs(apart) < SAME) if pair["verdict"] == "equal" else bool(apart > 0)


def judged(scenario: str, seeds: int) -> Iterator[dict[str, object]]:
    runs = compare(load(scenario, **SMALL), POLICIES, runs=seeds).runs
    table = runs.pivot(index="seed", columns="policy", values="resilience")
    for start in range(0, seeds - LOOKS[-1] + 1, LOOKS[-1]):
        looked, told = stopped(table.iloc[start : start + LOOKS[-1]])
        unseen = table.drop(table.index[start : start + looked])
        for _, pair in told.iterrows():
            yield {
                "scenario": scenario,
                "block": start,
                "runs": looked,
                "verdict": pair["verdict"],
                "times": len(unseen) / looked,
                "agrees": agrees(pair, unseen),
            }


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else LOOKS[-1] * (TIMES + 1)
    found = pd.DataFrame(row for name in SCENARIOS for row in judged(name, seeds))
    shown = {"pairs": ("agrees", "size"), "agree": ("agrees", "mean"), "runs": ("runs", "mean")}
    print(found.groupby(["scenario", "verdict"]).agg(**shown).round(3).to_string())
    print(f"{found['agrees'].mean():.1%} of {len(found)} pairs called settled agree")
    print(f"the judging run is {found['times'].min():.1f} times as long, or longer")


if __name__ == "__main__":
    main()
