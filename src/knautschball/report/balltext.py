"""The words on and around the ball: headline, labels of the axes, legend, description."""

from collections.abc import Mapping
from html import escape
from math import cos, sin, tau

from knautschball.model.palette import BROWN, GREEN, INK, NAVY, SOFT, TEXT, VERMILION
from knautschball.model.shape import COMPONENTS
from knautschball.report.paint import Canvas
from knautschball.report.textures import swatches
from knautschball.report.words import Words

FLOOR, CEILING = 0.30, 1.15
"""Drawn radii keep within these bounds, so that a dead axis still shows a ball."""


def closeness(values: Mapping[str, float]) -> float:
    """Give the mean share of the original form over the components.

    Parameters
    ----------
    values : mapping of str to float
        Radius of every component, 1 where nothing differs from the original; a value above 1
        (stronger than before) is a change of form as well and counts by its distance from 1.

    Returns
    -------
    float
        1 for the untouched ball.
    """
    return sum(1.0 - abs(1.0 - values[name]) for name in COMPONENTS) / len(COMPONENTS)


def description(worst: Mapping[str, float], final: Mapping[str, float], say: Words) -> str:
    """Read out the whole picture: every value, both means, the scale."""
    percent = say.percent
    means = say["ball_means"].format(
        worst=mean_form(closeness(worst), say), final=mean_form(closeness(final), say)
    )
    parts = "; ".join(
        say["ball_axis"].format(
            name=say["components"][name], worst=percent(worst[name]), final=percent(final[name])
        )
        for name in COMPONENTS
    )
    return f"{means} {parts}. {say['ball_scale']}"


def mean_form(share: float, say: Words) -> str:
    """Write the mean form; only an untouched ball is 100 %, a nearly round one shows a decimal."""
    return say.percent(share, 1 if 0.985 <= share < 0.9995 else 0)


def headline(worst: float, final: float, say: Words) -> str:
    """Write the mean at the end large, the mean at the deepest dent beside it."""
    return (
        _text(14, 46, mean_form(final, say), 40, INK, bold=True)
        + _text(14, 66, say["form_at_end"], 13, SOFT)
        + _text(416, 36, mean_form(worst, say), 22, TEXT[VERMILION], anchor="end", bold=True)
        + _text(416, 54, say["form_at_worst"], 13, SOFT, anchor="end")
    )


def axis_labels(
    canvas: Canvas, worst: Mapping[str, float], final: Mapping[str, float], say: Words
) -> str:
    """Name every axis and give its two values: deepest dent → end."""
    out = []
    for place, name in enumerate(COMPONENTS):
        reach = max(1.0, min(final[name], CEILING))  # a bulge pushes its label outwards
        x, y = canvas.point(reach, place / len(COMPONENTS))
        anchor, dx, dy = _beside(place / len(COMPONENTS))
        hue = TEXT[GREEN] if final[name] > 1.0 else INK
        both = f"{say.percent(worst[name])} → {say.percent(final[name])}"
        out.append(_text(x + dx, y + dy, say["components"][name], 14, INK, anchor, bold=True))
        out.append(_text(x + dx, y + dy + 17, both, 13, hue, anchor))
    return "".join(out)


def _beside(turn: float) -> tuple[str, float, float]:
    """Say where the label of an axis stands: its anchor, and how far from the end of the axis.

    Parameters
    ----------
    turn : float
        Direction of the axis, 0..1 clockwise from the top.
    """
    across, up = round(sin(tau * turn), 6), cos(tau * turn)
    if across == 0:
        return "middle", 0, -24 if up > 0 else 36
    below = -14 if up > 0 else 8
    return ("start", 12, below) if across > 0 else ("end", -12, below)


def legend(canvas: Canvas, say: Words, top: float) -> str:
    """Explain every line and texture, and the scale of the radius."""
    swatch = (
        f'<line x2="24" stroke="{INK}" stroke-width="1.6" stroke-dasharray="6 3.5"/>',
        f'<line x2="24" stroke="{NAVY}" stroke-width="2.4"/>',
        f'<line x2="24" stroke="{BROWN}" stroke-width="2.2" stroke-dasharray="2.2 2.4"/>',
        *swatches(canvas.ident),
    )
    out = []
    for place, (mark, meaning) in enumerate(zip(swatch, say["ball_legend"], strict=True)):
        x, y = 30 + 205 * (place // 3), top + 20 * (place % 3)
        out.append(f'<g transform="translate({x} {y})">{mark}</g>')
        out.append(_text(x + 32, y + 4.5, meaning, 13, INK))
    out.append(_text(30, top + 66, say["ball_rings"], 12, SOFT))
    return "".join(out)


def _text(
    x: float,
    y: float,
    words: str,
    size: float,
    fill: str,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    """Set one line of text."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" '
        f'text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )
