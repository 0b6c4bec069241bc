"""The state of all people, one array per attribute; a person is a row.

The table below is the only list of attributes: the crowd, the views (``person.anger``), the
model description and the tests follow it.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]


class Attribute(NamedTuple):
    """Declaration of one attribute of a person."""

    name: str
    kind: type
    unit: str
    meaning: str


_F, _B, _I = np.float32, np.uint8, np.int32

ATTRIBUTES = (
    Attribute("luck", np.uint64, "key", "what all chance of this person hangs on"),
    Attribute("openness", _F, "z", "Big Five: openness"),
    Attribute("conscientiousness", _F, "z", "Big Five: conscientiousness"),
    Attribute("extraversion", _F, "z", "Big Five: extraversion"),
    Attribute("agreeableness", _F, "z", "Big Five: agreeableness"),
    Attribute("neuroticism", _F, "z", "Big Five: neuroticism"),
    Attribute("activity", _F, "times an average writer", "how much the person writes"),
    Attribute("loyalty", _F, "z", "attachment to the brand"),
    Attribute("boldness", _F, "times", "readiness to complain under the chosen name"),
    Attribute("threshold", _F, "voices", "noticed voices that take to take up the issue"),
    Attribute("patience", _F, "hours", "expected time to a reply"),
    Attribute("wobble", _F, "z", "own view of who is to blame"),
    Attribute("customer", _B, "0/1", "buys from the brand"),
    Attribute("pseudonym", _B, "0/1", "writes without the real name"),
    Attribute("trust_before", _F, "-1..1", "trust before any load"),
    Attribute("affected", _F, "0..1", "how badly the issue touches the person"),
    Attribute("aware", _B, "0/1", "has taken notice of the issue"),
    Attribute("arousal", _F, "0..1", "excitement; falls within hours"),
    Attribute("issue", _F, "0..1", "grievance about the issue; falls within days"),
    Attribute("conduct", _F, "0..1", "grievance about the brand's conduct; falls within days"),
    Attribute("trust", _F, "-1..1", "trust in the brand; moves within weeks"),
    Attribute("stance", _F, "-1..1", "present attitude to the brand"),
    Attribute("blame", _F, "0..1", "responsibility seen with the brand"),
    Attribute("follows", _B, "0/1", "follows the brand's page"),
    Attribute("followed", _B, "0/1", "has followed the brand's page at some time"),
    Attribute("asked_at", _I, "hour", "since when the person waits for a reply; -1 not waiting"),
    Attribute("answers", _F, "messages", "messages of the brand in mind when last told"),
    Attribute("told_at", _I, "hour", "when a message of the brand was last seen"),
    Attribute("feed_issue", _F, "posts", "complaints about the issue in the feed"),
    Attribute("feed_conduct", _F, "posts", "complaints about the conduct in the feed"),
    Attribute("feed_defence", _F, "posts", "posts in defence of the brand in the feed"),
    Attribute("feed_heated", _F, "posts", "heated complaints in the feed"),
    Attribute("dose", _F, "voices", "what had been heard, fading, when last heard"),
    Attribute("tired_issue", _F, "voices", "voices on the issue in mind when last heard"),
    Attribute("tired_conduct", _F, "voices", "voices on the conduct in mind when last heard"),
    Attribute("heard_at", _I, "hour", "when voices were last noticed"),
    Attribute("new_issue", _I, "posts", "complaints about the issue arriving next hour"),
    Attribute("new_conduct", _I, "posts", "complaints about the conduct arriving next hour"),
    Attribute("new_defence", _I, "posts", "posts in defence arriving next hour"),
    Attribute("new_heated", _I, "posts", "heated complaints arriving next hour"),
    Attribute("said", _F, "posts", "own complaints in mind when last complaining"),
    Attribute("said_at", _I, "hour", "when the person last complained"),
    Attribute("recent", np.uint32, "bits", "hours of the day in which the person last wrote"),
    Attribute("camp", np.int8, "-1/0/1", "last said: against the brand, nothing, for it"),
    Attribute("posts", _I, "posts", "posts since the start"),
    Attribute("acts", _B, "bits", "what the person did this hour"),
    Attribute("heated", _B, "0/1", "what the person complained or passed on this hour was heated"),
    Attribute("struck", _B, "0/1", "met by the load this hour"),
    Attribute("reply", np.int8, "number", "message that answers the person this hour; -1 none"),
    Attribute("late", _F, "0..1", "how far that reply is later than expected"),
    Attribute("awake", _B, "0/1", "a calm hour may change something about the person"),
)

NAMES = tuple(attribute.name for attribute in ATTRIBUTES)


class Columns(NamedTuple):
    """All attributes of all people, as compiled rules see them."""

    luck: Column
    openness: Column
    conscientiousness: Column
    extraversion: Column
    agreeableness: Column
    neuroticism: Column
    activity: Column
    loyalty: Column
    boldness: Column
    threshold: Column
    patience: Column
    wobble: Column
    customer: Column
    pseudonym: Column
    trust_before: Column
    affected: Column
    aware: Column
    arousal: Column
    issue: Column
    conduct: Column
    trust: Column
    stance: Column
    blame: Column
    follows: Column
    followed: Column
    asked_at: Column
    answers: Column
    told_at: Column
    feed_issue: Column
    feed_conduct: Column
    feed_defence: Column
    feed_heated: Column
    dose: Column
    tired_issue: Column
    tired_conduct: Column
    heard_at: Column
    new_issue: Column
    new_conduct: Column
    new_defence: Column
    new_heated: Column
    said: Column
    said_at: Column
    recent: Column
    camp: Column
    posts: Column
    acts: Column
    heated: Column
    struck: Column
    reply: Column
    late: Column
    awake: Column


def empty(size: int) -> Columns:
    """Make columns of zeros for ``size`` people."""
    return Columns(*[np.zeros(size, attribute.kind) for attribute in ATTRIBUTES])


def copy(columns: Columns) -> Columns:
    """Copy every column, so that two runs can start from the same crowd."""
    return Columns(*[column.copy() for column in columns])


def renamed(columns: Columns, order: NDArray[np.integer[Any]]) -> Columns:
    """Seat the same people in another order, each keeping traits and luck."""
    return Columns(*[column[order] for column in columns])
