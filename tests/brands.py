"""A brand for tests that does as its playbook says, and cases for it."""

from storms import small

from knautschball.agents.brand import Brand
from knautschball.agents.desk import Inquiry
from knautschball.agents.message import Message
from knautschball.agents.policy import ResponsePolicy
from knautschball.agents.situation import Case, Situation

MONDAY_NOON, MONDAY_NIGHT, SATURDAY_NOON = 12, 2, 5 * 24 + 12
EXACT = {
    "team__size": 3,
    "team__replies_per_hour": 5.0,
    "team__opens": 8,
    "team__closes": 20,
    "team__trait_spread": 0.0,
    "team__formalisation": 1.0,
    "team__coordination": 1.0,
    "team__skill": 1.0,
    "team__slips": 0.0,
    "brand__sign_off_steps": 0,
}
"""Three alike who write word by word what the playbook says, and need nobody's consent."""
KIND = Message(strategy="rebuild", empathy=0.8)


class Says(ResponsePolicy):
    """Gives one reply and one statement, whatever happens."""

    name = "says"

    def __init__(self, reply=None, speak=None):
        self._reply, self._speak = reply, speak

    def reply(self, case, situation):
        return self._reply

    def speak(self, situation):
        return self._speak


def brand_with(reply=None, speak=None, **changes):
    return Brand(small(**EXACT | changes), Says(reply, speak), 1, 60)


def inquiry(person, topic="issue", hour=10, patience=1.0, **known):
    return Inquiry(Case(person, topic, hour, **known), person, patience)


def cases(number, hour=10, topic="issue", **known):
    return [inquiry(person, topic, hour, **known) for person in range(number)]


def answers(brand, hour):
    """Whom a brand answers in an hour."""
    sent = brand.answer(Situation(hour=hour))
    return [one.case.person for message in sent for one in message.answers]
