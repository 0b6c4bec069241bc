"""Compile the readable rules for a whole population, and remember the result between runs.

``compiled`` is ``numba.njit`` with two additions. The cache lives in the user's cache folder,
so an installation may be read-only. And its key covers *every* file of rules and kernels:
numba by itself looks only at the file of the outer function, so that an edited rule would
silently keep its old machine code.
"""

import sys
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numba
from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator
from numba.core.dispatcher import Dispatcher
from platformdirs import user_cache_path

DECLARED = ("columns.py", "numbers.py", "prefetch.py", "knobs.py", "community.py", "mind.py")
"""Files that compiled rules read attributes and numbers from, by their place, or that are compiled
with them."""
OPTIONS = {"nogil": True, "error_model": "numpy"}


@cache
def source_stamp() -> str:
    """Fingerprint of all rules, kernels and declarations they read: change one, compile anew."""
    digest = blake2b(digest_size=12)
    here = Path(__file__).resolve().parent
    rooms = (here, here.parent / "scenarios", here.parent / "model")
    for file in (file for room in rooms for file in sorted(room.glob("*.py"))):
        text = file.read_bytes()
        # only what is compiled counts; policies, reports and measures may change without
        if file.name in DECLARED or b"agents.compiled" in text:
            digest.update(file.name.encode() + text)
    return digest.hexdigest()


def _shelf() -> Path:
    """Give the folder of machine code; one per state of the sources."""
    return user_cache_path("knautschball") / "kernels" / source_stamp()


def compiled_before() -> bool:
    """Say whether the hour of the crowd is remembered for the rules and the Python of now."""
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    return any(_shelf().glob(f"kernels.storm_hour-*.{python}*.nbi"))


class _UserCache(_CacheLocator):
    """Place of one function's machine code in the user's cache folder."""

    def __init__(self, function: Any, file: str) -> None:
        self._name = f"{function.__module__}.{function.__qualname__}"

    def get_cache_path(self) -> str:
        """Give the folder; one per state of the sources."""
        return str(_shelf())

    def get_source_stamp(self) -> str:
        """Give what must be unchanged for the machine code to be valid."""
        return source_stamp()

    def get_disambiguator(self) -> str:
        """Tell functions of the same name apart."""
        return blake2b(self._name.encode(), digest_size=6).hexdigest()

    @classmethod
    def from_function(cls, function: Any, file: str) -> "_UserCache | None":
        """Serve functions from files only, since a notebook cell has no stable place."""
        if not Path(file).is_file():
            return None
        locator = cls(function, file)
        try:
            locator.ensure_cache_path()
        except OSError:
            return None
        return locator


class _Implementation(CompileResultCacheImpl):
    _locator_classes = (_UserCache,)


class _Cache(FunctionCache):
    _impl_class = _Implementation


def compiled(function: Callable[..., Any]) -> Any:
    """Compile ``function`` on first call, for one core at a time and without the interpreter lock.

    Parameters
    ----------
    function : callable
        Plain Python over numbers, named tuples and arrays.

    Returns
    -------
    callable
        The same function, compiled; ``.py_func`` is the original.
    """
    return remembered(numba.njit(function, **OPTIONS), function)


def kernel(function: Callable[..., Any]) -> Any:
    """Compile a function that makes no arrays of its own; the columns it is handed outlive it.

    Without arrays to free, counting references to forty columns is left out. That counting
    costs fifteen times the work itself.
    """
    return remembered(numba.njit(function, _nrt=False, **OPTIONS), function)


def machine_code(kernel: Any, arguments: tuple[Any, ...]) -> Any:
    """Give a kernel as it is for the types of some arguments, compiled where it is not yet.

    Called through the dispatcher, the types of forty columns are looked at in every hour, which
    takes half as long as the hour of a thousand people. Whoever holds the machine code answers
    for calling it with the same types.
    """
    if not isinstance(kernel, Dispatcher):  # the compiler is switched off
        return kernel
    return kernel.compile(tuple(kernel.typeof_pyval(one) for one in arguments))


def remembered(dispatcher: Any, function: Callable[..., Any]) -> Any:
    """Let what is compiled of a function of these files go to the cache, and come from there."""
    try:
        dispatcher._cache = _Cache(function)
    except (RuntimeError, OSError):  # nowhere to write: compile in memory
        pass
    return dispatcher


def rule(function: Callable[..., Any]) -> Any:
    """Compile a scalar rule into every kernel that calls it.

    The original stays callable on plain numbers as ``.py_func``; calling the rule itself
    from Python works too and gives the same number.
    """
    # a call left in a loop would keep it from working on many people at once
    return numba.njit(function, forceinline=True, **OPTIONS)


def woven(function: Callable[..., Any]) -> Any:
    """Weave a function over columns into the loop of the kernel that calls it.

    Passing forty columns to a function that is not woven in costs more than its work.
    """
    return numba.njit(function, inline="always", **OPTIONS)
