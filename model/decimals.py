"""Numbers as people write them: 12.5 and 12,5 are understood, 1.063 is asked about."""

import re

import pandas as pd

from knautschball.scenarios.errors import CountsError

GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
"""What may be thousands in one country and a fraction in another."""


def read_numbers(written: pd.Series, where: str) -> pd.Series:
    """Read a column of numbers with a decimal point or, throughout, a decimal comma.

    Parameters
    ----------
    written : Series of str or None
        As in the file, row by row.
    where : str
        File, for messages.

    Returns
    -------
    Series of float
        NaN where nothing, or no number, was written.

    Raises
    ------
    CountsError
        Point or comma may part thousands: 1.063 can be a thousand or hardly more than one.
    """
    marked = written[written.str.contains("[.,]", na=False)]
    if len(marked) and marked.str.fullmatch(GROUPED).all():
        row, text = marked.index[0], marked.iloc[0]
        whole = re.sub("[.,]", "", text)
        place = f"{where}: row {row + 2}, column {written.name!r}"
        allowed = f"{whole}, without marks between thousands; or a fraction such as 1.5"
        raise CountsError(place, f"{text!r} may be {whole} or a fraction", allowed)
    if len(marked) and not marked.str.contains(".", regex=False).any():
        written = written.str.replace(",", ".", regex=False)
    return pd.to_numeric(written, errors="coerce")
