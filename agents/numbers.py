"""The declared numbers of a scenario as named tuples that compiled rules can read."""

from collections import namedtuple
from typing import Any

from pydantic import BaseModel

from knautschball.scenarios.community import Contagion, People
from knautschball.scenarios.knobs import knobs
from knautschball.scenarios.mind import Acts, Feelings, Judgement

RULES = ("simple", "threshold", "dose")


def _tuple_of(section: type[BaseModel]) -> Any:
    numeric = [k.key for k in knobs(section) if k.low is not None]
    return namedtuple(f"{section.__name__}Numbers", [*numeric, "rule"])


PeopleNumbers = _tuple_of(People)
ContagionNumbers = _tuple_of(Contagion)
FeelingsNumbers = _tuple_of(Feelings)
ActsNumbers = _tuple_of(Acts)
JudgementNumbers = _tuple_of(Judgement)

_KIND = {
    People: PeopleNumbers,
    Contagion: ContagionNumbers,
    Feelings: FeelingsNumbers,
    Acts: ActsNumbers,
    Judgement: JudgementNumbers,
}


def declared(kind: Any) -> Any:
    """Give the numbers of one of these kinds as they are declared."""
    return numbers(next(section for section, known in _KIND.items() if known is kind)())


def numbers(section: BaseModel) -> Any:
    """Turn a section into its named tuple of floats; a contagion rule becomes a number."""
    kind = _KIND[type(section)]
    rule = RULES.index(section.rule) if hasattr(section, "rule") else 0
    return kind(*[float(getattr(section, key)) for key in kind._fields[:-1]], rule)
