"""Draw the people: Big Five with their observed correlations, habits, attitude to the brand."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from knautschball.agents.chance import For, lucks, stream, uniforms
from knautschball.agents.columns import Columns, empty
from knautschball.scenarios.scenario import Scenario

TRAITS = ("openness", "conscientiousness", "extraversion", "agreeableness", "neuroticism")

CORRELATION = np.array(
    [
        [1.00, 0.14, 0.31, 0.14, -0.12],
        [0.14, 1.00, 0.21, 0.31, -0.32],
        [0.31, 0.21, 1.00, 0.18, -0.26],
        [0.14, 0.31, 0.18, 1.00, -0.26],
        [-0.12, -0.32, -0.26, -0.26, 1.00],
    ]
)
"""Observed correlations of the Big Five, K = 212 samples, N = 144,117: van der Linden,
te Nijenhuis & Bakker 2010, doi 10.1016/j.jrp.2010.03.003."""

Floats = NDArray[np.float64]


def draw(scenario: Scenario, size: int, seed: int) -> Columns:
    """Draw ``size`` people of a scenario; the same seed gives the same people.

    Returns
    -------
    Columns
        Everybody at rest: trust as drawn, no grievance, nothing heard.
    """
    columns = empty(size)
    columns.luck[:] = lucks(seed, size)
    _traits(columns, scenario, seed)
    _habits(columns, scenario, seed)
    _attitude(columns, scenario, seed)
    columns.asked_at[:] = -1
    columns.reply[:] = -1
    return columns


def _uniform(columns: Columns, seed: int, purpose: int) -> Floats:
    return uniforms(stream(seed, 0, purpose), columns.luck)


def _normal(columns: Columns, seed: int, purpose: int) -> Floats:
    return ndtri(np.clip(_uniform(columns, seed, purpose), 1e-12, 1 - 1e-12))


def _traits(columns: Columns, scenario: Scenario, seed: int) -> None:
    independent = np.array([_normal(columns, seed, For.TRAIT + k) for k in range(5)])
    root = np.linalg.cholesky(CORRELATION)
    for name, row in zip(TRAITS, root, strict=True):
        # summed in a fixed order, so that no library decides about the last bit
        score = sum(weight * values for weight, values in zip(row, independent, strict=True))
        getattr(columns, name)[:] = scenario.people.trait_spread * score


def _habits(columns: Columns, scenario: Scenario, seed: int) -> None:
    people, contagion = scenario.people, scenario.contagion
    columns.activity[:] = _activity(
        _uniform(columns, seed, For.ACTIVITY), people.activity_tail, people.activity_cap
    )
    # a share of 0 or 1 leaves no room for traits
    room = 4 * people.lurkers * (1 - people.lurkers)
    silent = people.lurkers - people.extravert_writes * room * columns.extraversion
    columns.activity[_uniform(columns, seed, For.LURK) < silent] = 0.0
    columns.customer[:] = _uniform(columns, seed, For.CUSTOMER) < people.customers
    columns.pseudonym[:] = (_uniform(columns, seed, For.NAME) < people.pseudonyms) & (
        not people.real_names
    )
    columns.boldness[:] = np.where(columns.pseudonym, 1.0, people.real_name_boldness)
    spread = _normal(columns, seed, For.PATIENCE)
    columns.patience[:] = people.patience * np.exp(people.patience_spread * spread)
    spread = _normal(columns, seed, For.THRESHOLD)
    columns.threshold[:] = contagion.voices * np.exp(contagion.voices_spread * spread)


def _activity(uniform: Floats, tail: float, cap: float) -> Floats:
    """Draw from a power law cut off at ``cap`` times its least value, scaled to mean 1."""
    least = cap**-tail
    raw = (least + (1 - uniform) * (1 - least)) ** (-1 / tail)
    return raw / _mean_activity(tail, cap)


def _mean_activity(tail: float, cap: float) -> float:
    """Give the mean of that power law, so that no sample decides about the scale."""
    if abs(tail - 1) < 1e-9:
        return float(np.log(cap) / (1 - 1 / cap))
    return float(tail / (tail - 1) * (1 - cap ** (1 - tail)) / (1 - cap**-tail))


def _attitude(columns: Columns, scenario: Scenario, seed: int) -> None:
    people = scenario.people
    columns.loyalty[:] = _normal(columns, seed, For.LOYALTY)
    columns.wobble[:] = _normal(columns, seed, For.WOBBLE)
    own = 0.8 * _normal(columns, seed, For.TRUST) + 0.6 * columns.loyalty
    trust = np.clip(people.trust + people.trust_spread * own, -1, 1)
    columns.trust_before[:] = trust
    columns.trust[:] = trust
    columns.stance[:] = trust
    columns.arousal[:] = np.clip(
        scenario.feelings.arousal_rest * (1 + 0.2 * columns.neuroticism), 0, 1
    )
    # who trusts follows more often; a share of 0 or 1 leaves no room for that
    room = 4 * people.followers * (1 - people.followers)
    share = people.followers + 0.3 * room * (trust - people.trust)
    columns.follows[:] = _uniform(columns, seed, For.FOLLOW) < share
    columns.followed[:] = columns.follows
    columns.affected[:] = 0.25 * columns.customer
