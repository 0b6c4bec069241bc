"""The load, and those who meet it: brand, team, press, headquarters, run."""

from knautschball.scenarios.knobs import Section, choice, knob, switch

TRIAGE = ("first-come", "angry-first", "public-first", "complaints-first", "merit-first")
"""Orders in which cases are worked off."""
DESKS = ("page", "hotline", "shop")
"""Desks at which members sit; the one of the page answers direct messages too."""


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
        "half-life of the problem itself while nobody corrects it, and of the attention",
        "scenario",
    )
    claim: float = knob(
        0.0,
        0,
        1,
        "0..1",
        "how loudly the brand had claimed the opposite: words and deeds apart raise severity and "
        "the responsibility seen",
        "hypocrisy as an intensifier: Coombs 2007; size assumed",
    )
    attention: float = knob(
        0.0,
        0,
        1000,
        "times the usual",
        "further questions to the brand that it brings at first",
        "scenario",
    )
    delight: float = knob(
        0.0,
        0,
        1,
        "0..1",
        "how much it pleases those who meet it; a success is a load too",
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
    budget: float = knob(
        50_000.0, 0, 1e12, "EUR", "money for compensation; then none is paid", "assumption"
    )
    calls: float = knob(
        0.3,
        0,
        1,
        "share",
        "share of those who meet a load that turn to the brand in private before anything else",
        "most complain to the firm first: assumption",
    )
    sign_off_steps: int = knob(
        1, 0, 20, "steps", "people who must agree before a statement goes out", "assumption"
    )
    sign_off_hours: float = knob(
        2.0, 0, 240, "office hours", "time that each of them takes", "assumption"
    )
    prepared: bool = switch(
        True,
        "the playbook exists before the load; if not it is written under fire, and until then "
        "everybody improvises",
        "76 % of crises could be prevented or diminished with preparation: Owyang 2011; scenario",
    )
    writing_hours: float = knob(
        48.0, 0, 1000, "hours", "time to write it, counted from the first sign", "assumption"
    )
    supporter_posts: float = knob(
        1000.0,
        0,
        10_000,
        "posts",
        "posts of others that a disclosed supporter near the fire weighs as much as",
        "supporters chosen close to the fire: Mochalova & Nanopoulos 2014; size assumed",
    )


class Team(Section):
    """The people who answer for the brand."""

    size: int = knob(
        3,
        0,
        1000,
        "people",
        "members on duty in office hours for the page and direct messages",
        "assumption",
    )
    replies_per_hour: float = knob(
        5.0, 0, 100, "replies", "answers that one rested member writes in an hour", "assumption"
    )
    opens: int = knob(8, 0, 23, "o'clock", "start of office hours", "assumption")
    closes: int = knob(
        22,
        1,
        24,
        "o'clock",
        "end of office hours; at or before their start: on the next day, so a night shift or, with "
        "equal hours, round the clock; a shift counts to the day on which it begins",
        "fitted by hand to F17: half answered within the hour, 8.4 hours on average, "
        "Einwiller & Steilen 2015",
    )
    weekends: bool = switch(False, "the team works on Saturday and Sunday", "assumption")
    on_call: float = knob(0.0, 0, 1, "share", "capacity outside office hours", "assumption")
    reserve: int = knob(
        0, 0, 1000, "people", "further members who can be called in for the page", "scenario"
    )
    reserve_at: float = knob(
        0.5, 0, 100, "days of work", "backlog at which they are called in", "assumption"
    )
    reserve_delay: float = knob(12.0, 0, 1000, "hours", "time until they are at work", "assumption")
    triage: str = choice(
        "first-come", "which case comes first, unless the policy says so", "scenario", TRIAGE
    )
    formalisation: float = knob(
        0.9,
        0,
        1,
        "0..1",
        "how binding the playbook is: chance that a member keeps to it against the own reading",
        "44 % of firms have a triage process: Owyang 2011; size assumed",
    )
    competence: float = knob(
        0.6,
        0,
        1,
        "0..1",
        "how well members read the community; at 0 they guess",
        "assumption",
    )
    skill: float = knob(0.7, 0, 1, "0..1", "how well members write what they mean", "assumption")
    guidelines: float = knob(
        0.7, 0, 1, "0..1", "how far guidelines lift the worst answers", "assumption"
    )
    coordination: float = knob(
        0.95,
        0,
        1,
        "0..1",
        "chance that a member knows what the others have said; else the answer takes another line",
        "assumption",
    )
    slips: float = knob(
        0.01,
        0,
        1,
        "chance",
        "chance that a rested member of average temper answers an angry case rudely",
        "assumption",
    )
    hotheads: int = knob(0, 0, 1000, "people", "members with a hot head: high N, low A", "scenario")
    hotheads_at: str = choice("page", "desk at which they sit", "scenario", DESKS)
    real_names: bool = switch(
        True,
        "members sign with their names: a more human voice, and abuse that is felt more",
        "human voice: van Noort & Willemsen 2012; contested, sizes assumed",
    )
    openness: float = knob(0.0, -3, 3, "z", "mean of the members", "scenario")
    conscientiousness: float = knob(0.0, -3, 3, "z", "mean of the members", "scenario")
    extraversion: float = knob(0.0, -3, 3, "z", "mean of the members", "scenario")
    agreeableness: float = knob(0.0, -3, 3, "z", "mean of the members", "scenario")
    neuroticism: float = knob(0.0, -3, 3, "z", "mean of the members", "scenario")
    trait_spread: float = knob(
        1.0, 0, 3, "SD", "spread of traits between members", "z-scores by definition"
    )
    fatigue: float = knob(
        0.03,
        0,
        1,
        "per hour",
        "energy lost in an hour of full load",
        "load and emotional exhaustion: Swider & Zimmerman 2010, doi 10.1016/j.jvb.2010.01.003; "
        "size assumed",
    )
    abuse: float = knob(
        1.0, 0, 10, "times", "further energy lost to a fully angry case", "assumption"
    )
    neurotic_fatigue: float = knob(
        0.5,
        0,
        2,
        "per SD",
        "weight of neuroticism in exhaustion",
        "standardised weight about .5 in a multiple R of .57: Swider & Zimmerman 2010",
    )
    extravert_fatigue: float = knob(
        0.15,
        0,
        2,
        "per SD",
        "weight of extraversion against exhaustion",
        "standardised weight about -.15: Swider & Zimmerman 2010",
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
    half_life: float = knob(140.0, 1, 2000, "hours", "time in which reporting halves", "assumption")
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
        "damage that headquarters bears before it installs a new team",
        "assumption",
    )
    statement_at: float = knob(
        0.4,
        0,
        10,
        "times the tolerance",
        "damage at which it orders a statement of its own; words of lawyers, not of people",
        "assumption",
    )
    leaves_at: float = knob(
        4.0, 1, 1000, "times the tolerance", "damage at which it leaves the platform", "assumption"
    )
    acts_after: float = knob(
        24.0, 0, 1000, "hours", "time from a decision to the deed", "assumption"
    )
    memory: float = knob(
        30.0, 0.1, 10_000, "days", "time in which damage is half forgotten", "assumption"
    )


class Run(Section):
    """Length of a run."""

    warm_up: float = knob(7.0, 1, 365, "days", "quiet days before the load", "assumption")
    horizon: float = knob(60.0, 8, 1500, "days", "days observed after the load", "assumption")
    controls: int = knob(
        8, 2, 50, "runs", "undisturbed runs of other seeds that give the noise floor", "assumption"
    )
    threads: int = knob(1, 1, 64, "threads", "threads of one run; the result is the same", "user")
