"""A comparison as the model would hand it over, with numbers known beforehand."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

COMPONENTS = ("stance", "arousal", "voice", "brand_ties", "network", "organisation")
# policy: title, resilience, residual per component, share of conduct complaints, phase, cost
POLICIES = {
    "correction": ("Fix it, say it, keep it", 0.912, (2, 1, 3, 4, 1, 0), 0.07, 2, 9800.0),
    "empathy": ("Empathy and explanation", 0.896, (3, 1, 4, 5, 1, 1), 0.09, 3, 5400.0),
    "apology": ("Apology", 0.871, (5, 1, 6, 7, 2, 1), 0.14, 3, 4100.0),
    "silence": ("Say nothing", 0.842, (8, 2, 9, 10, 2, 0), 0.22, 3, 900.0),
    "template": ("Template replies", 0.821, (9, 2, 11, 12, 2, 3), 0.31, 4, 4600.0),
    "denial": ("Denial", 0.772, (14, 3, 15, 16, 3, 4), 0.41, 4, 3900.0),
    "delete": ("Delete the critics", 0.731, (18, 4, 19, 20, 4, 12), 0.55, 5, 5200.0),
}


def _runs(scenario, policy, facts, seeds, chance):
    _, mean, residual, conduct, phase, _ = facts
    wobble = chance.normal(0, 0.02, seeds)
    frame = pd.DataFrame(
        {
            "scenario": scenario,
            "policy": policy,
            "seed": np.arange(seeds),
            "load": 1.0,
            "resilience": np.clip(mean + wobble, 0, 1),
            "conduct_share": np.clip(conduct + wobble, 0, 1),
            "followers_lost": np.round(900 * residual[3] / 100 + 100 * wobble),
        }
    )
    for name, share in zip(COMPONENTS, residual, strict=True):
        frame[f"residual_{name}"] = share / 100
        frame[f"peak_{name}"] = 0.2 + share / 50
    for number in range(1, 6):
        frame[f"phase_{number}"] = 3.0**number if number <= phase else np.nan
    return frame


def _curves(scenario, policy, facts):
    hour = np.arange(-48, 1440)
    _, mean, residual, conduct, *_ = facts
    past = np.clip(hour, 0, None)
    wave = (1 - np.exp(-past / 14)) * np.exp(-past / 90)
    late = (1 - np.exp(-np.clip(past - 30, 0, None) / 18)) * np.exp(-past / 130)
    day = 1 + 0.5 * np.sin(2 * np.pi * (hour - 9) / 24)
    rest = np.sqrt(np.mean(np.square(residual))) / 100
    dent = 0.75 * wave * (1.45 - mean) + rest * (1 - np.exp(-past / 60))
    return pd.DataFrame(
        {
            "scenario": scenario,
            "policy": policy,
            "since_load": hour,
            "dent": dent,
            "dent_low": 0.78 * dent,
            "dent_high": 1.24 * dent,
            "issue": 0.4 + 60 * wave * day,
            "conduct": 0.05 + 190 * conduct * late * day,
            "defence": 0.2 + 16 * late * day,
            "press": wave,
        }
    )


def _ranking_row(scenario, rank, policy, facts, runs):
    title, mean, residual, conduct, phase, cost = facts
    rest = float(np.sqrt(np.mean(np.square(residual)))) / 100
    gap = mean - POLICIES["silence"][1]
    best = max(one[1] for one in POLICIES.values())
    known = policy != "silence"
    return {
        "scenario": scenario, "rank": rank, "policy": policy, "title": title, "runs": len(runs),
        "resilience": mean, "resilience_low": mean - 0.013, "resilience_high": mean + 0.012,
        "difference": gap if known else np.nan,
        "difference_low": gap - 0.011 if known else np.nan,
        "difference_high": gap + 0.012 if known else np.nan,
        "better_share": float(gap > 0) * 0.9 + 0.05 if known else np.nan,
        "lead_low": rank_gap - 0.024 if (rank_gap := best - mean) else np.nan,
        "best_probability": {1: 0.86, 2: 0.14}.get(rank, 0.0),
        "weights_best": float(rank == 1), "rank_low": rank, "rank_high": rank, "agreement": 0.97,
        "on_front": rank < 3,
        "peak_dent": 0.3 + 0.4 * (1 - mean), "area": 0.04 + rest, "residual": rest,
        "springback": 1 - rest / 0.4, "recovered_share": max(0.0, 1.6 * mean - 0.75),
        "recovery_days": 11 + 60 * (1 - mean) if mean > 0.8 else np.nan,
        "stance_change": 0.01 - residual[0] / 100, "followers_lost": 9.0 * residual[3],
        "conduct_share": conduct, "storm_scale": 3 + phase / 2, "phase": float(phase),
        "staff_hours": cost / 45, "cost": cost,
    }  # fmt: skip


def _balls(scenario, policy, facts):
    _, mean, residual, *_ = facts
    loss = 1.45 - mean
    worst = 1 - loss * np.array([0.28, 0.46, 1.15, 0.1, 0.06, 0.82])
    final = 1 - np.array(residual) / 100
    change = [1.0 if policy == "correction" else -1.0, 0, 0, -1.0, 0, 0]
    return pd.DataFrame(
        {
            "scenario": scenario,
            "policy": policy,
            "component": COMPONENTS,
            "worst": worst,
            "final": final,
            "change": change,
        }
    )


def _pairs(scenario, names):
    """Every policy is ahead of the next but the second of the third, which stays open."""
    rows = [
        {"scenario": scenario, "first": first, "second": second, "difference": 0.03}
        | {"low": 0.01, "high": 0.05, "verdict": "ahead", "needed": 40.0}
        for place, first in enumerate(names)
        for second in names[place + 1 :]
    ]
    table = pd.DataFrame(rows, columns=["scenario", "first", "second", "verdict", "needed"])
    if len(names) > 2:
        doubt = (table["first"] == names[1]) & (table["second"] == names[2])
        table.loc[doubt, ["verdict", "needed"]] = ["open", 120.0]
    return table


def _survival(scenario, names):
    steps = {"days": [0.0, 9.0, 60.0], "dented": [1.0, 0.4, 0.4], "low": [1, 0.2, 0.2]}
    tables = [pd.DataFrame(steps | {"high": [1, 0.6, 0.6]}).assign(policy=name) for name in names]
    return pd.concat(tables).assign(scenario=scenario)


def _changed(scenario, names):
    groups = [("neuroticism", "lower"), ("neuroticism", "upper"), ("distance", "0")]
    return pd.DataFrame(
        {"scenario": scenario, "policy": name, "against": "silence", "attribute": attribute}
        | {"group": group, "people": 500.0, "lost": 0.01 * place, "trust": -0.05 * place}
        for place, name in enumerate(names)
        for attribute, group in groups
    )


def _regret(names, scenarios):
    best = max(POLICIES[name][1] for name in names)
    table = pd.DataFrame({"policy": names})
    for column in (*(f"regret_{one}" for one in scenarios), "worst", "expected"):
        table[column] = [best - POLICIES[name][1] for name in names]
    for name in ("worst", "expected"):
        table[f"{name}_low"], table[f"{name}_high"] = table[name] * 0.9, table[name] * 1.1
    return table


def synthetic(names=tuple(POLICIES), scenarios=("bubble-tea",), seeds=40):
    """Make a comparison as the model would hand it over, with numbers known beforehand."""
    chance = np.random.default_rng(7)
    runs, ranks, curves, balls, messages = [], [], [], [], []
    for scenario in scenarios:
        ordered = sorted(names, key=lambda name: -POLICIES[name][1])
        for rank, policy in enumerate(ordered, start=1):
            facts = POLICIES[policy]
            runs.append(_runs(scenario, policy, facts, seeds, chance))
            ranks.append(_ranking_row(scenario, rank, policy, facts, runs[-1]))
            curves.append(_curves(scenario, policy, facts))
            balls.append(_balls(scenario, policy, facts))
            spoken = {
                "scenario": scenario,
                "policy": policy,
                "since_load": [5, 20],
                "count": [1, 9],
            }
            messages.append(pd.DataFrame({**spoken, "kind": "reply", "scope": "page"}))
    ordered = sorted(names, key=lambda name: -POLICIES[name][1])
    each = {
        name: pd.concat([make(scenario, ordered) for scenario in scenarios], ignore_index=True)
        for name, make in (("pairs", _pairs), ("survival", _survival), ("changed", _changed))
    }
    whole = [pd.concat(frames, ignore_index=True) for frames in (runs, curves, balls, messages)]
    return SimpleNamespace(
        scenario=list(scenarios), runs=whole[0], ranking=pd.DataFrame(ranks), curves=whole[1],
        balls=whole[2], messages=whole[3], regret=_regret(ordered, scenarios), **each,
    )  # fmt: skip
