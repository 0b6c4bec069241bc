"""How people feel, judge and act: the numbers behind the rules of ``agents/rules.py``."""

from knautschball.scenarios.knobs import Section, knob


class Feelings(Section):
    """Three speeds: arousal in hours, grievances in days, trust in weeks."""

    arousal_rest: float = knob(0.10, 0, 0.9, "0..1", "arousal at rest", "assumption")
    arousal_half_life: float = knob(
        3.0,
        0.1,
        72,
        "hours",
        "time in which arousal above rest halves",
        "irritation is among the short emotions: Verduyn & Lavrijsen 2015, "
        "doi 10.1007/s11031-014-9445-y",
    )
    stir: float = knob(
        1.7,
        0,
        2,
        "per hour",
        "how much noticed complaints raise arousal",
        "arousal rises with emotional content: Garcia et al. 2016, doi 10.1098/rsos.160059",
    )
    boredom: float = knob(
        2.0,
        0.5,
        1000,
        "voices",
        "voices heard lately at which the same news stirs half as much",
        "novelty fades: Wu & Huberman 2007, doi 10.1073/pnas.0704916104; size assumed",
    )
    novelty_half_life: float = knob(
        168.0, 1, 5000, "hours", "time after which half of the novelty is back", "assumption"
    )
    valve: float = knob(
        0.45,
        0,
        1,
        "share",
        "share of arousal that leaves with an own post",
        "arousal drops after posting: Garcia et al. 2016, as above; size assumed",
    )
    issue_half_life: float = knob(
        66.0,
        1,
        2000,
        "hours",
        "time in which the grievance about the issue halves",
        "days: assumption",
    )
    conduct_half_life: float = knob(
        84.0,
        1,
        2000,
        "hours",
        "time in which the grievance about the brand's conduct halves",
        "days: assumption",
    )
    rumination: float = knob(
        0.4,
        0,
        1,
        "per SD",
        "how much longer a neurotic person carries a grievance",
        "rumination prolongs emotions: Verduyn & Lavrijsen 2015, as above; size fitted (D1, D3): "
        "unequal memories let a storm start to fade at once and end late",
    )
    brooding: float = knob(
        0.30,
        0,
        1,
        "0..1",
        "arousal above rest that a full grievance keeps up by itself",
        "fitted (D3): rumination keeps emotions going: Verduyn & Lavrijsen 2015, as above",
    )
    reinforcement: float = knob(
        0.2, 0, 1, "per hour", "pull of noticed complaints on the own grievance", "assumption"
    )
    struck_shock: float = knob(
        0.9,
        0,
        1,
        "share",
        "share of the grievance that the matter deserves, felt at once by those it strikes",
        "assumption",
    )
    told_shock: float = knob(
        0.5,
        0,
        1,
        "share",
        "the same share for those who read or hear of it",
        "assumption",
    )
    solidarity: float = knob(
        0.6,
        0,
        1,
        "share",
        "how far an issue concerns people whom it does not touch themselves",
        "assumption",
    )
    neurotic_anger: float = knob(
        0.15,
        0,
        1,
        "per SD",
        "more arousal from the same news with neuroticism",
        "N-anger slope: Ode et al. 2008, PMC2440578; size assumed",
    )
    agreeable_calm: float = knob(
        0.10,
        0,
        1,
        "per SD",
        "less arousal from the same news with agreeableness",
        "Bettencourt et al. 2006, doi 10.1037/0033-2909.132.5.751; size assumed",
    )
    neurotic_disagreeable: float = knob(
        0.08,
        0,
        1,
        "per SD²",
        "extra arousal of people both neurotic and disagreeable",
        "N x A on anger: Ode et al. 2008, as above; size assumed",
    )
    yield_point: float = knob(
        0.35,
        0,
        2,
        "0..1",
        "grievance up to which trust springs back by itself",
        "assumption; part of the loss stays: Hansen et al. 2018, "
        "doi 10.1016/j.ijresmar.2018.08.001; fitted by hand (F14)",
    )
    yield_traits: float = knob(
        0.05,
        0,
        0.5,
        "per SD",
        "higher yield point of agreeable and of loyal people",
        "agreeableness and forgiveness r = .25 to .44: Hodge et al., Handbook of Forgiveness 2020",
    )
    yield_flow: float = knob(
        0.004,
        0,
        1,
        "per hour",
        "trust lost per hour and unit of grievance above the yield point",
        "assumption",
    )
    conduct_weight: float = knob(
        1.3,
        0,
        5,
        "times",
        "weight of the conduct grievance against the issue in strain on trust",
        "double deviation: Maxham & Netemeyer 2002, doi 10.1509/jmkg.66.4.57.18512; size assumed",
    )
    healing_half_life: float = knob(
        4000.0,
        24,
        100_000,
        "hours",
        "time in which half of lost trust comes back by itself",
        "about half a year: assumption; a third of damage is long-term: Freshfields 2013",
    )
    stance_time: float = knob(
        24.0,
        1,
        1000,
        "hours",
        "time constant with which stance follows trust and grievance",
        "assumption",
    )
    stance_weight: float = knob(
        0.68,
        0,
        3,
        "times",
        "how far a grievance pulls stance below trust",
        "assumption; fitted by hand (F14)",
    )


class Acts(Section):
    """What people do about it, and how readily."""

    complain: float = knob(
        0.2,
        0,
        20,
        "per hour",
        "posts of an average writer at full arousal and grievance",
        "fitted (D1, D3): smaller, and the storm lasts, since fewer have said it all at once",
    )
    affected_complain: float = knob(
        1.0, 0, 10, "times", "how much more those affected complain than bystanders", "assumption"
    )
    echo: float = knob(
        45.0,
        0,
        1000,
        "per post",
        "how much an own complaint lowers the wish for the next",
        "fitted (D5): 61.7 % of complainers write once: airline complaints, February 2015",
    )
    follow_up: float = knob(
        0.28,
        0,
        20,
        "per hour",
        "further posts right after an own complaint, at full grievance",
        "fitted (D7): of two complaints of one person, written in different hours, 43 % follow "
        "within the next hour, 92 % within a day: airline complaints, February 2015",
    )
    talk_half_life: float = knob(
        1.6,
        0.1,
        100,
        "hours",
        "time in which such a talk loses half of its pull",
        "fitted (D7), same data",
    )
    said_half_life: float = knob(
        336.0,
        1,
        5000,
        "hours",
        "time in which the memory of an own complaint halves",
        "two weeks: assumption",
    )
    cheap: float = knob(
        40.0,
        0,
        100,
        "times",
        "likes and shares per written comment",
        "fitted (F8): 70,000 likes to 7,000 comments: Vodafone 2012",
    )
    lurker_likes: float = knob(
        0.08,
        0,
        10,
        "times",
        "activity of a lurker in likes and shares, where an average writer has 1",
        "assumption; ten likes per comment: Vodafone 2012",
    )
    share_of_cheap: float = knob(
        0.17, 0, 1, "share", "shares among likes and shares", "fitted (D1); no study"
    )
    complaint_to_brand: float = knob(
        0.35,
        0,
        1,
        "chance",
        "chance that an affected complainer turns to the brand itself",
        "assumption",
    )
    defend: float = knob(
        0.3,
        0,
        20,
        "per hour",
        "posts in defence of an average writer fully convinced",
        "assumption; counter-mobilisation: ING-DiBa 2012",
    )
    extravert_posts: float = knob(
        0.25,
        0,
        1,
        "per SD",
        "more posts with extraversion",
        "sharing r = .05: Lin et al. 2024, doi 10.1371/journal.pone.0303770",
    )
    open_posts: float = knob(
        0.05,
        0,
        1,
        "per SD",
        "more angry posts with openness",
        "negative word of mouth out of concern: Anastasiei & Dospinescu 2018, Psihologija "
        "51(2):215; size assumed",
    )
    conscientious_posts: float = knob(
        0.03,
        0,
        1,
        "per SD",
        "fewer angry posts with conscientiousness",
        "sharing r = -.03: Lin et al. 2024; venting: Anastasiei & Dospinescu 2018, as above",
    )
    agreeable_posts: float = knob(
        0.12,
        0,
        1,
        "per SD",
        "fewer angry posts with agreeableness",
        "sharing r = -.06: Lin et al. 2024; size moved by hand to meet that sign (F28)",
    )
    leave: float = knob(
        0.001,
        0,
        1,
        "per hour",
        "chance to unfollow of a member whose stance fell by one",
        "assumption",
    )
    leave_from: float = knob(
        0.25,
        0,
        2,
        "-1..1",
        "fall of stance up to which nobody unfollows because of it",
        "assumption",
    )
    come_back: float = knob(
        0.002, 0, 1, "per hour", "chance to follow again once stance is back", "assumption"
    )
    joins: float = knob(
        0.3,
        0,
        10,
        "times",
        "how readily somebody who does not follow the brand joins it, to how readily defends it",
        "strong growth of fans while they defended their bank: ING-DiBa 2012; size assumed",
    )
    cut_tie: float = knob(
        0.3,
        0,
        1,
        "per day",
        "chance that two members on opposite sides of the quarrel part; also, in the share of the "
        "day's hours in which both wrote, that loud friends are dropped",
        "assumption; mention networks spring back: Lamba et al. 2015, doi 10.1145/2808797.2808828",
    )


class Judgement(Section):
    """How a message of the brand is judged, and what the judgement does."""

    velcro: float = knob(
        0.25,
        0,
        2,
        "per unit",
        "more responsibility seen by those who trust less",
        "bad reputation makes guilt stick: Coombs 2007, doi 10.1057/palgrave.crr.1550049; size "
        "assumed",
    )
    blame_spread: float = knob(
        0.10, 0, 1, "0..1", "spread of people's own views of who is to blame", "assumption"
    )
    fit: float = knob(
        0.7,
        0,
        2,
        "weight",
        "weight of the fit of strategy to responsibility",
        "matching r = .23 against responsibility r = -.54: Ma & Zhan 2016, "
        "doi 10.1080/1062726X.2016.1166367; fitted by hand (F16)",
    )
    too_little: float = knob(
        2.2,
        0,
        10,
        "slope",
        "loss of fit when the brand accepts less than people ask for",
        "assumption",
    )
    too_much: float = knob(
        3.0,
        0,
        10,
        "slope",
        "loss of fit when the brand accepts more than people ask for",
        "assumption; defence can be better in hedonic contexts: Johnen & Schnittka 2019, "
        "doi 10.1007/s11747-019-00661-x",
    )
    tone: float = knob(
        0.35,
        0,
        2,
        "weight",
        "weight of the tone",
        "conversational human voice: van Noort & Willemsen 2012, doi 10.1016/j.intmar.2011.07.001",
    )
    substance: float = knob(
        0.35,
        0,
        2,
        "weight",
        "weight of explanation, correction and compensation",
        "corrective action satisfies: Einwiller & Steilen 2015, doi 10.1016/j.pubrev.2014.11.012",
    )
    lateness: float = knob(
        0.25,
        0,
        2,
        "weight",
        "weight of a reply later than expected, for the one who asked",
        "38 % feel more negative: Lithium / Millward Brown 2013",
    )
    contradiction: float = knob(
        0.30, 0, 2, "weight", "weight of saying the opposite of before", "assumption"
    )
    order: float = knob(
        0.25,
        0,
        2,
        "weight",
        "weight of calmly recalled house rules: good to those who find the charge unfair, an "
        "evasion to those who find it fair",
        "calm rules won applause for ING-DiBa 2012, control of the page angered at Nestlé 2010; "
        "size assumed",
    )
    openness: float = knob(
        0.15,
        0,
        1,
        "per SD",
        "how much more a part in the solution means to the open-minded",
        "assumption",
    )
    intimidation: float = knob(
        0.6,
        0,
        2,
        "weight",
        "weight of a threat with the law, in the eyes of everybody who sees it",
        "Jack Wolfskin 2009; size assumed",
    )
    many_supporters: float = knob(
        12.0,
        1,
        1000,
        "people",
        "supporters at which their number offends as much as a fully inadequate message",
        "one supporter may pacify: Hauser et al. 2017; many do more damage than none: Beser, "
        "Lackes & Siepermann 2017; number assumed",
    )
    overpaid: float = knob(
        1.5,
        0,
        10,
        "times the loss",
        "compensation beyond which more is less",
        "loyalty falls above 150 % of the price: Haesevoets et al. 2017",
    )
    envy: float = knob(
        0.40,
        0,
        2,
        "weight",
        "annoyance of onlookers at compensation in public",
        "compensation fuels the fire: Herhausen et al. 2019, doi 10.1177/0022242918822300",
    )
    repetition: float = knob(
        0.35,
        0,
        5,
        "per reply",
        "how fast the same kind of answer wears out",
        "vary responses: Herhausen et al. 2019; size assumed",
    )
    answers_half_life: float = knob(
        84.0,
        1,
        5000,
        "hours",
        "time in which half of the answers heard are forgotten, so that they count afresh",
        "assumption",
    )
    agreeable_forgives: float = knob(
        0.15,
        0,
        1,
        "per SD",
        "more forgiving with agreeableness",
        "r = .25 to .44: Hodge et al., Handbook of Forgiveness 2020; size assumed",
    )
    neurotic_resents: float = knob(
        0.15,
        0,
        1,
        "per SD",
        "less forgiving with neuroticism",
        "r = -.42 to -.20: Hodge et al., Handbook of Forgiveness 2020; size assumed",
    )
    calming: float = knob(
        0.45,
        0,
        1,
        "share",
        "arousal taken away by a fully adequate message",
        "state empathy and forgiveness r = .51: Fehr et al. 2010, doi 10.1037/a0019993",
    )
    soothing: float = knob(
        0.3,
        0,
        1,
        "share",
        "grievance taken away by a fully adequate message",
        "apology and forgiveness r = .42: Fehr et al. 2010; size assumed",
    )
    repair: float = knob(
        0.06,
        0,
        1,
        "share",
        "lost trust given back by a fully adequate message",
        "words alone repair little: assumption",
    )
    deed: float = knob(
        0.35, 0, 1, "share", "lost trust given back by a promise seen to be kept", "assumption"
    )
    offence: float = knob(
        1.0, 0, 2, "0..1", "conduct grievance from a fully inadequate message", "assumption"
    )
    outrage: float = knob(
        0.5,
        0,
        1,
        "per hour",
        "pull of complaints about the brand's conduct on the own view of it",
        "assumption; a second fault weighs more: Maxham & Netemeyer 2002, as above",
    )
    neglect: float = knob(
        0.18,
        0,
        1,
        "0..1",
        "conduct grievance of a person whose complaint stays unanswered",
        "60 % would act against the brand: Lithium / Millward Brown 2013; size assumed",
    )
    ignored: float = knob(
        0.3,
        0,
        1,
        "share",
        "how much of that grievance an unanswered question alone, without a complaint, leaves",
        "38 % feel more negative: Lithium / Millward Brown 2013; size assumed",
    )
    gives_up: float = knob(
        4.0,
        1,
        100,
        "times",
        "waiting time, in multiples of the expected one, after which a question counts as ignored",
        "assumption",
    )
    offence_half_life: float = knob(
        120.0,
        1,
        5000,
        "hours",
        "time in which the public forgets half of a brand's bad conduct",
        "days: assumption",
    )
    silent_offence: float = knob(
        0.3,
        0,
        1,
        "0..1",
        "how bad keeping silent about a matter of severity 1 looks in public",
        "38 % feel more negative without a timely reply: Lithium / Millward Brown 2013; size "
        "assumed",
    )
    speechless: float = knob(
        0.003,
        0,
        0.2,
        "per hour",
        "conduct grievance while the brand says nothing at all to an issue",
        "assumption",
    )
    persuasion: float = knob(
        0.06,
        0,
        1,
        "share",
        "shift of blame towards what the brand says, in people who trust it",
        "assumption",
    )
    gossip: float = knob(
        1800.0,
        0,
        5000,
        "shares",
        "shares by strangers that one visible deletion sets off, of the deleted post and of "
        "complaints about the deletion",
        "views of a removed video x 10.6: Nestlé 2010; visible deletion: Liao et al. 2024, "
        "doi 10.1002/mar.22065; fitted by hand (F20, F22)",
    )
