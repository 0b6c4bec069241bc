"""A member of the team: traits, energy, temper."""

from math import exp, sqrt

from knautschball.scenarios.brand import Team as TeamNumbers

FRAILTY = 0.6
"""Spread of the logarithm of exhaustion between members; assumption."""
HOTHEAD = 2.5
"""Neuroticism and lack of agreeableness of a hothead, in z; assumption."""


class Member:
    """One of those who answer.

    Parameters
    ----------
    traits : tuple of five floats
        Openness, conscientiousness, extraversion, agreeableness, neuroticism; z-scores.
    luck : float
        What else makes this member tire sooner or later; a standard normal score.
    numbers : Team section
        The declared numbers of the team.

    Attributes
    ----------
    energy : float
        0..1.
    temper : float
        Logarithm of how much sooner than others this one answers rudely.
    frailty : float
        How fast load tires, in times of the average.
    """

    def __init__(self, traits: tuple[float, ...], luck: float, numbers: TeamNumbers) -> None:
        self.openness, self.conscientiousness, self.extraversion = traits[:3]
        self.agreeableness, self.neuroticism = traits[3:]
        self.energy = 1.0
        self.temper = 0.8 * self.neuroticism - 0.6 * self.agreeableness
        known = numbers.neurotic_fatigue * self.neuroticism
        known -= numbers.extravert_fatigue * self.extraversion
        rest = 1.0 - numbers.neurotic_fatigue**2 - numbers.extravert_fatigue**2
        self.frailty = exp(FRAILTY * (known + sqrt(max(0.0, rest)) * luck))
        self.competence = _share(
            numbers.competence + 0.1 * self.openness * (numbers.competence > 0)
        )
        self.obedience = _share(numbers.formalisation + 0.03 * self.conscientiousness)
        self._numbers, self._quick = numbers, numbers.replies_per_hour
        self._lively = max(0.5, 1.0 + 0.05 * self.extraversion)
        self._rest = {
            duty: numbers.rest * ((0.3 if duty else 1.0) / self.frailty) for duty in (True, False)
        }
        self.spare, self._present = 0.0, 0.0
        self._answered, self._anger = 0, 0.0

    @property
    def pace(self) -> float:
        """Answers that this member writes in an hour of work."""
        return self._quick * (0.4 + 0.6 * self.energy) * self._lively

    def begin(self, present: float) -> None:
        """Begin an hour, present for a share of it; fractions of an answer are saved."""
        saved = self.spare if self.spare < 1.0 else 1.0
        self.spare = saved + self.pace * present if present else saved
        self._present, self._answered, self._anger = present, 0, 0.0

    @property
    def room(self) -> float:
        """Answers that this member can still write in this hour; none when off duty."""
        return self.spare if self._present > 0 else 0.0

    def answer(self, anger: float) -> None:
        """Write one answer to somebody who is ``anger`` (0..1) angry."""
        self.spare -= 1.0
        self._answered += 1
        self._anger += anger

    def end(self, present: float, on_duty: bool) -> float:
        """End the hour: load and abuse cost energy, rest gives it back. Give what is left."""
        if not self._answered:
            self.energy += self._rest[on_duty] * (1.0 - self.energy)
            return self.energy
        capacity = self.pace * present
        load = min(1.0, self._answered / capacity) if capacity > 0 else 0.0
        felt = 1.0 if self._numbers.real_names else 0.6
        abuse = self._numbers.abuse * felt * self._anger / max(1, self._answered)
        recovery = (0.3 if on_duty else 1.0) * (1.0 - load) / self.frailty
        self.energy += self._numbers.rest * recovery * (1.0 - self.energy)
        tiring = self._numbers.fatigue * self.frailty * load * min(1.0, present)
        self.energy *= exp(-tiring * (1.0 + abuse))
        return self.energy

    def slips(self, anger: float) -> float:
        """Give the chance to answer rudely: temper, tiredness, an angry counterpart."""
        tired = exp(2.0 * (1.0 - self.energy))
        careful = exp(self.temper - 0.2 * self.conscientiousness)
        return min(0.95, self._numbers.slips * careful * tired * (0.4 + 1.2 * anger))

    def errs(self) -> float:
        """Give the chance to leave out what matters: little skill, little energy."""
        return 0.3 * (1.0 - self._numbers.skill) * (1.5 - self.energy)


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
