"""All persons are a Mesa agent set over the columns.

A million people cost their columns and nothing else. Work on whole attributes (``get``, ``set``,
``agg``, a mask in ``select``) stays in NumPy; iterating makes a ``Person`` each and takes its time,
as looking at people does.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import islice
from random import Random
from typing import Any

import numpy as np
from mesa.agent import AgentSet
from numpy.typing import NDArray

from knautschball.agents.columns import NAMES, Columns
from knautschball.agents.person import Person


class People(AgentSet):
    """Some or all persons of a model, in an order, without making one before it is needed.

    Parameters
    ----------
    model : Firestorm
        Owner of the columns.
    columns : Columns
        State of everybody.
    rows : array of int, optional
        Which persons; all when left out.
    """

    def __init__(
        self, model: Any, columns: Columns, rows: NDArray[np.integer[Any]] | None = None
    ) -> None:
        self.model, self._columns = model, columns
        self._rows = np.arange(columns.luck.size) if rows is None else rows
        self.random: Random = model.random

    def __len__(self) -> int:
        """Count the persons."""
        return int(self._rows.size)

    def __iter__(self) -> Iterator[Person]:  # type: ignore[override]
        """Make one view after the other."""
        return (Person(self.model, int(row)) for row in self._rows)

    def __contains__(self, agent: object) -> bool:
        """Say whether a person is among these."""
        return isinstance(agent, Person) and agent.model is self.model and agent.row in self._rows

    def __getitem__(self, item: int | slice) -> Any:
        """Give the person at a place, or a list of persons for a slice."""
        rows = self._rows[item]
        if isinstance(item, slice):
            return [Person(self.model, int(row)) for row in rows]
        return Person(self.model, int(rows))

    def to_list(self) -> list[Person]:
        """Make a view of every person.

        Returns
        -------
        list of Person
        """
        return list(self)

    def _some(self, rows: NDArray[np.integer[Any]]) -> "People":
        return People(self.model, self._columns, rows)

    def select(  # type: ignore[override]
        self,
        filter_func: Callable[[Person], bool] | NDArray[np.bool_] | None = None,
        at_most: int | float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> "People":
        """Choose persons by a mask over these persons (fast) or by a function of a person.

        Parameters
        ----------
        filter_func : callable or array of bool, optional
            ``people.select(people.get("arousal") > 0.5)`` never makes a view.
        at_most : int or float
            Number, or share below 1.
        inplace : bool
            Shrink this set itself.
        agent_type : type, optional
            Kept for Mesa; everybody is a ``Person``.

        Returns
        -------
        People
            Those chosen, in their order; this set itself where ``inplace``.
        """
        rows = self._rows
        if agent_type is not None and not issubclass(Person, agent_type):
            rows = rows[:0]
        if isinstance(filter_func, np.ndarray):
            rows = rows[filter_func]
        elif filter_func is not None:
            rows = np.array([r for r in rows if filter_func(Person(self.model, int(r)))], np.int64)
        if at_most <= 1 and isinstance(at_most, float):
            at_most = int(len(rows) * at_most)
        if at_most < len(rows):
            rows = rows[: int(at_most)]
        if not inplace:
            return self._some(rows)
        self._rows = rows
        return self

    def shuffle(self, inplace: bool = False) -> "People":
        """Bring the persons into a random order, drawn from Mesa's generator.

        Parameters
        ----------
        inplace : bool
            Change this set itself.

        Returns
        -------
        People
            In the new order.
        """
        rows = self._rows.tolist()
        self.random.shuffle(rows)
        return self._reordered(np.array(rows, np.int64), inplace)

    def sort(
        self, key: Callable[[Person], Any] | str, ascending: bool = False, inplace: bool = False
    ) -> "People":
        """Sort by an attribute (fast) or by a function of a person.

        Parameters
        ----------
        key : str or callable
            Attribute, or function of a person.
        ascending : bool
            Smallest first.
        inplace : bool
            Change this set itself.

        Returns
        -------
        People
            In the new order; equal ones keep theirs.
        """
        values = self.get(key) if isinstance(key, str) else np.array([key(p) for p in self])
        order = np.argsort(values, kind="stable")
        return self._reordered(self._rows[order if ascending else order[::-1]], inplace)

    def _reordered(self, rows: NDArray[np.integer[Any]], inplace: bool) -> "People":
        if not inplace:
            return self._some(rows)
        self._rows = rows
        return self

    def get(  # type: ignore[override]
        self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None
    ) -> Any:
        """Give an attribute of all these persons as an array, or several side by side.

        Parameters
        ----------
        attr_names : str or list of str
            Names of attributes, or ``unique_id``, ``row``, ``pos``.
        handle_missing : {"error", "default"}
            What to do about an unknown name.
        default_value : Any
            Given for an unknown name.

        Returns
        -------
        array[n] or list of list
            One array, or a row of several values for each person.

        Raises
        ------
        AttributeError
            No such attribute, unless ``handle_missing="default"``.
        """
        if isinstance(attr_names, str):
            return self._column(attr_names, handle_missing, default_value)
        columns = [self._column(name, handle_missing, default_value) for name in attr_names]
        return [list(row) for row in zip(*columns, strict=True)]

    def _column(self, name: str, handle_missing: str, default: Any) -> Any:
        if name in NAMES:
            return getattr(self._columns, name)[self._rows]
        if name in ("unique_id", "row", "pos"):
            return self._rows + (name == "unique_id")
        if handle_missing == "default":
            return np.full(len(self), default)
        raise AttributeError(f"a person has no attribute {name!r}")

    def set(self, attr_name: str, value: Any) -> "People":
        """Set an attribute of all these persons to one value, or to an array of values.

        Parameters
        ----------
        attr_name : str
            An attribute of a person.
        value : scalar or array[n]
            In the unit of the attribute.

        Returns
        -------
        People
            This set.

        Raises
        ------
        AttributeError
            No such attribute.
        """
        if attr_name not in NAMES:
            raise AttributeError(f"a person has no attribute {attr_name!r}")
        getattr(self.model.columns, attr_name)[self._rows] = value
        return self

    def agg(self, attribute: str, func: Any) -> Any:
        """Apply one function, or several, to the array of an attribute.

        Parameters
        ----------
        attribute : str
            As in `get`.
        func : callable or sequence of callable
            From array[n] to a number.

        Returns
        -------
        number or list
            One result for each function.
        """
        values = self.get(attribute)
        return func(values) if callable(func) else [one(values) for one in func]

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> "People":
        """Call a method or function for each person in turn.

        Parameters
        ----------
        method : str or callable
            Name of a method of `Person`, or a function of a person.
        *args, **kwargs
            Handed on.

        Returns
        -------
        People
            This set.
        """
        self.map(method, *args, **kwargs)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> "People":
        """Call a method or function for each person in random order.

        Parameters
        ----------
        method : str or callable
            Name of a method of `Person`, or a function of a person.
        *args, **kwargs
            Handed on.

        Returns
        -------
        People
            This set, in its own order.
        """
        self.shuffle().map(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Call a method or function for each person and collect the results.

        Parameters
        ----------
        method : str or callable
            Name of a method of `Person`, or a function of a person.
        *args, **kwargs
            Handed on.

        Returns
        -------
        list
            One result for each person.
        """
        if isinstance(method, str):
            return [getattr(person, method)(*args, **kwargs) for person in self]
        return [method(person, *args, **kwargs) for person in self]

    def add(self, agent: Any) -> None:
        """Refuse: the crowd is drawn with the model.

        Parameters
        ----------
        agent : Any
            Nobody.

        Raises
        ------
        NotImplementedError
            Always.
        """
        raise NotImplementedError("the crowd is drawn with the model; nobody joins later")

    def discard(self, agent: Any) -> None:
        """Leave a person out of this set.

        Parameters
        ----------
        agent : Person
            Anybody; who is not in the set is ignored.
        """
        if isinstance(agent, Person):
            self._rows = self._rows[self._rows != agent.row]

    remove = discard

    def groupby(self, by: Any, result_type: str = "agentset") -> Any:
        """Group persons by an attribute or function, as Mesa does, into sets or lists.

        Parameters
        ----------
        by : str or callable
            Attribute, or function of a person.
        result_type : {"agentset", "list"}
            What a group is.

        Returns
        -------
        GroupBy
            Mesa's, from value to group, in the order of first appearance.
        """
        # its module moved between Mesa 3.3 and 3.5
        GroupBy = vars(sys.modules[AgentSet.__module__])["GroupBy"]
        values = self.get(by) if isinstance(by, str) else np.array([by(p) for p in self])
        found = {}
        for value in dict.fromkeys(values.tolist()):
            group = self._some(self._rows[values == value])
            found[value] = group if result_type == "agentset" else group.to_list()
        return GroupBy(found)

    def __getstate__(self) -> dict[str, Any]:
        """Pickle model and rows."""
        return {"model": self.model, "_columns": self._columns, "_rows": self._rows}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore model and rows."""
        self.__dict__.update(state)
        self.random = self.model.random

    def __repr__(self) -> str:
        """Show the first few and how many there are."""
        first = ", ".join(str(person.row) for person in islice(iter(self), 3))
        return f"People({len(self)}: {first}{', …' if len(self) > 3 else ''})"
