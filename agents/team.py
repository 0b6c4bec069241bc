"""The team: who sits at which desk, how much they can answer, reserves, a new team."""

from itertools import chain
from operator import attrgetter

import numpy as np
from scipy.special import ndtri

from knautschball.agents.chance import For, stream, uniforms
from knautschball.agents.crowd import CORRELATION, TRAITS
from knautschball.agents.member import HOTHEAD, Member
from knautschball.scenarios.brand import DESKS
from knautschball.scenarios.scenario import Scenario

NEWCOMER = 0.6
"""Skill and competence of a newly installed team, in times of the former one's; assumption."""
_ROOM = attrgetter("room")


class Team:
    """Those who answer for the brand.

    Parameters
    ----------
    scenario : Scenario
        Team, and staff of hotline and shop.
    seed : int
        Names the luck of their traits.

    Attributes
    ----------
    desks : dict of str to list of Member
        Members on duty by desk; those on the page answer direct messages too.
    members : list of Member
        All members on duty.
    energies : tuple of two floats
        Their mean and their lowest energy at the end of the last hour, 0..1; 1 without any.
    hours : float
        Staff hours spent on answering so far.
    original : bool
        Still the team of the start; headquarters may have installed a new one.
    """

    def __init__(self, scenario: Scenario, seed: int = 0) -> None:
        self._numbers, self._seed = scenario.team, seed
        channels = scenario.channels
        self._sizes = {
            "page": scenario.team.size,
            "hotline": channels.hotline.staff,
            "shop": channels.shop.staff,
        }
        self.desks: dict[str, list[Member]] = {}
        for desk, size in self._sizes.items():
            self._seat(desk, self._seated(desk, size))
        # a shift may end on the next day; from 8 to 8 o'clock is round the clock
        self._shift = (scenario.team.closes - scenario.team.opens - 1) % 24 + 1
        self._week = [self._works(hour) for hour in range(168)]
        pace = scenario.team.replies_per_hour
        sizes = self._sizes.items()
        self._days = {desk: max(1.0, size * pace * self._shift) for desk, size in sizes}
        self.hours = 0.0
        self.original = True
        self._called_at: int | None = None
        self.reserve = False
        self._off = False

    def _seated(self, desk: str, size: int, generation: int = 0) -> list[Member]:
        """Draw the members of a desk; the first ones may be hotheads."""
        hot = self._numbers.hotheads if desk == self._numbers.hotheads_at else 0
        scores = self._scores(desk, size, generation)
        means = np.array([getattr(self._numbers, trait) for trait in TRAITS])
        traits = (
            means + self._numbers.trait_spread * scores[:, :5] @ np.linalg.cholesky(CORRELATION).T
        )
        traits[:hot, 3], traits[:hot, 4] = -HOTHEAD, HOTHEAD
        return [
            Member(tuple(map(float, row)), float(luck), self._numbers)
            for row, luck in zip(traits, scores[:, 5], strict=True)
        ]

    def _scores(self, desk: str, size: int, generation: int) -> np.ndarray:
        """Draw six standard normal scores for each member."""
        place = 1000 * generation + DESKS.index(desk)
        keys = np.arange(6 * size, dtype=np.uint64)
        drawn = uniforms(stream(self._seed, place, For.MEMBER), keys)
        return ndtri(np.clip(drawn, 1e-12, 1 - 1e-12)).reshape(size, 6)

    def _seat(self, desk: str, members: list[Member]) -> None:
        self.desks[desk] = members
        self.members = list(chain.from_iterable(self.desks.values()))
        self._measure([member.energy for member in self.members])

    def _measure(self, energies: list[float]) -> None:
        count = len(energies)
        self.energies = (sum(energies) / count, min(energies)) if count else (1.0, 1.0)

    @property
    def energy(self) -> float:
        """Mean energy of all members, 0..1; 1 for a brand without any."""
        return self.energies[0]

    def open(self, hour: int) -> bool:
        """Say whether the hour falls into office hours: into the shift that began on a workday."""
        return self._week[hour % 168]

    def _works(self, hour: int) -> bool:
        day, worked = divmod(hour - self._numbers.opens, 24)
        works = self._numbers.weekends or day % 7 < 5
        return works and worked < self._shift

    def present(self, hour: int) -> float:
        """Give the share of capacity that is there in this hour."""
        return 1.0 if self.open(hour) else self._numbers.on_call

    def day(self, desk: str = "page") -> float:
        """Give the answers of an ordinary day, to which a backlog is compared."""
        return self._days[desk]

    @property
    def stretched(self) -> float:
        """Share of those now at the page who are there on ordinary days, 0..1."""
        usual = self._sizes["page"]
        return usual / max(1, len(self.desks["page"])) if self.reserve else 1.0

    def begin(self, hour: int) -> None:
        """Begin an hour of work."""
        present = self.present(hour)
        if present or not self._off:  # who was off in the last hour and still is, saves nothing
            for member in self.members:
                member.begin(present)
        self._off = not present

    def free(self, desk: str) -> Member | None:
        """Give the member of a desk with most room for an answer, or None."""
        best = max(self.desks[desk], key=_ROOM, default=None)
        return best if best is not None and best.room >= 1.0 else None

    def answered(self, member: Member, anger: float) -> None:
        """Count an answer."""
        member.answer(anger)
        self.hours += 1.0 / max(0.01, self._numbers.replies_per_hour)

    def end(self, hour: int, backlog: int) -> None:
        """End the hour; call the reserve where the page has a backlog, send it home without."""
        present, on_duty = self.present(hour), self.open(hour)
        self._measure([member.end(present, on_duty) for member in self.members])
        self._call(hour, backlog)

    def _call(self, hour: int, backlog: int) -> None:
        if self._called_at is None and backlog > self._numbers.reserve_at * self.day():
            self._called_at = hour
        if self._called_at is None:
            return
        usual, page = self._sizes["page"], self.desks["page"]
        if not self.reserve and hour >= self._called_at + self._numbers.reserve_delay:
            everybody = self._seated("page", usual + self._numbers.reserve)
            self._seat("page", page + everybody[usual:])
            self.reserve = True
        elif self.reserve and backlog == 0:
            self._seat("page", page[:usual])
            self.reserve, self._called_at = False, None

    def replace(self) -> None:
        """Install a new team at the page: rested, but skills and relations are lost."""
        kept, numbers = self._numbers, self._numbers
        fewer = {"skill": NEWCOMER * numbers.skill, "competence": NEWCOMER * numbers.competence}
        self._numbers = numbers.model_copy(update=fewer | {"hotheads": 0})
        self._seat("page", self._seated("page", self._sizes["page"], generation=1))
        self._numbers, self.original, self.reserve = kept, False, False
