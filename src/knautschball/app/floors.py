"""Noise floors, measured once per scenario in the background and shared by all visitors.

A floor is a measurement of a scenario and belongs to nobody; models are never shared.
"""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor

from knautschball.model.outcome import floor_of
from knautschball.model.shape import Floor
from knautschball.scenarios.scenario import Scenario

log = logging.getLogger(__name__)
_floors: dict[str, "Future[Floor]"] = {}
_lock = threading.Lock()


def floor_if_known(scenario: Scenario) -> Floor | None:
    """Give the noise floor of a shipped scenario, or begin to measure it and give None.

    Visitors can only choose among the shipped scenarios, so that the table stays small.
    """
    with _lock:
        if scenario.fingerprint not in _floors:
            _floors[scenario.fingerprint] = _begin(scenario)
        task = _floors[scenario.fingerprint]
    if not task.done():
        return None
    if task.exception() is not None:
        log.error(
            "the noise floor of %s cannot be measured", scenario.name, exc_info=task.exception()
        )
        return None
    return task.result()


def _begin(scenario: Scenario) -> "Future[Floor]":
    """Measure in a thread that knows no visitor."""
    worker = ThreadPoolExecutor(1, thread_name_prefix="knautschball-floor")
    task = worker.submit(floor_of, scenario)
    worker.shutdown(wait=False)
    return task
