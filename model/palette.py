"""The colours and textures of every picture: one place, safe for colour-blind readers.

The hues are those of Okabe and Ito (2008), *Color universal design*. No meaning rests on a hue
alone: filled areas also carry a texture, lines also carry a dash pattern and a label. ``TEXT``
holds darker relatives of the hues whose contrast on white is at least 4.5 to 1 (WCAG AA).
"""

INK = "#1B2430"
SOFT = "#55606E"
GRID = "#DDE2E8"
PAPER = "#FFFFFF"
NAVY = "#10335A"

BLUE = "#0072B2"
ORANGE = "#E69F00"
VERMILION = "#D55E00"
GREEN = "#009E73"
SKY = "#56B4E9"
PURPLE = "#CC79A7"
BROWN = "#7A4100"

TEXT = {
    BLUE: "#00629A",
    ORANGE: "#805700",
    VERMILION: "#A84700",
    GREEN: "#00735A",
    SKY: "#1F6E9C",
    PURPLE: "#98447A",
    INK: INK,
    SOFT: SOFT,
}
"""Hue of a line → the darker relative in which its label is written."""

TOPIC = {
    "issue": (BLUE, "-"),
    "conduct": (VERMILION, (0, (4, 1.4))),
    "defence": (GREEN, (0, (1.2, 1.2))),
}
"""What a post is about → hue and dash of its line."""

PART = {
    "stance": (BLUE, "-"),
    "arousal": (VERMILION, (0, (4, 1.4))),
    "voice": (ORANGE, (0, (1.2, 1.2))),
    "brand_ties": (PURPLE, (0, (6, 1.5, 1.2, 1.5))),
    "network": (SKY, (0, (2.6, 1.2))),
    "organisation": (GREEN, (0, (7, 2))),
}
"""Component of the form → hue and dash of its line."""

_HUES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY)
_DASHES = ("-", (0, (5, 1.6)), (0, (1.3, 1.3)))
_POLICIES = (
    "empathy",
    "denial",
    "correction",
    "delete",
    "apology",
    "template",
    "dialogue",
    "legal-threat",
    "resilient",
    "public-compensation",
    "excuse",
    "house-rules",
    "co-creation",
    "supporters",
)


def policy_style(policy: str, position: int = 0) -> tuple[str, object]:
    """Give a policy the same line in every picture of every report.

    Parameters
    ----------
    policy : str
        Name of the policy. Silence, the yardstick, is always a solid dark line.
    position : int
        Where a policy that is not shipped stands in its table, to tell several apart.

    Returns
    -------
    hue : str
        Colour of the line; its label is written in ``TEXT[hue]``.
    dash : str or tuple
        Dash pattern as Matplotlib reads it.
    """
    if policy == "silence":
        return INK, "-"
    place = _POLICIES.index(policy) if policy in _POLICIES else len(_POLICIES) + position
    return _HUES[place % len(_HUES)], _DASHES[place // len(_HUES) % len(_DASHES)]
