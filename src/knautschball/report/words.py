"""All words and numbers of the report in the reader's language.

The words stand in one table per language (``english.py``, ``german.py``) with the same keys.
"""

from difflib import get_close_matches
from math import isfinite

from knautschball.report.english import ENGLISH
from knautschball.report.german import GERMAN

LANGUAGES = {"en": ENGLISH, "de": GERMAN}

NARROW = "\u202f"
MINUS = "\u2212"
NOTHING = "–"


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

        near = get_close_matches(str(language), LANGUAGES, n=1, cutoff=0.4)
        raise KnautschballError(
            "language",
            f"the report does not speak {language!r}",
            ", ".join(LANGUAGES),
            near[0] if near else "",
        )
    return Words(LANGUAGES[language])
