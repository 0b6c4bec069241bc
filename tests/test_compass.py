"""Monitoring: a picture that is late, sampled, of one day."""

import numpy as np
import pytest
from storms import small

from knautschball.agents.compass import Compass


def compass_after(hours, seed=1, **changes):
    compass = Compass(small(**changes), seed, 0)
    for hour, counts in enumerate(hours):
        compass.read(hour, *counts)
    return compass


@pytest.mark.parametrize("delay", [0, 2, 12])
def test_the_picture_is_as_old_as_declared(delay):
    numbers = {"brand__monitoring_delay": float(delay), "brand__monitoring_share": 1.0}
    compass = Compass(small(**numbers), 1, 0)
    seen_at = None
    for hour in range(30):
        if seen_at is None and compass.picture(hour).complaints:
            seen_at = hour
        compass.read(hour, 20 if hour == 5 else 0, 0, 0)
    assert seen_at == 5 + 1 + delay


def test_a_full_share_sees_every_post_and_none_sees_nothing():
    hours = [(3, 2, 1)] * 10
    whole = compass_after(hours, brand__monitoring_share=1.0, brand__monitoring_delay=0.0).picture(
        10
    )
    assert whole.complaints == 50
    assert whole.conduct_share == pytest.approx(0.4)
    assert whole.support_share == pytest.approx(10 / 60)
    blind = compass_after(hours, brand__monitoring_share=0.0, brand__monitoring_delay=0.0).picture(
        10
    )
    assert (blind.complaints, blind.surge, blind.since_first_sign) == (0, 0, -1)


def test_a_sample_is_right_on_average_but_not_each_hour():
    numbers = {"brand__monitoring_share": 0.3, "brand__monitoring_delay": 0.0}
    found = [compass_after([(1, 0, 0)] * 24, seed, **numbers).complaints for seed in range(200)]
    assert np.mean(found) == pytest.approx(24, abs=2)
    assert np.std(found) > 3


def test_the_picture_covers_one_day():
    hours = [(10, 0, 0)] + [(0, 0, 0)] * 30
    numbers = {"brand__monitoring_share": 1.0, "brand__monitoring_delay": 0.0}
    assert compass_after(hours[:24], **numbers).complaints == 10
    assert compass_after(hours[:25], **numbers).complaints == 0


def test_the_first_sign_is_a_surge_over_the_usual_which_is_learnt_before_it():
    numbers = {"brand__monitoring_share": 1.0, "brand__monitoring_delay": 0.0}
    quiet = [(1, 0, 0) if hour % 8 == 0 else (0, 0, 0) for hour in range(240)]
    compass = compass_after(quiet, **numbers)
    assert compass.first_sign == -1
    assert compass.usual == pytest.approx(3)
    for hour in range(240, 250):
        compass.read(hour, 12, 0, 0)
    assert compass.first_sign == 240
    assert compass.usual < 5, "what comes after the first sign is not usual"
    assert compass.picture(250).since_first_sign == 10
    assert compass.picture(250).surge > 10


@pytest.mark.parametrize("people", [1_000, 5_000_000])
def test_the_first_morning_of_a_calm_community_is_no_surge_however_many_they_are(people):
    numbers = {"brand__monitoring_share": 1.0, "brand__monitoring_delay": 0.0}
    scenario = small(**numbers)
    compass = Compass(scenario, 1, people)
    hourly = scenario.people.venting * people / 24
    for hour in range(168):
        compass.read(hour, round(hourly * (0.2 if hour % 24 < 7 else 1.3)), 0, 0)
    assert compass.first_sign == -1
    for hour in range(168, 192):
        compass.read(hour, 10 + round(5 * hourly), 0, 0)
    assert compass.first_sign >= 168


def test_a_surge_on_the_first_day_is_seen():
    compass = Compass(small(brand__monitoring_delay=0.0, brand__monitoring_share=1.0), 1, 1000)
    for hour in range(6):
        compass.read(hour, 4 * hour, 0, 0)
    assert 0 < compass.first_sign < 5
