"""A block of people who take a step together, and the room in which they do."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.compiled import woven
from knautschball.agents.rules import Heard
from knautschball.model.rows import Memory

BLOCK = 2048
"""People who take a step together: few enough for what one step hands to the next to stay in the
second cache, and many enough for what a loop must find out before it begins, such as whether two
columns are the same memory."""
FIRST_BITS = np.uint64(0x0101010101010101)
"""The lowest bit of each of eight bytes."""


class Desk(NamedTuple):
    """Working space of one thread."""

    issue: NDArray[np.float64]  # noticed voices of a block
    conduct: NDArray[np.float64]
    defence: NDArray[np.float64]
    heated: NDArray[np.float64]
    said: NDArray[np.float64]  # what time has left to a block, see `Memory`
    talk: NDArray[np.float64]
    dose: NDArray[np.float64]  # and then the dose itself
    novelty: NDArray[np.float64]
    grieved: NDArray[np.float64]  # grievances of a block as they become, not yet rounded
    offended: NDArray[np.float64]
    chance: NDArray[np.float64]  # to take up the issue
    due: NDArray[np.uint8]  # who of a block needs a closer look, and why: 0 … 3
    eights: NDArray[np.uint64]  # the same memory, eight people in a word
    rows: NDArray[np.uint64]  # their places
    stance: NDArray[np.uint8]  # bins of a block
    arousal: NDArray[np.uint8]
    actors: NDArray[np.int32]  # who did something in this hour
    acted: NDArray[np.int64]  # how many

    def __deepcopy__(self, memo: dict[int, Any]) -> "Desk":
        """Copy the memory that two names stand for once."""
        copy = Desk(*(array.copy() for array in self))
        return copy._replace(eights=_in_eights(copy.due))


def a_desk(people: int) -> Desk:
    """Make working space for so many people, of whom a block is at it at a time."""
    voices = (np.zeros(BLOCK) for _ in range(11))
    due, stance, arousal = (np.zeros(BLOCK, np.uint8) for _ in range(3))
    rows, actors = np.zeros(BLOCK, np.uint64), np.zeros(people, np.int32)
    return Desk(*voices, due, _in_eights(due), rows, stance, arousal, actors, np.zeros(1, np.int64))


def _in_eights(marks: NDArray[np.uint8]) -> NDArray[np.uint64]:
    return marks.view("<u8")


@woven
def several(size: int, d: Desk) -> int:
    """List the places of those of a block who need a closer look; give how many they are.

    Eight are looked at together, since most often there is nobody. Of those who are marked the
    first is the lowest bit, and the bytes below it are counted by adding them up in the highest.
    """
    found, one, eight = np.uint64(0), np.uint64(1), np.uint64(8)
    for group in range((size + eight - one) // eight):
        marks = d.eights[group]
        marks = (marks | (marks >> one)) & FIRST_BITS
        while marks:
            below = (marks & (~marks + one)) - one
            d.rows[found] = group * eight + (((below & FIRST_BITS) * FIRST_BITS) >> np.uint64(56))
            found += one
            marks &= marks - one
    while found and d.rows[found - one] >= size:  # left from a longer block
        found -= one
    return found


@woven
def left_to(k: int, d: Desk) -> Memory:
    """Read from the desk what time has left to one of the block."""
    return Memory(d.said[k], d.talk[k], d.dose[k], d.novelty[k])


@woven
def heard_by(k: int, d: Desk) -> Heard:
    """Read from the desk what one of the block has noticed."""
    return Heard(d.issue[k], d.conduct[k], d.defence[k], d.heated[k])
