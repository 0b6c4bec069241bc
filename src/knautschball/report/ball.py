"""The squeeze ball as SVG text: the form before, the deepest dent, the form at the end.

The radius on each of the six axes is the share of the original form that a component still has:
a plain linear scale from the middle (0 %) to the dashed circle (100 %). It is not zoomed. Since
the area of such a picture depends on the order of the axes and is not proportional to the loss,
the mean over the components stands beside it as a number.
"""

from collections.abc import Mapping
from hashlib import sha256
from html import escape

from knautschball.model.palette import INK, SOFT
from knautschball.model.shape import COMPONENTS
from knautschball.report.balltext import (
    CEILING,
    FLOOR,
    axis_labels,
    closeness,
    description,
    headline,
    legend,
    mean_form,
)
from knautschball.report.contour import contour
from knautschball.report.paint import Canvas, definitions, layers
from knautschball.report.words import words

FONT = "Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"


def ball_svg(
    worst: Mapping[str, float],
    final: Mapping[str, float],
    *,
    size: int = 320,
    title: str,
    language: str = "en",
    mini: bool = False,
    key: str = "",
) -> str:
    """Draw one ball.

    Parameters
    ----------
    worst, final : mapping of str to float
        Share of the original form per component (1 = original, above 1 = stronger than before)
        at the hour of the deepest dent, and at the end.
    size : int
        Width of the picture in pixels.
    title : str
        What the ball stands for, such as the name of a policy; read out by screen readers.
    language : {"en", "de"}
        Language of all words and numbers.
    mini : bool
        Only the ball and its number, without labels and legend, for rows of balls.
    key : str
        Told apart in the ids where the same ball with the same title stands twice in a page.

    Returns
    -------
    str
        An ``<svg>`` element that needs nothing outside itself.

    Raises
    ------
    ValueError
        If a component is missing, or a value is below 0 or not a finite number.
    """
    _check(worst)
    _check(final)
    ident = (
        "kb" + sha256(repr((worst, final, title, language, mini, key)).encode()).hexdigest()[:10]
    )
    say = words(language)
    canvas = Canvas(120, 122, 100, ident) if mini else Canvas(215, 238, 112, ident)
    width, height = (240, 286) if mini else (430, 510)
    body = [
        definitions(canvas),
        layers(canvas, _radii(worst), _radii(final), rings=not mini),
    ]
    if mini:
        body.append(_number(mean_form(closeness(final), say), say["form_mini"]))
    else:
        body.append(headline(closeness(worst), closeness(final), say))
        body.append(axis_labels(canvas, worst, final, say))
        body.append(legend(canvas, say, top=height - 80))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ball" role="img" width="{size}" '
        f'height="{round(size * height / width)}" viewBox="0 0 {width} {height}" '
        f'aria-labelledby="{ident}-t {ident}-d" font-family="{FONT}">'
        f'<title id="{ident}-t">{escape(title)}</title>'
        f'<desc id="{ident}-d">{escape(description(worst, final, say))}</desc>'
        f"{''.join(body)}</svg>"
    )


def _check(values: Mapping[str, float]) -> None:
    """Refuse values that cannot be drawn honestly."""
    missing = [name for name in COMPONENTS if name not in values]
    if missing:
        raise ValueError(f"a ball needs a value for {', '.join(missing)}")
    for name in COMPONENTS:
        if not 0.0 <= values[name] < float("inf"):
            raise ValueError(f"{name} = {values[name]!r} is no share of the original form")


def _radii(values: Mapping[str, float]) -> list[float]:
    """Give the outline's radii, 1 on the dashed circle."""
    drawn = [min(max(values[name], FLOOR), CEILING) for name in COMPONENTS]
    return contour(drawn, points=30 * len(drawn))


def _number(percent: str, below: str) -> str:
    """Write the one large number under a small ball."""
    return (
        f'<text x="120" y="260" text-anchor="middle" font-size="29" font-weight="700" '
        f'fill="{INK}">{percent}</text>'
        f'<text x="120" y="279" text-anchor="middle" font-size="14.5" fill="{SOFT}">'
        f"{escape(below)}</text>"
    )
