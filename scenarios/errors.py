"""The whole error family on one page: where, what was written, what is allowed, nearest guess.

The command line prints ``str(error)`` as one line and leaves with exit code 2. A notebook
sees an ordinary exception with the same text.
"""

import re
from collections.abc import Iterable
from datetime import date, time
from difflib import get_close_matches

THEIRS = {
    "a valid tuple": 'a list such as ["one", "two"]',
    "a valid string": "text in quotes",
    "a valid integer": "a whole number",
    "a valid number": "a number",
    "a valid dictionary": "a section with keys and values",
}
"""Words of pydantic and ours."""


class KnautschballError(ValueError):
    """Something the user wrote cannot be used.

    Parameters
    ----------
    where : str
        The place: a file, a section and key, a command-line option.
    problem : str
        What is wrong there, quoting what was written.
    allowed : str, optional
        What would be right.
    guess : str, optional
        The nearest thing the user may have meant.
    """

    def __init__(self, where: str, problem: str, allowed: str = "", guess: str = "") -> None:
        self.where, self.problem, self.allowed, self.guess = where, problem, allowed, guess
        super().__init__(where, problem, allowed, guess)

    def __str__(self) -> str:
        """Give the one clear line."""
        text = f"{self.where}: {self.problem}"
        if self.guess:
            text += f"; did you mean {self.guess!r}?"
        if self.allowed:
            text += f" (allowed: {self.allowed})"
        return " ".join(text.split())


class ScenarioError(KnautschballError):
    """A scenario, or a number in it, cannot be used."""


class PolicyError(KnautschballError):
    """A response policy cannot be found, read or obeyed."""


class RuleError(KnautschballError):
    """A rule of the crowd that was written anew cannot be used."""


class GraphError(KnautschballError):
    """A social graph cannot be built or read."""


class CountsError(KnautschballError):
    """A file of counts cannot be read, or tells too little."""


class OutputError(KnautschballError):
    """Results cannot be written where they were asked for."""


class EngineError(KnautschballError):
    """The workers that were asked for cannot be reached."""


def quoted(value: object) -> str:
    """Write a value as it stood in the file: a date as 2024-03-01, of a table its first keys."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        keys = ", ".join(map(str, [*value][:3]))
        return f"a table ({keys}{', …' if len(value) > 3 else ''})"
    return value.isoformat() if isinstance(value, date | time) else repr(value)


def in_words(message: str) -> str:
    """Turn the validator's demand into what is allowed."""
    text = message.removeprefix("Value error, ").removeprefix("Input should be ")
    for theirs, ours in THEIRS.items():
        text = text.replace(theirs, ours)
    text = re.sub(r"greater than or equal to (\S+)", r"\1 or more", text)
    return re.sub(r"less than or equal to (\S+)", r"\1 or less", text)


def unknown(
    error: type[KnautschballError], where: str, wrote: str, known: Iterable[str], what: str = "name"
) -> KnautschballError:
    """Build the error for a name nobody knows, with the nearest one that exists.

    Parameters
    ----------
    error : type
        Member of the family to build.
    where : str
        Where the name was written.
    wrote : str
        The unknown name.
    known : iterable of str
        Every name that would have been right.
    what : str
        What the name stands for, such as ``"scenario"``.

    Returns
    -------
    KnautschballError
        To be raised by the caller.
    """
    names = sorted(known)
    near = get_close_matches(wrote, names, n=1, cutoff=0.5)
    return error(where, f"no {what} called {wrote!r}", ", ".join(names), near[0] if near else "")


def no_twice(error: type[KnautschballError], where: str, called: list[str]) -> None:
    """Refuse two different things of one name, which results could not tell apart.

    Parameters
    ----------
    error : type
        Member of the family to raise.
    where : str
        Where the names were written.
    called : list of str
        The name of each thing.

    Raises
    ------
    KnautschballError
        The first name that stands twice.
    """
    for name in called:
        if called.count(name) > 1:
            raise error(where, f"two are called {name!r}", "different names")
