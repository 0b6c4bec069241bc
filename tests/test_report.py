"""The report says what the data say, in both languages, in one file that needs nothing else."""

import re
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import numpy as np
import pandas as pd
import pytest
from comparison_sample import synthetic
from matplotlib.backends.backend_agg import FigureCanvasAgg

from knautschball.report import page as page_module
from knautschball.report.contest_figures import who_changed
from knautschball.report.contest_tables import steadiness_told, steady_table, trust_table
from knautschball.report.files import write_figures, write_tables
from knautschball.report.page import content_hash, scenario_balls, scenario_rows, write_report
from knautschball.report.tables import ranking_table
from knautschball.report.verdict import pattern, reasons, residuals, sureness, verdict
from knautschball.report.words import LANGUAGES, Words, words
from knautschball.scenarios import KnautschballError, OutputError, available


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
    own = {"policies", "scenarios", "number_marks"}  # the files themselves speak English
    english, german = ({k: _shape(v) for k, v in LANGUAGES[x].items()} for x in ("en", "de"))
    assert english.keys() == german.keys()
    for key in english.keys() - own:
        assert english[key] == german[key], key


def test_no_method_hides_a_word_from_the_template():
    template = Path(page_module.__file__).with_name("template.html.j2").read_text("utf-8")
    used = set(re.findall(r"\bsay\.(\w+)", template))
    assert used <= LANGUAGES["en"].keys()
    assert not used & set(dir(Words))


def test_numbers_in_both_languages():
    en, de = words("en"), words("de")
    assert (en.number(-1234.5, 1), de.number(-1234.5, 1)) == ("−1,234.5", "−1.234,5")
    assert (en.percent(0.256), de.percent(0.256, 1)) == ("26%", "25,6\u202f%")
    assert en.number(0.0004, 2, sign=True) == en.number(-0.0004, 2) == "0.00"
    assert en.number(0.07, 3, sign=True) == "+0.070"
    assert en.number(float("nan")) == en.interval(float("nan"), 1.0) == "–"
    told = {2136.4: "2,136", 14.0: "14", 0.712: "0.71", -0.052: "−0.052", 0.0003: "0.0003", 0: "0"}
    assert {value: en.rounded(value) for value in told} == told
    assert (de.rounded(2136.4), de.rounded(float("inf"))) == ("2.136", "–")
    chosen = {2.0: "2", 0.5: "0.5", 0.0003: "0.0003", 12500.0: "12,500", 1 / 3: "0.333333"}
    assert {value: en.short(value) for value in chosen} == chosen


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


def test_a_single_run_is_told_without_an_interval():
    ends = ("resilience", "difference")
    unknown = {f"{name}_{end}": np.nan for name in ends for end in ("low", "high")}
    for say in (EN, words("de")):
        ranking = synthetic().ranking.assign(**unknown)
        told = [*verdict(ranking, say), *verdict(ranking[:1], say)]
        assert all(say["no_interval"] in text and "–)" not in text for text in told)
    differences = [row[4] for row in ranking_table(ranking, EN)["rows"]]
    assert differences[0] == "+0.070" and differences[3] == "–"


def test_a_column_that_never_changes_goes_along_with_nothing(recwarn):
    data = synthetic()
    said = pattern(data.ranking.assign(conduct_share=0.5), data.runs, EN)
    assert len(said) == 1 and not recwarn.list


def test_a_cost_of_minutes_is_no_cost():
    assert [EN.money(x) for x in (-3.0, 4.9, 184.5, 5135.0, np.nan)] == [
        "0", "0", "180", "5,140", "–",
    ]  # fmt: skip


def test_shipped_scenarios_are_told_in_the_language_of_the_reader():
    assert LANGUAGES["de"]["scenarios"].keys() == available().keys()
    for name, about in available().items():
        title, summary = words("de").told(name, about)
        assert title != about["title"] and summary
        assert words("en").told(name, about)[0] == about["title"]


def test_a_scenario_of_ones_own_keeps_its_words_under_any_name():
    own = {"title": "Mine", "summary": "two\nlines"}
    assert words("de").told("calm", own) == ("Mine", "two lines")
    assert words("de").told("other", {}) == ("other", "")


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
    assert text.count('class="figure"') == 2 * 6
    assert "my &lt;own&gt; &amp; storm" in text and "<own>" not in text
    assert "&lt;bound" not in text and f"<h2>{words(language)['scenario']}: " in text
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


def test_the_report_says_how_steady_the_ranking_is():
    data = synthetic()
    table = steady_table(data.ranking, data.pairs, EN)
    assert len(table["rows"]) == 7 and len(table["head"]) == len(table["rows"][0])
    assert table["rows"][0][3:] == ["100%", "1", "ahead", "40", "yes"]
    assert [row[5] for row in table["rows"]].count("open") == 1
    assert table["rows"][-1][5:7] == ["–", "–"]
    told, weights = steadiness_told(data.ranking, data.pairs, EN)
    assert "After 40 runs" in told and "120 runs" in told and "0.97" in weights
    closed = data.pairs.assign(verdict="equal")
    assert "told apart or as good as equal" in steadiness_told(data.ranking, closed, EN)[0]
    far = data.pairs.assign(needed=np.inf)
    assert "no affordable number" in steadiness_told(data.ranking, far, EN)[0]


def test_regret_stands_in_the_report_of_several_scenarios_only(tmp_path):
    one, two = (
        write_report(synthetic(scenarios=names), tmp_path / str(len(names))).read_text("utf-8")
        for names in (("bubble-tea",), ("bubble-tea", "product-flaw"))
    )
    assert "smallest worst regret" not in one
    assert "“Fix it, say it, keep it” has the smallest worst regret" in two


@pytest.mark.parametrize("last", ["Deletion", "Public compensation first"])
def test_no_name_over_the_map_of_who_changed_is_cut_off(last):
    data = synthetic()
    order = list(data.ranking["policy"])
    figure = who_changed(data.changed, {order[-1]: last}, order)
    FigureCanvasAgg(figure).draw()
    name = figure.axes[0].get_xticklabels()[-1].get_window_extent()
    assert figure.bbox.x0 <= name.x0 and name.x1 <= figure.bbox.x1


def test_who_changed_has_a_row_per_group_and_shades_what_was_lost():
    data = synthetic()
    table = trust_table(data.changed, data.ranking, EN)
    assert [row[0] for row in table["rows"]] == [
        "Neuroticism: lower half", "Neuroticism: upper half", "Steps to a first voice: 0",
    ]  # fmt: skip
    texts, shades = zip(*table["rows"][0][1], strict=True)
    assert texts[:2] == ("0.00", "−0.05") and shades[0] == 0 and shades[-1] == 1
