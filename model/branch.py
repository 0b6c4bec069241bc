"""Hours that two runs share are lived once: a model goes on in several ways from where it stands.

Until the first load strikes, a storm, its undisturbed twin, and the same storm under any other
load are one and the same run. What follows is bit for bit what a run from the first hour gives.
"""

from copy import deepcopy

from knautschball.model.firestorm import Firestorm
from knautschball.model.matter import Matter
from knautschball.scenarios.scenario import Scenario


def branch(model: Firestorm, scenario: Scenario) -> Firestorm:
    """Give a model with the same past that goes its own way from now on.

    Parameters
    ----------
    model : Firestorm
        What has been lived so far; it is left as it is.
    scenario : Scenario
        That of the model but for its loads; the first of them strikes in the same hour.

    Raises
    ------
    ValueError
        A load has struck already or strikes first in another hour, or the scenario differs in
        more than its loads.
    """
    if model.hour > model.matter.start or not _same_but_loads(scenario, model.scenario):
        raise ValueError("only what comes before the first load is common to all loads")
    # people and ties move; who knows whom and what the numbers are is the same for both
    shared = (*model.engine.lasting, model.scenario, model.matter)
    other = deepcopy(model, {id(one): one for one in shared})
    other.scenario = scenario
    other.matter = Matter(other.scenario, other.engine.columns, model.luck)
    return other


def _same_but_loads(one: Scenario, other: Scenario) -> bool:
    hours = [{load.at for load in scenario.load} for scenario in (one, other)]
    plain = [scenario.model_copy(update={"load": ()}) for scenario in (one, other)]
    return min(hours[0], default=None) == min(hours[1], default=None) and plain[0] == plain[1]
