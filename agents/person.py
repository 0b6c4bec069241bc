"""A person is a view of one row: made when somebody looks at one, and forgotten afterwards."""

from typing import Any

import mesa

from knautschball.agents.columns import ATTRIBUTES
from knautschball.agents.rules import Traits


class Person(mesa.Agent):
    """One member of the community.

    Parameters
    ----------
    model : Firestorm
        The model the person lives in.
    row : int
        Place in the columns; also the node of the graph.

    Notes
    -----
    Every attribute of ``agents/columns.py`` can be read and written: ``person.arousal = 0.9``.

    Examples
    --------
    >>> from knautschball import Firestorm
    >>> somebody = Firestorm("calm", seed=1).agents[7]
    >>> somebody.arousal = 0.5
    >>> somebody.arousal, somebody.row
    (0.5, 7)
    """

    def __init__(self, model: Any, row: int) -> None:
        # not registered with the model: the columns already hold the person
        self.model, self.row, self.unique_id = model, row, row + 1
        self.pos = row

    @property
    def traits(self) -> Traits:
        """Big Five as z-scores."""
        return Traits(*[float(getattr(self, name)) for name in Traits._fields])

    @property
    def friends(self) -> list["Person"]:
        """Those the person is tied to now."""
        engine = self.model.engine
        graph = engine.graph
        span = slice(graph.start[self.row], graph.start[self.row + 1])
        present = engine.active[graph.tie[span]] == 1
        return [Person(self.model, int(row)) for row in graph.other[span][present]]

    def remove(self) -> None:
        """Refuse: people leave the brand, not the model.

        Raises
        ------
        NotImplementedError
            Always.
        """
        raise NotImplementedError("people leave the brand (follows = 0), never the model")

    def __eq__(self, other: object) -> bool:
        """Two views of one row of one model are the same person."""
        return isinstance(other, Person) and other.model is self.model and other.row == self.row

    def __hash__(self) -> int:
        """Agree with equality."""
        return hash((id(self.model), self.row))

    def __repr__(self) -> str:
        """Show the number only; ``vars`` of a view are the model's."""
        return f"Person({self.row})"


def _attribute(name: str, meaning: str, unit: str) -> property:
    def read(person: Person) -> Any:
        return getattr(person.model.engine.columns, name)[person.row].item()

    def write(person: Person, value: Any) -> None:
        getattr(person.model.columns, name)[person.row] = value

    return property(read, write, doc=f"{meaning} ({unit})")


for _one in ATTRIBUTES:
    setattr(Person, _one.name, _attribute(_one.name, _one.meaning, _one.unit))
