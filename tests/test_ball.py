"""The squeeze ball shows what was measured: no overshoot, every value readable, ids its own."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import PchipInterpolator

from knautschball.model.palette import TEXT, policy_style
from knautschball.report.ball import COMPONENTS, ball_svg, closeness
from knautschball.report.contour import contour

WORST = dict(zip(COMPONENTS, (0.85, 0.75, 0.35, 0.95, 0.97, 0.55), strict=True))
FINAL = dict(zip(COMPONENTS, (0.95, 0.99, 0.97, 0.93, 0.99, 1.0), strict=True))
ROUND = dict.fromkeys(COMPONENTS, 1.0)
radii = st.lists(st.floats(0, 2), min_size=3, max_size=9)


def test_an_untouched_ball_is_a_full_circle():
    assert contour([1.0] * 6) == [1.0] * 180


@given(radii)
def test_the_outline_passes_through_every_axis(values):
    outline = contour(values, points=20 * len(values))
    assert outline[::20] == values


@given(radii)
def test_the_outline_never_goes_beyond_the_two_radii_it_joins(values):
    outline = contour(values, points=20 * len(values))
    for i, start in enumerate(values):
        end = values[(i + 1) % len(values)]
        piece = outline[20 * i : 20 * i + 20]
        assert min(start, end) <= min(piece) and max(piece) <= max(start, end)


@given(radii)
def test_turning_the_axes_turns_the_outline(values):
    turned = contour(values[1:] + values[:1], points=20 * len(values))
    outline = contour(values, points=20 * len(values))
    np.testing.assert_allclose(turned, outline[20:] + outline[:20])


def test_the_outline_is_the_monotone_cubic_of_fritsch_and_butland():
    values = [WORST[name] for name in COMPONENTS]
    around = values * 3  # three turns, so that the middle one has no ends
    expected = PchipInterpolator(np.arange(18), around)(6 + np.arange(180) / 30)
    np.testing.assert_allclose(contour(values), expected, atol=1e-12)


@pytest.mark.parametrize(("values", "points"), [([1, 1], 180), ([1] * 7, 180), ([1] * 6, 3)])
def test_points_that_cannot_be_shared_out_are_refused(values, points):
    with pytest.raises(ValueError, match="cannot be shared out"):
        contour(values, points)


def test_closeness_is_the_mean_and_counts_a_bulge_as_a_change():
    assert closeness(ROUND) == 1.0
    assert closeness(FINAL) == pytest.approx(np.mean(list(FINAL.values())))
    assert closeness(ROUND | {"stance": 1.2}) == closeness(ROUND | {"stance": 0.8})


def _parts(svg):
    root = ET.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    return root, root.find(f"{space}title").text, root.find(f"{space}desc").text


@pytest.mark.parametrize("mini", [False, True])
def test_the_picture_reads_itself_out(mini):
    _, title, desc = _parts(ball_svg(WORST, FINAL, title="Delete & deny <all>", mini=mini))
    assert title == "Delete & deny <all>"
    for name, value in WORST.items():
        assert f"{value:.0%} at the deepest dent, {FINAL[name]:.0%} at the end" in desc
    assert "97% of the original form at the end, 74% at the deepest dent" in desc
    assert "not proportional" in desc


def test_numbers_follow_the_language():
    svg = ball_svg(WORST, FINAL, title="Löschen", language="de")
    assert "97\u202f%" in svg and "Haltung" in svg and "Stance" not in svg


def test_ids_are_unique_within_and_between_balls():
    pictures = [
        ball_svg(WORST, FINAL, title="a"),
        ball_svg(WORST, FINAL, title="b"),
        ball_svg(WORST, FINAL, title="a", mini=True),
        ball_svg(WORST, FINAL, title="a", key="second"),
    ]
    ids = [name for svg in pictures for name in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids)) > 8
    for svg in pictures:
        known = set(re.findall(r' id="([^"]+)"', svg))
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= known


def test_the_same_ball_is_the_same_text():
    assert ball_svg(WORST, FINAL, title="a") == ball_svg(dict(WORST), dict(FINAL), title="a")


def test_a_bulge_is_green_and_lies_beyond_the_circle_only_where_there_is_one():
    with_bulge = ball_svg(WORST, FINAL | {"stance": 1.1}, title="a", mini=True)
    assert with_bulge.count("-stronger)") == 1
    assert "-stronger)" not in ball_svg(WORST, FINAL, title="a", mini=True)


def test_a_dead_axis_still_shows_a_ball():
    gone = dict.fromkeys(COMPONENTS, 0.0)
    svg = ball_svg(gone, gone, title="gone", mini=True)
    assert "0%" in svg
    outline = re.search(r'<path d="M([^"]+)Z" fill="none" stroke="#10335A"', svg).group(1)
    ys = [float(pair.split()[1]) for pair in outline.split("L")]
    assert max(ys) - min(ys) == pytest.approx(60, abs=0.2)  # 0.30 of a radius of 100, both ways


@pytest.mark.parametrize("bad", [-0.1, float("nan"), float("inf")])
def test_what_is_no_share_is_refused(bad):
    with pytest.raises(ValueError, match="voice"):
        ball_svg(WORST, FINAL | {"voice": bad}, title="a")


def test_a_missing_component_is_named():
    with pytest.raises(ValueError, match="network"):
        ball_svg({k: v for k, v in WORST.items() if k != "network"}, FINAL, title="a")


def _luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", sorted(TEXT.values()))
def test_every_text_colour_is_readable_on_white(colour):
    assert 1.05 / (_luminance(colour) + 0.05) >= 4.5


def test_shipped_policies_have_lines_of_their_own():
    shipped = [
        "silence",
        "legal-threat",
        "denial",
        "excuse",
        "delete",
        "template",
        "apology",
        "empathy",
        "public-compensation",
        "correction",
        "house-rules",
        "dialogue",
        "co-creation",
        "supporters",
        "resilient",
    ]
    assert len({policy_style(name) for name in shipped}) == len(shipped)
