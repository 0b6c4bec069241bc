"""Layers of the ball, bottom to top: shadow, lost area, bulge, recovered area, core, outlines.

Each meaning has a colour and a texture: dots for what is still dented, white hatching for what
has recovered, crosses for what is stronger than before, plain for what was never lost; dashes
for the original outline, dots for the deepest dent, a solid line for the outline at the end.
"""

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from knautschball.model.palette import BROWN, GREEN, INK, NAVY, VERMILION
from knautschball.model.shape import COMPONENTS
from knautschball.report.textures import WARM, crosses, dots, hatch

Texture = Callable[[float, float, float, float], str]


class Canvas(NamedTuple):
    """Where the ball lies (middle, radius of the original circle) and the prefix of its ids."""

    x: float
    y: float
    radius: float
    ident: str

    def point(self, share: float, turn: float) -> tuple[float, float]:
        """Give the point at a share of the radius, a share of a full turn from the top."""
        angle = 2 * pi * turn
        reach = share * self.radius
        return self.x + reach * sin(angle), self.y - reach * cos(angle)

    def path(self, radii: Sequence[float], scale: float = 1.0, dx: float = 0.0) -> str:
        """Give the closed outline as path data, shrunk and moved up and left for shading."""
        spots = [self.point(r * scale, i / len(radii)) for i, r in enumerate(radii)]
        return "M" + "L".join(f"{x - dx:.1f} {y - dx:.1f}" for x, y in spots) + "Z"


def definitions(canvas: Canvas) -> str:
    """Give the shading that the layers refer to."""
    x, y, r, name = canvas
    light = f'cx="{x - 0.32 * r:.1f}" cy="{y - 0.38 * r:.1f}" r="{1.5 * r:.1f}"'
    return (
        f'<defs><radialGradient id="{name}-ball" gradientUnits="userSpaceOnUse" {light}>'
        '<stop offset="0" stop-color="#D5ECFB"/><stop offset=".28" stop-color="#86C3EC"/>'
        '<stop offset=".62" stop-color="#2B86C9"/><stop offset="1" stop-color="#084B86"/>'
        f'</radialGradient><radialGradient id="{name}-shade"><stop offset="0" '
        'stop-color="#1B2430" stop-opacity=".30"/><stop offset="1" stop-color="#1B2430" '
        'stop-opacity="0"/></radialGradient></defs>'
    )


def _clipped(canvas: Canvas, part: str, shape: str, fill: str, texture: Texture) -> str:
    """Fill a shape, and draw a texture inside it."""
    name = f"{canvas.ident}-{part}"
    reach = 1.2 * canvas.radius
    corners = canvas.x - reach, canvas.y - reach, canvas.x + reach, canvas.y + reach
    return (
        f'<clipPath id="{name}"><path d="{shape}"/></clipPath><path d="{shape}" fill="{fill}"/>'
        f'<g clip-path="url(#{name})">{texture(*corners)}</g>'
    )


def layers(
    canvas: Canvas, worst: Sequence[float], final: Sequence[float], rings: bool = False
) -> str:
    """Paint the ball.

    Parameters
    ----------
    canvas : Canvas
        Where to paint.
    worst, final : sequence of float
        Radii of both outlines at equal angles, 1 on the original circle.
    rings : bool
        Print the scale: rings at 50 % and 75 %.

    Returns
    -------
    str
        SVG elements, bottom layer first.
    """
    name = canvas.ident
    inside = [min(r, 1.0) for r in final]
    core = [min(w, r) for w, r in zip(worst, inside, strict=True)]
    whole = canvas.path([1.0] * len(final))
    bulge = ""
    if max(final) > 1.0:
        shape = canvas.path(final)
        bulge = _clipped(canvas, "stronger", shape, GREEN, crosses) + (
            f'<path d="{shape}" fill="none" stroke="#00604A" stroke-width="1.6"/>'
        )
    return "".join(
        [
            _shadow(canvas),
            _clipped(canvas, "dented", whole, WARM, dots),
            bulge,
            _clipped(canvas, "recovered", canvas.path(inside), f"url(#{name}-ball)", hatch),
            f'<path d="{canvas.path(core)}" fill="url(#{name}-ball)"/>',
            _gloss(canvas, core),
            _rings(canvas) if rings else "",
            f'<path d="{canvas.path(worst)}" fill="none" stroke="#fff" stroke-width="3" '
            'stroke-opacity=".75"/>'
            f'<path d="{canvas.path(worst)}" fill="none" stroke="{BROWN}" stroke-width="2" '
            'stroke-dasharray="2.2 2.4"/>',
            f'<path d="{canvas.path(inside)}" fill="none" stroke="{NAVY}" stroke-width="2.2" '
            'stroke-linejoin="round"/>',
            f'<circle cx="{canvas.x}" cy="{canvas.y}" r="{canvas.radius}" fill="none" '
            f'stroke="{INK}" stroke-width="1.6" stroke-dasharray="7 4.5"/>',
            _markers(canvas, final),
        ]
    )


def _shadow(canvas: Canvas) -> str:
    """Let the ball lie on the table."""
    return (
        f'<ellipse cx="{canvas.x}" cy="{canvas.y + canvas.radius * 1.1:.1f}" '
        f'rx="{canvas.radius * 0.78:.1f}" ry="{canvas.radius * 0.1:.1f}" '
        f'fill="url(#{canvas.ident}-shade)"/>'
    )


def _gloss(canvas: Canvas, core: Sequence[float]) -> str:
    """Round the core: nested light outlines follow its dents, a highlight sits on top."""
    coarse = core[:: max(1, len(core) // 60)]
    rounds = "".join(
        f'<path d="{canvas.path(coarse, 0.96 - 0.065 * k, 0.018 * canvas.radius * k)}" '
        'fill="#fff" fill-opacity=".042"/>'
        for k in range(10)
    )
    reach = 0.46 * core[-len(core) // 10]
    x, y = canvas.point(reach, -0.1)
    return (
        f'{rounds}<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{0.2 * canvas.radius:.1f}" '
        f'ry="{0.1 * canvas.radius:.1f}" transform="rotate(-32 {x:.1f} {y:.1f})" fill="#fff" '
        'fill-opacity=".62"/>'
    )


def _rings(canvas: Canvas) -> str:
    """Print the scale inside the ball, with its percentages."""
    return "".join(
        f'<circle cx="{canvas.x}" cy="{canvas.y}" r="{canvas.radius * share:.1f}" fill="none" '
        'stroke="#fff" stroke-opacity=".55" stroke-width=".9"/>'
        for share in (0.5, 0.75)
    )


def _markers(canvas: Canvas, final: Sequence[float]) -> str:
    """Set a knob on every axis, where the outline at the end crosses it."""
    axes = len(COMPONENTS)
    radii = final[:: len(final) // axes]
    spots = [(canvas.point(radius, at / axes), radius) for at, radius in enumerate(radii)]
    return "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" '
        f'fill="{GREEN if r > 1 else "#fff" if r > 0.985 else VERMILION}" '
        f'stroke="{INK}" stroke-width="1.4"/>'
        for (x, y), r in spots
    )
