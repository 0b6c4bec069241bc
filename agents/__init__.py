"""Who acts: people, their rules, and the brand with its team and policies."""

from importlib import import_module
from typing import Any

_HOME = {
    "Person": "person",
    "People": "people",
    "Brand": "brand",
    "ResponsePolicy": "policy",
    "policies": "policy",
    "edited_rules": "edited",
    "Situation": "situation",
    "Case": "situation",
    "Message": "message",
}
__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"knautschball.agents.{_HOME[name]}"), name)
