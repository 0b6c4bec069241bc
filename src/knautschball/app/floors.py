"""Noise floors, measured once per scenario in the background and shared by all visitors.

A floor is a measurement of a scenario and belongs to nobody; models are never shared. The table
is bounded, and what nobody waits for any longer is measured last.
"""

import logging
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

from knautschball.model.outcome import floor_of, quiet
from knautschball.model.shape import Floor
from knautschball.scenarios.scenario import Scenario

KEPT = 200
"""Floors kept at the same time."""

log = logging.getLogger(__name__)
_floors: "OrderedDict[str, Future[Floor]]" = OrderedDict()
_lock = threading.Lock()
_worker = ThreadPoolExecutor(1, thread_name_prefix="knautschball-floor")


def floor_if_known(scenario: Scenario) -> Floor | None:
    """Give the noise floor of a scenario if it has been measured."""
    task = _floors.get(_name(scenario))
    if task is None or not task.done() or task.cancelled():
        return None
    if task.exception() is not None:
        log.error(
            "the noise floor of %s cannot be measured", scenario.name, exc_info=task.exception()
        )
        return None
    return task.result()


def floor(scenario: Scenario) -> Floor:
    """Give the noise floor of a scenario; wait until it is measured."""
    return measure(scenario).result()


def measure(scenario: Scenario) -> "Future[Floor]":
    """Begin to measure the noise floor of a scenario, unless somebody has."""
    name = _name(scenario)
    with _lock:
        if name not in _floors:
            _floors[name] = _worker.submit(floor_of, scenario)
            while len(_floors) > KEPT:
                _floors.popitem(last=False)[1].cancel()
        _floors.move_to_end(name)
        return _floors[name]


@lru_cache(maxsize=KEPT)
def _name(scenario: Scenario) -> str:
    return quiet(scenario).fingerprint
