"""A block of people who take a step together, and the room in which they do."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.compiled import woven
from knautschball.agents.rules import Heard
from knautschball.model.rows import Memory

BLOCK = 2048
"""People who take a step together: few enough for what one step hands to the next to stay in the
second cache, and many enough for what a loop must find out before it begins, such as whether two
columns are the same memory."""


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
    due: NDArray[np.uint8]  # who of a block needs a closer look
    rows: NDArray[np.uint64]  # their places
    stance: NDArray[np.uint8]  # bins of a block
    arousal: NDArray[np.uint8]
    actors: NDArray[np.int32]  # who did something in this hour
    acted: NDArray[np.int64]  # how many


def a_desk(people: int) -> Desk:
    """Make working space for so many people, of whom a block is at it at a time."""
    voices = (np.zeros(BLOCK) for _ in range(11))
    due, stance, arousal = (np.zeros(BLOCK, np.uint8) for _ in range(3))
    rows, actors = np.zeros(BLOCK + 1, np.uint64), np.zeros(people, np.int32)
    return Desk(*voices, due, rows, stance, arousal, actors, np.zeros(1, np.int64))


@woven
def several(size: int, d: Desk) -> int:
    """List the places of those of a block who need a closer look; give how many they are."""
    found, eight = np.uint64(0), np.uint64(8)
    for first in range(np.uint64(0), size, eight):
        anybody = np.uint8(0)
        for at in range(eight):  # looked at together, since most often there is nobody
            anybody |= d.due[first + at]
        if anybody:
            for at in range(first, min(first + eight, size)):
                d.rows[found] = at
                found += np.uint64(d.due[at] > 0)
    return found


@woven
def left_to(k: int, d: Desk) -> Memory:
    """Read from the desk what time has left to one of the block."""
    return Memory(d.said[k], d.talk[k], d.dose[k], d.novelty[k])


@woven
def heard_by(k: int, d: Desk) -> Heard:
    """Read from the desk what one of the block has noticed."""
    return Heard(d.issue[k], d.conduct[k], d.defence[k], d.heated[k])
