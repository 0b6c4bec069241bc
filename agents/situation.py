"""What a policy is allowed to see: one case, and the compass reading of the situation.

Both are the brand's picture, sampled and late; never the state of the model.
"""

from typing import NamedTuple


class Case(NamedTuple):
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
    channel : str
        page, message, hotline or shop.
    merit : float
        0..1, how much of a case there seems to be behind it; a guess, the worse the less
        competent the team. Who only vents has little.
    ties : int
        Friends who see what this person posts.

    Examples
    --------
    >>> Case(person=3, topic="issue", hour=9, anger=0.7).channel
    'page'
    """

    person: int
    topic: str
    hour: int
    waited: int = 0
    public: bool = True
    anger: float = 0.0
    channel: str = "page"
    merit: float = 0.5
    ties: int = 0


class Situation(NamedTuple):
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
    corrected : bool
        The promise has been kept.
    blame : float
        0..1, responsibility that people see with the brand, as the team reads it.
    waiting : float
        Hours that the open cases have waited, the median.
    page_backlog, hotline_backlog : int
        Open cases on the page (with direct messages) and on the telephone.
    clock, weekday : int
        Hour of the day 0..23; 0 is Monday.
    prepared : bool
        The playbook exists.
    damage : float
        What headquarters has borne, in times its tolerance.
    money_left : float
        EUR left for compensation.

    Examples
    --------
    >>> Situation(hour=200, clock=8, complaints=30.0, usual=2.0, surge=15.0).open
    True
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
    corrected: bool = False
    blame: float = 0.0
    waiting: float = 0.0
    page_backlog: int = 0
    hotline_backlog: int = 0
    clock: int = 0
    weekday: int = 0
    prepared: bool = True
    damage: float = 0.0
    money_left: float = 0.0
