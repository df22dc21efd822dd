import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_array_equal

from poucet.engines.scenario.attribution import regret
from tests.engines.scenario.attribution.models import refusal_of

tables = arrays(
    float, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=st.integers(-1000, 1000).map(float)
)


def found_from(outcomes, **options):
    rows, columns = outcomes.shape
    return regret(outcomes, [f"option {row}" for row in range(rows)], [*map(str, range(columns))], **options)


def test_table_is_the_one_worked_by_hand():
    outcomes = np.array([[40, 45, 5], [70, 30, -13], [53, 45, -5.0]])
    found = regret(outcomes, ["bonds", "stocks", "mutual fund"], ["growth", "steady", "fall"])
    assert found.table.tolist() == [[30, 0, 0], [0, 15, 18], [17, 0, 10]]
    assert found.worst.tolist() == [30, 18, 17]
    assert found.least == ("mutual fund",)


@given(outcomes=tables)
def test_best_option_of_each_context_has_no_regret_and_none_is_negative(outcomes):
    found = found_from(outcomes)
    assert (found.table.min(axis=0) == 0).all()
    assert_array_equal(found.table + outcomes, np.tile(outcomes.max(axis=0), (len(outcomes), 1)))


@given(outcomes=tables)
def test_cost_is_regretted_as_the_gain_of_its_opposite(outcomes):
    assert_array_equal(found_from(outcomes, lower_is_better=True).table, found_from(-outcomes).table)


@given(outcomes=tables, shift=st.integers(-100, 100))
def test_what_a_context_brings_to_all_options_changes_nothing(outcomes, shift):
    assert_array_equal(found_from(outcomes + shift).table, found_from(outcomes).table)


@given(outcomes=tables, data=st.data())
def test_another_order_of_options_permutes_the_table(outcomes, data):
    order = data.draw(st.permutations(range(len(outcomes))))
    assert_array_equal(found_from(outcomes[order]).table, found_from(outcomes).table[order])


def test_equals_are_all_named():
    assert found_from(np.array([[1.0, 0.0], [0.0, 1.0], [-5.0, 0.0]])).least == ("option 0", "option 1")


def test_unknown_outcome_is_refused_with_its_option_and_context():
    refusal = refusal_of(found_from, np.array([[0.0, 1.0], [2.0, np.nan]]))
    assert (refusal.code, refusal.params) == (
        "scenario.unknown_value",
        {"option": "option 1", "context": "1"},
    )


@pytest.mark.parametrize("outcomes", [np.ones((2, 3)), np.ones(2), np.ones((2, 2, 1))])
def test_table_that_does_not_match_its_names_is_refused(outcomes):
    assert refusal_of(regret, outcomes, ["a", "b"], ["x", "y"]).code == "scenario.shape"


def test_empty_table_is_refused():
    assert refusal_of(regret, np.ones((0, 1)), [], ["x"]).code == "scenario.shape"
