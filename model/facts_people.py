"""Facts about people: who writes, how often, how cheaply, and what traits have to do with it."""

import numpy as np
from numpy.typing import NDArray

from knautschball.model.bench import DOCUMENTED, Bench, Life
from knautschball.model.cascades import Trees, pauses, reply_trees
from knautschball.model.fact import Fact
from knautschball.model.firestorm import Firestorm
from knautschball.scenarios import load

Floats = NDArray[np.float64]
TOP = 0.03
"""Share of members called the most active."""
DAYS = 51
"""Calm days over which cut ties are counted."""


def _writers(bench: Bench) -> list[NDArray[np.int64]]:
    """Give the complaints of each participant, storm by storm."""
    each = [bench.storm(*kind).life.complaints for kind in DOCUMENTED]
    return [one[one > 0] for one in each]


def posts_per_participant(bench: Bench) -> float:
    """F6: complaints per person who complains at all."""
    return float(np.median([one.mean() for one in _writers(bench)]))


def one_post(bench: Bench) -> float:
    """F6: share of participants with exactly one complaint."""
    return float(np.median([(one == 1).mean() for one in _writers(bench)]))


def soon_again(bench: Bench) -> float:
    """D7: share of further complaints of a person that follow within the next hour."""
    return _again_within(bench, 1)


def again_in_a_day(bench: Bench) -> float:
    """D7: share of further complaints of a person that follow within a day."""
    return _again_within(bench, 24)


def _again_within(bench: Bench, hours: int) -> float:
    each = [pauses(*bench.storm(*kind).life.written.T) for kind in DOCUMENTED]
    told = [float((one <= hours).mean()) for one in each if one.size]
    return float(np.median(told)) if told else np.nan


def _trees(bench: Bench) -> list[Trees]:
    """Give the reply trees of each storm's complaints."""
    lives = [bench.storm(*kind).life for kind in DOCUMENTED]
    graphs = [life.model.engine.graph for life in lives]
    told = zip(lives, graphs, strict=True)
    return [reply_trees(*life.written.T, graph.start, graph.other) for life, graph in told]


def answers_to_the_matter(bench: Bench) -> float:
    """D8: share of complaints that answer no other one, but the matter itself."""
    return float(np.median([(one.depth == 1).mean() for one in _trees(bench)]))


def deepest_answer(bench: Bench) -> float:
    """D8: longest chain of complaints that answer each other, the matter not counted."""
    return float(np.median([one.depth.max(initial=0) for one in _trees(bench)]))


def lone_complaints(bench: Bench) -> float:
    """D9: share of trees that end with their first complaint."""
    return float(np.median([(one.sizes == 1).mean() for one in _trees(bench)]))


def lurkers(bench: Bench) -> float:
    """F7: share of members who never wrote a word, from calm to the end of the storm."""
    return float(np.median([(bench.storm(*k).life.people.posts == 0).mean() for k in DOCUMENTED]))


def top_writers(bench: Bench) -> float:
    """F7: share of all posts by the most active members."""
    return float(np.median([_by_top(bench.storm(*kind).life) for kind in DOCUMENTED]))


def _by_top(life: Life) -> float:
    posts = np.sort(life.people.posts.astype(float))
    return float(posts[-round(TOP * posts.size) :].sum() / max(1.0, posts.sum()))


def cheap_acts(bench: Bench) -> float:
    """F8: likes and shares per written comment since the load."""
    after = [bench.storm(*kind).after for kind in DOCUMENTED]
    written = [one[["issue", "conduct", "defence"]].to_numpy().sum() for one in after]
    cheap = [one[["likes", "shares"]].to_numpy().sum() for one in after]
    return float(np.median(np.array(cheap) / np.maximum(1, written)))


def impressions(bench: Bench) -> Floats:
    """Count what is noticed of single posts, hour by hour, in an otherwise silent community.

    One person posts at 9, 13, 17 or 21 o'clock; friends read as they do. Returned as shares of
    all impressions within three days.
    """
    silent = {"people.everyday": 0.0, "people.venting": 0.0, "people.questions": 0.0}
    total = np.zeros(72)
    for number, clock in enumerate((9, 13, 17, 21)):
        model = Firestorm(load("calm").change(silent | bench.changes), "silence", bench.seed)
        for _ in range(clock):
            model.step()
        friends = model.agents[int(np.argsort(model.columns.luck)[number])].friends
        for friend in friends:
            friend.new_issue = 1
        for _ in range(total.size):
            model.step()
        total += model.record.frame(0)["exposed"].to_numpy()[clock:]
    return total / max(total.sum(), 1e-12)


def half_life(bench: Bench) -> float:
    """F11: minutes in which half of a post's impressions are made."""
    seen = np.cumsum(impressions(bench))
    return float(60 * np.interp(0.5, np.concatenate([[0.0], seen]), np.arange(seen.size + 1)))


def late_impressions(bench: Bench) -> float:
    """F11: share of impressions later than a day."""
    return float(impressions(bench)[24:].sum())


def _partial(bench: Bench, trait: str) -> float:
    """Give the partial correlation of a trait with posting, the other four held fixed."""
    names = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")
    people = bench.storm("flaw").life.people
    traits = np.column_stack([getattr(people, name) for name in names]).astype(float)
    table = np.column_stack([traits, np.log1p(people.posts)])
    precision = np.linalg.inv(np.corrcoef(table.T))
    k = names.index(trait)
    return float(-precision[k, -1] / np.sqrt(precision[k, k] * precision[-1, -1]))


def extravert_posting(bench: Bench) -> float:
    """F28: extraversion and posting."""
    return _partial(bench, "extraversion")


def agreeable_posting(bench: Bench) -> float:
    """F28: agreeableness and posting."""
    return _partial(bench, "agreeableness")


def conscientious_posting(bench: Bench) -> float:
    """F28: conscientiousness and posting."""
    return _partial(bench, "conscientiousness")


def neurotic_posting(bench: Bench) -> float:
    """F28: neuroticism and posting."""
    return _partial(bench, "neuroticism")


def anger_slopes(bench: Bench) -> float:
    """F29: slope of anger on neuroticism, disagreeable minus agreeable half of the concerned."""
    life = bench.storm("flaw").life
    people, concerned = life.people, life.people.aware == 1
    low = people.agreeableness < np.median(people.agreeableness)
    slopes = [
        np.polyfit(people.neuroticism[half & concerned], life.anger[half & concerned], 1)[0]
        for half in (low, ~low)
    ]
    return float(slopes[0] - slopes[1])


def calm_cutters(bench: Bench) -> float:
    """F31: share of members with ties who end at least one within 51 calm days.

    A tie is ended by one of its two ends, whose turn chance decides.
    """
    life = bench.calm()
    graph, days = life.model.engine.graph, life.ties[7 : 7 + DAYS + 1].astype(bool)
    ended = (days[:-1] & ~days[1:]).sum(axis=0)
    turn = np.random.default_rng(bench.seed).random(ended.size) < 0.5
    cutter = np.where(turn, graph.first, graph.second)
    cuts = np.bincount(cutter[ended > 0], minlength=graph.size)
    tied = np.bincount(np.concatenate([graph.first[days[0]], graph.second[days[0]]]),
                       minlength=graph.size)  # fmt: skip
    return float((cuts[tied > 0] > 0).mean())


_LIN = (
    "r = .05 and -.06 with sharing, N = 31,969: Lin et al. 2024, doi 10.1371/journal.pone.0303770"
)
_PAUSES = (
    "in different hours: .43 and .92 of airline complainers, .21 and .78 of Higgs actors "
    "(De Domenico et al. 2013)"
)
_TREES = "127 reply trees, {}: Mendoza et al. 2023, Applied Sciences 13, 5347"
_ONE = "61.7 % of Higgs actors and of airline complainers, 63.1 % of angry ones"

PEOPLE = (
    Fact("F6", "one-shot participants: complaints per participant",
         "posts", 1.3, 2.5, posts_per_participant, "case data; Higgs 2.02, airlines 1.88",
         True, kind="C"),
    Fact("F6", "one-shot participants: share with exactly one complaint",
         "share", 0.5, 1, one_post, f"case data; {_ONE}", True, kind="C"),
    Fact("D5", "share with exactly one complaint, measured .617 to .631, ± .05",
         "share", 0.567, 0.681, one_post, f"{_ONE}; tolerance assumed", True, kind="D"),
    Fact("D7", "talk in bursts: further complaints within the hour after the one before",
         "share", 0.21, 0.43, soon_again, _PAUSES, True, kind="D"),
    Fact("D7", "talk in bursts: further complaints within a day of the one before",
         "share", 0.78, 0.92, again_in_a_day, _PAUSES, True, kind="D"),
    Fact("D8", "reply trees: complaints that answer the matter, not each other",
         "share", 0.44, 0.93, answers_to_the_matter, _TREES.format("10-90 %"), kind="D"),
    Fact("D8", "reply trees: longest chain of answers",
         "posts", 3, 15, deepest_answer, _TREES.format("25-90 %"), kind="D"),
    Fact("D9", "most cascades end at once: trees of a single complaint",
         "share", 0.5, 1, lone_complaints,
         "most cascades end within one step: Goel, Watts & Goldstein 2012", kind="H"),
    Fact("F7", "participation inequality: members who never write",
         "share", 0.7, 0.95, lurkers, "90-9-1: Nielsen 2006"),
    Fact("F7", "participation inequality: posts by the top 3 % of members",
         "share", 0.2, 1, top_writers, "25 %: Whittaker et al. 1998"),
    Fact("F8", "cheap over costly acts: likes and shares per comment",
         "times", 4, 20, cheap_acts, "70,000 to 7,000: Vodafone 2012", True, kind="C"),
    Fact("F11", "attention decay: half-life of a post's impressions",
         "minutes", 40, 160, half_life, "80 min: Pfeffer et al. 2023, arXiv:2302.09654", True),
    Fact("F11", "attention decay: impressions later than 24 h",
         "share", 0, 0.05, late_impressions, "95 % dead after 24 h: Pfeffer et al. 2023", True),
    Fact("F28", "weak traits: partial r of extraversion with posting",
         "r", 0.02, 0.2, extravert_posting, _LIN, over="mean"),
    Fact("F28", "weak traits: partial r of agreeableness with posting",
         "r", -0.15, 0, agreeable_posting, _LIN, over="mean"),
    Fact("F28", "weak traits: partial r of conscientiousness with posting",
         "r", -0.25, 0.25, conscientious_posting, _LIN, over="mean"),
    Fact("F28", "weak traits: partial r of neuroticism with posting",
         "r", -0.25, 0.25, neurotic_posting, _LIN, over="mean"),
    Fact("F29", "neuroticism makes angry, more so the disagreeable: difference of slopes",
         "arousal per SD", 1e-9, np.inf, anger_slopes,
         "Ode, Robinson & Wilkowski 2008, PMC2440578", over="mean"),
    Fact("F31", "calm churn: members who cut a tie in 51 days",
         "share", 0.3, 0.55, calm_cutters,
         "43 %: Kwak, Chun & Moon 2011, doi 10.1145/1978942.1979104", True, "mean"),
)  # fmt: skip
"""Facts about people."""
