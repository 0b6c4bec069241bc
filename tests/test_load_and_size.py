"""Invariants 6 and 9 on the model itself: more load, deeper dent; size does not matter."""

import numpy as np
import pytest
from storms import small

from knautschball.model import run
from knautschball.model.outcome import floor_of

pytestmark = pytest.mark.slow

SEEDS = range(1, 5)


@pytest.mark.parametrize("policy", ["silence", "denial"])
def test_6_more_load_never_makes_the_expected_dent_smaller(policy):
    scenario = small(community__size=400)
    floor = floor_of(scenario)
    peaks = [
        np.mean(
            [
                run(scenario, policy, seed, load=load, floor=floor).resilience.peak_dent
                for seed in SEEDS
            ]
        )
        for load in (0.0, 0.1, 0.4, 1.0, 3.0)
    ]
    assert peaks == sorted(peaks)
    assert peaks[0] == 0.0 < peaks[1] < peaks[-1]


def test_9_the_form_is_stable_in_size():
    found = {}
    for size in (500, 3000):
        scenario = small(community__size=size, team__size=max(1, size // 300), run__horizon=14.0)
        floor = floor_of(scenario)
        runs = [run(scenario, "silence", seed, floor=floor).resilience for seed in SEEDS]
        found[size] = [np.mean([getattr(one, part) for one in runs]) for part in PARTS]
    assert found[500] == pytest.approx(found[3000], abs=0.03)


PARTS = ("peak_dent", "area", "resilience")
