"""What a policy is allowed to see: one case, and the compass reading of the situation.

Both are the brand's picture, sampled and late; never the state of the model.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody turned to the brand.

    Attributes
    ----------
    person : int
        Whom to answer.
    topic : str
        question (ordinary service), issue or conduct (a complaint).
    hour : int
        When it came in.
    waited : int
        Hours since then.
    public : bool
        Others can read it too.
    anger : float
        0..1, as it reads.
    """

    person: int
    topic: str
    hour: int
    waited: int = 0
    public: bool = True
    anger: float = 0.0


@dataclass(frozen=True, slots=True)
class Situation:
    """The compass: what the brand believes to be going on.

    Attributes
    ----------
    hour : int
        Hours since Monday 00:00 of the first week.
    since_first_sign : int
        Hours since the brand first saw an unusual number of complaints; -1 before.
    complaints : float
        Complaints in the last 24 hours, estimated from what monitoring finds.
    usual : float
        Complaints in 24 hours as they were before the first sign.
    surge : float
        The first over the second (at least one complaint a day counted as usual).
    conduct_share : float
        0..1, share of complaints about the brand's own conduct.
    support_share : float
        0..1, posts in defence among complaints and defence.
    press : float
        0..1, index of reporting.
    at_fault : float
        0..1, responsibility as the brand knows it of itself.
    cleared : bool
        The charge has been refuted in public.
    backlog : int
        Open cases.
    energy : float
        0..1, of the team.
    open : bool
        Office hours.
    statements : int
        Public statements so far.
    since_statement : int
        Hours since the last one; a large number before the first.
    promised : bool
        A correction has been promised.
    """

    hour: int
    since_first_sign: int = -1
    complaints: float = 0.0
    usual: float = 0.0
    surge: float = 0.0
    conduct_share: float = 0.0
    support_share: float = 0.0
    press: float = 0.0
    at_fault: float = 0.0
    cleared: bool = False
    backlog: int = 0
    energy: float = 1.0
    open: bool = True
    statements: int = 0
    since_statement: int = 100_000
    promised: bool = False
