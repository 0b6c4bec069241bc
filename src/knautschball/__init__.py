"""Knautschball: does the community spring back to its original shape?

Everything a notebook needs is importable from here. Names are resolved when they are
first used, so that ``knautschball --help`` does not wait for numba, pandas and Mesa.
"""

from importlib import import_module as _import_module
from pathlib import Path as _Path
from typing import Any

__version__ = "0.1.0"

_root = _Path(__file__).resolve().parents[2]
if not (_Path(__file__).parent / "model" / "__init__.py").is_file() and (_root / "model").is_dir():
    __path__.append(str(_root))  # a checkout whose file system knows no symbolic links

_HOME = {
    "knautschball.scenarios": ("load", "available"),
    "knautschball.agents": (
        "Person",
        "Brand",
        "ResponsePolicy",
        "Situation",
        "Case",
        "Message",
        "edited_rules",
    ),
    "knautschball.model": ("Firestorm", "run", "compare", "resilience_test", "beside", "measures"),
}
_WHERE = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(["__version__", *_WHERE])  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    """Import the public name from its room."""
    if name not in _WHERE:
        raise AttributeError(f"module 'knautschball' has no attribute {name!r}")
    return getattr(_import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    """Names for tab completion."""
    return [*__all__, "agents", "model", "scenarios"]
