"""The whole error family on one page: where, what was written, what is allowed, nearest guess.

The command line prints ``str(error)`` as one line and leaves with exit code 2. A notebook
sees an ordinary exception with the same text.
"""

from collections.abc import Iterable
from difflib import get_close_matches


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
