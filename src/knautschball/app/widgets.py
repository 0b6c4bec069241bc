"""The moving parts of the page. The server writes their traits and never reads them back.

What changes with every hour goes past Solara straight to these widgets: rendering a component
per hour would cost more than the whole model. A browser may set a synced trait to anything;
nothing here looks at it, orders come as messages and are checked by `choices`.
"""

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).resolve().parent / "browser"


def script(name: str) -> str:
    """Give the module of a widget: what all share, then its own part."""
    return "\n".join((HERE / file).read_text("utf-8") for file in ("common.js", f"{name}.js"))


class Desk(anywidget.AnyWidget):
    """Pages, choices, buttons, keys, clock and gauges; also where downloads arrive."""

    _esm = script("desk")
    words = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    choice = traitlets.Dict().tag(sync=True)
    link = traitlets.Dict().tag(sync=True)  # address, command
    now = traitlets.Dict().tag(sync=True)


class Knobs(anywidget.AnyWidget):
    """Sliders, switches and choices for the declared numbers of the scenario."""

    _esm = script("knobs")
    words = traitlets.Dict().tag(sync=True)
    groups = traitlets.List().tag(sync=True)  # of sections, each with its declarations
    values = traitlets.Dict().tag(sync=True)  # key: [now, in the scenario]
    load = traitlets.Float(1.0).tag(sync=True)


class Network(anywidget.AnyWidget):
    """People and ties on a canvas; answers each frame, which is the brake of the player."""

    _esm = script("network")
    words = traitlets.Dict().tag(sync=True)
    colour = traitlets.Unicode("stance").tag(sync=True)
    people = traitlets.Bytes().tag(sync=True)  # uint16[n, 3]: across, down, ties
    shape = traitlets.Dict().tag(sync=True)  # aspect, spacing
    ties = traitlets.Bytes().tag(sync=True)  # uint16[t, 2]: who knows whom now
    state = traitlets.Bytes().tag(sync=True)  # uint8[n, 2]: value that colours, complaint
    card = traitlets.Dict().tag(sync=True)  # whom the visitor looks at
    frame = traitlets.Int().tag(sync=True)


class Waves(anywidget.AnyWidget):
    """Complaints per hour about the issue and about the conduct, and what the brand says."""

    _esm = script("waves")
    words = traitlets.Dict().tag(sync=True)
    start = traitlets.Int().tag(sync=True)  # hour since load of the first row
    length = traitlets.Int().tag(sync=True)  # rows at the horizon
    series = traitlets.Bytes().tag(sync=True)  # uint16[t, 3]: issue, conduct, replies
    marks = traitlets.List().tag(sync=True)  # [hour since load, what was said]
    phases = traitlets.List().tag(sync=True)  # [number, hour since load, name]


class Ball(anywidget.AnyWidget):
    """The squeeze ball as the server drew it."""

    _esm = script("ball")
    words = traitlets.Dict().tag(sync=True)
    svg = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)


class Brand(anywidget.AnyWidget):
    """Inside the brand: queues by channel, the team, and where the visitor answers."""

    _esm = script("brand")
    words = traitlets.Dict().tag(sync=True)
    form = traitlets.Dict().tag(sync=True)  # what can be said, from the declarations
    inside = traitlets.Dict().tag(sync=True)  # queues, team, what the compass shows
    log = traitlets.List().tag(sync=True)  # the visitor's moves in words


class Gallery(anywidget.AnyWidget):
    """Balls and curves side by side."""

    _esm = script("gallery")
    words = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    told = traitlets.Dict().tag(sync=True)  # title, note, progress, ranking of a folder
    cards = traitlets.List().tag(sync=True)  # one per policy


class Room(anywidget.AnyWidget):
    """The trainer's desk: a link with fixed choices, and everybody's results."""

    _esm = script("room")
    words = traitlets.Dict().tag(sync=True)
    told = traitlets.Dict().tag(sync=True)  # link, code to scan, results
