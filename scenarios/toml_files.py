"""TOML as people write it: one way to read it, and what a line that is none was meant to say."""

import re
import tomllib
from pathlib import Path
from typing import Any

from knautschball.scenarios.errors import KnautschballError, ScenarioError

ALLOWED = (
    'KEY = VALUE on one line, the value as 1.5, true, false, "text", [1, 2] or { a = 1 }; '
    "sections as [team]"
)
TWICE = ("Cannot overwrite", "Cannot declare", "Cannot mutate")
"""How the parser begins when a key or a section stands twice."""


def _hundredth(found: re.Match[str]) -> str:
    return f"{float(found[1]) / 100:g}"


REPAIRS: tuple[tuple[str, Any], ...] = (
    (r"[“”„«»]", '"'),
    (r"[‘’‚]", "'"),
    (r"^(\s*[\w.-]+)\s*:", r"\1 ="),  # as in YAML
    (r"(?<![\d.])([1-9]\d{0,2}),(\d{3})(?![\d,])", r"\1\2"),  # thousands
    (r"(\d),(\d)", r"\1.\2"),  # decimals of half of Europe
    (r"(\d+(?:\.\d+)?)\s*%", _hundredth),
    (r"(?i)=\s*(?:yes|on|true)\b", "= true"),
    (r"(?i)=\s*(?:no|off|false)\b", "= false"),
    (r"(?<![\d.:-])0+(\d)", r"\1"),
    (r"(?<![\d:])(\d{1,2}):00(?!:)", r"\1"),  # o'clock
    (r"(?<!\d)\.(\d)", r"0.\1"),
    (r"(\d)\.(?!\d)", r"\1.0"),
    (r"=\s*(-?\d+(?:\.\d+)?)\s*[A-Za-z€$]+\s*$", r"= \1"),  # a unit behind the number
    (r"\\", "/"),
    (r"=\s*(?!(?:None|null|nil)\b)([A-Za-z][^\"'#=]*?)\s*$", r'= "\1"'),
    (r"^([^\"]*\"[^\"]*)$", r'\1"'),
    (r"^(\s*\[[^\]]*)$", r"\1]"),
)
"""Slips of the pen, in the order in which they are mended: what was written, what was meant."""


def read_toml(path: Path, error: type[KnautschballError] = ScenarioError) -> dict[str, Any]:
    """Read a TOML file as data.

    Parameters
    ----------
    path : Path
        UTF-8, with or without a byte order mark.
    error : type
        Member of the error family to raise.

    Raises
    ------
    KnautschballError
        The file is missing, unreadable or not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not UTF-8 text"
        raise error(str(path), f"cannot be read: {reason}") from None
    return parsed(text, str(path), error)


def parsed(text: str, where: str, error: type[KnautschballError] = ScenarioError) -> dict[str, Any]:
    """Read the text of a TOML file as data.

    Parameters
    ----------
    text : str
        All of the file.
    where : str
        Name of the file, for the message.
    error : type
        Member of the error family to raise.

    Raises
    ------
    KnautschballError
        It is not TOML: names the line, what stands there, and what may be meant.

    Examples
    --------
    >>> parsed("[team]\\nsize = 2", "a.toml")
    {'team': {'size': 2}}
    """
    try:
        return tomllib.loads(text + "\n")  # so that the last line has a number
    except RecursionError:
        raise error(where, "is not valid TOML: nested too deeply") from None
    except tomllib.TOMLDecodeError as problem:
        raise _explained(str(problem), text, where, error) from None


def _explained(
    problem: str, text: str, where: str, error: type[KnautschballError]
) -> KnautschballError:
    """Say of the parser's complaint which line it is about, and what that line may mean."""
    reason, _, place = problem.rpartition(" (at ")
    number = re.match(r"line (\d+)", place)
    if not number:  # the end of the file: a bracket or quote was never closed
        return error(where, f"is not valid TOML: {problem}", ALLOWED)
    line = text.split("\n")[int(number[1]) - 1].strip()
    at = f"{where}, line {number[1]}"
    if reason.startswith(TWICE):
        return error(at, f"'{line}' stands there, but this was said before", "each key once")
    guess = mended(line)
    because = "" if guess else f": {reason}"
    return error(at, f"'{line}' is not valid TOML{because}", ALLOWED, guess)


def mended(line: str) -> str:
    """Give what a line that is no TOML was probably meant to say; empty where nobody can tell.

    Parameters
    ----------
    line : str
        As it was written.

    Examples
    --------
    >>> mended("severity = 1,4"), mended("weekends = yes"), mended("opens = 09:00")
    ('severity = 1.4', 'weekends = true', 'opens = 9')
    """
    for written, meant in REPAIRS:
        line = re.sub(written, meant, line)
        if _is_toml(line):
            return line
    return ""


def _is_toml(line: str) -> bool:
    try:
        return bool(tomllib.loads(line))
    except tomllib.TOMLDecodeError:
        return False
