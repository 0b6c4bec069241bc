"""The ways in which people turn to the brand: page, direct message, hotline, shop."""

from typing import Any

from knautschball.scenarios.knobs import Section, knob


def _share(default: float) -> Any:
    return knob(default, 0, 10, "weight", "how many inquiries come this way", "assumption")


def _visibility(default: float) -> Any:
    meaning = "chance that others who look at the page learn of an answer given here"
    source = "webcare is watched, calls are not: van Noort & Willemsen 2012; size assumed"
    return knob(default, 0, 1, "0..1", meaning, source)


def _expected(default: float) -> Any:
    source = "1-3 h Twitter, 3-6 h Facebook: Istanbulluoglu 2017; hold lines: assumption"
    meaning = "expected time to an answer, times that on the page"
    return knob(default, 0.01, 100, "times", meaning, source)


def _spill_over(default: float) -> Any:
    meaning = "chance that who gave up waiting here complains on the page"
    source = "hotline, shop and letters had failed before: Vodafone 2012; size assumed"
    return knob(default, 0, 1, "chance", meaning, source)


def _staff(default: int) -> Any:
    return knob(default, 0, 10_000, "people", "members on duty in office hours", "assumption")


class Page(Section):
    """The brand's page, served by the team: everybody can read along."""

    share: float = _share(0.4)
    visibility: float = _visibility(1.0)


class DirectMessage(Section):
    """Messages to one another, served by the same team."""

    share: float = _share(0.15)
    visibility: float = _visibility(0.02)
    expected: float = _expected(1.0)
    spill_over: float = _spill_over(0.3)


class Hotline(Section):
    """The telephone, with a staff of its own."""

    share: float = _share(0.3)
    visibility: float = _visibility(0.02)
    expected: float = _expected(0.3)
    spill_over: float = _spill_over(0.3)
    staff: int = _staff(4)


class Shop(Section):
    """Shops and branches, with a staff of their own."""

    share: float = _share(0.15)
    visibility: float = _visibility(0.05)
    expected: float = _expected(0.3)
    spill_over: float = _spill_over(0.15)
    staff: int = _staff(3)


class Channels(Section):
    """All channels of a brand."""

    page: Page = Page()
    message: DirectMessage = DirectMessage()
    hotline: Hotline = Hotline()
    shop: Shop = Shop()
