"""English words of the report."""

from knautschball.report.contest_words import ENGLISH_CONTEST
from knautschball.report.method import ENGLISH_METHOD
from knautschball.report.strain_words import ENGLISH_TEST

ENGLISH = {
    "language": "en",
    "number_marks": {},
    "percent_mark": "%",
    "interval": "{low} to {high}",
    "and": "and",
    "nouns_are_capital": False,
    # ball
    "components": {
        "stance": "Stance",
        "arousal": "Arousal",
        "voice": "Voice",
        "brand_ties": "Brand ties",
        "network": "Network",
        "organisation": "Organisation",
    },
    "form_at_end": "of the original form at the end",
    "form_mini": "of its form at the end",
    "form_at_worst": "at the deepest dent",
    "ball_axis": "{name}: {worst} at the deepest dent, {final} at the end",
    "ball_means": (
        "Squeeze ball. {final} of the original form at the end, {worst} at the deepest dent "
        "(mean over six components)."
    ),
    "ball_scale": (
        "The radius is linear from the middle (0%) to the dashed circle (100%, the undisturbed "
        "twin). The area of the picture is not proportional to the loss."
    ),
    "ball_legend": (
        "original form",
        "form at the end",
        "deepest dent",
        "still dented",
        "recovered since",
        "stronger than before",
    ),
    "ball_rings": "Linear scale: middle 0%, rings 50% and 75%, dashed circle 100%.",
    # policies and phases
    "policies": {},
    "scenarios": {},
    "phases": {
        0: "no problem visible",
        1: "problem visible",
        2: "complaints",
        3: "inadequate reply",
        4: "storm about issue and conduct",
        5: "change in the company",
    },
    # head
    "kicker": "Knautschball · responses to a firestorm compared",
    "title": "Does the community spring back to its original shape?",
    "subtitle": (
        "{policies} policies · {runs} runs each · every policy meets the same storms, with the "
        "same crowd and the same luck"
    ),
    "image": (
        "A community around a brand is a squeeze ball. The storm presses it; the answer of the "
        "brand decides whether it returns. R tells how well: 1 means no measurable dent, ever."
    ),
    "scenario": "Scenario",
    # verdict
    "verdict": "The verdict",
    "best": (
        "“{policy}” lets the community return best of {n} policies: R\u00a0=\u00a0{r}{against}."
    ),
    "best_alone": "Only “{policy}” was run: R\u00a0=\u00a0{r} ({sure}).",
    "worst": "“{policy}” does most harm: R\u00a0=\u00a0{r}{against}.",
    "more": "; that is {diff} more than saying nothing ({sure})",
    "less": "; that is {diff} less than saying nothing ({sure})",
    "interval_95": "95% interval {interval}",
    "no_interval": "a single run, so no interval",
    "is_yardstick": ", and this is saying nothing, the yardstick of this report",
    "no_yardstick": " ({sure}; silence, the usual yardstick, was not run)",
    "settled": (
        "First place is settled: on the same storms “{policy}” is ahead of every other policy."
    ),
    "unsettled": (
        "First place is not settled: by a paired t-test on the same storms “{policy}” is not "
        "surely ahead of "
        "{others}. More runs narrow the intervals."
    ),
    "all_same": "No policy left a measurable dent: every R is 1.",
    "ball_best": "returns best",
    "ball_worst": "does most harm",
    # sections
    "balls": "The ball under every policy",
    "balls_note": (
        "Ranked by R. Dashed: original form. Solid: form in the last week. Dotted line: deepest "
        "dent. Orange dots: still dented. White hatching: recovered since. Linear scale from the "
        "middle (0%); the number is the mean over the six components, since the area of the "
        "picture is not proportional to the loss. Mean over all runs."
    ),
    "table": "The ranking",
    "table_note": (
        "Intervals hold the true mean with 95% (Student’s t over runs). The difference is "
        "paired: the same storm under both policies. "
        "Costs stand beside the resilience they buy, against the twin and to the nearest 10 EUR."
    ),
    "facts": "What the storm did",
    "facts_note": (
        "Means over runs; days to recovery are the median, and a dash where more than half of "
        "the runs never recovered."
    ),
    "columns": {
        "rank": "#",
        "policy": "Policy",
        "resilience": "R",
        "interval": "95% interval",
        "difference": "Paired difference to silence",
        "better_share": "Better than silence in",
        "best_probability": "Chance to be best",
        "staff_hours": "Staff hours",
        "cost": "Cost, EUR",
        "peak_dent": "Peak dent",
        "area": "Mean dent",
        "residual": "Residual",
        "springback": "Spring\u00adback",
        "recovered_share": "Reco\u00advered",
        "recovery_days": "Days to recovery",
        "stance_change": "Stance change",
        "followers_lost": "Followers lost",
        "conduct_share": "Complaints about conduct",
        "storm_scale": "Storm scale 0\u2060–\u20606",
        "phase": "Phase 1\u2060–\u20605",
    },
    "curves": "The dent over time",
    "curves_note": (
        "Each line is the mean distance D from the undisturbed twin, 0 for the original form. "
        "The small panels show one policy each with the band that holds 80% of the runs, the "
        "others in grey."
    ),
    "waves": "Two waves",
    "waves_note": (
        "Complaints about the issue are the first wave. Complaints about how the brand behaves "
        "are the second, and the brand makes it itself. Posts per hour, averaged over six hours; "
        "every panel has the same scale."
    ),
    "why": "Why this order came out",
    "why_gap": (
        "First and last differ most lastingly in the component “{component}”: under “{last}” "
        "{worse} of it is still missing in the last week, under “{first}” {better}."
    ),
    "why_conduct": (
        "Over the {n} policies, R and the share of complaints about the brand’s conduct go "
        "{together} (rank correlation {rho}; a pattern in these runs, not a proof)."
    ),
    "together": {True: "in opposite directions", False: "in the same direction"},
    "why_more": (
        "the reply became a complaint of its own: {share} of the complaints were about the "
        "brand’s conduct ({reference})"
    ),
    "why_less": (
        "the second wave stayed smaller: {share} of the complaints were about the brand’s conduct "
        "({reference})"
    ),
    "why_same": (
        "{share} of the complaints were about the brand’s conduct, hardly another share than "
        "elsewhere ({reference})"
    ),
    "why_yardstick": (
        "the yardstick: {share} of the complaints were about the brand’s conduct, without any reply"
    ),
    "why_reference": {True: "silence: {share}", False: "mean of all policies: {share}"},
    "why_phase": "the storm went as far as phase {phase} ({name})",
    "why_residue": "what stays dented is mostly {parts}",
    "why_healed": "no component stays measurably dented",
    "why_lost": "{n} followers were lost against the twin",
    "why_won": "{n} followers were won against the twin",
    "why_kept": "no follower was lost",
    "residuals_note": (
        "What is still missing of every component in the last week, mean over runs; the darker, "
        "the more."
    ),
    "forest": "How sure is the order?",
    "forest_note": (
        "Paired difference of R to silence with its 95% interval. An interval that touches the "
        "line cannot be told from saying nothing."
    ),
    "cost": "Resilience and its price",
    "cost_note": (
        "Up and to the left is better. The grey steps join the policies that no other one beats "
        "in both resilience and cost."
    ),
    # method
    "method": "Method",
    "method_points": ENGLISH_METHOD,
    "sources": "Sources",
    "reproduce": "Do it again",
    "reproduce_note": (
        "The same command gives the same numbers, bit for bit, on any machine with the same "
        "version."
    ),
    "command": "Command",
    "version": "Version",
    "seeds": "Seeds",
    "load": "Load",
    "hash": "Content hash of the runs",
    # figures
    "axis_days": "days since the storm struck",
    "axis_dent": "dent D (0 = original form)",
    "axis_posts": "posts per hour",
    "axis_cost": "cost per storm, EUR",
    "axis_resilience": "resilience R",
    "axis_difference": "difference of R to silence, same storms",
    "topic": {"issue": "about the issue", "conduct": "about conduct", "defence": "in defence"},
    "worse": "◂ worse than silence",
    "better": "better than silence ▸",
    # terminal
    "report_lies": "Report:  {file}",
    "beside_it": "Beside:  {files}",
    "counted": {"runs": "Runs", "climbs": "Climbs", "one": "Storm, twin, noise floor"},
    "compiling": "Compiling the rules: once after installation or an edit, up to a minute …",
    "preparing": "Preparing: crowds, noise floor …",
    "per_second": "{rate} runs/s",
    "per_minute": "{rate} runs/min",
    "left": "{time} left",
    "test": ENGLISH_TEST,
    "contest": ENGLISH_CONTEST,
}
