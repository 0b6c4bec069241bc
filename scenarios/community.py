"""Who is there and who knows whom: the community and its people."""

from knautschball.scenarios.knobs import Section, choice, knob, switch

GRAPH_NAMES = ("communities", "small-world", "scale-free", "random")
"""Graph generators; each is one function of ``model/generators.py``."""


class Community(Section):
    """The social graph: a generator with its numbers, or a file."""

    graph: str = choice(
        "communities",
        "generator of the social graph",
        "log-normal degrees in circles fit five measured graphs best",
        GRAPH_NAMES,
    )
    file: str | None = choice(
        None, "edge list (CSV, also gzip), GraphML, GEXF or GML instead of a generator", "user"
    )
    size: int = knob(
        1000,
        10,
        10_000_000,
        "people",
        "members of the community; a file brings its own",
        "assumption: a community that a team still knows",
    )
    mean_degree: float = knob(
        14.0,
        2,
        200,
        "ties",
        "mean number of ties of a person",
        "7 to 82 in five graphs: Leskovec & McAuley 2012; Traud et al. arXiv:1102.2166; "
        "Rozemberczki et al. 2019, 2020",
    )
    degree_spread: float = knob(
        0.9,
        0,
        2,
        "log units",
        "standard deviation of the logarithm of a person's wish for ties",
        "log-normal fits the tails of the same five graphs better than a power law",
    )
    clustering: float = knob(
        0.3,
        0,
        1,
        "chance",
        "chance that a tie closes a triangle (1 - rewiring in a small world)",
        "mean local clustering .13 to .61 in the same five graphs",
    )
    circles: int = knob(
        0, 0, 10_000, "circles", "number of circles; 0 follows the size", "assumption"
    )
    mixing: float = knob(
        0.2, 0, 1, "share", "share of ties that leave the own circle", "modularity .33 to .83 there"
    )
    acquaintances: float = knob(
        0.3,
        0,
        3,
        "per tie",
        "friends of friends who may become friends, per existing tie",
        "assumption",
    )


class People(Section):
    """Traits and habits of the members."""

    trait_spread: float = knob(
        1.0,
        0,
        2,
        "SD",
        "spread of the Big Five in the crowd; 0 makes everyone average",
        "z-scores; correlations: van der Linden et al. 2010, doi 10.1016/j.jrp.2010.03.003",
    )
    trust: float = knob(0.35, -1, 1, "-1..1", "mean trust in the brand", "assumption")
    trust_spread: float = knob(0.25, 0, 1, "-1..1", "spread of trust in the brand", "assumption")
    followers: float = knob(
        0.6, 0, 1, "share", "share of members who follow the brand at the start", "assumption"
    )
    customers: float = knob(
        0.5, 0, 1, "share", "share of members who buy from the brand", "assumption"
    )
    lurkers: float = knob(
        0.7,
        0,
        1,
        "share",
        "share of members who read and never write",
        "90-9-1 rule: Nielsen 2006; chosen so that 70 to 95 % never write (F7)",
    )
    extravert_writes: float = knob(
        0.02,
        0,
        0.5,
        "share per SD",
        "fewer lurkers among the extravert",
        "sharing r = .05: Lin et al. 2024, doi 10.1371/journal.pone.0303770; fitted by hand (F28)",
    )
    activity_tail: float = knob(
        1.23,
        0.8,
        4,
        "exponent",
        "tail exponent of how much a person writes; smaller is more unequal",
        "posts per user follow a power law of density exponent 2.23 in two public data sets: "
        "De Domenico et al. 2013, doi 10.1038/srep02980; airline complaints 2015",
    )
    activity_cap: float = knob(
        60.0, 1, 1000, "times", "most active over least active person", "same data"
    )
    everyday: float = knob(
        0.006,
        0,
        1,
        "posts/day",
        "brand-related everyday posts of an average writer",
        "assumption; sets the peak over the usual volume (10 to 200, ING-DiBa 2012)",
    )
    questions: float = knob(
        0.004, 0, 1, "per day", "ordinary questions of a customer to the brand", "assumption"
    )
    venting: float = knob(
        0.0003,
        0,
        0.5,
        "posts/day",
        "angry posts of an average writer without any case behind them",
        "assumption",
    )
    patience: float = knob(
        1.0,
        0.1,
        240,
        "hours",
        "median reply time that people expect",
        "53 % expect at most 1 h: Lithium / Millward Brown 2013, n = 501",
    )
    patience_spread: float = knob(
        1.5, 0, 4, "log units", "spread of the expected reply time", "65 % within 2 h, same source"
    )
    swing: float = knob(
        3.2,
        1,
        50,
        "times",
        "activity at the best hour of the day over the worst",
        "fitted (D4), so that complaints swing as measured: 8 to 1 among six airlines, February "
        "2015; 5 to 1: Golder & Macy 2011, doi 10.1126/science.1202775",
    )
    weekend: float = knob(
        0.9, 0.1, 3, "times", "activity on Saturday and Sunday over a weekday", "assumption"
    )
    churn: float = knob(
        0.0016,
        0,
        0.2,
        "per day",
        "chance that a tie between two members ends in calm times",
        "fitted (F31): 43 % of active users cut a tie in 51 days: Kwak et al. 2011, "
        "doi 10.1145/1978942.1979104",
    )
    unfollow: float = knob(
        0.0005,
        0,
        0.1,
        "per day",
        "chance that a follower leaves the brand in calm times",
        "assumption",
    )
    pseudonyms: float = knob(
        0.5, 0, 1, "share", "share of members without their real name", "assumption"
    )
    real_name_boldness: float = knob(
        1.15,
        0.5,
        2,
        "times",
        "how much more a real name complains than a pseudonym; contested, below 1 is the "
        "opposite view",
        "Rost et al. 2016, doi 10.1371/journal.pone.0155923; against it Gruber et al. 2020",
    )
    real_names: bool = switch(False, "everyone writes under the real name", "contested, see above")


class Contagion(Section):
    """How the word spreads from feed to feed."""

    rule: str = choice(
        "threshold",
        "how voices add up until a person takes notice of the issue",
        "threshold: Centola 2010, doi 10.1126/science.1185231; dose: Dodds & Watts 2004, "
        "doi 10.1103/PhysRevLett.92.218701",
        ("simple", "threshold", "dose"),
    )
    post_half_life: float = knob(
        1.33,
        0.05,
        48,
        "hours",
        "time in which a post loses half of its further views",
        "80 min: Pfeffer et al. 2023, arXiv:2302.09654",
    )
    attention: float = knob(
        8.0,
        0.5,
        500,
        "posts/hour",
        "posts a person reads in an hour at most",
        "assumption; that attention is limited: Hodas & Lerman 2012",
    )
    background: float = knob(
        6.0, 0, 500, "posts/hour", "other posts that compete for attention", "assumption"
    )
    transmission: float = knob(
        0.35,
        0,
        5,
        "per voice",
        "chance per noticed voice to take up the issue (simple)",
        "assumption",
    )
    voices: float = knob(
        1.5,
        0.1,
        20,
        "voices",
        "noticed voices at which half of the people take up the issue (threshold, dose)",
        "several signals needed: Centola 2010; heterogeneous: Granovetter 1978",
    )
    voices_spread: float = knob(
        0.6, 0, 2, "log units", "spread of that threshold between people", "assumption"
    )
    dose_memory: float = knob(
        24.0, 1, 720, "hours", "half-life of what was heard (dose)", "assumption"
    )
    trend: float = knob(
        0.13,
        0,
        100,
        "times",
        "reach of shares beyond friends: noticed shares of strangers per share and member",
        "assumption",
    )
    moral_pull: float = knob(
        1.13,
        1,
        2,
        "times",
        "how much further a heated complaint carries than a civil one",
        "1.13 [1.06, 1.20] per moral-emotional word: meta-analysis after Brady et al. 2017, "
        "doi 10.1073/pnas.1618923114",
    )
    saturation: float = knob(
        6.0,
        0.1,
        500,
        "voices",
        "voices heard at which the wish to add one's own is halved",
        "more participants, less willingness: Johnen et al. 2018, doi 10.1177/1461444817741883",
    )
    tone_conformity: float = knob(
        0.6,
        0,
        1,
        "share",
        "how far the tone of those heard, heated or civil, decides about the own tone where many "
        "complain",
        "more participants, more conformity with their tone: Johnen et al. 2018, as above; size "
        "assumed",
    )
    conformity: float = knob(
        1.0,
        0,
        5,
        "weight",
        "pull of the topic that friends complain about on the own topic",
        "Johnen et al. 2018, as above",
    )
