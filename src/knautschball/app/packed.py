"""A visitor's own files as text in a link: data only, limited in size, checked like any file."""

import zlib
from base64 import b64decode, urlsafe_b64encode
from typing import Any

from knautschball.agents.playbook import Playbook, playbook_from
from knautschball.app import limits
from knautschball.scenarios.errors import KnautschballError, ScenarioError
from knautschball.scenarios.scenario import Scenario, from_data
from knautschball.scenarios.toml_files import parsed

LARGEST = 64 * 1024
"""Bytes of a file."""
LONGEST = 12_000
"""Characters of a packed file in a link."""


def pack(text: str) -> str:
    """Pack a file's text for a link.

    Raises
    ------
    ScenarioError
        It is too large.
    """
    data = text.encode()
    small = len(data) <= LARGEST
    made = urlsafe_b64encode(zlib.compress(data, 9)).decode().rstrip("=") if small else ""
    if not small or len(made) > LONGEST:
        raise ScenarioError("file", f"{len(data)} bytes are too many", f"up to {LARGEST} bytes")
    return made


def unpack(packed: str) -> str:
    """Give the text back.

    Raises
    ------
    ScenarioError
        It is damaged or too large.
    """
    try:
        data = b64decode(packed + "=" * (-len(packed) % 4), altchars="-_", validate=True)
        text = zlib.decompressobj().decompress(data, LARGEST + 1).decode()
    except (ValueError, zlib.error):
        raise ScenarioError("link", "the file in it is damaged") from None
    if len(text) > LARGEST:
        raise ScenarioError("link", "the file in it is too large", f"up to {LARGEST} bytes")
    return text


def scenario(packed: str) -> Scenario:
    """Read a packed scenario.

    Raises
    ------
    ScenarioError
        It is no scenario, or more than the page can bear.
    """
    return limits.held(from_data(parsed(unpack(packed), "your file"), "your scenario"))


def policy(packed: str) -> Playbook:
    """Read a packed playbook.

    Raises
    ------
    KnautschballError
        It is no playbook.
    """
    return playbook_from(parsed(unpack(packed), "your file"), "your playbook", "own")


def checked_scenario(value: Any) -> str | None:
    """Give the packed text back if it holds a scenario."""
    return _checked(value, scenario)


def checked_policy(value: Any) -> str | None:
    """Give the packed text back if it holds a playbook."""
    return _checked(value, policy)


def _checked(value: Any, read: Any) -> str | None:
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    try:
        if value:
            read(value)
    except KnautschballError:
        return None
    return value
