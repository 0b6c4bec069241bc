"""The how-to for Mesa's viewer works as it is written."""

import re
from pathlib import Path

import ipyvuetify
import solara

from knautschball import Firestorm

PAGE = Path(__file__).resolve().parents[1] / "docs" / "how-to" / "solaraviz.md"


def test_the_how_to_shows_a_storm_that_steps():
    code = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL).group(1)
    made = {}
    exec(compile(code, str(PAGE), "exec"), made)
    storm = made["storm"]
    assert isinstance(storm, Firestorm)
    _, rendered = solara.render(made["page"], handle_error=False)
    shown = " ".join(str(one.children) for one in rendered.find(ipyvuetify.Html).widgets)
    storm.step()
    rendered.close()
    assert "of 300 people are stirred up" in shown
    assert storm.hour == 1 == len(storm.datacollector.get_model_vars_dataframe())
