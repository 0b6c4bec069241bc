"""Dots, hatching and crosses as plain strokes under a clip.

An SVG ``<pattern>`` would be shorter, but browsers turn it into a coarse bitmap when they print;
strokes stay sharp on paper.
"""

from knautschball.model.palette import GREEN

WARM, DENT_DOT, BALL = "#FCE9DD", "#D4641F", "#2B86C9"


def _rows(left: float, top: float, right: float, low: float, step: float, shift: float) -> str:
    """Give horizontal lines, every other one moved to the right."""
    rows = int((low - top) / step) + 1
    return "".join(
        f"M{left + shift * (k % 2):.1f} {top + k * step:.1f}H{right:.1f}" for k in range(rows)
    )


def _columns(left: float, top: float, right: float, low: float, step: float) -> str:
    """Give vertical lines."""
    columns = int((right - left) / step) + 1
    return "".join(f"M{left + k * step:.1f} {top:.1f}V{low:.1f}" for k in range(columns))


def dots(left: float, top: float, right: float, low: float) -> str:
    """Fill a rectangle with orange dots: still dented."""
    return (
        f'<path d="{_rows(left, top, right, low, 3.6, 3.3)}" fill="none" stroke="{DENT_DOT}" '
        'stroke-width="2" stroke-dasharray="2 4.6"/>'
    )


def hatch(left: float, top: float, right: float, low: float) -> str:
    """Cover a rectangle with slanted white lines: recovered since."""
    x, y = (left + right) / 2, (top + low) / 2
    reach = 0.75 * max(right - left, low - top)  # half a diagonal, so that turned lines cover it
    lines = _columns(x - reach, y - reach, x + reach, y + reach, 6.5)
    return (
        f'<path d="{lines}" fill="none" stroke="#fff" stroke-opacity=".72" stroke-width="2.5" '
        f'transform="rotate(35 {x:.1f} {y:.1f})"/>'
    )


def crosses(left: float, top: float, right: float, low: float) -> str:
    """Cover a rectangle with a fine white lattice: stronger than before."""
    both = _rows(left, top, right, low, 4.2, 0) + _columns(left, top, right, low, 4.2)
    return f'<path d="{both}" fill="none" stroke="#fff" stroke-width=".9"/>'


def swatches(ident: str) -> tuple[str, str, str]:
    """Give the legend's boxes for dented, recovered and stronger, 24 × 12 around (12, 0)."""
    box, area = 'y="-6" width="24" height="12" rx="2.5"', (0, -6, 24, 6)
    clip = f'<g clip-path="url(#{ident}-box)">'
    return (
        f'<clipPath id="{ident}-box"><rect {box}/></clipPath>{clip}<rect {box} fill="{WARM}"/>'
        f'{dots(1.2, -4.4, 24, 6)}</g><rect {box} fill="none" stroke="#B8551A"/>',
        f'{clip}<rect {box} fill="{BALL}"/>{hatch(*area)}</g>',
        f'{clip}<rect {box} fill="{GREEN}"/>{crosses(1.8, -4.2, 24, 6)}</g>',
    )
