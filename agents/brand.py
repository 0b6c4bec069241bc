"""The brand: it sees its compass, works its desks, speaks, and keeps or breaks its promises."""

from bisect import bisect_right
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from knautschball.agents.compass import Compass
from knautschball.agents.desk import Desk, Inquiry
from knautschball.agents.headquarters import WORDS, Headquarters
from knautschball.agents.member import Member
from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy, answer_of
from knautschball.agents.rules import Said
from knautschball.agents.situation import Case, Situation
from knautschball.agents.team import Team
from knautschball.agents.wording import Wording
from knautschball.scenarios.scenario import Scenario

SERVICE = Message(empathy=0.6, explanation=0.6, personal=0.7, cooperativeness=0.8, scope="private")
"""Answer to an ordinary question, the same under every policy."""
LAST = 20
"""Public messages back to which an answer is compared for sameness; assumption."""
SWAY = 0.1
"""Share by which a public message moves the position that the brand is known for; assumption."""


@dataclass
class Sent:
    """A kind of message as it goes out in one hour."""

    said: Said
    scope: str
    kind: str
    visibility: float = 1.0
    answers: list[Inquiry] = field(default_factory=list)

    @property
    def deleted(self) -> int:
        """Posts that it takes away: all that it answers, or none."""
        return len(self.answers) * int(self.said.deletes)


NOBODY, NO_WAIT = (None,) * 4, (0.0,) * 4
"""When the open cases came, and how long they have waited, where there are none."""
Outbox = dict[tuple[Message | str, float], Sent]
"""What goes out in an hour, by message and visibility."""


class Brand:
    """The brand agent.

    Parameters
    ----------
    scenario : Scenario
        Team, channels, monitoring, costs.
    policy : ResponsePolicy
        How it answers.
    seed : int
        Names the luck of its monitoring and of its team.
    people : int
        Members of the community.
    """

    def __init__(self, scenario: Scenario, policy: ResponsePolicy, seed: int, people: int) -> None:
        self.policy, self._numbers, self._channels = policy, scenario.brand, scenario.channels
        self.compass = Compass(scenario, seed, people)
        self.team = Team(scenario, seed)
        self.headquarters = Headquarters(scenario)
        self._wording = Wording(scenario.team, seed)
        self.desks = self._furnished(
            policy.triage or scenario.team.triage, scenario.judgement.gives_up
        )
        self.statements, self._spoke_at = 0, -100_000
        self.spoken = False  # anything at all that others could see
        self.position: float | None = None  # responsibility accepted so far in public
        self._said: deque[Message] = deque(maxlen=LAST)
        self._draft: tuple[Message, float] | None = None  # and office hours until it is signed off
        self._ordered = False
        self.promise_due: int | None = None
        self.corrected = False
        self.closed_at: int | None = None
        self.blame = 0.0
        self.harmed = 0
        self.replies = self.unanswered = self.gave_up = 0
        self.spent = self.compensated = 0.0
        self.waits: list[int] = []
        self._moves = -1
        self._middles: tuple[float | None, ...] = NOBODY

    def _furnished(self, triage: str, gives_up: float) -> dict[str, Desk]:
        channels = {"page": "message", "hotline": "hotline", "shop": "shop"}
        return {
            desk: Desk(triage, {name: gives_up * getattr(self._channels, name).expected})
            for desk, name in channels.items()
        }

    def take_in(self, inquiries: list[Inquiry]) -> None:
        """Lay new cases on their desks.

        Parameters
        ----------
        inquiries : list of Inquiry
            New cases; those of a channel without a desk go to the page.
        """
        for inquiry in inquiries:
            channel = inquiry.case.channel
            self.desks[channel if channel in self.desks else "page"].put(inquiry)

    @property
    def open_cases(self) -> list[int]:
        """Open cases on each desk: page, hotline, shop."""
        return [len(desk) for desk in self.desks.values()]

    @property
    def backlog(self) -> int:
        """Open cases on all desks."""
        return sum(self.open_cases)

    def give_up(self, hour: int) -> list[Inquiry]:
        """Close the cases of those who have waited too long, and say who they are.

        Parameters
        ----------
        hour : int
            Hours since Monday 00:00 of the first week.

        Returns
        -------
        list of Inquiry
            The cases that were closed.
        """
        busy = [desk for desk in self.desks.values() if desk]
        left = [inquiry for desk in busy for inquiry in desk.give_up(hour)]
        if not left:
            return left
        self.gave_up += len(left)
        self.unanswered += sum([one.case.channel in ("page", "message") for one in left])
        return left

    def situation(self, hour: int, press: float, fault: float, cleared: bool) -> Situation:
        """Add to the compass what the brand knows of itself.

        Parameters
        ----------
        hour : int
            Hours since Monday 00:00 of the first week.
        press : float
            0..1, index of reporting.
        fault : float
            0..1, responsibility as the brand knows it of itself.
        cleared : bool
            The charge has been refuted in public.

        Returns
        -------
        Situation
            What a policy may see.
        """
        headquarters, team = self.headquarters, self.team
        page, hotline, shop = self.open_cases
        return Situation(
            hour,
            *self.compass.picture(hour),
            press=press,
            at_fault=fault,
            cleared=cleared,
            backlog=page + hotline + shop,
            page_backlog=page,
            hotline_backlog=hotline,
            waiting=self.waited(hour)[0],
            energy=team.energy,
            open=team.open(hour),
            statements=self.statements,
            since_statement=hour - self._spoke_at,
            promised=self.promise_due is not None or self.corrected,
            corrected=self.corrected,
            blame=self.blame,
            clock=hour % 24,
            weekday=hour // 24 % 7,
            prepared=self._prepared(hour),
            damage=headquarters.damage / headquarters.tolerance,
            money_left=max(0.0, self._numbers.budget - self.compensated),
        )

    @property
    def overlooks(self) -> float:
        """Chance to overlook a question or complaint online; a reserve looks through them too.

        Where there is no page any more, nobody reads what is said about the brand.
        """
        return self._numbers.overlooked * self.team.stretched if self.page_open else 1.0

    def waited(self, hour: int) -> tuple[float, ...]:
        """Give the median hours that open cases have waited: at all desks, then at each.

        Parameters
        ----------
        hour : int
            Hours since Monday 00:00 of the first week.

        Returns
        -------
        tuple of float
            Hours; 0 where no case is open.
        """
        moves = sum([desk.moves for desk in self.desks.values()])
        if moves != self._moves:
            self._moves = moves
            self._middles = _middles([desk.came for desk in self.desks.values()])
        if self._middles == NOBODY:
            return NO_WAIT
        return tuple([0.0 if came is None else hour - came for came in self._middles])

    def _prepared(self, hour: int) -> bool:
        seen = self.compass.first_sign
        return self._numbers.prepared or 0 <= seen <= hour - self._numbers.writing_hours

    def face_a_new_problem(self) -> None:
        """A new load has struck: what was corrected before does not count for it."""
        self.corrected = False

    def see(self, hour: int, issue: int, conduct: int, defence: int, people: int) -> None:
        """Look at the posts of an hour, and do what headquarters decides upon seeing them.

        Parameters
        ----------
        hour : int
            Hours since Monday 00:00 of the first week.
        issue, conduct, defence : int
            Posts of the hour by topic, before monitoring overlooks some.
        people : int
            Members of the community.
        """
        compass = self.compass
        compass.read(hour, issue, conduct, defence)
        if deeds := self.headquarters.watch(hour, compass.complaints, compass.usual, people):
            self.obey(deeds, hour)

    def obey(self, deeds: list[str], hour: int) -> None:
        """Do what headquarters has decided.

        Parameters
        ----------
        deeds : list of str
            Of ``statement``, ``new team``, ``leaves``.
        hour : int
            Hours since Monday 00:00 of the first week.
        """
        self._ordered |= "statement" in deeds
        if "new team" in deeds:
            self.team.replace()
        if "leaves" in deeds:
            self._close(hour)

    def answer(self, situation: Situation, kinds: int = 12) -> list[Sent]:
        """Decide everything that goes out in this hour: deeds, a statement, replies.

        Parameters
        ----------
        situation : Situation
            What the brand sees.
        kinds : int
            Different messages that an hour can hold; further cases wait for the next one.

        Returns
        -------
        list of Sent
            Each message with the cases it answers.
        """
        out: Outbox = {}
        self._keep_promise(situation.hour, out)
        self._speak(situation, out)
        self.team.begin(situation.hour)
        for desk, waiting in self.desks.items():
            if waiting:
                self._work(desk, waiting, situation, out, kinds)
        self.team.end(situation.hour, len(self.desks["page"]))
        return list(out.values())

    def _speak(self, situation: Situation, out: Outbox) -> None:
        message = self._signed_off(situation)
        if self._ordered:
            message, self._ordered = message or WORDS, False
        if message is None or not self.page_open:
            return
        message = self._affordable(replace(message, scope="statement"))
        self.statements += 1
        self._spoke_at = situation.hour
        self._pay(message.compensation * self.harmed)
        self._send(message, situation.hour, out)
        if message.closes_page:
            self._close(situation.hour)

    def _signed_off(self, situation: Situation) -> Message | None:
        """Give a statement once everybody has agreed who must; meanwhile no other is drafted."""
        if self._draft is None:
            message = answer_of(self.policy, "speak", situation)
            hidden = message is None or message.scope in ("nobody", "private")
            if hidden or not situation.prepared:
                return None
            steps = self._numbers.sign_off_steps
            self.spent += steps * self._numbers.hour_cost
            self._draft = message, steps * self._numbers.sign_off_hours
        message, left = self._draft
        if left > 0:
            self._draft = message, left - self.team.open(situation.hour)
            return None
        self._draft = None
        return message

    def _work(
        self,
        desk: str,
        waiting: Desk,
        situation: Situation,
        out: Outbox,
        kinds: int,
    ) -> None:
        while waiting and len(out) < kinds and (member := self.team.free(desk)):
            inquiry = waiting.take(situation.hour)
            if inquiry is None:
                return
            message = self._book(inquiry.case, situation)
            if message is None or message.scope == "nobody":
                self.unanswered += inquiry.case.channel in ("page", "message")
                continue
            self._reply(message, member, inquiry, situation, out)

    def _book(self, case: Case, situation: Situation) -> Message | None:
        if case.topic == "question":
            return SERVICE
        return answer_of(self.policy, "reply", case, situation)

    def _reply(
        self,
        book: Message,
        member: Member,
        inquiry: Inquiry,
        situation: Situation,
        out: Outbox,
    ) -> None:
        case = inquiry.case
        message = self._wording.put(book, member, case, inquiry.luck, situation)
        message = self._affordable(message)
        self.team.answered(member, case.anger)
        if case.channel != "page":
            message = _in_private(message)
        hidden = case.channel == "page" and message.scope == "private"
        channel = "message" if hidden else case.channel
        visibility = getattr(self._channels, channel).visibility
        sent = self._send(message, situation.hour, out, visibility)
        sent.answers.append(inquiry)
        self._pay(message.compensation)
        if case.channel in ("page", "message"):
            self.replies += 1
            self.waits.append(case.waited)

    def _affordable(self, message: Message) -> Message:
        left = self._numbers.budget - self.compensated
        return message if left > 0 or not message.compensation else replace(message, compensation=0)

    def _pay(self, losses: float) -> None:
        """Pay compensation for so many losses."""
        self.compensated += losses * self._numbers.compensation_cost

    def _send(
        self,
        message: Message,
        hour: int,
        out: Outbox,
        visibility: float = 1.0,
    ) -> Sent:
        key = (message, visibility)
        if key not in out:
            public = message.scope != "private"
            gap = self._contradiction(message) if public else 0.0
            said = message.as_said(gap, self._sameness(message))
            out[key] = Sent(said, message.scope, message.kind, visibility)
            if public:
                self._stand_by(message)
            if message.correction and self.promise_due is None and not self.corrected:
                self.promise_due = hour + round(message.correction_hours)
        return out[key]

    def _stand_by(self, message: Message) -> None:
        """Remember what has been said in public; the position moves with it bit by bit."""
        self.spoken = True
        self._said.append(message)
        before = message.accepts if self.position is None else self.position
        self.position = before + SWAY * (message.accepts - before)

    def _sameness(self, message: Message) -> float:
        """Give the share of the last public messages that were just like this one."""
        return (1 + self._said.count(message)) / (1 + len(self._said))

    def _contradiction(self, message: Message) -> float:
        """Say how far a message is from what was said: going back on a word weighs most."""
        if self.position is None:
            return 0.0
        step = message.accepts - self.position
        return -step if step < 0 else 0.3 * step

    def _keep_promise(self, hour: int, out: Outbox) -> None:
        if self.promise_due is None or hour < self.promise_due:
            return
        self.promise_due = None
        kept = self._numbers.keeps_promises
        self.corrected = kept
        self.spent += self._numbers.correction_cost * kept
        deed = Said(1.0, 0.5, 0.5, 0.0, 0.0, 0.0, 1.0 if kept else -1.0, *[0.0] * 5, 1.0)
        out["deed", 1.0] = Sent(deed, "statement", "deed" if kept else "broken promise")

    def _close(self, hour: int) -> None:
        """Leave the platform; what is on the page is closed with it."""
        if self.page_open:
            self.closed_at = hour

    @property
    def page_open(self) -> bool:
        """Whether the brand still has a page."""
        return self.closed_at is None

    @property
    def changed_at(self) -> int | None:
        """Hour in which the company changed: a new team, or the page closed; None if never."""
        hours = [h for h in (self.headquarters.acted_at, self.closed_at) if h is not None]
        return min(hours, default=None)

    @property
    def cost(self) -> float:
        """Euro spent on staff, sign-off, compensation and correction so far."""
        return self.spent + self.compensated + self.team.hours * self._numbers.hour_cost


@lru_cache(maxsize=256)
def _in_private(message: Message) -> Message:
    """Give the same answer where nobody else reads it and nothing can be deleted."""
    return replace(message, scope="private", deletes=False)


def _middles(desks: list[Counter[int]]) -> tuple[float | None, ...]:
    """Give the median hour in which open cases came: at all desks, then at each."""
    each = [_middle([came]) for came in desks]
    busy = [came for came in each if came is not None]
    return (_middle(desks) if len(busy) > 1 else next(iter(busy), None), *each)


def _middle(desks: list[Counter[int]]) -> float | None:
    """Give the median hour in which so many cases came; None without any."""
    hours = sorted([entry for came in desks for entry in came.items()])
    if not hours:
        return None
    up_to = list(accumulate([number for _, number in hours]))
    low, high = bisect_right(up_to, (up_to[-1] - 1) // 2), bisect_right(up_to, up_to[-1] // 2)
    return (hours[low][0] + hours[high][0]) / 2
