"""The brand: it sees its compass, works its queue, speaks, and keeps or breaks its promises."""

from collections import deque
from dataclasses import dataclass, field, replace

from knautschball.agents.compass import Compass
from knautschball.agents.headquarters import Headquarters
from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy, answer_of
from knautschball.agents.rules import Said
from knautschball.agents.situation import Case, Situation
from knautschball.agents.team import Team
from knautschball.scenarios.scenario import Scenario

SERVICE = Message(empathy=0.6, explanation=0.6, personal=0.7, cooperativeness=0.8, scope="private")
"""Answer to an ordinary question, the same under every policy."""
FORGOTTEN = 240
"""Hours after which an open case is closed unanswered; assumption."""


@dataclass
class Sent:
    """A kind of message as it goes out in one hour."""

    said: Said
    scope: str
    kind: str
    answers: list[Case] = field(default_factory=list)
    deleted: int = 0


class Brand:
    """The brand agent.

    Parameters
    ----------
    scenario : Scenario
        Team, monitoring, costs.
    policy : ResponsePolicy
        How it answers.
    seed : int
        Names the luck of its monitoring.
    """

    def __init__(self, scenario: Scenario, policy: ResponsePolicy, seed: int) -> None:
        self.policy, self._scenario = policy, scenario
        self.compass = Compass(scenario, seed)
        self.team = Team(scenario)
        self.headquarters = Headquarters(scenario)
        self.queue: deque[Case] = deque()
        self.statements, self._spoke_at = 0, -100_000
        self.spoken = False  # anything at all that others could see
        self.position: float | None = None  # responsibility accepted so far in public
        self.promise_due: int | None = None
        self.corrected = False
        self.replies = self.unanswered = 0
        self.spent = 0.0
        self.waits: list[int] = []

    def take_in(self, cases: list[Case]) -> None:
        """Put new cases at the end of the queue."""
        self.queue.extend(cases)

    def situation(self, hour: int, press: float, fault: float, cleared: bool) -> Situation:
        """Add to the compass what the brand knows of itself."""
        return replace(
            self.compass.picture(hour),
            press=press,
            at_fault=fault,
            cleared=cleared,
            backlog=len(self.queue),
            energy=self.team.energy,
            open=self.team.open(hour),
            statements=self.statements,
            since_statement=hour - self._spoke_at,
            promised=self.promise_due is not None or self.corrected,
        )

    def face_a_new_problem(self) -> None:
        """A new load has struck: what was corrected before does not count for it."""
        self.corrected = False

    def answer(self, situation: Situation, kinds: int = 12) -> list[Sent]:
        """Decide everything that goes out in this hour: deeds, a statement, replies.

        Parameters
        ----------
        situation : Situation
            What the brand sees.
        kinds : int
            Different messages that an hour can hold; further cases wait for the next one.
        """
        out: dict[Message | str, Sent] = {}
        self._keep_promise(situation.hour, out)
        self._speak(situation, out)
        answered = self._work_queue(situation, out, kinds)
        self.team.work(situation.hour, answered)
        return list(out.values())

    def _speak(self, situation: Situation, out: dict[Message | str, Sent]) -> None:
        message = answer_of(self.policy, "speak", situation)
        if message is None or message.scope in ("nobody", "private"):
            return
        self.statements += 1
        self._spoke_at = situation.hour
        self._send(replace(message, scope="statement"), situation.hour, out)

    def _work_queue(self, situation: Situation, out: dict[Message | str, Sent], kinds: int) -> int:
        room, answered = self.team.room(situation.hour), 0
        while self.queue and answered < room and len(out) < kinds:
            case = self.queue.popleft()
            waited = situation.hour - case.hour
            if waited > FORGOTTEN:
                self.unanswered += 1
                continue
            case = replace(case, waited=waited)
            message = (
                SERVICE
                if case.topic == "question"
                else answer_of(self.policy, "reply", case, situation)
            )
            if message is None or message.scope == "nobody":
                self.unanswered += 1
                continue
            answered += 1
            self._reply(message, case, situation.hour, out)
        return answered

    def _reply(
        self, message: Message, case: Case, hour: int, out: dict[Message | str, Sent]
    ) -> None:
        sent = self._send(message, hour, out)
        sent.answers.append(case)
        sent.deleted += message.deletes
        self.replies += 1
        self.waits.append(case.waited)
        self.spent += message.compensation * self._scenario.brand.compensation_cost

    def _send(self, message: Message, hour: int, out: dict[Message | str, Sent]) -> Sent:
        if message not in out:
            public = message is not SERVICE and message.scope != "private"
            gap = self._contradiction(message) if public else 0.0
            out[message] = Sent(message.as_said(gap), message.scope, message.kind)
            if public:
                self.spoken = True
                # what was said before is forgotten bit by bit
                before = message.accepts if self.position is None else self.position
                self.position = before + 0.1 * (message.accepts - before)
            if message.correction and self.promise_due is None and not self.corrected:
                self.promise_due = hour + round(message.correction_hours)
        return out[message]

    def _contradiction(self, message: Message) -> float:
        """Say how far a message is from what was said: going back on a word weighs most."""
        if self.position is None:
            return 0.0
        step = message.accepts - self.position
        return -step if step < 0 else 0.3 * step

    def _keep_promise(self, hour: int, out: dict[Message | str, Sent]) -> None:
        if self.promise_due is None or hour < self.promise_due:
            return
        self.promise_due = None
        kept = self._scenario.brand.keeps_promises
        self.corrected = kept
        self.spent += self._scenario.brand.correction_cost * kept
        deed = Said(1.0, 0.5, 0.5, 0.0, 0.0, 0.0, 1.0 if kept else -1.0, 0.0)
        out["deed"] = Sent(deed, "statement", "deed" if kept else "broken promise")

    @property
    def cost(self) -> float:
        """Euro spent on staff, compensation and correction so far."""
        return self.spent + self.team.hours * self._scenario.brand.hour_cost
