"""The climate of opinion: what meets everybody alike, and how an hour of the crowd changes it."""

from functools import cache
from math import cos, exp, log, pi

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.brand import Brand, Sent
from knautschball.agents.press import Press
from knautschball.model.matter import Matter
from knautschball.model.reach import public_view
from knautschball.model.record import Record
from knautschball.model.rows import SCALE, World
from knautschball.model.tally import TALLY
from knautschball.scenarios.scenario import Scenario

SHARES_ISSUE, SHARES_CONDUCT = TALLY.index("shares_issue"), TALLY.index("shares_conduct")
SPEAK_UP = 0.5 ** (1.0 / 48.0)
"""Share of disclosed supporters who still speak up an hour later, half in two days; assumption."""
FORGOTTEN_TREND = 1e-3
"""Shares in the whole community below which nobody notices a trend any more; assumption."""
FAINT_TREND = 5e-7
"""Shares per member below which nobody does, however large the community; assumption."""
BEST_HOUR = 15.0
"""Hour of the day with most activity: complaints to six airlines, February 2015."""


class Climate:
    """What is the same for all: trends, tone, supporters, how the brand's conduct looks.

    Parameters
    ----------
    scenario : Scenario
        Numbers of the rules.
    record : Record
        What has been written down so far.

    Attributes
    ----------
    offence : float
        0..1, how bad the brand's conduct looks in public.
    inadequate : list of int
        Hours in which a public message was found inadequate.
    """

    def __init__(self, scenario: Scenario, record: Record) -> None:
        self._scenario, self._record = scenario, record
        self._left = 0.5 ** (1.0 / scenario.contagion.post_half_life)
        self._offence_left = 0.5 ** (1.0 / scenario.judgement.offence_half_life)
        followers = scenario.people.followers
        self._trend, self._people = scenario.contagion.trend, record.people
        self._come = scenario.people.unfollow / 24.0 * followers / max(0.05, 1.0 - followers)
        self._issue = self._conduct = self._support = 0.0
        self._faintest = max(FORGOTTEN_TREND, FAINT_TREND * record.people)
        self.offence = 0.0
        self.inadequate: list[int] = []

    def world(
        self, hour: int, matter: Matter, brand: Brand, press: Press, sent: list[Sent]
    ) -> World:
        """Say what meets everybody in this hour.

        Parameters
        ----------
        hour : int
            Now.
        matter, brand, press : Matter, Brand, Press
            As they are now.
        sent : list of Sent
            What the brand says in this hour; deletions and threats make gossip.
        """
        people, brand_numbers = self._scenario.people, self._scenario.brand
        presence = activity(hour % 168, people.swing, people.weekend)
        severity, facts = matter.severity(hour), matter.facts(hour)
        scandals = sum([one.deleted + one.said.threat for one in sent])
        gossip = self._scenario.judgement.gossip * scandals  # scandals are told about, too
        return World(
            hour=hour,
            presence=presence,
            awake=min(1.0, presence),
            severity=severity,
            seen_blame=facts.blame,
            offence=self.offence,
            press=press.index * self._scenario.press.readers,
            truth_known=float(facts.truth_known),
            speechless=float(severity > 0 and not brand.spoken),
            trend_issue=self._noticed(self._issue + gossip),
            trend_conduct=self._noticed(self._conduct + gossip),
            tone=self._record.heated / max(1, self._record.complaints),
            come=self._come,
            trend_defence=self._noticed(brand_numbers.supporter_posts * self._support),
            buzz=matter.buzz(hour),
            page_open=float(brand.page_open),
        )

    def _noticed(self, shares: float) -> float:
        """Give the shares of strangers that a person notices."""
        return self._trend * shares / self._people

    def after(
        self,
        world: World,
        counts: list[int],
        verdicts: NDArray[np.int64],
        sent: list[Sent],
        spoken: bool,
    ) -> None:
        """Let an hour change trends, supporters and the public view of the brand's conduct.

        Parameters
        ----------
        world : World
            What met everybody.
        counts : list of int
            What everybody did, in the order of ``TALLY``.
        verdicts : int64[SLOTS, 2]
            By message, who saw it, and the sum of their verdicts in 1 / ``SCALE``.
        sent : list of Sent
            What the brand said.
        spoken : bool
            Whether it has ever said anything that others could see.
        """
        self._issue = self._remembered(self._issue * self._left + counts[SHARES_ISSUE])
        self._conduct = self._remembered(self._conduct * self._left + counts[SHARES_CONDUCT])
        support = self._support * SPEAK_UP + sum([one.said.supporters for one in sent])
        self._support = self._remembered(support)
        self._see_conduct(world, verdicts, sent, spoken)

    def _remembered(self, shares: float) -> float:
        return shares if shares >= self._faintest else 0.0

    def _see_conduct(
        self, world: World, verdicts: NDArray[np.int64], sent: list[Sent], spoken: bool
    ) -> None:
        judgement, people = self._scenario.judgement, self._record.people
        self.offence *= self._offence_left
        if world.severity > 0 and not spoken:
            level = judgement.silent_offence * min(1.0, world.severity)
            self.offence += 0.01 * max(0.0, level - self.offence)
        for slot, one in enumerate(sent):
            if one.scope == "private":
                continue
            seen, total = verdicts[slot]
            self.offence = public_view(self.offence, verdicts[slot], people, SCALE)
            if seen >= max(3, 0.002 * people) and total < -0.1 * SCALE * seen:
                self.inadequate.append(world.hour)


@cache
def activity(hour: int, swing: float, weekend: float) -> float:
    """Give activity in an hour of the week, in multiples of the average over a day.

    Parameters
    ----------
    hour : int
        0 is Monday 00:00.
    swing : float
        Best over worst hour of a day.
    weekend : float
        Saturday and Sunday over a weekday.
    """
    half = log(swing) / 2
    phase = cos(2 * pi * (hour % 24 - BEST_HOUR) / 24)
    # mean of exp(half · cos) over the circle is the Bessel function I0(half)
    day = exp(half * phase) / float(np.i0(half))
    return day * (weekend if hour // 24 % 7 >= 5 else 1.0)
