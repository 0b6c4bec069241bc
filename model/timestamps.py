"""Times as people write them: dates of several countries, zones, Unix seconds, plain hours."""

import re
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from knautschball.scenarios.errors import CountsError

OFFSET = re.compile(r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?$")
FIRST_UNIX = 1e8
"""Numbers from here on are Unix time, below it hours from any beginning."""
MILLISECONDS = 1e11
EXAMPLE = "such as 2024-03-31 14:00, 31.03.2024 14:00, 2024-03-31T14:00+02:00, Unix seconds"


def read_times(written: pd.Series, zone: str | None, where: str) -> tuple[pd.Series, bool]:
    """Read a column of times.

    Parameters
    ----------
    written : Series of str
        As in the file.
    zone : str or None
        IANA name of the community's time zone.
    where : str
        File, for messages.

    Returns
    -------
    Series of Timestamp, bool
        Local time without zone, advancing evenly (no jump where summer time begins), and
        whether it is the time of a clock; plain hours are counted from a Monday, for want of
        better, and are not.

    Raises
    ------
    CountsError
        The first time that cannot be read, or can be read in two ways.
    """
    local = _zone(zone)
    text = written.astype("string").str.strip()
    if text.isna().any():
        row = int(text.isna().to_numpy().argmax())
        raise CountsError(f"{where}: row {row + 2}", "has no time", EXAMPLE)
    if text.str.match(NUMBER).all():
        return _numbers(text.astype(float), local)
    zoned = text.str.contains(OFFSET)
    if zoned.any() and not zoned.all():
        row = int((zoned != zoned.iloc[0]).to_numpy().argmax())
        problem = f"{text.iloc[row]!r}: some times have a zone, some have none"
        raise CountsError(f"{where}: row {row + 2}", problem, "one kind of time throughout")
    times = _parse(text, bool(zoned.all()), where)
    if zoned.all() and local is None:  # the clock of whoever wrote the first time
        times = times.dt.tz_convert(pd.Timestamp(text[times.idxmin()]).tz)
    return _evenly(times, local), True


def _zone(zone: str | None) -> ZoneInfo | None:
    if zone is None:
        return None
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        allowed = "an IANA name such as Europe/Berlin or America/New_York"
        raise CountsError("--zone", f"{zone!r} is not known", allowed) from None


def _numbers(values: pd.Series, local: ZoneInfo | None) -> tuple[pd.Series, bool]:
    if values.min() < FIRST_UNIX:
        monday = pd.Timestamp("2024-01-01")
        return monday + pd.to_timedelta(values - values.min(), unit="h"), False
    unit = "ms" if values.min() >= MILLISECONDS else "s"
    return _evenly(pd.to_datetime(values, unit=unit, utc=True), local), True


def _parse(text: pd.Series, zoned: bool, where: str) -> pd.Series:
    day_first = _day_first(text, where)
    options = {"dayfirst": day_first, "errors": "coerce", "utc": zoned}
    times = pd.to_datetime(text.astype(object), format="mixed", **options)
    if times.isna().any():
        row = int(times.isna().to_numpy().argmax())
        place = f"{where}: row {row + 2}, column 'time'"
        raise CountsError(place, f"{text.iloc[row]!r} is no time", EXAMPLE)
    return times


def _day_first(text: pd.Series, where: str) -> bool:
    """Tell 31.03. from 03/31 by the numbers; where nothing tells them apart, ask."""
    parts = text.str.extract(r"^(\d{1,2})([./-])(\d{1,2})\2\d{2,4}")
    if parts[0].isna().all():
        return False
    if (parts[1] == ".").any():
        return True  # dots are written where the day comes first
    first, second = parts[0].astype(float), parts[2].astype(float)
    if first.max() > 12 or second.max() > 12:
        return bool(first.max() > 12)
    row = int(parts[0].notna().to_numpy().argmax())
    problem = f"{text.iloc[row]!r} may be two different days"
    raise CountsError(f"{where}: row {row + 2}", problem, EXAMPLE)


def _evenly(times: pd.Series, local: ZoneInfo | None) -> pd.Series:
    """Bring times to the local clock of their beginning, then let them advance evenly."""
    if times.dt.tz is None and local is None:
        return times
    if times.dt.tz is None:
        times = times.dt.tz_localize(local, ambiguous=_earlier(times), nonexistent="shift_forward")
    elif local is not None:
        times = times.dt.tz_convert(local)
    first = times.min()
    return first.tz_localize(None) + (times - first)


def _earlier(times: pd.Series) -> np.ndarray:
    """Of two equal times in the night when summer time ends, the first is summer time."""
    return ~times.duplicated().to_numpy()
