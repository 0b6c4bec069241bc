"""Who answered whom: reply trees and pauses, read from who wrote when. Knows no model."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
IN_VIEW = 3
"""Hours for which a post can be answered: a bit more than two of its half-lives of 80 minutes
(Pfeffer et al. 2023)."""


@dataclass(frozen=True)
class Trees:
    """Posts as a forest, each post below the one that it answers.

    Attributes
    ----------
    depth : int64[k]
        1 for a post that answers none of the others, else one more than what it answers.
    root : int64[k]
        Number of the post at the foot of each post's tree.
    """

    depth: Whole
    root: Whole

    @property
    def sizes(self) -> Whole:
        """Posts of each tree."""
        return np.unique(self.root, return_counts=True)[1]


def reply_trees(hours: Whole, people: Whole, start: Whole, other: NDArray[np.integer]) -> Trees:
    """Link each post to the latest one of a friend, or of the same person, still in view.

    Parameters
    ----------
    hours, people : int64[k]
        When and by whom; hours must not fall. Posts of one hour do not see each other.
    start, other : int[n + 1], int[2 E]
        Friends of person i are ``other[start[i]:start[i + 1]]``.

    Returns
    -------
    Trees
        One depth and one root per post.
    """
    latest = np.full(start.size - 1, -1)
    depth, root = np.ones(hours.size, np.int64), np.arange(hours.size)
    for hour in np.unique(hours):
        posts = np.flatnonzero(hours == hour)
        for post in posts:
            person = people[post]
            seen = latest[[person, *other[start[person] : start[person + 1]]]]
            answered = seen.max()
            if answered >= 0 and hour - hours[answered] <= IN_VIEW:
                depth[post], root[post] = depth[answered] + 1, root[answered]
        latest[people[posts]] = posts
    return Trees(depth, root)


def pauses(hours: Whole, people: Whole) -> Whole:
    """Give the hours between each post and the same person's one before.

    Parameters
    ----------
    hours, people : int64[k]
        When and by whom, in any order.

    Returns
    -------
    int64
        One number per post that is not its writer's first.
    """
    order = np.lexsort((hours, people))
    gaps, same = np.diff(hours[order]), np.diff(people[order]) == 0
    return gaps[same]
