"""The figures of a sweep mark what they say they mark."""

import numpy as np
import pandas as pd
import pytest

from knautschball.model.statistics import interval
from knautschball.report.sensitivity_figures import importance
from knautschball.report.sweep_figures import _as_good, _border, heat_map, meaning, response


def table(mean, seeds=8, noise=0.01):
    """Runs on a grid of a × b with these means, the noise the same in all cells of a seed."""
    rng = np.random.default_rng(5)
    rows = [
        {"policy": "silence", "seed": s, "a": a, "b": b, "resilience": m + noise * shift + tiny}
        for s, shift in enumerate(rng.normal(size=seeds))
        for (b, a), m in np.ndenumerate(mean)
        for tiny in [rng.normal(0, 1e-4)]
    ]
    return pd.DataFrame(rows)


MEANS = np.array([[0.5, 0.9, 0.9], [0.5, 0.6, 0.9]])


def test_the_region_holds_what_cannot_be_told_apart_from_the_best():
    runs = table(MEANS)
    found = _as_good(runs, ["a", "b"], "resilience", runs.pivot_table("resilience", "b", "a"))
    assert np.array_equal(found, MEANS == 0.9)


def test_too_few_seeds_outline_nothing():
    runs = table(MEANS, seeds=4)
    assert _as_good(runs, ["a", "b"], "resilience", pd.DataFrame(MEANS)) is None


@pytest.mark.parametrize(("seeds", "promised"), [(8, True), (4, False)])
def test_an_outline_is_promised_only_where_there_is_one(seeds, promised):
    said = [text.get_text() for text in heat_map(table(MEANS, seeds), ["a", "b"]).texts]
    assert any(text.startswith("outlined") for text in said) == promised


def test_a_border_is_closed_and_as_long_as_it_should_be():
    edges = list(_border(np.array([[False, True, True], [False, False, True]])))
    assert len(edges) == 8
    ends = [end for edge in edges for end in edge]
    assert all(ends.count(end) % 2 == 0 for end in ends)


def test_a_curve_goes_through_the_means():
    figure = response(table(MEANS), "a")
    (line,) = figure.axes[0].get_lines()
    assert line.get_ydata() == pytest.approx([0.5, 0.75, 0.9], abs=0.02)
    assert figure.axes[0].get_title(loc="left").startswith("resilience R")


def test_the_band_counts_each_seed_once_however_many_points_it_meets():
    runs = table(MEANS, seeds=6)
    band = response(runs, "a").axes[0].collections[0].get_paths()[0].vertices
    low, high = band[band[:, 0] == 1][:, 1].min(), band[band[:, 0] == 1][:, 1].max()
    expected = interval(runs[runs["a"] == 1].groupby("seed")["resilience"].mean())
    assert (low, high) == pytest.approx((expected.low, expected.high))


def test_names_stand_beside_each_other_and_many_values_are_binned():
    runs = table(MEANS)
    runs["contagion.rule"] = np.where(runs["a"] > 0, "simple", "dose")
    names = [text.get_text() for text in response(runs, "contagion.rule").axes[0].get_xticklabels()]
    assert names == ["dose", "simple"]
    runs["people.trust"] = np.linspace(-1, 1, len(runs))
    (line,) = response(runs, "people.trust").axes[0].get_lines()
    assert len(line.get_xdata()) == 8


def test_a_map_writes_every_mean_into_its_cell():
    figure = heat_map(table(MEANS), ["a", "b"])
    written = {text.get_text() for text in figure.axes[0].texts}
    assert written == {
        f"{mean:.3f}"[1:] for mean in table(MEANS).groupby(["b", "a"])["resilience"].mean()
    }
    assert len(figure.axes[0].texts) == 6


def test_a_number_that_nobody_declared_keeps_its_name():
    assert meaning("x1") == "x1"
    assert "people" in meaning("team.size")


def test_arrows_stand_only_beside_effects_that_are_sure():
    rows = {
        "more": (0.4, 0.1, 0.4),
        "less": (0.3, 0.1, -0.3),
        "both": (0.2, 0.1, 0.05),
        "weak": (0.1, 0.2, 0.1),
        "none": (0.0, 0.0, 0.0),
    }
    found = pd.DataFrame.from_dict(rows, "index", columns=["mu_star", "mu_star_conf", "mu"])
    found = found.assign(sigma=0.0).rename_axis("key").reset_index()
    [axes] = importance(found, "morris", "resilience").axes
    told = dict(label.get_text().split() for label in axes.get_yticklabels())
    assert told == {"more": "↑", "less": "↓", "both": "↕", "weak": "–", "none": "–"}
