"""A number of the model is declared once: default, bounds, unit, meaning, source.

Validation, error texts, the output of ``show``, sliders, the parameter table and the test
that no knob is dead all read the same declaration.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo


class Section(BaseModel):
    """One section of a scenario file; unknown keys are refused, values cannot change later."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _of_its_kind(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse true or "3" for a number and 1 or "yes" for a switch; a NumPy number is one."""
        kind = cls.model_fields[str(info.field_name)].annotation
        if kind in (int, float) and isinstance(value, bool | str | bytes):
            raise ValueError("a whole number" if kind is int else "a number")
        if kind is bool and not isinstance(value, bool):
            raise ValueError("true or false")
        return value


@dataclass(frozen=True)
class Knob:
    """The declaration of one number, switch or choice, as read back from a section."""

    key: str
    default: Any
    low: float | None
    high: float | None
    unit: str
    meaning: str
    source: str
    choices: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """Say in words what may be written."""
        if self.choices:
            return ", ".join(self.choices)
        if self.low is None:
            return "true or false" if isinstance(self.default, bool) else "text"
        whole = "a whole number, " if isinstance(self.default, int) else ""
        unit = "" if ".." in self.unit else self.unit  # such as 0..1, a range itself
        return f"{whole}{_plain(self.low)} to {_plain(self.high)} {unit}".rstrip()


def _plain(number: float | None) -> str:
    """Write a bound as people read it: 10,000,000 and 0.0001, never 1e+07."""
    return f"{number:,.0f}" if number is not None and abs(number) >= 10_000 else f"{number:g}"


def knob(default: float, low: float, high: float, unit: str, meaning: str, source: str) -> Any:
    """Declare a number with bounds ``low`` ≤ value ≤ ``high``, its unit, meaning and source."""
    extra = {"unit": unit, "source": source}
    return Field(default, ge=low, le=high, description=meaning, json_schema_extra=extra)


def switch(default: bool, meaning: str, source: str) -> Any:
    """Declare something that is either so or not."""
    return Field(default, description=meaning, json_schema_extra={"unit": "", "source": source})


def choice(default: str | None, meaning: str, source: str, choices: tuple[str, ...] = ()) -> Any:
    """Declare a name to be chosen, or free text where ``choices`` is empty."""
    extra: dict[str, Any] = {"unit": "", "source": source, "choices": list(choices)}
    return Field(default, description=meaning, json_schema_extra=extra)


def _bound(field: FieldInfo, name: str) -> float | None:
    return next((getattr(m, name) for m in field.metadata if hasattr(m, name)), None)


def _read(key: str, field: FieldInfo) -> Knob:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return Knob(
        key=key,
        default=field.default,
        low=_bound(field, "ge"),
        high=_bound(field, "le"),
        unit=str(extra.get("unit", "")),
        meaning=field.description or "",
        source=str(extra.get("source", "")),
        choices=tuple(extra.get("choices", ())),
    )


@cache
def knobs(section: type[BaseModel]) -> tuple[Knob, ...]:
    """Give the declarations of ``section`` in the order they are written.

    Parameters
    ----------
    section : type of Section
        The section's class, not an instance of it.
    """
    return tuple(_read(key, field) for key, field in section.model_fields.items())
