"""What a brand can say: one message with its posture, tone, substance and reach."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from numbers import Real
from typing import TYPE_CHECKING, Any

from knautschball.scenarios.errors import KnautschballError, PolicyError, quoted, unknown

if TYPE_CHECKING:
    from knautschball.agents.rules import Said

ACCEPTS = {
    "attack": 0.0,
    "deny": 0.0,
    "diminish": 0.3,
    "bolster": 0.35,
    "inform": 0.55,
    "rebuild": 1.0,
}
"""Responsibility that a strategy accepts, 0..1: order after Coombs 2007 (SCCT), values assumed."""

SCOPES = ("statement", "reply", "private", "nobody")
"""Who can see it: all followers, the one who asked and visitors of the page, only the one who
asked, or nobody (a placebo, which is never sent)."""


SHARES = (
    "empathy",
    "explanation",
    "personal",
    "assertiveness",
    "cooperativeness",
    "invites",
)
SWITCHES = ("correction", "deletes", "threatens", "house_rules", "closes_page")
STRIKING = {
    "closing": "closes_page",
    "deletion": "deletes",
    "threat": "threatens",
    "correction": "correction",
    "house rules": "house_rules",
}
"""Switches that name the kind of a message, the most striking first."""


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of answer; two messages with the same values are the same answer.

    Attributes
    ----------
    strategy : str
        SCCT posture: deny, diminish, bolster, rebuild, or inform without a posture.
    scope : str
        statement, reply, private or nobody.
    empathy, explanation, personal, assertiveness, cooperativeness : float
        0..1. ``personal`` is the conversational human voice, against a template.
    compensation : float
        Multiples of the loss.
    correction : bool
        Promises to correct the problem.
    correction_hours : float
        When the promise falls due, counted from the message.
    deletes : bool
        Takes away the post it answers.
    threatens : bool
        Threatens with the law.
    house_rules : bool
        Recalls, calmly, the rules of the page.
    invites : float
        0..1, lets people have a part in the solution: dialogue, votes, ideas.
    supporters : float
        Disclosed supporters who speak up near the fire with it; 0 to 1,000.
    closes_page : bool
        Leaves the platform; there is no way back in a run.

    Examples
    --------
    >>> Message(strategy="rebuild", empathy=0.9).accepts
    1.0
    >>> Message(deletes=True).kind
    'deletion'
    """

    strategy: str = "inform"
    scope: str = "reply"
    empathy: float = 0.3
    explanation: float = 0.0
    personal: float = 0.5
    assertiveness: float = 0.3
    cooperativeness: float = 0.5
    compensation: float = 0.0
    correction: bool = False
    correction_hours: float = 96.0
    deletes: bool = False
    threatens: bool = False
    house_rules: bool = False
    invites: float = 0.0
    supporters: float = 0.0
    closes_page: bool = False

    def __post_init__(self) -> None:
        """Refuse values of the wrong kind or outside their bounds.

        Raises
        ------
        PolicyError
            The first value that is not allowed is named.
        """
        _choice("strategy", self.strategy, ACCEPTS)
        _choice("scope", self.scope, SCOPES)
        for name in SHARES:
            _bounded(name, getattr(self, name), 1)
        _bounded("supporters", self.supporters, 1000)
        _bounded("compensation", self.compensation, 10)
        _bounded("correction_hours", self.correction_hours, 8760)
        for name in SWITCHES:
            _switch(name, getattr(self, name))

    @property
    def accepts(self) -> float:
        """Responsibility accepted, 0..1."""
        return ACCEPTS[self.strategy]

    @property
    def tone(self) -> float:
        """Tone from -1 (cold, attacking) to 1 (warm, cooperative); weights assumed."""
        warm = 0.6 * self.empathy + 0.4 * self.personal
        return warm + 0.5 * (self.cooperativeness - self.assertiveness) - 0.3

    @property
    def kind(self) -> str:
        """Name the message in one word for tables and pictures."""
        striking = (word for word, switch in STRIKING.items() if getattr(self, switch))
        return next(striking, self.strategy)

    def as_said(self, contradiction: float = 0.0, sameness: float = 1.0) -> "Said":
        """Give the numbers that people judge.

        Parameters
        ----------
        contradiction : float
            0..1, distance from what was said before.
        sameness : float
            0..1, share of the last public messages that were just like it.

        Returns
        -------
        Said
            As the rules of the crowd read it.
        """
        # here, since the rules bring a compiler along, which reading a playbook has no use for
        from knautschball.agents.rules import Said

        return Said(
            self.accepts,
            self.tone,
            self.explanation,
            self.compensation,
            float(self.correction),
            float(self.deletes),
            0.0,
            contradiction,
            float(self.threatens),
            float(self.house_rules),
            self.invites,
            self.supporters,
            sameness,
        )


FIELDS = tuple(field.name for field in fields(Message))


def message_from(data: dict[str, Any], where: str) -> Message:
    """Build a message from a table of a playbook.

    Raises
    ------
    PolicyError
        Unknown key or value out of bounds, with the place.
    """
    for key in data:
        if key not in FIELDS:
            raise unknown(PolicyError, where, key, FIELDS, "key of a message")
    try:
        return Message(**data)
    except KnautschballError as problem:
        raise PolicyError(
            f"{where}: {problem.where}", problem.problem, problem.allowed, problem.guess
        ) from None


def _choice(name: str, value: Any, allowed: Collection[str]) -> None:
    if not isinstance(value, str):
        raise PolicyError(
            f"message.{name}", f"{quoted(value)} was given", ", ".join(sorted(allowed))
        )
    if value not in allowed:
        raise unknown(PolicyError, f"message.{name}", value, allowed, name)


def _bounded(name: str, value: Any, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, Real) or not 0 <= value <= high:
        raise PolicyError(
            f"message.{name}", f"{quoted(value)} was given", f"a number 0 to {high:,}"
        )


def _switch(name: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise PolicyError(f"message.{name}", f"{quoted(value)} was given", "true or false")
