"""A Matplotlib figure as an SVG element that can stand among others in one page."""

import re
from html import escape

from matplotlib.figure import Figure

from knautschball.model.drawing import svg_text
from knautschball.report.ball import FONT


def inline(figure: Figure, ident: str, label: str) -> str:
    """Make a figure part of a page.

    Parameters
    ----------
    figure : Figure
        What to show.
    ident : str
        Prefix that makes all ids in it unique in the page.
    label : str
        What screen readers say.

    Returns
    -------
    str
        ``<svg>`` element as wide as its place, its letters still letters.
    """
    svg = svg_text(figure)
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.S)
    svg = re.sub(r'\bid="', f'id="{ident}-', svg)
    svg = svg.replace("url(#", f"url(#{ident}-").replace('href="#', f'href="#{ident}-')
    svg = svg.replace("'DejaVu Sans'", FONT.replace("Helvetica Neue", "'Helvetica Neue'"))
    head, rest = svg.split(">", 1)
    view = re.search(r'viewBox="[^"]+"', head).group(0)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'class="figure" role="img" aria-label="{escape(label)}" {view}>{rest}'
    )
