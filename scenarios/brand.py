"""The load, and those who meet it: brand, team, channels, press, headquarters, run."""

from knautschball.scenarios.knobs import Section, choice, knob, switch


class Load(Section):
    """One load on the community. ``--load`` multiplies severity × reach."""

    title: str = choice("the load", "what happens, in a few words", "scenario")
    at: float = knob(
        0.0, 0, 8760, "hours", "start, counted from the end of the warm-up", "scenario"
    )
    severity: float = knob(
        0.6,
        0,
        3,
        "0..1",
        "how bad the matter is for those it touches; 1 is grave, above it alarming",
        "scenario",
    )
    reach: float = knob(0.05, 0, 1, "share", "share of members who meet it themselves", "scenario")
    spread: float = knob(
        24.0, 1, 8760, "hours", "time over which those members meet it", "scenario"
    )
    press: float = knob(0.0, 0, 1, "0..1", "press report at the start", "scenario")
    blame: float = knob(
        0.6,
        0,
        1,
        "0..1",
        "responsibility that people see with the brand at first",
        "SCCT clusters: Coombs 2007, doi 10.1057/palgrave.crr.1550049",
    )
    truth: float = knob(
        0.6, 0, 1, "0..1", "responsibility that comes to light in the end", "scenario"
    )
    cleared_after: float = knob(
        0.0, 0, 8760, "hours", "time until the truth is published; 0 means never", "scenario"
    )
    lasting: float = knob(
        240.0,
        1,
        100_000,
        "hours",
        "half-life of the problem itself while nobody corrects it",
        "scenario",
    )


class Brand(Section):
    """What the brand sees, says and pays."""

    monitoring_delay: float = knob(
        2.0, 0, 168, "hours", "age of the picture that the brand has of the community", "assumption"
    )
    monitoring_share: float = knob(
        0.5, 0, 1, "share", "share of posts that monitoring finds", "assumption"
    )
    overlooked: float = knob(
        0.4,
        0,
        1,
        "share",
        "share of questions and complaints to the brand that nobody there takes up",
        "47 % of threads unanswered: Einwiller & Steilen 2015, doi 10.1016/j.pubrev.2014.11.012; "
        "fitted (F17)",
    )
    keeps_promises: bool = switch(
        True, "promised corrections are kept when they fall due", "scenario"
    )
    organic_reach: float = knob(
        0.35,
        0,
        1,
        "chance",
        "chance that a follower sees a public statement in an hour",
        "assumption",
    )
    page_visits: float = knob(
        0.05,
        0,
        1,
        "chance",
        "chance in an hour that a member concerned by the issue looks at the page",
        "assumption",
    )
    thread: float = knob(
        8.0,
        1,
        500,
        "posts",
        "posts that a visitor of the page reads",
        "a reply drowns in the mass: Vodafone 2012; number assumed",
    )
    hour_cost: float = knob(45.0, 0, 1000, "EUR", "cost of an hour of staff", "assumption")
    compensation_cost: float = knob(
        30.0, 0, 100_000, "EUR", "cost of one full compensation", "assumption"
    )
    correction_cost: float = knob(
        5000.0, 0, 1e9, "EUR", "cost of correcting the problem once", "assumption"
    )


class Team(Section):
    """The people who answer for the brand."""

    size: int = knob(3, 0, 1000, "people", "members on duty in office hours", "assumption")
    replies_per_hour: float = knob(
        5.0, 0, 100, "replies", "answers that one rested member writes in an hour", "assumption"
    )
    opens: int = knob(8, 0, 23, "o'clock", "start of office hours", "assumption")
    closes: int = knob(20, 1, 24, "o'clock", "end of office hours", "assumption")
    weekends: bool = switch(False, "the team works on Saturday and Sunday", "assumption")
    on_call: float = knob(0.0, 0, 1, "share", "capacity outside office hours", "assumption")
    fatigue: float = knob(
        0.03,
        0,
        1,
        "per hour",
        "energy lost in an hour of full load",
        "load and emotional exhaustion: Swider & Zimmerman 2010, doi 10.1016/j.jvb.2010.01.003; "
        "size assumed",
    )
    rest: float = knob(0.04, 0, 1, "per hour", "energy regained in an hour off duty", "assumption")


class Press(Section):
    """The index of public reporting, 0 to 1."""

    lag: float = knob(
        30.0,
        0,
        240,
        "hours",
        "how far the press follows the people",
        "print lags Twitter by 1 to 2 days: Jack Wolfskin 2009",
    )
    gain: float = knob(
        0.02, 0, 1, "per hour", "growth of the index when the storm is news", "assumption"
    )
    news_value: float = knob(
        0.03,
        0.0001,
        1,
        "posts per member and day",
        "volume of complaints that is news",
        "assumption",
    )
    half_life: float = knob(80.0, 1, 2000, "hours", "time in which reporting halves", "assumption")
    readers: float = knob(
        0.07, 0, 1, "chance", "chance in an hour to meet a report when the index is 1", "assumption"
    )


class Headquarters(Section):
    """Those above the team, who watch damage × duration."""

    tolerance: float = knob(
        30.0,
        0.1,
        10_000,
        "storm-days",
        "damage that headquarters bears before it steps in",
        "assumption",
    )
    acts_after: float = knob(
        24.0, 0, 1000, "hours", "time from decision to the new team", "assumption"
    )


class Run(Section):
    """Length of a run."""

    warm_up: float = knob(7.0, 1, 365, "days", "quiet days before the load", "assumption")
    horizon: float = knob(60.0, 8, 1500, "days", "days observed after the load", "assumption")
    controls: int = knob(
        8, 2, 50, "runs", "undisturbed runs of other seeds that give the noise floor", "assumption"
    )
    threads: int = knob(1, 1, 64, "threads", "threads of one run; the result is the same", "user")
