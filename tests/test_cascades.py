"""Reply trees and pauses with known answers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knautschball.model.cascades import IN_VIEW, pauses, reply_trees

LINE = np.array([0, 1, 3, 5, 6]), np.array([1, 0, 2, 1, 3, 2])
"""Four people in a row, each a friend of the next."""


def trees(*posts):
    hours, people = np.array(posts).T
    return reply_trees(hours, people, *LINE)


def test_an_answer_hangs_below_the_latest_post_of_a_friend():
    told = trees((0, 0), (1, 1), (2, 2), (2, 0))
    assert told.depth.tolist() == [1, 2, 3, 3]
    assert told.root.tolist() == [0, 0, 0, 0]
    assert told.sizes.tolist() == [4]


def test_posts_of_strangers_of_one_hour_or_of_long_ago_are_not_answered():
    assert trees((0, 0), (1, 3)).depth.tolist() == [1, 1]
    assert trees((0, 0), (0, 1)).depth.tolist() == [1, 1]
    late = trees((0, 0), (IN_VIEW + 1, 1))
    assert late.depth.tolist() == [1, 1]
    assert sorted(late.sizes) == [1, 1]


def test_who_goes_on_talking_answers_in_the_own_tree():
    assert trees((5, 2), (6, 2), (7, 2)).depth.tolist() == [1, 2, 3]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), min_size=1, max_size=40))
def test_each_post_stands_in_one_tree_one_step_below_what_it_answers(posts):
    told = trees(*sorted(posts))
    assert told.sizes.sum() == len(posts)
    assert (told.depth[np.unique(told.root)] == 1).all()
    for root in np.unique(told.root):
        levels = set(told.depth[told.root == root])
        assert levels == set(range(1, max(levels) + 1))


@pytest.mark.parametrize(
    ("hours", "people", "gaps"),
    [([0, 3, 4], [1, 1, 1], [3, 1]), ([0, 5, 9], [1, 2, 1], [9]), ([2, 7], [0, 1], [])],
)
def test_pauses_are_between_posts_of_one_person(hours, people, gaps):
    assert pauses(np.array(hours), np.array(people)).tolist() == gaps
