"""Where people stand in the picture: every circle a sunflower head, the heads packed together.

Nothing is simulated and nothing is drawn by lot, so that the same community always looks the
same, and a storm that leaps from circle to circle can be followed with the eye.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.compiled import compiled

GOLDEN = np.pi * (3 - 5**0.5)
"""Golden angle: each seed of a sunflower is turned by it against the one before."""
GAP = 1.6
"""Free space between two heads, in distances between neighbouring seeds."""
WIDE = 1.55
"""Width of the picture over its height that the packing aims at."""
DIRECTIONS = 72

Floats = NDArray[np.float64]


class Layout(NamedTuple):
    """Places of n people in a box of width 1.

    Attributes
    ----------
    places : float64[n, 2]
        From 0 to 1 across, from 0 to ``1 / aspect`` down.
    aspect : float
        Width over height of the box.
    spacing : float
        Distance between neighbours, in widths of the box.
    """

    places: Floats
    aspect: float
    spacing: float


def sunflowers(circle: NDArray[np.integer], degree: NDArray[np.integer]) -> Layout:
    """Place people by circle, those with most ties in the middle of theirs.

    Parameters
    ----------
    circle : int[n]
        Circle of each person, from 0.
    degree : int[n]
        Ties of each person.
    """
    members = np.bincount(circle)
    centre = _packed(np.sqrt(members) + GAP / 2)
    order = np.lexsort((np.arange(circle.size), -degree, circle))
    first = np.concatenate([[0], np.cumsum(members)[:-1]])
    rank = np.empty(circle.size)
    rank[order] = np.arange(circle.size) - np.repeat(first, members)
    radius, angle = np.sqrt(rank + 0.5), rank * GOLDEN
    places = centre[circle] + np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    low, high = places.min(axis=0) - 1.2, places.max(axis=0) + 1.2
    width, height = high - low
    return Layout((places - low) / width, float(width / height), float(1.77 / width))


def _packed(radii: Floats) -> Floats:
    """Pack discs around the largest one without overlap, greedily, in a wide ellipse.

    Returns
    -------
    float64[k, 2]
        Centres, in the order of ``radii``.
    """
    order = np.argsort(-radii, kind="stable")
    turn = np.arange(DIRECTIONS) * (2 * np.pi / DIRECTIONS)
    ring = np.column_stack([np.cos(turn), np.sin(turn)])
    centres = np.zeros((radii.size, 2))
    centres[order] = _touching(radii[order], ring)
    return centres


@compiled
def _touching(radii, ring):
    """Give each disc the free place that touches an earlier one and is nearest to the middle."""
    centres = np.zeros((radii.size, 2))
    for disc in range(1, radii.size):
        nearest, blocker = np.inf, 0
        for other in range(disc):
            reach = radii[other] + radii[disc]
            for side in range(ring.shape[0]):
                x = centres[other, 0] + reach * ring[side, 0]
                y = centres[other, 1] + reach * ring[side, 1]
                far = (x / WIDE) ** 2 + y**2
                if far >= nearest or _overlap(x, y, radii, disc, centres, blocker):
                    continue
                blocker = _first_overlap(x, y, radii, disc, centres)
                if blocker == disc:
                    nearest, blocker = far, 0
                    centres[disc] = x, y
    return centres


@compiled
def _first_overlap(x, y, radii, disc, centres):
    """Give the first disc that one more at a place would overlap; itself where there is none."""
    for other in range(disc):
        if _overlap(x, y, radii, disc, centres, other):
            return other
    return disc


@compiled
def _overlap(x, y, radii, disc, centres, other):
    """Say whether a disc at a place overlaps another one."""
    apart = (x - centres[other, 0]) ** 2 + (y - centres[other, 1]) ** 2
    return apart < (radii[other] + radii[disc] - 1e-9) ** 2
