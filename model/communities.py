"""The ``communities`` graph: log-normal wishes for ties, planted circles, closing triangles.

The graph grows in four steps: strangers of one circle meet, friends of friends in the circle
meet, then the same two steps across circles. Whoever still wishes for many ties is met more
often, so the degrees come out as wished; people whose circle is too small for their wishes
become the bridges between circles.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knautschball.agents.compiled import compiled
from knautschball.model.pairs import Edges, fresh_codes, merged, none_seen, places, two_steps

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CIRCLE_SIZE = 60
"""People per circle where the scenario leaves the number of circles open; at least 4 circles."""

SIZE_SPREAD = 0.6
"""Log units; Louvain communities of more than 5 people spread by 0.3 to 1.7 in five real graphs."""

ROUNDS = 60
"""At most so many rounds per step; each looks at the graph the last one left."""

GROWTH = 0.25
"""A round closes at most this share of the present ties: new ties open new triangles."""

CONTENT = 0.02
"""Share of their first wish with which people still meet others when it is fulfilled."""


def planted_circles(community: Any, rng: np.random.Generator) -> NDArray[np.int32]:
    """Put everybody into a circle; circle sizes are log-normally spread.

    It is the first draw of `communities`: the same fresh ``rng`` gives the same circles.

    Returns
    -------
    int32[n]
        Circle of each person, from 0.
    """
    n = community.size
    count = min(community.circles or max(4, round(n / CIRCLE_SIZE)), n)
    weight = np.exp(SIZE_SPREAD * rng.standard_normal(count))
    return rng.choice(count, size=n, p=weight / weight.sum()).astype(np.int32)


def wished_degrees(community: Any, rng: np.random.Generator) -> Floats:
    """Draw how many ties everybody would like: log-normal, from 1 to a third of the people."""
    n = community.size
    wish = np.exp(community.degree_spread * rng.standard_normal(n))
    for _ in range(5):  # clipping shifts the mean, a few rounds bring it back
        most = max(n / 3, min(2 * community.mean_degree, n - 1))
        wish = np.clip(wish * community.mean_degree / wish.mean(), 1, most)
    return wish


@dataclass
class Growth:
    """A graph on its way: who is in which circle, who wishes what, which ties exist."""

    size: int
    circle: Ints
    wish: Floats
    order: Ints  # people, circle by circle
    begin: Ints  # where each circle begins in ``order``
    start: Ints  # where the friends of each begin in ``other``, see pairs.rows
    other: NDArray[np.int32]

    @property
    def ties(self) -> int:
        """Number of ties so far."""
        return self.other.size // 2

    def wanting(self, share: float = 1.0) -> Floats:
        """Say how much each person still looks for ties, up to ``share`` of the wish."""
        return np.maximum(self.wish * share - np.diff(self.start), CONTENT * self.wish)

    def edges(self) -> Edges:
        """Give the ties as sorted pairs."""
        one = np.repeat(np.arange(self.size), np.diff(self.start))
        return np.stack([one, self.other], axis=1)[one < self.other]

    def within(self, pairs: Edges) -> NDArray[np.bool_]:
        """Say which pairs share a circle."""
        return self.circle[pairs[:, 0]] == self.circle[pairs[:, 1]]

    def add(self, pairs: Edges, most: int) -> int:
        """Tie the new ones among the pairs, at most so many; say how many there were."""
        one, two = pairs.T
        new = fresh_codes(one, two, self.start, self.other, none_seen(min(len(pairs), most)), most)
        self.start, self.other = merged(self.start, self.other, new)
        return new.size


def strangers(grow: Growth, who: Ints | int, want: Floats, inside: bool, rng: Any) -> Edges:
    """Let people meet anybody of their circle, or of another one, who looks for ties.

    ``who`` is an array of persons, or the number of persons to draw.
    """
    upto = np.cumsum(want[grow.order])
    if isinstance(who, int):
        who = _at(grow, upto, rng.random(who) * upto[-1])
    low, high = 0.0, upto[-1]
    if inside:
        ends = np.concatenate([[0.0], upto])[grow.begin]
        low, high = ends[grow.circle[who]], ends[grow.circle[who] + 1]
    pairs = np.stack([who, _at(grow, upto, low + rng.random(who.size) * (high - low))], axis=1)
    return pairs[grow.within(pairs) == inside]


def _at(grow: Growth, upto: Floats, point: Floats) -> Ints:
    """Find the person whose room on the line of all wishes holds the point."""
    return grow.order[np.minimum(places(upto, point), grow.size - 1)]


def friends_of_friends(grow: Growth, who: int, want: Floats, inside: bool, rng: Any) -> Edges:
    """Let people meet a friend's friend of their circle, or of another one, who looks for ties."""
    tied = np.diff(grow.start) > 0
    if not tied.any():
        return np.empty((0, 2), np.int64)
    upto = np.cumsum(np.where(tied, want, 0.0))
    person = np.minimum(places(upto, rng.random(who) * upto[-1]), np.flatnonzero(tied)[-1])
    friend = two_steps(grow.start, grow.other, person, rng)
    return _agreed(person, friend, rng.random(who), grow.wish, want, grow.circle, inside)


@compiled
def _agreed(person, friend, luck, wish, want, circle, inside):
    """Keep the pairs in the right circles of which the second is willing, too."""
    pairs, kept = np.empty((person.size, 2), np.int64), 0
    for k in range(person.size):
        one, two = person[k], friend[k]
        if luck[k] * wish[two] < 2 * want[two] and (circle[one] == circle[two]) == inside:
            pairs[kept, 0], pairs[kept, 1] = one, two
            kept += 1
    return pairs[:kept]


def step(grow: Growth, goal: int, close: bool, inside: bool, share: float, rng: Any) -> None:
    """Add ties of one kind until there are ``goal`` in all, or nobody can be found any more."""
    draw = friends_of_friends if close else strangers
    for _ in range(ROUNDS):
        missing = goal - grow.ties
        if missing <= 0:
            return
        batch = min(missing, max(64, int(GROWTH * grow.ties))) if close else missing
        added = grow.add(draw(grow, 2 * batch + 16, grow.wanting(share), inside, rng), batch)
        if added < 0.02 * batch:  # circles are full, or all triangles closed
            return


def grow_communities(community: Any, rng: np.random.Generator) -> Edges:
    """Draw the ties of a community, see `knautschball.model.generators.communities`.

    Returns
    -------
    int64[m, 2]
        Sorted distinct pairs; a few people may have none.
    """
    n = community.size
    circle = planted_circles(community, rng).astype(np.int64)
    begin = np.searchsorted(np.sort(circle), np.arange(circle.max() + 2))
    wish = wished_degrees(community, rng)
    nobody = np.zeros(n + 1, np.int64), np.empty(0, np.int32)
    grow = Growth(n, circle, wish, np.argsort(circle, kind="stable"), begin, *nobody)
    total = round(n * community.mean_degree / 2)
    stay = 1 - community.mixing
    open_ = 1 - community.clustering
    # everybody knows somebody before triangles can close
    grow.add(strangers(grow, np.arange(n), wish, stay > 0, rng), total)
    step(grow, round(total * stay * open_), False, True, stay, rng)
    step(grow, round(total * stay), True, True, stay, rng)
    inside = grow.ties
    step(grow, inside + round((total - inside) * open_), False, False, 1.0, rng)
    step(grow, total, True, False, 1.0, rng)
    step(grow, total, False, False, 1.0, rng)
    step(grow, total, False, True, 1.0, rng)
    return grow.edges()
