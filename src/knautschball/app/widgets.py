"""The four moving parts of the page. The server writes their traits and never reads them back.

What changes with every hour goes past Solara straight to these widgets: rendering a component
per hour would cost more than the whole model. A browser may set a synced trait to anything;
nothing here looks at it, orders come as messages and are checked by `choices`.
"""

from pathlib import Path

import anywidget
import traitlets

HERE = Path(__file__).resolve().parent / "browser"


class Desk(anywidget.AnyWidget):
    """Choices, buttons, keys, clock and gauges."""

    _esm = HERE / "desk.js"
    words = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    choice = traitlets.Dict().tag(sync=True)
    now = traitlets.Dict().tag(sync=True)


class Network(anywidget.AnyWidget):
    """People and ties on a canvas; answers each frame, which is the brake of the player."""

    _esm = HERE / "network.js"
    words = traitlets.Dict().tag(sync=True)
    people = traitlets.Bytes().tag(sync=True)  # uint16[n, 3]: across, down, ties
    shape = traitlets.Dict().tag(sync=True)  # aspect, spacing
    ties = traitlets.Bytes().tag(sync=True)  # uint16[t, 2]: who knows whom now
    state = traitlets.Bytes().tag(sync=True)  # uint8[n, 3]: stance, arousal, complaint
    frame = traitlets.Int().tag(sync=True)


class Waves(anywidget.AnyWidget):
    """Complaints per hour about the issue and about the conduct, and what the brand says."""

    _esm = HERE / "waves.js"
    words = traitlets.Dict().tag(sync=True)
    start = traitlets.Int().tag(sync=True)  # hour since load of the first row
    length = traitlets.Int().tag(sync=True)  # rows at the horizon
    series = traitlets.Bytes().tag(sync=True)  # uint16[t, 3]: issue, conduct, replies
    marks = traitlets.List().tag(sync=True)  # [hour since load, what was said]


class Ball(anywidget.AnyWidget):
    """The squeeze ball as the server drew it."""

    _esm = HERE / "ball.js"
    words = traitlets.Dict().tag(sync=True)
    svg = traitlets.Unicode().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
