"""One visitor: what is chosen, where the storm stands, and what is shown of it."""

import secrets
import time
from collections.abc import Callable
from dataclasses import replace

from knautschball.app import roomdesk, rooms
from knautschball.app.brake import Brake
from knautschball.app.choices import BEFORE, Choice
from knautschball.app.courses import Course, course_of
from knautschball.app.crowds import Calm
from knautschball.app.floors import floor_if_known, measure
from knautschball.app.pair import Pair
from knautschball.app.source import calm_of, policy_of, scenario_of
from knautschball.app.stage import Stage
from knautschball.app.words import words
from knautschball.model.shape import DAY

ON_THE_WAY = 0.15
"""Seconds between two pictures while a storm is run up to the hour that was asked for."""
REST = 1.0
"""Seconds that a storm has to last before its noise floor is measured: sliders move on."""


class Visit:
    """What one visitor chose and sees; moved by one thread alone.

    Parameters
    ----------
    choice : Choice
        What to begin with.
    hurried : callable
        Says whether something waits that comes before a long way through the hours.

    Attributes
    ----------
    choice : Choice
        What is looked at, as the link has it.
    pair : Pair or None
        The storm and its twin.
    playing : bool
        Whether the next hour follows by itself.
    notice : str
        What was refused, failed, or is asked of the visitor; it stays until the next order,
        whatever the storm does.
    origin : str
        Where the browser found the page.
    """

    def __init__(self, choice: Choice, hurried: Callable[[], bool]) -> None:
        self.choice, self.playing, self.notice, self.origin = choice, False, "", ""
        self.brake = Brake()
        self.stage = Stage(self.brake)
        self.pair: Pair | None = None
        self._hurried = hurried
        self._calm: Calm | None = None  # held, so that it is not forgotten
        self._target: int | None = choice.hour  # hour on the way to which the storm is
        self._stale, self._made_at = True, 0.0
        self._own: Course | None = None
        self._who = secrets.token_hex(8)
        self.stage.speak(choice)

    # the way through the hours

    @property
    def under_way(self) -> bool:
        """Whether a storm is to be made, or has not reached the hour that was asked for."""
        return self._stale or self._target is not None

    def run_on(self) -> None:
        """Go on to the hour that was asked for; orders interrupt the way, and may end it."""
        pair = self._renewed() if self._stale else self.pair
        hour, shown = self._target, time.monotonic()
        if pair is None or hour is None:
            return
        while pair.since_load < hour and not pair.over:
            if self._hurried():
                return
            self._hour(pair)
            if time.monotonic() - shown > ON_THE_WAY and not self.brake.behind:
                self.show(words(self.choice.language)["preparing"])
                shown = time.monotonic()
        self._target = None
        self.settle()

    def _renewed(self) -> Pair:
        """Make the chosen storm, and show how it begins."""
        choice, self._stale, self._target = self.choice, False, self.choice.hour
        self.stage.wait(choice.language)
        scenario, self._calm = scenario_of(choice), calm_of(choice)
        policy = policy_of(choice)
        pair = Pair(scenario, policy, choice.seed, choice.load, self._calm.lived())
        if choice.page == "play":
            pair.follow(policy)
        self.pair, self._own, self._made_at = pair, None, time.monotonic()
        first = pair.hour
        self._hour(pair)
        self.stage.begin(pair, self._calm.crowd.drawn, first)
        if choice.hour > pair.since_load:
            self.show(words(choice.language)["preparing"])
        return pair

    def _hour(self, pair: Pair) -> None:
        pair.step()
        self.stage.warm(pair)

    def step(self, hours: int) -> None:
        """Let some hours pass, and show where they lead."""
        pair = self.pair
        if pair is None:
            return
        today = pair.hour // DAY
        for _ in range(hours):
            if pair.over:
                break
            self._hour(pair)
            if self.playing and self._asks(pair):
                self.playing, self.notice = False, words(self.choice.language)["your_turn"]
                break
        self.playing = self.playing and not pair.over
        if self.playing:
            self.show(anew=pair.hour // DAY != today)
        else:
            self.settle()

    def _asks(self, pair: Pair) -> bool:
        """Say whether the clock stops now for the visitor who is the brand."""
        if self.choice.page != "play" or not self.choice.paused:
            return False
        compass, hour = pair.storm.brand.compass, pair.hour
        first = compass.first_sign == hour - 1
        morning = hour % DAY == pair.storm.scenario.team.opens
        return first or (morning and compass.first_sign >= 0)

    def go(self, hours: int) -> None:
        """Go some hours on: a day at once, more with pictures on the way."""
        self.playing, self._target = False, None
        if hours > DAY and self.pair is not None:
            self._target = self.pair.since_load + hours
        else:
            self.step(hours)

    def drive(self, wanted: bool) -> None:
        """Play or pause; at the end, play begins again."""
        if wanted and self.pair is not None and self.pair.over:
            self.again(self.choice.changed({"hour": -BEFORE}))
            return
        self.playing, self._target = wanted, None
        self.show() if wanted else self.settle()

    # what is chosen

    def again(self, choice: Choice) -> None:
        """Run a storm anew, up to the hour of the choice."""
        self.choice, self._stale, self.playing = choice, True, False

    def choose(self, choice: Choice) -> None:
        """Follow another choice; only where it is another storm, that is run anew."""
        before, self.choice = self.choice, choice
        self.stage.speak(choice)
        if choice.storm != before.storm or choice.moves != before.moves:
            self.again(choice)
        else:
            self.show()

    # what is shown

    def show(self, meanwhile: str = "", anew: bool = True) -> None:
        """Send the present hour to the browser, with the notice, or what is said meanwhile."""
        if self.pair is not None:
            said = self.notice or meanwhile
            self.stage.show(self.pair, self.choice, self.playing, said, anew)

    def settle(self) -> None:
        """Let the link say where the storm stands now."""
        if self.pair is None or self._stale:
            return
        self.choice = replace(self.choice, hour=self.pair.since_load)
        self.stage.tell(self.choice)
        self.show()

    def look(self) -> None:
        """Show what other threads have computed meanwhile: floors, courses, results."""
        pair, choice = self.pair, self.choice
        if pair and time.monotonic() - self._made_at > REST:
            measure(pair.storm.scenario)
        if pair and not self.playing and self.stage.floor_is_new(pair, choice):
            self.show()
        if choice.page == "teach":
            self.stage.room.told = roomdesk.desk(choice, self.origin)
        if choice.page == "compare" or (choice.page == "play" and pair and pair.over):
            self._measure_own()
            self.stage.compare(choice, self._own)

    def _measure_own(self) -> None:
        """Measure what the visitor did as the brand, once it is over and the floor is known."""
        pair, choice = self.pair, self.choice
        if choice.page != "play" or self._own or not pair or not pair.over:
            return
        floor = floor_if_known(pair.storm.scenario)
        if floor is None:
            return
        self._own = course_of(pair.outcome(floor))
        if choice.room:
            rooms.hand_in(choice.room, choice.weather, self._who, self._own)

    def refuse(self, problem: str) -> None:
        """Say why an order was not obeyed; a storm on its way goes on to where it was to go."""
        self.playing, self.notice = False, problem
        self.stage.fail(problem)

    def fail(self, problem: str) -> None:
        """Stand still and say what went wrong."""
        self._stale, self._target = False, None
        self.refuse(problem)

    def end(self) -> None:
        """Let go of everything large."""
        self.pair = self._calm = self._own = None
