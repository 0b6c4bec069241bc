"""Random communities: who knows whom when no file says so.

``GRAPHS`` at the end is the table of all kinds. A new kind is one function and its line there.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from knautschball.model.classic_graphs import gilbert, holme_kim, watts_strogatz
from knautschball.model.communities import grow_communities
from knautschball.model.pairs import Edges, simple
from knautschball.scenarios.errors import GraphError

Generator = Callable[[Any, np.random.Generator], Edges]
"""Takes the section ``[community]`` and chance, gives the ties ``int64[m, 2]``."""


def communities(community: Any, rng: np.random.Generator) -> Edges:
    """Friends in circles: log-normal degrees, planted circles, friends of friends become friends.

    Everybody draws a log-normal wish for ties and a circle. Strangers of a circle meet, wished
    for and wishing; then friends of friends do; then both again across circles. The only kind
    here with degrees as unequal *and* triangles and circles as many as in measured friendship
    graphs; its sibling ``scale-free`` has hubs but no circles, ``small-world`` triangles but no
    hubs.

    Sources: log-normal degrees fit most networks as well as a power law or better (Broido &
    Clauset 2019, doi 10.1038/s41467-019-08746-5); planted groups with a mixing share
    (Lancichinetti, Fortunato & Radicchi 2008, doi 10.1103/PhysRevE.78.046110); closing
    triangles (Holme & Kim 2002, doi 10.1103/PhysRevE.65.026107). Growing them together is our
    own construction.

    Parameters
    ----------
    community
        Uses size, mean_degree, degree_spread, clustering, circles and mixing. More than the
        share ``mixing`` of the ties leaves the circles where these are too small.
    rng : numpy.random.Generator
        Chance.

    Returns
    -------
    int64[m, 2]
        Ties, each once, the smaller person first, sorted.

    Raises
    ------
    GraphError
        If so few people cannot have so many ties.
    """
    _check_room(community)
    return _attach(grow_communities(community, rng), community.size, rng)


def small_world(community: Any, rng: np.random.Generator) -> Edges:
    """Neighbours on a ring, some ties rewired to anybody: equal degrees, triangles, short paths.

    Everybody knows the nearest people on a ring; each tie then moves its far end to a random
    person with chance 1 - clustering. Against ``random`` it has triangles; against
    ``communities`` it has neither hubs nor circles. The number of neighbours is even.

    Source: Watts & Strogatz 1998, doi 10.1038/30918.

    Parameters
    ----------
    community
        Uses size, mean_degree and clustering.
    rng : numpy.random.Generator
        Chance.

    Returns
    -------
    int64[m, 2]
        Ties, each once, the smaller person first, sorted.

    Raises
    ------
    GraphError
        If so few people cannot have so many ties.
    """
    _check_room(community)
    near = min(2 * max(1, round(community.mean_degree / 2)), community.size - 1)
    ties = watts_strogatz(community.size, near, 1 - community.clustering, rng)
    return _attach(ties, community.size, rng)


def scale_free(community: Any, rng: np.random.Generator) -> Edges:
    """Newcomers befriend the popular, and then friends of theirs: hubs with triangles.

    One person after another ties to people in proportion to their ties, and after each such
    tie closes a triangle with chance ``clustering``. Its degrees follow a power law with the
    fixed exponent 3; ``communities`` has a log-normal of any spread, and circles.

    Source: Holme & Kim 2002, doi 10.1103/PhysRevE.65.026107.

    Parameters
    ----------
    community
        Uses size, mean_degree (to the nearest even number) and clustering.
    rng : numpy.random.Generator
        Chance.

    Returns
    -------
    int64[m, 2]
        Ties, each once, the smaller person first, sorted.

    Raises
    ------
    GraphError
        If so few people cannot have so many ties.
    """
    _check_room(community)
    n = community.size
    each = int(np.clip(round(community.mean_degree / 2), 1, n - 1))
    return _attach(holme_kim(n, each, community.clustering, rng), n, rng)


def random(community: Any, rng: np.random.Generator) -> Edges:
    """Every pair with the same chance: no hubs, no circles, hardly a triangle. The null model.

    Against ``small-world`` it lacks triangles even where paths are as short.

    Source: Gilbert 1959, doi 10.1214/aoms/1177706098; Erdős & Rényi 1959,
    doi 10.5486/PMD.1959.6.3-4.12.

    Parameters
    ----------
    community
        Uses size and mean_degree.
    rng : numpy.random.Generator
        Chance.

    Returns
    -------
    int64[m, 2]
        Ties, each once, the smaller person first, sorted.

    Raises
    ------
    GraphError
        If so few people cannot have so many ties.
    """
    _check_room(community)
    n = community.size
    return _attach(gilbert(n, community.mean_degree / (n - 1), rng), n, rng)


def _check_room(community: Any) -> None:
    """Refuse more ties per person than there are other people."""
    if community.mean_degree > community.size - 1:
        raise GraphError(
            "community.mean_degree",
            f"{community.mean_degree:g} ties per person in a community of {community.size}",
            f"at most community.size - 1 = {community.size - 1}",
        )


def _attach(edges: Edges, size: int, rng: np.random.Generator) -> Edges:
    """Tie everybody who stands alone to a random other person."""
    alone = np.flatnonzero(np.bincount(edges.ravel(), minlength=size) == 0)
    if not alone.size:
        return edges
    friend = (alone + rng.integers(1, size, alone.size)) % size
    return simple(np.concatenate([edges, np.stack([alone, friend], axis=1)]), size)


GRAPHS: dict[str, Generator] = {
    "communities": communities,
    "small-world": small_world,
    "scale-free": scale_free,
    "random": random,
}
"""Every kind of graph by the name written in a scenario."""
