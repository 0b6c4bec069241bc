"""The outline of a ball that is pressed along a few axes: radii that never overshoot."""

from collections.abc import Sequence


def contour(values: Sequence[float], points: int = 180) -> list[float]:
    """Draw a smooth closed outline through one radius per axis.

    Between two axes the radius follows a cubic whose slopes are harmonic means (Fritsch and
    Butland 1984): it leaves the axes smoothly and never goes beyond the two radii it joins, so
    the picture shows no dent and no bulge that nobody measured.

    Parameters
    ----------
    values : sequence of float
        Radius at each axis; the axes stand at equal angles, clockwise from the top.
    points : int
        Points of the outline, a multiple of the number of axes.

    Returns
    -------
    list of float
        ``points`` radii at equal angles, the first on the first axis.

    Raises
    ------
    ValueError
        If there are fewer than three axes, or ``points`` cannot be shared out among them.
    """
    axes = len(values)
    if axes < 3 or points < axes or points % axes:
        raise ValueError(f"{points} points cannot be shared out among {axes} axes")
    slopes = [_slope(values[i - 1], values[i], values[(i + 1) % axes]) for i in range(axes)]
    each = points // axes
    return [
        _between(values[i], values[(i + 1) % axes], slopes[i], slopes[(i + 1) % axes], k / each)
        for i in range(axes)
        for k in range(each)
    ]


def _slope(before: float, here: float, after: float) -> float:
    """Give the slope at an axis: flat on a ridge or in a trough, gentle in between."""
    rise, climb = here - before, after - here
    if min(rise, climb) <= 0 <= max(rise, climb):
        return 0.0
    # written over the larger share, so that tiny steps do not underflow to 0 / 0
    ratio = rise / climb
    return 2.0 * rise / (1.0 + ratio) if abs(ratio) <= 1 else 2.0 * climb / (1.0 + 1.0 / ratio)


def _between(start: float, end: float, leave: float, arrive: float, share: float) -> float:
    """Follow the cubic from one axis to the next; ``share`` of the way lies behind."""
    s2, s3 = share**2, share**3
    radius = (
        (2 * s3 - 3 * s2 + 1) * start
        + (s3 - 2 * s2 + share) * leave
        + (3 * s2 - 2 * s3) * end
        + (s3 - s2) * arrive
    )
    return min(max(radius, min(start, end)), max(start, end))  # rounding must not overshoot either
