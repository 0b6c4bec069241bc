"""Where people stand in the picture: every circle a sunflower head, the heads packed together.

Nothing is simulated and nothing is drawn by lot, so that the same community always looks the
same, and a storm that leaps from circle to circle can be followed with the eye.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
    centres = np.zeros((radii.size, 2))
    done: list[int] = []
    for disc in np.argsort(-radii, kind="stable"):
        if done:
            centres[disc] = _nearest_free(radii[disc], centres[done], radii[done])
        done.append(int(disc))
    return centres


def _nearest_free(radius: float, centres: Floats, radii: Floats) -> Floats:
    """Find the place for one more disc that touches another and is nearest to the middle."""
    turn = np.arange(DIRECTIONS) * (2 * np.pi / DIRECTIONS)
    ring = np.column_stack([np.cos(turn), np.sin(turn)])
    reach = (radii + radius)[:, None, None]
    tried = (centres[:, None, :] + reach * ring).reshape(-1, 2)
    # the nearest places first, so that few have to be checked against all discs
    far = np.hypot(tried[:, 0] / WIDE, tried[:, 1])
    for place in tried[np.argsort(far, kind="stable")]:
        apart = np.hypot(*(centres - place).T)
        if (apart >= radii + radius - 1e-9).all():
            return place
    raise AssertionError("beyond the outermost disc there is always room")
