"""Everything one visitor sees: the widgets, and what is sent to them."""

import time
from typing import Any

import numpy as np

from knautschball.app import gallery, inside, person, picture
from knautschball.app.address import address
from knautschball.app.brake import Brake
from knautschball.app.choices import Choice
from knautschball.app.floors import floor_if_known
from knautschball.app.pair import NO_FLOOR, Pair
from knautschball.app.sliders import groups
from knautschball.app.source import command, current
from knautschball.app.widgets import Ball, Brand, Desk, Gallery, Knobs, Network, Room, Waves
from knautschball.app.words import desk_words, options, words
from knautschball.model.shape import DAY

BALLS = 3.0
"""Balls in a second at most; a ball is forty times the bytes of a frame."""


class Stage:
    """The widgets of one visitor.

    Parameters
    ----------
    brake : Brake
        Counts the frames.
    """

    def __init__(self, brake: Brake) -> None:
        self._brake = brake
        self.desk, self.knobs, self.network = Desk(), Knobs(), Network()
        self.waves, self.ball, self.brand = Waves(), Ball(), Brand()
        self.gallery, self.room = Gallery(), Room()
        self.heat = np.zeros(0, np.float32)
        self.first = 0
        self._ball_at, self._form, self._said = 0.0, "", ""

    @property
    def widgets(self) -> tuple[Any, ...]:
        """All of them, in the order of the page."""
        return (
            self.desk, self.knobs, self.network, self.ball,
            self.waves, self.brand, self.gallery, self.room,
        )  # fmt: skip

    def speak(self, choice: Choice) -> None:
        """Tell every widget its words, and the desk what is chosen."""
        say, offered = desk_words(choice.language), options(choice)
        with self.desk.hold_sync():
            self.desk.words, self.desk.options = say, offered
            self.tell(choice)
        for widget in self.widgets[1:]:
            widget.words = say
        with self.knobs.hold_sync():
            self.knobs.groups = groups(choice.language)
            self.knobs.values = {key: list(both) for key, both in current(choice).items()}
            self.knobs.load = choice.load
        self.brand.form = inside.form(choice.language)
        self.gallery.options = offered
        self.network.colour = choice.colour
        self._ball_at = 0.0

    def tell(self, choice: Choice) -> None:
        """Show the choice, the link that restores it, and the command that runs it."""
        self.desk.choice = choice.as_dict()
        self.desk.link = {"address": address(choice), "command": command(choice)}

    def wait(self, language: str) -> None:
        """Say that a storm is being made."""
        notice = words(language)["preparing"]
        self.desk.now = {**self.desk.now, "preparing": True, "playing": False, "notice": notice}

    def fail(self, notice: str) -> None:
        """Say that something went wrong, and stand still."""
        self.desk.now = {**self.desk.now, "playing": False, "preparing": False, "notice": notice}

    def begin(self, pair: Pair, crowd: dict[str, Any], first: int) -> None:
        """Set up the pictures for a new storm of a crowd that is shown from an hour on."""
        self.first, self._said, self._ball_at = first, "", 0.0
        with self.network.hold_sync():
            for name, value in crowd.items():
                setattr(self.network, name, value)
        with self.waves.hold_sync():
            self.waves.start = first - pair.start
            self.waves.length = pair.storm.horizon - first

    def warm(self, pair: Pair) -> None:
        """Remember who complained in the newest hour."""
        if self.heat.size != pair.storm.record.people:
            self.heat = np.zeros(pair.storm.record.people, np.float32)
        self.heat = picture.heated(pair, self.heat)

    def show(
        self, pair: Pair, choice: Choice, playing: bool, notice: str = "", anew: bool = True
    ) -> None:
        """Send what has changed; the network last, since its answer says that all is drawn.

        Parameters
        ----------
        pair : Pair
            The storm.
        choice : Choice
            What the visitor looks at.
        playing : bool
            Whether the next hour follows by itself.
        notice : str
            A sentence beside the clock.
        anew : bool
            Also send what changes no more than once a day: ties, phases, the brand's inside.
        """
        self._show_ball(pair, choice, playing)
        self._show_desk(pair, choice, playing, notice)
        with self.waves.hold_sync():
            self.waves.series = picture.series(pair, self.first)
            self.waves.marks = picture.marks(pair, self.first, choice.language)
            if anew:
                self.waves.phases = picture.phases(pair, self.first, choice.language)
        self.brand.inside = inside.inside(pair, choice)
        with self.network.hold_sync():
            self.network.colour = choice.colour
            self.network.card = self._card(pair, choice)
            if anew:
                self.network.ties = picture.ties(pair)
            self.network.state = picture.state(pair, self.heat, choice.colour)
            self.network.frame = self._brake.send()

    def _card(self, pair: Pair, choice: Choice) -> dict[str, Any]:
        known = 0 <= choice.person < pair.storm.record.people
        return person.card(pair, choice.person, choice.language) if known else {}

    def _show_desk(self, pair: Pair, choice: Choice, playing: bool, notice: str) -> None:
        say, now = words(choice.language), picture.gauges(pair, choice)
        if not playing or pair.hour % DAY == 0 or not self._said:
            told = {key: now[key] for key in ("complaints", "backlog")}
            self._said = say["said"].format(day=picture.day(pair), form=self._form, **told)
        now |= {"playing": playing, "preparing": False, "said": self._said}
        self.desk.now = now | {"notice": notice or (say["over"] if pair.over else "")}

    def _show_ball(self, pair: Pair, choice: Choice, playing: bool) -> None:
        now = time.monotonic()
        if playing and now - self._ball_at < 1 / BALLS:
            return
        self._ball_at = now
        floor = floor_if_known(pair.storm.scenario)
        drawn, self._form = picture.ball(pair, choice, floor or NO_FLOOR)
        with self.ball.hold_sync():
            self.ball.svg, self.ball.note = drawn, self._note(pair, choice)

    def floor_is_new(self, pair: Pair, choice: Choice) -> bool:
        """Say whether the noise floor has become known since the ball was drawn."""
        return self.ball.note != self._note(pair, choice)

    def _note(self, pair: Pair, choice: Choice) -> str:
        say = words(choice.language)
        known = floor_if_known(pair.storm.scenario) is not None
        return say["ball_note"] if known else f"{say['ball_note']} {say['floor_note']}"

    def compare(self, choice: Choice, own: Any = None) -> bool:
        """Show the courses that are known by now; say whether all are."""
        told, cards, whole = gallery.gallery(choice, own)
        with self.gallery.hold_sync():
            self.gallery.told, self.gallery.cards = told, cards
        return whole
