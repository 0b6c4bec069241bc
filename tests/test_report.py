"""The report says what the data say, in both languages, in one file that needs nothing else."""

import re
from html.parser import HTMLParser
from string import Formatter
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from knautschball.report.files import write_figures, write_tables
from knautschball.report.page import content_hash, scenario_balls, scenario_rows, write_report
from knautschball.report.verdict import pattern, reasons, residuals, sureness, verdict
from knautschball.report.words import LANGUAGES, words
from knautschball.scenarios import KnautschballError, OutputError

COMPONENTS = ("stance", "arousal", "voice", "brand_ties", "network", "organisation")
# policy: title, resilience, residual per component, share of conduct complaints, phase, cost
POLICIES = {
    "correction": ("Fix it, say it, keep it", 0.912, (2, 1, 3, 4, 1, 0), 0.07, 2, 9800.0),
    "empathy": ("Empathy and explanation", 0.896, (3, 1, 4, 5, 1, 1), 0.09, 3, 5400.0),
    "apology": ("Apology", 0.871, (5, 1, 6, 7, 2, 1), 0.14, 3, 4100.0),
    "silence": ("Say nothing", 0.842, (8, 2, 9, 10, 2, 0), 0.22, 3, 900.0),
    "template": ("Template replies", 0.821, (9, 2, 11, 12, 2, 3), 0.31, 4, 4600.0),
    "denial": ("Denial", 0.772, (14, 3, 15, 16, 3, 4), 0.41, 4, 3900.0),
    "delete": ("Delete the critics", 0.731, (18, 4, 19, 20, 4, 12), 0.55, 5, 5200.0),
}


def _runs(scenario, policy, facts, seeds, chance):
    _, mean, residual, conduct, phase, _ = facts
    wobble = chance.normal(0, 0.02, seeds)
    frame = pd.DataFrame(
        {
            "scenario": scenario,
            "policy": policy,
            "seed": np.arange(seeds),
            "load": 1.0,
            "resilience": np.clip(mean + wobble, 0, 1),
            "conduct_share": np.clip(conduct + wobble, 0, 1),
            "followers_lost": np.round(900 * residual[3] / 100 + 100 * wobble),
        }
    )
    for name, share in zip(COMPONENTS, residual, strict=True):
        frame[f"residual_{name}"] = share / 100
        frame[f"peak_{name}"] = 0.2 + share / 50
    for number in range(1, 6):
        frame[f"phase_{number}"] = 3.0**number if number <= phase else np.nan
    return frame


def _curves(scenario, policy, facts):
    hour = np.arange(-48, 1440)
    _, mean, residual, conduct, *_ = facts
    past = np.clip(hour, 0, None)
    wave = (1 - np.exp(-past / 14)) * np.exp(-past / 90)
    late = (1 - np.exp(-np.clip(past - 30, 0, None) / 18)) * np.exp(-past / 130)
    day = 1 + 0.5 * np.sin(2 * np.pi * (hour - 9) / 24)
    rest = np.sqrt(np.mean(np.square(residual))) / 100
    dent = 0.75 * wave * (1.45 - mean) + rest * (1 - np.exp(-past / 60))
    return pd.DataFrame(
        {
            "scenario": scenario,
            "policy": policy,
            "since_load": hour,
            "dent": dent,
            "dent_low": 0.78 * dent,
            "dent_high": 1.24 * dent,
            "issue": 0.4 + 60 * wave * day,
            "conduct": 0.05 + 190 * conduct * late * day,
            "defence": 0.2 + 16 * late * day,
            "press": wave,
        }
    )


def _ranking_row(scenario, rank, policy, facts, runs):
    title, mean, residual, conduct, phase, cost = facts
    rest = float(np.sqrt(np.mean(np.square(residual)))) / 100
    gap = mean - POLICIES["silence"][1]
    best = max(one[1] for one in POLICIES.values())
    known = policy != "silence"
    return {
        "scenario": scenario, "rank": rank, "policy": policy, "title": title, "runs": len(runs),
        "resilience": mean, "resilience_low": mean - 0.013, "resilience_high": mean + 0.012,
        "difference": gap if known else np.nan,
        "difference_low": gap - 0.011 if known else np.nan,
        "difference_high": gap + 0.012 if known else np.nan,
        "better_share": float(gap > 0) * 0.9 + 0.05 if known else np.nan,
        "lead_low": rank_gap - 0.024 if (rank_gap := best - mean) else np.nan,
        "best_probability": {1: 0.86, 2: 0.14}.get(rank, 0.0),
        "peak_dent": 0.3 + 0.4 * (1 - mean), "area": 0.04 + rest, "residual": rest,
        "springback": 1 - rest / 0.4, "recovered_share": max(0.0, 1.6 * mean - 0.75),
        "recovery_days": 11 + 60 * (1 - mean) if mean > 0.8 else np.nan,
        "stance_change": 0.01 - residual[0] / 100, "followers_lost": 9.0 * residual[3],
        "conduct_share": conduct, "storm_scale": 3 + phase / 2, "phase": float(phase),
        "staff_hours": cost / 45, "cost": cost,
    }  # fmt: skip


def _balls(scenario, policy, facts):
    _, mean, residual, *_ = facts
    loss = 1.45 - mean
    worst = 1 - loss * np.array([0.28, 0.46, 1.15, 0.1, 0.06, 0.82])
    final = 1 - np.array(residual) / 100
    change = [1.0 if policy == "correction" else -1.0, 0, 0, -1.0, 0, 0]
    return pd.DataFrame(
        {
            "scenario": scenario,
            "policy": policy,
            "component": COMPONENTS,
            "worst": worst,
            "final": final,
            "change": change,
        }
    )


def synthetic(names=tuple(POLICIES), scenarios=("bubble-tea",), seeds=40):
    """Make a comparison as the model would hand it over, with numbers known beforehand."""
    chance = np.random.default_rng(7)
    runs, ranks, curves, balls, messages = [], [], [], [], []
    for scenario in scenarios:
        ordered = sorted(names, key=lambda name: -POLICIES[name][1])
        for rank, policy in enumerate(ordered, start=1):
            facts = POLICIES[policy]
            runs.append(_runs(scenario, policy, facts, seeds, chance))
            ranks.append(_ranking_row(scenario, rank, policy, facts, runs[-1]))
            curves.append(_curves(scenario, policy, facts))
            balls.append(_balls(scenario, policy, facts))
            spoken = {
                "scenario": scenario,
                "policy": policy,
                "since_load": [5, 20],
                "count": [1, 9],
            }
            messages.append(pd.DataFrame({**spoken, "kind": "reply", "scope": "page"}))
    whole = [pd.concat(frames, ignore_index=True) for frames in (runs, curves, balls, messages)]
    return SimpleNamespace(
        scenario=list(scenarios), runs=whole[0], ranking=pd.DataFrame(ranks), curves=whole[1],
        balls=whole[2], messages=whole[3],
    )  # fmt: skip


def _shape(entry):
    """Give keys and placeholders of a table of words, which must not depend on the language."""
    if isinstance(entry, dict):
        return {key: _shape(value) for key, value in entry.items()}
    if isinstance(entry, tuple):
        return tuple(_shape(value) for value in entry)
    if isinstance(entry, str):
        return sorted({name for _, name, _, _ in Formatter().parse(entry) if name})
    return type(entry)


def test_both_languages_say_the_same_things():
    own = {"policies", "number_marks"}  # English titles come with the policies
    english, german = ({k: _shape(v) for k, v in LANGUAGES[x].items()} for x in ("en", "de"))
    assert english.keys() == german.keys()
    for key in english.keys() - own:
        assert english[key] == german[key], key


def test_numbers_in_both_languages():
    en, de = words("en"), words("de")
    assert (en.number(-1234.5, 1), de.number(-1234.5, 1)) == ("−1,234.5", "−1.234,5")
    assert (en.percent(0.256), de.percent(0.256, 1)) == ("26%", "25,6\u202f%")
    assert en.number(0.0004, 2, sign=True) == en.number(-0.0004, 2) == "0.00"
    assert en.number(0.07, 3, sign=True) == "+0.070"
    assert en.number(float("nan")) == en.interval(float("nan"), 1.0) == "–"


def test_an_unknown_language_is_one_clear_line():
    with pytest.raises(KnautschballError, match=r"does not speak 'fr'.*de"):
        words("fr")


EN = words("en")


def test_the_verdict_names_first_and_last_with_their_difference_to_silence():
    best, worst = verdict(synthetic().ranking, EN)
    assert "“Fix it, say it, keep it” lets the community return best of 7" in best
    assert "0.070 more than saying nothing (95% interval +0.059 to +0.082)" in best
    assert "“Delete the critics” does most harm" in worst
    assert "0.111 less than saying nothing (95% interval −0.122 to −0.099)" in worst


def test_overlapping_intervals_leave_the_order_open():
    settled, text = sureness(synthetic().ranking, EN)
    assert not settled and "not surely ahead of “Empathy and explanation”." in text
    settled, text = sureness(synthetic(("correction", "silence", "denial")).ranking, EN)
    assert settled and text.startswith("First place is settled")


def test_silence_may_win_and_may_be_missing():
    best, _ = verdict(synthetic(("silence", "denial")).ranking, EN)
    assert "“Say nothing” lets" in best and "the yardstick" in best
    ranking = synthetic(("apology", "denial")).ranking.assign(difference=np.nan)
    best, _ = verdict(ranking, EN)
    assert "95% interval 0.858 to 0.883; silence, the usual yardstick, was not run" in best
    assert sureness(ranking, EN)[0]
    assert verdict(ranking[:1], EN) == [
        "Only “Apology” was run: R\u00a0=\u00a00.871 (95% interval 0.858 to 0.883)."
    ]


def test_no_load_means_no_verdict():
    calm = synthetic(("silence", "denial")).ranking.assign(resilience=1.0)
    assert verdict(calm, EN) == [EN["all_same"]]
    assert sureness(calm, EN) == (True, "")


def test_every_policy_gets_one_reason_from_its_own_numbers():
    data = synthetic()
    said = dict(reasons(data.ranking, data.runs, EN))
    assert len(said) == 7 and all(text.count(".") >= 1 for text in said.values())
    delete = said["Delete the critics"]
    assert "reply became a complaint of its own: 55%" in delete and "(silence: 22%)" in delete
    assert "phase 5 (change in the company)" in delete
    assert "brand ties (20.0%) and voice (19.0%)" in delete and "180 followers were lost" in delete
    assert "second wave stayed smaller: 7%" in said["Fix it, say it, keep it"]
    assert said["Say nothing"].startswith("The yardstick: 22%")


def test_the_pattern_names_the_component_that_separates_first_from_last():
    data = synthetic()
    gap, together = pattern(data.ranking, data.runs, EN)
    # stance, voice and brand ties lie 16 points apart; the first of them is named
    left = residuals(data.runs)
    widest = (left.loc["delete"] - left.loc["correction"]).idxmax()
    assert f"“{EN.component(widest)}”" in gap
    assert "opposite directions (rank correlation −1.00" in together


def test_curves_and_balls_follow_the_rank():
    data = synthetic()
    data.curves = data.curves.iloc[::-1].sort_values("since_load", kind="stable")
    rows = scenario_rows(data, "bubble-tea")
    assert list(rows["curves"]["policy"].unique()) == list(rows["ranking"]["policy"])
    assert list(scenario_balls(rows, EN)) == list(rows["ranking"]["policy"])


def test_what_is_better_than_the_twin_is_drawn_beyond_the_circle():
    balls = scenario_balls(scenario_rows(synthetic(), "bubble-tea"), EN)
    assert "Stance: 85% at the deepest dent, 102% at the end" in balls["correction"]
    assert "Stance: 84% at the deepest dent, 97% at the end" in balls["empathy"]


class Page(HTMLParser):
    """Everything a browser would load, every id, all words."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.ids, self.tags, self.words, self.open = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for key, value in attrs:
            if key == "id":
                self.ids.append(value)
            if key in {"src", "href", "xlink:href", "data", "srcset"} and value[0] != "#":
                self.loads.append(value)

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module", params=["en", "de"])
def page(request, tmp_path_factory):
    data = synthetic(scenarios=("bubble-tea", "my <own> & storm"))
    path = write_report(data, tmp_path_factory.mktemp("report"), request.param)
    return request.param, data, path.read_text(encoding="utf-8")


def test_the_page_needs_nothing_outside_itself(page):
    *_, text = page
    seen = Page(text)
    assert seen.loads == []
    assert not {"script", "link", "iframe", "img"} & set(seen.tags)
    assert not re.search(r"@import|url\((?!#)", text)


def test_every_id_stands_once_and_every_reference_is_met(page):
    *_, text = page
    ids = Page(text).ids
    assert len(ids) == len(set(ids))
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', text))
    assert used <= set(ids)


def test_the_page_shows_every_policy_and_every_figure_of_every_scenario(page):
    language, data, text = page
    assert text.count('class="ball"') == 2 * (7 + 2)
    assert text.count('class="figure"') == 2 * 4
    assert "my &lt;own&gt; &amp; storm" in text and "<own>" not in text
    say = words(language)
    for row in data.ranking.itertuples():
        assert say.policy(row.policy, row.title) in text
        assert say.number(row.resilience, 3) in text


def test_the_page_says_how_to_make_it_again(page):
    language, data, text = page
    seen = " ".join(Page(text).words)
    assert "knautschball compare bubble-tea my <own> & storm --policies correction," in seen
    assert "--runs 40" in seen and content_hash(data.runs) in seen
    assert ("Method" if language == "en" else "Verfahren") in seen


def test_the_same_comparison_gives_the_same_page(tmp_path):
    data = synthetic(("silence", "apology"))
    first = write_report(data, tmp_path / "a").read_bytes()
    assert first == write_report(data, tmp_path / "b").read_bytes()


def test_a_single_policy_and_one_without_silence_make_a_page(tmp_path):
    data = synthetic(("apology",))
    data.ranking = data.ranking.assign(difference=np.nan, cost=0.0)
    text = write_report(data, tmp_path, command="do it", digest="abc").read_text(encoding="utf-8")
    assert text.count('class="ball"') == 2 and "differences" not in text
    assert "do it" in text and "abc" in text


def test_figures_and_tables_come_as_files(tmp_path):
    data = synthetic(("silence", "apology"))
    files = write_figures(data, tmp_path) + write_tables(data, tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in files}
    assert {"figures/bubble-tea-dent.svg", "figures/bubble-tea-dent.png"} <= names
    assert {"figures/bubble-tea-ball-apology.svg", "runs.parquet", "ranking.csv"} <= names
    assert all(path.stat().st_size > 100 for path in files)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "runs.parquet"), data.runs)


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "taken").write_text("a file")
    for write in (write_report, write_figures, write_tables):
        with pytest.raises(OutputError, match="cannot be written"):
            write(synthetic(("silence",)), tmp_path / "taken")
