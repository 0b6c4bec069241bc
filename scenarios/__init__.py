"""What happens: declared numbers, scenario files, errors. Knows nothing of the other rooms."""

from knautschball.scenarios.errors import (
    CountsError,
    EngineError,
    GraphError,
    KnautschballError,
    OutputError,
    PolicyError,
    RuleError,
    ScenarioError,
)
from knautschball.scenarios.shelf import available, load

__all__ = [
    "CountsError",
    "EngineError",
    "GraphError",
    "KnautschballError",
    "OutputError",
    "PolicyError",
    "RuleError",
    "ScenarioError",
    "available",
    "load",
]
