"""The press: it follows the people after a lag, and fades."""

import pytest
from storms import small

from knautschball.agents.press import Press


def test_the_press_follows_the_people_after_its_lag_and_fades():
    numbers = small(press__lag=10.0, press__half_life=30.0)
    press, index = Press(numbers, 1000), []
    for hour in range(400):
        press.hour(20 if hour < 24 else 0)
        index.append(press.index)
    assert index[9] == 0 < index[10]
    assert max(index) == max(index[20:70]) <= 1
    assert index[-1] < max(index) / 50


def test_a_report_of_its_own_appears_at_once_and_halves_in_its_half_life():
    press = Press(small(press__half_life=30.0), 1000)
    press.report(0.8)
    for _ in range(30):
        press.hour(0)
    assert press.index == pytest.approx(0.4)
    press.report(0.1)
    assert press.index == pytest.approx(0.4)
