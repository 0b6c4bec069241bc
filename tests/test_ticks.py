"""Numbers at axes say where the tick stands."""

import pytest

from knautschball.report.ticks import Ticks
from knautschball.report.words import words


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([0, 0.025, 0.05, 0.075, 0.1], ["0,000", "0,025", "0,050", "0,075", "0,100"]),
        ([0.1, 0.2, 0.1 + 0.2], ["0,1", "0,2", "0,3"]),
        ([0, 500, 1000], ["0", "500", "1.000"]),
        ([-2.5, 0, 2.5], ["−2,5", "0,0", "2,5"]),
    ],
)
def test_no_tick_is_rounded_away_from_its_place(places, told):
    assert Ticks(words("de")).format_ticks(places) == told


def test_differences_bear_their_sign():
    assert Ticks(words("en"), sign=True).format_ticks([-0.5, 0, 0.5]) == ["−0.5", "0.0", "+0.5"]
