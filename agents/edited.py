"""Rules written anew for a while, in a notebook cell or a script: checked, then put in force.

    def forgiving(said, mind, who, nature, late, asked, j):
        return max(0.0, rules.judge(said, mind, who, nature, late, asked, j))

    with edited_rules(judge=forgiving):
        mine = run("product-flaw", policy="denial")

Only what is edited is compiled, and kept in memory alone. Storms and comparisons that are begun
inside the block use it, storm, twin and noise floor alike; outside, and for every storm that was
begun there, the shipped rules are untouched.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import blake2b
from types import CodeType, ModuleType
from typing import Any

import numpy as np
from numba import cloudpickle
from numba.core.dispatcher import Dispatcher
from numba.core.errors import NumbaError

from knautschball.agents import rules
from knautschball.agents.called import RULES, address, compiled_alone, example, hints, signature
from knautschball.agents.renewed import renewed
from knautschball.scenarios.errors import KnautschballError, RuleError, unknown

TRIALS = 200
"""Made-up people on whom an edited rule is tried before it is used."""


@dataclass(frozen=True)
class Edition:
    """All rules of the crowd, some of them written anew.

    Attributes
    ----------
    functions : mapping of str to callable
        Those written anew, as they were written.
    content : str
        Hash of what they say.
    addresses : tuple of int
        Where every rule of ``called.RULES`` is in memory.
    """

    functions: Mapping[str, Callable[..., Any]]
    content: str
    addresses: tuple[int, ...] = field(repr=False)
    _kept: tuple[Any, ...] = field(repr=False, compare=False)  # machine code lives as long as this

    def __deepcopy__(self, memo: dict[int, Any]) -> "Edition":
        """Stay the same when a storm is copied: nothing of it ever changes."""
        return self


_now: ContextVar[Edition | None] = ContextVar("edition", default=None)
_known: dict[str, Edition] = {}


@contextmanager
def edited_rules(**functions: Callable[..., Any]) -> Iterator[None]:
    """Use other rules of the crowd inside a ``with`` block.

    Parameters
    ----------
    **functions : callable
        Name of a rule in ``agents/rules.py`` = the function to use instead, with the same
        parameters. It may call the shipped rules, itself included. Blocks may be nested.

    Yields
    ------
    None
        Inside the block the edited rules are in force.

    Raises
    ------
    RuleError
        There is no such rule, its parameters are others, it cannot be compiled, or what it
        gives is no number.

    Examples
    --------
    >>> def deaf(noticed, dose, threshold, c):
    ...     return 0.0  # nobody ever takes the issue up from others
    >>> from knautschball.agents.called import RULES
    >>> with edited_rules(takes_up=deaf):
    ...     list(now().functions)
    ['takes_up']
    """
    before = now()
    token = _now.set(_edition((dict(before.functions) if before else {}) | functions))
    try:
        yield
    finally:
        _now.reset(token)


def now() -> Edition | None:
    """Give the rules in force here if some are edited, None for the shipped ones."""
    return _now.get()


def content_now() -> str:
    """Give the hash of what the edited rules say; empty for the shipped ones."""
    edition = now()
    return edition.content if edition else ""


def packed() -> bytes:
    """Pack the edited rules for another process; nothing for the shipped ones."""
    edition = now()
    return cloudpickle.dumps(dict(edition.functions)) if edition else b""


def unpack(rules_packed: bytes) -> None:
    """Use rules from another process, for good."""
    if rules_packed:
        _now.set(_edition(cloudpickle.loads(rules_packed)))


def _edition(functions: Mapping[str, Callable[..., Any]]) -> Edition:
    """Check and compile; what says the same as before is not compiled again."""
    plain = {name: _checked(name, function) for name, function in functions.items()}
    said = "\n".join(f"{name} {_content(plain[name])}" for name in sorted(plain))
    content = blake2b(said.encode(), digest_size=8).hexdigest()
    if content not in _known:
        _known[content] = _compiled(plain, content)
    return _known[content]


def _compiled(functions: Mapping[str, Callable[..., Any]], content: str) -> Edition:
    """Compile the edited rules, those that call them, and the others from the cache."""
    mine = {name: _alone(name, function) for name, function in functions.items()}
    touched = _touched(set(functions))

    def decorate(name: str, function: Any, _: Any) -> Any:
        return compiled_alone(name, function, keep=name not in touched)

    swapped = {id(RULES[name]): dispatcher for name, dispatcher in mine.items()}
    copy = vars(renewed(rules, swapped, decorate))
    every = tuple(copy[name] for name in RULES)
    places = tuple(address(name, copy[name]) for name in RULES)
    return Edition(functions, content, places, every)


def _touched(names: set[str]) -> set[str]:
    """Give the rules that call one of these, directly or by another."""
    more = {name for name, one in RULES.items() if names & set(one.py_func.__code__.co_names)}
    return names if more <= names else _touched(names | more)


def _checked(name: str, function: Any) -> Callable[..., Any]:
    """Refuse what cannot stand for the rule; give the plain function."""
    if name not in RULES:
        raise unknown(RuleError, "edited_rules", name, RULES, "rule")
    function = function.py_func if isinstance(function, Dispatcher) else function
    if not inspect.isfunction(function):
        raise RuleError(f"edited_rules: {name}", f"{function!r} was given", "a function")
    wanted, got = (list(inspect.signature(one).parameters) for one in (RULES[name], function))
    if got != wanted:
        wrote = f"takes ({', '.join(got)})"
        raise RuleError(f"edited_rules: {name}", wrote, f"({', '.join(wanted)})")
    return function


def _alone(name: str, function: Callable[..., Any]) -> Any:
    """Compile an edited rule and try it on made-up people."""
    try:
        dispatcher = compiled_alone(name, function, keep=False)
    except NumbaError as problem:
        raise RuleError(f"edited_rules: {name}", _told(name, function, problem)) from None
    for given in _people(name):
        try:
            result = dispatcher(*given)
        except Exception as problem:
            raise RuleError(f"edited_rules: {name}", _plainly(problem)) from None
        if not np.all(np.isfinite(result)):
            raise RuleError(f"edited_rules: {name}", f"gives {result}", "finite numbers")
    return dispatcher


def _people(name: str) -> Iterator[list[Any]]:
    """Make up arguments of a rule: shares between 0 and 1, some of them at the ends."""
    kinds, _ = hints(name)
    chance = np.random.default_rng(0)
    for number in range(TRIALS):
        drawn = number / 2 if number < 3 else chance.random()
        yield [example(kind, drawn if kind is not float else chance.random()) for kind in kinds]


def _told(name: str, function: Callable[..., Any], problem: NumbaError) -> str:
    """Say why a rule cannot be compiled; Python itself says it more plainly where it can."""
    kinds, _ = hints(name)
    try:
        result = function(*(example(kind) for kind in kinds))
    except Exception as plain:
        return _plainly(plain)
    wanted = signature(name).return_type
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    reason = next((line for line in lines if not line.startswith("Failed in")), "unknown")
    return f"gives {result!r} where {wanted} is wanted, or uses what cannot be compiled: {reason}"


def _plainly(problem: Exception) -> str:
    own = isinstance(problem, KnautschballError)
    return str(problem) if own else f"{type(problem).__name__}: {problem}"


def _content(function: Callable[..., Any]) -> str:
    """Write down what a function does: its code, and the values of the names it uses."""
    used = inspect.getclosurevars(function)
    names = sorted({**used.globals, **used.nonlocals}.items())
    values = [f"{name}={_value(value)}" for name, value in names]
    return " ".join([_code(function.__code__), repr(function.__defaults__), *values])


def _code(code: CodeType) -> str:
    consts = [_code(one) if isinstance(one, CodeType) else repr(one) for one in code.co_consts]
    return f"{code.co_code.hex()} {consts} {code.co_names} {code.co_varnames}"


def _value(value: Any) -> str:
    if isinstance(value, Dispatcher):
        return f"{value.py_func.__module__}.{value.py_func.__qualname__}"
    if isinstance(value, ModuleType):
        return value.__name__
    return _content(value) if inspect.isfunction(value) else repr(value)
