"""The declared numbers as sliders: everything a browser needs to draw them."""

from functools import cache
from typing import Any

from knautschball.app import limits
from knautschball.app.words import words
from knautschball.scenarios.knobs import Knob

WIDE = 200.0
"""From this ratio of range to default on, the slider gives small values more room."""


@cache
def groups(language: str) -> list[dict[str, Any]]:
    """Give the sliders by section, those shown at once first.

    Parameters
    ----------
    language : {"en", "de"}
        Of titles; meanings are those of the declarations.
    """
    say, every = words(language)["knobs"], limits.turnable()
    first = [key for key in limits.FIRST if key in every]
    made = [{"name": "", "title": "", "knobs": [_slider(key, every[key], say) for key in first]}]
    for section in dict.fromkeys(key.rpartition(".")[0] for key in every):
        inside = [key for key in every if key.rpartition(".")[0] == section and key not in first]
        made.append(
            {
                "name": section,
                "title": say["sections"].get(section, section),
                "knobs": [_slider(key, every[key], say) for key in inside],
            }
        )
    return [group for group in made if group["knobs"]]


def _slider(key: str, one: Knob, say: dict[str, Any]) -> dict[str, Any]:
    kind = "choice" if one.choices else "switch" if isinstance(one.default, bool) else "number"
    whole = kind == "number" and isinstance(one.default, int)
    return {
        "key": key,
        "title": say["titles"].get(key, one.key.replace("_", " ")),
        "kind": kind,
        "low": one.low,
        "high": one.high,
        "whole": whole,
        "wide": kind == "number" and _wide(one),
        "unit": say["units"].get(one.unit, one.unit),
        "unit_of_one": say["one"].get(one.unit, say["units"].get(one.unit, one.unit)),
        "percent": one.unit == "share",
        "choices": list(one.choices),
        "meaning": one.meaning,
        "source": one.source,
    }


def _wide(one: Knob) -> bool:
    default = abs(float(one.default)) or 1.0
    return one.low is not None and one.high is not None and (one.high - one.low) > WIDE * default
