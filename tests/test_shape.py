"""The form: six distances, each with answers known beforehand."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance

from knautschball.model.shape import (
    COMPONENTS,
    DISTANCES,
    Floor,
    corrected,
    dent,
    distances,
    last_day,
    noise_floor,
    organisation_distance,
    transport,
    turnover,
    voice_distance,
)

HOURS = 72


def community(seed=0, hours=HOURS):
    """Make a plausible record of an undisturbed community."""
    chance = np.random.default_rng(seed)
    days = hours // 24
    return SimpleNamespace(
        hours=np.arange(hours),
        stance_hist=chance.multinomial(500, np.full(128, 1 / 128), hours).astype(np.int32),
        arousal_hist=chance.multinomial(500, np.full(128, 1 / 128), hours).astype(np.int32),
        posts=chance.poisson([9, 1, 0.2, 0.5], (hours, 4)),
        frequency=chance.multinomial(500, np.full(25, 1 / 25), hours).astype(np.int32),
        followers=chance.integers(190, 210, hours),
        portraits=chance.integers(1, 90, (days, 8, 24)).astype(float),
        organisation=chance.random((hours, 4)),
    )


def changed(record, **columns):
    return SimpleNamespace(**{**vars(record), **columns})


def column(name, storm, twin):
    return distances(storm, twin)[:, COMPONENTS.index(name)]


def test_table_and_names_agree():
    assert tuple(DISTANCES) == COMPONENTS


def test_equal_records_have_exactly_the_same_form():
    assert (distances(community(1), community(1)) == 0.0).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 1000))
def test_distances_are_bounded_and_symmetric(one, other):
    apart = distances(community(one, 48), community(other, 48))
    assert apart.shape == (48, 6)
    assert ((apart >= 0) & (apart <= 1)).all()
    assert np.array_equal(apart, distances(community(other, 48), community(one, 48)))


@settings(deadline=None)  # compiles when first called
@given(
    st.lists(st.integers(0, 20), min_size=8, max_size=8).filter(any),
    st.lists(st.integers(0, 20), min_size=8, max_size=8).filter(any),
)
def test_transport_equals_scipy(p, q):
    centres = (np.arange(8) + 0.5) / 8
    expected = wasserstein_distance(centres, centres, p, q)
    assert transport([p], [q])[0] == pytest.approx(expected, abs=1e-12)


def test_moving_all_stances_by_a_quarter_of_the_range_is_a_quarter():
    twin = np.zeros((1, 128))
    twin[0, 20:40] = 25
    assert transport(np.roll(twin, 32, axis=1), twin)[0] == pytest.approx(0.25)


@given(st.integers(0, 10_000))
def test_persons_may_change_places(seed):
    chance = np.random.default_rng(seed)
    stance, edges = chance.uniform(-1, 1, 200), np.linspace(-1, 1, 129)
    shuffled = chance.permutation(stance)
    follows = chance.random(200) < 0.4
    form = transport(np.histogram(stance, edges)[0], np.histogram(shuffled, edges)[0])
    who = turnover(stance, shuffled, follows, chance.permutation(follows))
    assert form == 0.0
    assert who.stance > 0.05
    assert who.brand_ties > 0.0


@given(st.integers(0, 10_000))
def test_turnover_is_never_below_the_form(seed):
    chance = np.random.default_rng(seed)
    ours, theirs = chance.uniform(-1, 1, 60), chance.uniform(-1, 1, 60)
    follows, twins = chance.random(60) < 0.3, chance.random(60) < 0.6
    who = turnover(ours, theirs, follows, twins)
    most = max(follows.sum(), twins.sum())
    assert who.stance >= wasserstein_distance(ours, theirs) / 2 - 1e-12
    assert 1 >= who.brand_ties >= abs(int(follows.sum()) - int(twins.sum())) / most - 1e-12


def test_turnover_by_hand():
    who = turnover([1.0, -1.0, 0.0], [-1.0, -1.0, 0.0], [1, 1, 0, 0], [1, 0, 1, 0])
    assert who.stance == pytest.approx(1 / 3)
    assert who.brand_ties == pytest.approx(2 / 3)
    assert turnover([0.0], [0.0], [0], [0]) == (0.0, 0.0)


def test_last_day_is_a_rolling_sum():
    assert last_day(np.ones(30)).tolist() == [*range(1, 25), *[24] * 6]


def test_voice_of_a_silent_and_a_talking_community():
    nobody = np.zeros((HOURS, 25), np.int32)
    nobody[:, 0] = 500
    silent = changed(community(), posts=np.zeros((HOURS, 4), int), frequency=nobody)
    angry = changed(silent, posts=np.tile([0, 5, 0, 0], (HOURS, 1)))
    calm = changed(silent, posts=np.tile([5, 0, 0, 0], (HOURS, 1)))
    assert (voice_distance(silent, silent) == 0).all()
    # from the first whole day on 120 of 500 member-days hold a post, where the other has none
    said, kept = np.array([0, 120, 380]) / 500, np.array([120, 0, 380]) / 500
    apart = jensenshannon(said, kept, base=2) / np.sqrt(2)
    assert np.allclose(voice_distance(angry, calm)[24:], apart)
    quiet = jensenshannon([0.24, 0.76], [0.0, 1.0], base=2) / np.sqrt(2)
    assert np.allclose(voice_distance(angry, silent)[24:], quiet)


def test_voice_grows_with_loudness_and_never_leaves_its_range():
    nobody = np.zeros((HOURS, 25), np.int32)
    nobody[:, 0] = 500
    silent = changed(community(), posts=np.zeros((HOURS, 4), int), frequency=nobody)
    loud = [changed(silent, posts=np.tile([0, n, 0, 0], (HOURS, 1))) for n in (1, 5, 20, 900)]
    heard = [voice_distance(one, silent)[-1] for one in loud]
    assert 0 < heard[0] < heard[1] < heard[2] <= heard[3] <= 1


def test_brand_ties_are_a_share_of_the_larger_following():
    twin = changed(community(), followers=np.full(HOURS, 200))
    storm = changed(twin, followers=np.full(HOURS, 150))
    nobody = changed(twin, followers=np.zeros(HOURS, int))
    assert np.allclose(column("brand_ties", storm, twin), 0.25)
    assert (column("brand_ties", nobody, twin) == 1).all()
    assert (column("brand_ties", nobody, nobody) == 0).all()


def test_network_distance_holds_from_one_portrait_to_the_next():
    twin = community()
    twin.portraits[1, 7, 0] = 0
    other = twin.portraits.copy()
    other[1] = 0
    other[1, 7, 0] = 9  # on the second day, nothing in common
    apart = column("network", changed(twin, portraits=other), twin)
    assert np.allclose(apart, np.where((twin.hours >= 47) & (twin.hours < 71), 1.0, 0.0))


@pytest.mark.parametrize(
    ("storm", "expected"),
    [
        ([1, 0, 1, 0], 0.5),  # page closed
        ([1, 0, 0, 1], 0.5),  # new team
        ([1, 0, 0, 0], np.sqrt(0.5)),  # both
        ([0, 1, 0, 0], 1.0),  # nothing is as it was
        ([0.8, 0, 1, 1], 0.1),
    ],
)
def test_organisation_lets_a_lasting_break_weigh(storm, expected):
    twin = SimpleNamespace(organisation=np.array([[1.0, 0.0, 1.0, 1.0]]))
    ours = SimpleNamespace(organisation=np.array([storm], float))
    assert organisation_distance(ours, twin)[0] == pytest.approx(expected)


def test_records_of_different_hours_are_refused():
    with pytest.raises(ValueError, match="same hours"):
        distances(community(hours=48), community(hours=72))


def test_noise_floor_leaves_few_false_alarms_to_fresh_controls():
    floor = noise_floor([[community(seed) for seed in range(6)]], skip=24)
    assert ((floor.median > 0) & (floor.median < floor.upper)).all()
    fresh = np.concatenate(
        [distances(community(s), community(s + 1))[24:] for s in range(100, 112, 2)]
    )
    alarms = (fresh > floor.upper).mean(axis=0)
    hourly = [COMPONENTS.index(n) for n in ("stance", "arousal", "brand_ties", "organisation")]
    assert (alarms[hourly] < 0.1).all()


def test_noise_floor_needs_a_pair_and_some_hours():
    with pytest.raises(ValueError, match="at least 2"):
        noise_floor([[community()], [community(1)]])
    with pytest.raises(ValueError, match="skip"):
        noise_floor([[community(1), community(2)]], skip=HOURS)


def test_noise_floor_of_equal_runs_is_zero():
    floor = noise_floor([[community(3), community(3)]])
    assert (floor.median == 0).all()
    assert (floor.upper == 0).all()


def test_correction_by_hand():
    floor = Floor(np.array([0, 0.2, 0.2, 0.2, 1, 0.5]), np.ones(6))
    below = corrected(np.array([[0.3, 0.1, 0.2, 0.6, 1.0, 1.0]]), floor)
    assert below[0].tolist() == pytest.approx([0.3, 0, 0, 0.5, 0, 1])


def test_dent_is_the_weighted_root_mean_square():
    parts = np.array([[0.6, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0]])
    assert dent(parts).tolist() == pytest.approx([0.6 / np.sqrt(6), 1, 0])
    assert dent(parts, [2, 0, 0, 0, 0, 0]).tolist() == pytest.approx([0.6, 1, 0])
    assert dent(parts, [3, 1, 0, 0, 0, 0])[0] == pytest.approx(0.6 * np.sqrt(0.75))


@pytest.mark.parametrize("weights", [[1, 1], [-1, 1, 1, 1, 1, 1], [0] * 6, [np.nan] + [1] * 5])
def test_weights_that_make_no_sense_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        dent(np.zeros((1, 6)), weights)
