"""Facts about the brand: what its answers do, and what they cannot do."""

import numpy as np

from knautschball.model.bench import Bench, Storm
from knautschball.model.experiment import correlation, views
from knautschball.model.fact import Fact
from knautschball.model.shape import last_day
from knautschball.model.wave import largest_support


def cause(bench: Bench) -> float:
    """F16: responsibility seen and reputation a week after the load, person by person."""
    blame, _, view, weight = views(bench)
    return correlation(blame, view, weight)


def match(bench: Bench) -> float:
    """F16: answer fits the cluster (0 or 1) and reputation a week after the load."""
    _, fit, view, weight = views(bench)
    return correlation(fit, view, weight)


def reply_minutes(bench: Bench) -> float:
    """F17: median time to a reply in calm times."""
    waits = bench.calm().model.brand.waits
    return 60 * float(np.median(waits)) if waits else np.nan


def reply_hours(bench: Bench) -> float:
    """F17: mean time to a reply in calm times."""
    waits = bench.calm().model.brand.waits
    return float(np.mean(waits)) if waits else np.nan


def unanswered(bench: Bench) -> float:
    """F17: share of cases in calm times that nobody answers."""
    brand = bench.calm().model.brand
    cases = brand.replies + brand.unanswered + len(brand.desks["page"])
    return 1.0 - brand.replies / cases if cases else np.nan


def replies_at_peak(bench: Bench) -> float:
    """F18: replies per complaint on the loudest day, under a brand that answers everybody."""
    after = bench.storm("flaw", "template").after
    complaints = last_day(after["issue"] + after["conduct"])
    loudest = int(complaints.argmax())
    return float(last_day(after["replies"])[loudest] / max(1.0, complaints[loudest]))


def capacity_kept(bench: Bench) -> float:
    """F18: that share over the share of cases answered in calm times."""
    return replies_at_peak(bench) / max(1e-9, 1.0 - unanswered(bench))


def deletion_seen(bench: Bench) -> float:
    """F20: exposure in the 24 hours after the storm's first deletion, over the same without."""
    with_it, without = bench.storm("flaw", "delete"), bench.storm("flaw")
    kinds = with_it.outcome.messages
    deleted = kinds.loc[(kinds["kind"] == "deletion") & (kinds["since_load"] >= 0), "since_load"]
    if deleted.empty:
        return np.nan
    day = (with_it.hours["since_load"] - deleted.iloc[0]).between(0, 23)
    usual = without.hours["exposed"][day].sum()
    return float(with_it.hours["exposed"][day].sum() / usual) if usual > 0 else np.nan


def deletion_harms(bench: Bench) -> float:
    """F20: share of pairs in which R is lower than in silence."""
    return _above(bench, "flaw", "silence", "delete")


def _conduct(bench: Bench, policy: str) -> float:
    return float(bench.storm("flaw", policy).outcome.summary["conduct_share"])


def second_topic_denied(bench: Bench) -> float:
    """F21: share of negative posts about the communication after a denial."""
    return _conduct(bench, "denial")


def second_topic_empathy(bench: Bench) -> float:
    """F21: the same after empathy and explanation."""
    return _conduct(bench, "empathy")


def second_topic_ratio(bench: Bench) -> float:
    """F21: the first over the second."""
    return min(1000.0, _conduct(bench, "denial") / max(1e-3, _conduct(bench, "empathy")))


def _above(bench: Bench, name: str, better: str, worse: str) -> float:
    """Compare two answers to the same storm; a tie counts half."""
    apart = bench.storm(name, better).resilience - bench.storm(name, worse).resilience
    return float((np.sign(apart) + 1) / 2)


def correction_first(bench: Bench) -> float:
    """F22: correction above empathy."""
    return _above(bench, "flaw", "correction", "empathy")


def empathy_second(bench: Bench) -> float:
    """F22: empathy above silence."""
    return _above(bench, "flaw", "empathy", "silence")


def silence_third(bench: Bench) -> float:
    """F22: silence above denial."""
    return _above(bench, "flaw", "silence", "denial")


def deletion_last(bench: Bench) -> float:
    """F22: denial above deletion."""
    return _above(bench, "flaw", "denial", "delete")


def foreign_contrast(bench: Bench) -> float:
    """F23: R of the assertive answer over R of the apology, to an unjustified charge."""
    return (
        bench.storm("foreign", "denial").resilience - bench.storm("foreign", "apology").resilience
    )


def justified_contrast(bench: Bench) -> float:
    """F23: the same, to a justified charge."""
    return bench.storm("flaw", "denial").resilience - bench.storm("flaw", "apology").resilience


def supporters(storm: Storm) -> float:
    """Give the largest share of support among posts that take sides, over three days."""
    after = storm.after
    angry = (after["issue"] + after["conduct"]).to_numpy(float)
    return largest_support(after["defence"].to_numpy(float), angry)


def counter_mobilised(bench: Bench) -> float:
    """F26: largest share of support before the end, unanswered, charge foreign to the core."""
    return supporters(bench.storm("foreign"))


def followers_kept(bench: Bench) -> float:
    """F26: followers at the end over those without a storm, minus 1."""
    end = bench.storm("foreign").hours.iloc[-1]
    return float(end["followers"] / max(1, end["twin_followers"]) - 1)


_MA = "Ma & Zhan 2016, doi 10.1080/1062726X.2016.1166367"
_EINWILLER = "Einwiller & Steilen 2015, doi 10.1016/j.pubrev.2014.11.012"
_HERHAUSEN = "Herhausen et al. 2019, doi 10.1177/0022242918822300; SCCT"
_JOHNEN = "Johnen & Schnittka 2019, doi 10.1007/s11747-019-00661-x; ING-DiBa 2012"
_DELETE = "views of a removed video x 10.6: Nestlé 2010; Liao et al. 2024, doi 10.1002/mar.22065"
_SECOND = "cases: Nestlé 2010, Jack Wolfskin 2009; no published number"

BRAND = (
    Fact("F16", "cause over reply: responsibility seen and reputation",
         "r", -0.65, -0.4, cause, f"r = -.54: {_MA}", over="mean"),
    Fact("F16", "cause over reply: fitting answer and reputation",
         "r", 0.12, 0.35, match, f"r = .23: {_MA}", over="mean"),
    Fact("F17", "reply delay in normal service: median",
         "minutes", 20, 120, reply_minutes, f"46 min: {_EINWILLER}", True),
    Fact("F17", "reply delay in normal service: mean",
         "hours", 4, 14, reply_hours, f"8.4 h: {_EINWILLER}", True),
    Fact("F17", "reply delay in normal service: unanswered",
         "share", 0.3, 0.6, unanswered, f"47 %: {_EINWILLER}", True, "mean"),
    Fact("F18", "capacity breaks in the storm: replies per complaint on the loudest day",
         "share", 0.05, 0.25, replies_at_peak, "Vodafone 2012", kind="C"),
    Fact("F18", "capacity breaks in the storm: that share over the usual one",
         "times", 0, 0.5, capacity_kept, "Vodafone 2012", kind="C"),
    Fact("F20", "deletion backfires: exposure in the next 24 h over the same without",
         "times", 1.5, 12, deletion_seen, _DELETE, kind="C"),
    Fact("F20", "deletion backfires: lower R than silence",
         "share of pairs", 0.8, 1, deletion_harms, _DELETE, over="mean"),
    Fact("F21", "second topic: negative posts about the manner after a denial",
         "share", 0.2, 1, second_topic_denied, _SECOND, kind="T"),
    Fact("F21", "second topic: the same after empathy and explanation",
         "share", 0, 0.1, second_topic_empathy, _SECOND, kind="T"),
    Fact("F21", "second topic: denial over empathy",
         "times", 2, np.inf, second_topic_ratio, _SECOND, kind="T"),
    Fact("F22", "order of answers, justified: correction above empathy",
         "share of pairs", 0.8, 1, correction_first, _HERHAUSEN, over="mean"),
    Fact("F22", "order of answers, justified: empathy above silence",
         "share of pairs", 0.8, 1, empathy_second, _HERHAUSEN, over="mean"),
    Fact("F22", "order of answers, justified: silence above denial",
         "share of pairs", 0.8, 1, silence_third, _HERHAUSEN, over="mean"),
    Fact("F22", "order of answers, justified: denial above deletion",
         "share of pairs", 0.8, 1, deletion_last, _HERHAUSEN, over="mean"),
    Fact("F23", "no universal winner: assertive minus apology, unjustified charge",
         "R", 0, np.inf, foreign_contrast, _JOHNEN, over="mean"),
    Fact("F23", "no universal winner: assertive minus apology, justified charge",
         "R", -np.inf, 0, justified_contrast, _JOHNEN, over="mean"),
    Fact("F26", "counter-mobilisation: largest share of support, foreign trigger",
         "share", 0.5, 1, counter_mobilised, "ING-DiBa 2012", kind="C"),
    Fact("F26", "counter-mobilisation: change of followers, foreign trigger",
         "share", -0.01, np.inf, followers_kept, "ING-DiBa 2012", kind="C"),
)  # fmt: skip
"""Facts about the brand."""
