"""All words and numbers of the report in the reader's language.

The words stand in one table per language (``english.py``, ``german.py``) with the same keys.
"""

from collections.abc import Mapping
from math import floor, isfinite, log10
from typing import Any

from numpy import format_float_positional

from knautschball.report.english import ENGLISH
from knautschball.report.german import GERMAN
from knautschball.scenarios import available

LANGUAGES = {"en": ENGLISH, "de": GERMAN}

NARROW = "\u202f"
MINUS = "\u2212"
NOTHING = "–"
SMALLEST = 1e-6
"""A measured number no larger than this is nothing."""


class Words(dict):
    """The table of one language, and its way to write numbers."""

    def number(self, value: float, digits: int = 2, sign: bool = False) -> str:
        """Write a number.

        Parameters
        ----------
        value : float
            Any number; a dash stands for one that is missing.
        digits : int
            Places after the decimal point.
        sign : bool
            Write a plus before what is above zero.

        Returns
        -------
        str
            With a true minus, the language's decimal mark and thousands in groups.
        """
        if value is None or not isfinite(value):
            return NOTHING
        plain = f"{abs(value):,.{digits}f}"
        zero = not plain.strip("0.,")
        mark = "" if zero else MINUS if value < 0 else "+" if sign else ""
        return mark + plain.translate(str.maketrans(self["number_marks"]))

    def rounded(self, value: float) -> str:
        """Write a measured number with as many digits as it deserves: 2,136, 14, 0.71, 0.052."""
        if value is None or not isfinite(value) or abs(value) <= SMALLEST:
            return self.number(value, 0)
        if abs(value) >= 100 or float(value).is_integer():
            return self.number(value, 0)
        return self.number(value, 2 if abs(value) >= 0.1 else max(3, -floor(log10(abs(value)))))

    def short(self, value: float) -> str:
        """Write a number that somebody chose with the digits it has: 2, 0.5, 0.0003."""
        plain = format_float_positional(value, precision=6, fractional=False, trim="-")
        return self.number(value, len(plain.partition(".")[2]))

    def percent(self, share: float, digits: int = 0, sign: bool = False) -> str:
        """Write a share as a percentage."""
        if share is None or not isfinite(share):
            return NOTHING
        return self.number(100.0 * share, digits, sign) + self["percent_mark"]

    def interval(self, low: float, high: float, digits: int = 3, sign: bool = False) -> str:
        """Write an interval, or a dash where there is none."""
        if low is None or high is None or not (isfinite(low) and isfinite(high)):
            return NOTHING
        both = self.number(low, digits, sign), self.number(high, digits, sign)
        return self["interval"].format(low=both[0], high=both[1])

    def bounded(self, value: float, low: float, high: float) -> str:
        """Write a signed difference with its interval, or alone where there is none."""
        between = self.interval(low, high, sign=True)
        alone = self.number(value, 3, sign=True)
        return alone if NOTHING in (alone, between) else f"{alone} ({between})"

    def sure(self, low: float, high: float, sign: bool = False) -> str:
        """Say in a sentence how sure a mean is; a single run has no interval."""
        between = self.interval(low, high, sign=sign)
        if between == NOTHING:
            return self["no_interval"]
        return self["interval_95"].format(interval=between)

    def money(self, amount: float) -> str:
        """Write a cost to the nearest ten: a few minutes of work are no cost of a storm."""
        return self.number(round(amount, -1) if isfinite(amount) else amount, 0)

    def told(self, name: str, about: Mapping[str, Any]) -> tuple[str, str]:
        """Give title and summary: the language's own of what is shipped, else those of the file.

        Somebody's own scenario may carry a shipped name; it keeps its own words.
        """
        title, summary = about.get("title") or name, about.get("summary") or ""
        if about and title == available().get(name, {}).get("title"):
            title, summary = self["scenarios"].get(name, (title, summary))
        return title, " ".join(summary.split())

    def policy(self, name: str, title: str = "") -> str:
        """Give the title of a policy: the language's own, else the one handed over."""
        return self["policies"].get(name) or title or name

    def component(self, name: str) -> str:
        """Give the name of a component as it stands inside a sentence."""
        title = self["components"][name]
        return title if self["nouns_are_capital"] else title.lower()

    def together(self, names: list[str]) -> str:
        """Join names into one phrase."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self['and']} {names[-1]}"


def words(language: str) -> Words:
    """Give the words of a language.

    Parameters
    ----------
    language : {"en", "de"}
        Which one.

    Returns
    -------
    Words
        The table, with methods for numbers.

    Raises
    ------
    KnautschballError
        If the report does not speak that language.
    """
    if language not in LANGUAGES:
        from knautschball.scenarios.errors import KnautschballError

        said = f"the report does not speak {language!r}"
        raise KnautschballError("--language", said, ", ".join(LANGUAGES))
    return Words(LANGUAGES[language])
