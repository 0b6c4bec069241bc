"""The world: the hour, the record, the form, the return to it, and comparisons of policies."""

from importlib import import_module
from typing import Any

_HOME = {
    "Firestorm": "firestorm",
    "Community": "firestorm",
    "Outcome": "outcome",
    "run": "outcome",
    "beside": "side_by_side",
    "measures": "side_by_side",
    "Comparison": "comparison",
    "compare": "comparison",
    "ResilienceTest": "strain",
    "resilience_test": "strain",
    "Experiment": "sweeps.experiment",
    "sweep": "sweeps.sweep",
    "read": "sweeps.reading",
}
__all__ = sorted(_HOME)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"knautschball.model.{_HOME[name]}"), name)
