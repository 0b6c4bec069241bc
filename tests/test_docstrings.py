"""Every name of the public interface says what it takes, gives and raises; its examples run."""

import doctest
import inspect
from functools import cached_property
from importlib import import_module
from pathlib import Path

import pytest
from numpydoc.docscrape import NumpyDocString

from knautschball import agents, model, scenarios

ROOT = Path(__file__).resolve().parents[1]
ROOMS = (scenarios, agents, model)
PUBLIC = {f"{room.__name__}.{name}": getattr(room, name) for room in ROOMS for name in room.__all__}
TOP = {"load", "available", "Person", "ResponsePolicy", "Situation", "Case", "Message"}
TOP |= {"Firestorm", "run", "compare", "resilience_test", "sweep"}
"""Names with an example, as a newcomer meets them."""


def members(name, thing):
    """The public methods and properties that a class itself defines."""
    for own, member in vars(thing).items() if isinstance(thing, type) else ():
        if not own.startswith("_"):
            inside = getattr(member, "__func__", member)
            if inspect.isfunction(inside) or isinstance(inside, property | cached_property):
                yield f"{name}.{own}", inside


FUNCTIONS = {name: one for name, one in PUBLIC.items() if inspect.isfunction(one)}
METHODS = dict(pair for name, one in PUBLIC.items() for pair in members(name, one))
CALLED = FUNCTIONS | {name: one for name, one in METHODS.items() if inspect.isfunction(one)}
PROPERTIES = METHODS.keys() - CALLED.keys()
CLASSES = {name: one for name, one in PUBLIC.items() if isinstance(one, type)}
EXAMPLES = sorted(
    str(file.relative_to(ROOT).with_suffix("")).replace("/", ".")
    for room in ("scenarios", "agents", "model")
    for file in (ROOT / room).rglob("*.py")
    if ">>> " in file.read_text("utf-8")
)


def told(parts):
    """Names of parameters or attributes, several of which may share a line."""
    return {name for part in parts for name in part.name.replace("*", "").split(", ")}


@pytest.mark.parametrize("name", sorted(CALLED))
def test_a_function_says_what_it_takes_and_gives_and_raises(name):
    function = CALLED[name]
    said, signature = NumpyDocString(inspect.getdoc(function) or ""), inspect.signature(function)
    assert said["Summary"]
    assert signature.parameters.keys() - {"self"} <= told(said["Parameters"])
    if signature.return_annotation not in (None, "None"):
        assert said["Returns"] or said["Yields"]
    if "raise " in inspect.getsource(function):
        assert said["Raises"]


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_a_class_says_what_it_is_made_of(name):
    kind = CLASSES[name]
    maker = next(one for one in kind.__mro__ if "__init__" in vars(one) or one.__doc__)
    if "__init__" not in vars(kind):  # made as its parent is
        maker = next((one for one in kind.__mro__ if "__init__" in vars(one)), kind)
    said = NumpyDocString(inspect.cleandoc(maker.__doc__ or ""))
    assert NumpyDocString(inspect.cleandoc(kind.__doc__ or ""))["Summary"]
    if maker.__module__.startswith("knautschball"):
        taken = inspect.signature(maker).parameters.keys()
        assert taken - {"args", "kwargs"} <= told(said["Parameters"] + said["Attributes"])


@pytest.mark.parametrize("name", sorted(PROPERTIES))
def test_a_property_says_what_it_is(name):
    assert (METHODS[name].__doc__ or "").strip()


@pytest.mark.parametrize("module", EXAMPLES)
def test_the_examples_of_docstrings_run(module):
    found = doctest.testmod(import_module(f"knautschball.{module}"))
    assert found.attempted
    assert not found.failed


def test_what_a_newcomer_meets_has_an_example():
    shown = {
        name.rpartition(".")[2]
        for name, one in PUBLIC.items()
        if ">>> " in (inspect.getdoc(one) or "")
    }
    assert shown >= TOP
