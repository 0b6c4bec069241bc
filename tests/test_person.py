"""Persons as Mesa agents: views of rows, a lazy agent set, and a model that batch runs accept."""

import inspect
import pickle

import mesa
import numpy as np
import pytest
from mesa.agent import AgentSet
from storms import small, storm

from knautschball.agents.columns import ATTRIBUTES
from knautschball.agents.people import People
from knautschball.agents.person import Person
from knautschball.model.firestorm import REPORTED, Firestorm


@pytest.fixture
def model():
    return Firestorm(small(), "silence", 4)


@pytest.fixture
def people(model):
    return model.agents


def test_a_person_is_a_mesa_agent_of_the_model(model, people):
    person = people[5]
    assert isinstance(person, Person)
    assert isinstance(person, mesa.Agent)
    assert person.model is model
    assert (person.unique_id, person.pos, repr(person)) == (6, 5, "Person(5)")


def test_the_model_is_a_mesa_model_with_an_agent_set(model, people):
    assert isinstance(model, mesa.Model)
    assert isinstance(people, AgentSet)
    assert people is model.agents
    assert len(people) == 300 == model.graph.number_of_nodes()
    assert [person.unique_id for person in people] == list(range(1, 301))


@pytest.mark.parametrize("attribute", ATTRIBUTES, ids=lambda a: a.name)
def test_every_attribute_reads_and_writes_the_column(model, people, attribute):
    person, column = people[3], getattr(model.columns, attribute.name)
    setattr(person, attribute.name, 1)
    assert column[3] == 1 == getattr(person, attribute.name)
    column[3] = 0
    assert getattr(person, attribute.name) == 0
    assert type(getattr(person, attribute.name)) in (int, float)
    assert attribute.meaning in getattr(Person, attribute.name).__doc__


def test_two_views_of_one_row_are_one_person(model, people):
    other_model = Firestorm(small(), "silence", 4)
    assert people[2] == people[2]
    assert people[2] is not people[2]
    assert len({people[2], people[2], people[3]}) == 2
    assert people[2] != people[3]
    assert people[2] != other_model.agents[2]


def test_traits_and_friends_are_those_of_columns_and_graph(model, people):
    person = max(people, key=lambda p: len(p.friends))
    assert person.traits.neuroticism == person.neuroticism
    assert {friend.row for friend in person.friends} == set(model.graph[person.row])
    assert all(person in friend.friends for friend in person.friends)


def test_a_lost_tie_is_no_friend_any_more(model, people):
    person = next(p for p in people if p.friends)
    friend = person.friends[0]
    graph = model.engine.graph
    tied = (graph.first == min(person.row, friend.row)) & (
        graph.second == max(person.row, friend.row)
    )
    assert tied.sum() == 1
    model.engine.active[tied] = 0
    assert friend not in person.friends
    assert person not in friend.friends


def test_nobody_joins_or_leaves_the_model(people):
    with pytest.raises(NotImplementedError, match="follows"):
        people[0].remove()
    with pytest.raises(NotImplementedError, match="nobody joins"):
        people.add(people[0])


# --- the agent set ------------------------------------------------------------------------


def test_views_are_made_only_when_looked_at(people, monkeypatch):
    def no_view(*_):
        raise AssertionError("a view was made")

    monkeypatch.setattr(Person, "__init__", no_view)
    aroused = people.select(people.get("arousal") > 0.1)
    aroused.set("arousal", 0.5)
    assert people.agg("arousal", np.max) == 0.5
    assert len(people.sort("trust").select(at_most=10)) == 10
    assert len(people.shuffle()) == 300
    with pytest.raises(AssertionError):
        people[0]


def test_get_gives_columns_in_the_order_of_the_set(model, people):
    chosen = people.select(np.arange(300) % 7 == 0).sort("trust", ascending=True)
    rows = chosen.get("row")
    assert (np.diff(chosen.get("trust")) >= 0).all()
    assert (chosen.get("trust") == model.columns.trust[rows]).all()
    assert (chosen.get("unique_id") == rows + 1).all()
    assert chosen.get(["trust", "row"]) == [[p.trust, p.row] for p in chosen]


def test_get_says_what_is_missing_or_takes_the_default(people):
    with pytest.raises(AttributeError, match="'wealth'"):
        people.get("wealth")
    assert (people.get("wealth", handle_missing="default", default_value=3) == 3).all()
    with pytest.raises(AttributeError, match="'wealth'"):
        people.set("wealth", 1)


def test_set_writes_one_value_or_an_array_for_these_and_no_others(model, people):
    some = people.select(np.arange(300) < 4)
    before = model.columns.trust[4:].copy()
    assert some.set("trust", 0.25) is some
    assert (model.columns.trust[:4] == 0.25).all()
    some.set("trust", np.array([0.0, 0.125, 0.25, 0.5]))
    assert some.get("trust").tolist() == [0.0, 0.125, 0.25, 0.5]
    assert (model.columns.trust[4:] == before).all()


def test_select_by_function_equals_select_by_mask(people):
    by_mask = people.select(people.get("trust") > 0.4)
    by_function = people.select(lambda person: person.trust > np.float32(0.4))
    assert 0 < len(by_mask) < 300
    assert list(by_mask) == list(by_function)


def test_select_takes_a_number_or_a_share(people):
    assert len(people.select(at_most=12)) == 12
    assert len(people.select(at_most=0.1)) == 30
    assert len(people.select(agent_type=mesa.Agent)) == 300
    assert len(people.select(agent_type=int)) == 0
    assert len(people) == 300


def test_select_in_place_shrinks_the_set_itself(model):
    chosen = People(model, model.columns)
    assert chosen.select(at_most=5, inplace=True) is chosen
    assert len(chosen) == 5 and len(model.agents) == 300


def test_agg_takes_one_function_or_several(model, people):
    trust = model.columns.trust
    assert people.agg("trust", np.mean) == trust.mean()
    assert people.agg("trust", [np.min, np.max]) == [trust.min(), trust.max()]


def test_sort_by_attribute_equals_sort_by_function(people):
    fast = people.sort("trust", ascending=True)
    slow = people.sort(lambda person: person.trust, ascending=True)
    assert list(fast) == list(slow)
    assert people.sort("trust").get("trust")[0] == people.agg("trust", np.max)


@pytest.mark.parametrize("by", ["customer", lambda person: person.customer])
def test_groupby_parts_the_crowd(people, by):
    groups = dict(people.groupby(by))
    assert set(groups) == {0, 1}
    assert sum(len(group) for group in groups.values()) == 300
    assert all((group.get("customer") == value).all() for value, group in groups.items())


def test_groupby_gives_lists_too_and_counts(people):
    lists = dict(people.groupby("customer", result_type="list"))
    assert all(isinstance(group, list) for group in lists.values())
    assert people.groupby("customer").count() == {v: len(g) for v, g in lists.items()}


def test_do_and_map_call_each_person_in_turn(people):
    assert people.map(lambda person, factor: person.row * factor, 2) == [2 * n for n in range(300)]
    seen = []
    assert people.do(lambda person: seen.append(person.row)) is people
    assert seen == list(range(300))


def test_shuffle_do_reaches_everybody_once_in_an_order_of_the_seed():
    orders = []
    for _ in range(2):
        seen = []
        people = Firestorm(small(), "silence", 4).agents
        people.shuffle_do(lambda person, seen=seen: seen.append(person.row))
        orders.append(seen)
    assert orders[0] == orders[1] != list(range(300))
    assert sorted(orders[0]) == list(range(300))


def test_membership_and_discard(people):
    person = people[7]
    rest = people.select(np.ones(300, bool))
    assert person in rest and "someone" not in rest
    rest.discard(person)
    assert person not in rest and len(rest) == 299
    assert person in people


def test_a_slice_is_a_list_of_persons(people):
    assert [person.row for person in people[3:6]] == [3, 4, 5]
    assert people[-1].row == 299
    assert people.to_list() == list(people)


def test_the_set_survives_pickling(people):
    some = people.select(at_most=6)
    again = pickle.loads(pickle.dumps(some._rows))
    assert (again == some.get("row")).all()
    assert repr(some) == "People(6: 0, 1, 2, …)"


# --- what is written is felt, and stays in bounds -----------------------------------------


def test_writing_a_person_changes_the_run():
    touched, left = (Firestorm(small(), "silence", 4) for _ in range(2))
    touched.agents[9].arousal = 0.9
    for model in (touched, left):
        model.step()
    assert touched.agents[9].arousal > left.agents[9].arousal + 0.3
    assert touched.agents[10].arousal == left.agents[10].arousal


@pytest.mark.parametrize("value", [-1.5, float("nan")])
def test_an_impossible_stance_is_not_written_outside_the_record(value):
    model = Firestorm(small("calm"), "silence", 4)
    model.agents[0].stance = value
    model.step()
    assert -1 <= model.agents[0].stance <= 1
    assert model.record.stance_hist[0].sum() == 300


# --- as any Mesa model --------------------------------------------------------------------


def test_the_data_collector_keeps_a_row_per_step(model):
    for _ in range(30):
        model.step()
    table = model.datacollector.get_model_vars_dataframe()
    hours = model.record.frame(model.matter.start)
    assert list(table.columns) == list(REPORTED)
    assert table["hour"].tolist() == list(range(30))
    assert model.steps == 30
    for name in ("everyday", "followers", "ties", "stance", "trust", "backlog"):
        assert table[name].to_numpy() == pytest.approx(hours[name].to_numpy()), name


def test_stepping_stops_at_the_horizon(model):
    steps = 0
    while model.running:
        model.step()
        steps += 1
    assert steps == model.hour == model.horizon == model.record.length
    model.step()
    assert model.hour == model.horizon and not model.running


def test_running_through_collects_as_stepping_does():
    model = Firestorm(small())
    model.run_model()
    assert len(model.datacollector.get_model_vars_dataframe()) == model.steps == model.horizon


def test_mesas_word_for_the_seed_is_understood():
    assert (
        Firestorm(small(), "silence", rng=9).columns.luck
        == Firestorm(small(), "silence", seed=9).columns.luck
    ).all()


def _batch(policies, seeds):
    """Seeds are a parameter of the model, or since Mesa 3.4 one of the batch itself."""
    own = "rng" in inspect.signature(mesa.batch_run).parameters
    return mesa.batch_run(
        Firestorm,
        {"scenario": [small()], "policy": policies} | ({} if own else {"seed": seeds}),
        number_processes=1,
        display_progress=False,
        data_collection_period=-1,
        max_steps=10_000,
        **({"rng": seeds} if own else {}),
    )


def test_a_mesa_batch_run_takes_policies_and_seeds():
    rows = _batch(["silence", "denial"], [1, 2])
    assert {(row["policy"], row["seed"]) for row in rows} == {
        (policy, seed) for policy in ("silence", "denial") for seed in (1, 2)
    }
    assert len(rows) == 4
    for row in rows:
        alone = storm(small(), row["policy"], row["seed"])
        assert row["hour"] == alone.horizon - 1
        assert row["stance"] == alone.record.last()["stance"]
        assert row["followers"] == alone.record.last()["followers"]
    assert len({row["stance"] for row in rows}) == 4
