from itertools import permutations
from math import factorial
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from poucet.engines.scenario.attribution import shapley
from tests.engines.scenario.attribution.models import game, names_of, refusal_of, tables


def from_the_definition(table):
    """Walk every order, one lever at a time: slow, and independent of coalition weights."""
    n_levers = len(names_of(table))
    shares = np.zeros((n_levers, table.shape[1]))
    for order in permutations(range(n_levers)):
        code = 0
        for lever in order:
            shares[lever] += table[code | 1 << lever] - table[code]
            code |= 1 << lever
    return shares / factorial(n_levers)


def scale_of(table):
    return np.abs(table).max()


def saturating(n_levers, outputs=36):
    """Savings that overlap: each lever takes its share of what the others leave."""
    taken = np.linspace(0.02, 0.2, n_levers)[:, None] * np.linspace(0.2, 1, outputs)

    def value_of(coalitions):
        return 100 * (1 - np.prod(np.where(coalitions[:, :, None], 1 - taken, 1), axis=1))

    return value_of


def levers(number):
    return [f"lever {rank}" for rank in range(number)]


def test_glove_game_is_shared_as_published():
    # Two left gloves, one right: 1/6, 1/6, 4/6, the example of Wikipedia, "Shapley value".
    def pairs(coalitions):
        return (coalitions[:, :2].any(axis=1) & coalitions[:, 2]) * 1.0

    assert_allclose(shapley(pairs, ["left", "other left", "right"]).shapley[:, 0], [1 / 6, 1 / 6, 4 / 6])


def test_airport_game_is_shared_by_its_published_rule():
    # S. C. Littlechild, G. Owen, Management Science 20, 1973: each length of runway is paid by those who need it.
    costs = np.array([18.0, 20.0, 23.0])
    found = shapley(lambda pulled: np.max(pulled * costs, axis=1), levers(3))
    assert_allclose(found.shapley[:, 0], [6, 7, 10])


@given(table=tables())
def test_exact_shares_agree_with_the_definition(table):
    found = shapley(game(table), names_of(table))
    assert_allclose(found.shapley, from_the_definition(table), rtol=0, atol=1e-12 * scale_of(table))


@given(table=tables(most_levers=8))
def test_shares_sum_to_the_total(table):
    found = shapley(game(table), names_of(table))
    assert_allclose(found.shapley.sum(axis=0), table[-1] - table[0], rtol=0, atol=1e-12 * scale_of(table))


@given(table=tables(), other=st.integers(0, 2**32 - 1))
def test_shares_of_a_sum_of_games_are_the_sum_of_shares(table, other):
    second = scale_of(table) * np.random.default_rng(other).normal(size=table.shape)
    both = shapley(game(table + second), names_of(table)).shapley
    apart = shapley(game(table), names_of(table)).shapley + shapley(game(second), names_of(table)).shapley
    assert_allclose(both, apart, rtol=0, atol=1e-12 * (scale_of(table) + scale_of(second)))


@given(table=tables(most_levers=5))
def test_lever_that_changes_nothing_gets_nothing(table):
    widened = np.concatenate([table, table])
    found = shapley(game(widened), names_of(widened))
    for effects in (found.alone, found.last_in, found.shapley):
        assert_array_equal(effects[-1], np.zeros(2))


@given(table=tables())
def test_levers_that_play_alike_share_alike(table):
    # What a coalition is worth depends on its size alone.
    sizes = np.array([code.bit_count() for code in range(len(table))])
    found = shapley(game(table[sizes]), names_of(table))
    assert_allclose(
        found.shapley, np.tile(found.shapley[0], (len(found.levers), 1)), atol=1e-12 * scale_of(table)
    )


@given(table=tables(), data=st.data())
def test_another_order_of_levers_permutes_the_shares(table, data):
    names = names_of(table)
    order = data.draw(st.permutations(range(len(names))))
    place = np.argsort(order)
    moved = shapley(lambda pulled: game(table)(pulled[:, place]), [names[rank] for rank in order])
    assert_allclose(
        moved.shapley, shapley(game(table), names).shapley[order], rtol=0, atol=1e-12 * scale_of(table)
    )


@given(effects=st.lists(st.integers(-1000, 1000), min_size=1, max_size=8))
def test_additive_levers_do_not_overlap(effects):
    found = shapley(lambda pulled: 5.0 + np.sum(pulled * np.array(effects), axis=1), levers(len(effects)))
    assert_array_equal(found.overlap, [0])
    assert_array_equal(found.alone, found.last_in)
    assert_allclose(found.shapley, found.alone, atol=1e-9)


def test_overlap_is_negative_when_levers_save_the_same_thing():
    found = shapley(lambda pulled: 8.0 * pulled.any(axis=1), levers(2))
    assert found.alone.tolist() == [[8], [8]]
    assert found.last_in.tolist() == [[0], [0]]
    assert found.overlap.tolist() == [-8]
    assert found.overlap_share.tolist() == [-1]


def test_synergy_is_positive():
    found = shapley(lambda pulled: 8.0 * pulled.all(axis=1), levers(2))
    assert found.overlap_share.tolist() == [1]


def test_overlap_share_of_no_total_is_unknown():
    found = shapley(lambda pulled: 1.0 * (pulled[:, 0] ^ pulled[:, 1]), levers(2))
    assert found.overlap.tolist() == [-2]
    assert np.isnan(found.overlap_share).all()


def test_twelve_levers_over_36_years_are_shared_exactly_within_a_second():
    began = perf_counter()
    found = shapley(saturating(12), levers(12))
    assert perf_counter() - began < 1
    assert (found.exact, found.permutations, found.settled) == (True, 0, True)
    assert not found.standard_error.any()
    assert_allclose(found.shapley.sum(axis=0), found.total, rtol=0, atol=1e-9)


@pytest.mark.parametrize("at_once", [1, 7, 64])
def test_model_asked_in_chunks_gives_the_same_bytes(at_once):
    asked = []

    def value_of(coalitions):
        asked.append(len(coalitions))
        return saturating(6)(coalitions)

    found = shapley(value_of, levers(6), at_once=at_once)
    assert max(asked) == at_once
    assert found.shapley.tobytes() == shapley(saturating(6), levers(6)).shapley.tobytes()


@pytest.mark.parametrize("exact_limit", [2, 12])
def test_group_of_levers_is_shared_as_one(exact_limit):
    groups = {"homes": ["lever 0", "lever 3"], "roads": ["lever 1"], "fields": ["lever 2"]}
    rng = np.random.default_rng(1)
    found = shapley(saturating(4), levers(4), groups=groups, exact_limit=exact_limit, rng=rng)

    def pulled_together(families):
        return saturating(4)(families[:, [0, 1, 2, 0]])

    expected = shapley(pulled_together, list(groups))
    assert found.levers == ("homes", "roads", "fields")
    assert_array_equal(found.alone, expected.alone)
    assert_allclose(found.shapley, expected.shapley, rtol=0.1)


def test_drawn_orders_come_within_their_tolerance():
    found = shapley(saturating(14), levers(14), rng=np.random.default_rng(3))
    exact = shapley(saturating(14), levers(14), exact_limit=14)
    assert (found.exact, found.settled, found.permutations) == (False, True, 64)
    assert (found.standard_error <= 0.02 * found.total).all()
    assert (np.abs(found.shapley - exact.shapley) <= 4 * found.standard_error + 1e-9).all()
    assert_allclose(found.shapley.sum(axis=0), found.total, rtol=0, atol=1e-9)
    assert_array_equal(found.alone, exact.alone)
    assert_array_equal(found.last_in, exact.last_in)


def test_standard_error_covers_the_exact_share_as_often_as_it_says():
    table = np.random.default_rng(8).normal(size=(2**6, 1))
    exact = shapley(game(table), levers(6)).shapley
    off = []
    for seed in range(60):
        options = {"exact_limit": 0, "tolerance_share": 1e-9, "most_permutations": 128}
        found = shapley(game(table), levers(6), rng=np.random.default_rng(seed), **options)
        off.append((np.abs(found.shapley - exact) <= 1.96 * found.standard_error).mean())
    assert 0.90 <= np.mean(off) <= 0.99


def test_limit_of_orders_reached_first_is_said():
    table = np.random.default_rng(8).normal(size=(2**6, 1))
    rng = np.random.default_rng(1)
    found = shapley(
        game(table), levers(6), rng=rng, exact_limit=5, tolerance_share=1e-9, most_permutations=67
    )
    assert (found.settled, found.permutations) == (False, 66)


def test_same_seed_gives_the_same_bytes():
    def drawn(seed):
        return shapley(saturating(13), levers(13), rng=np.random.default_rng(seed)).shapley.tobytes()

    assert drawn(5) == drawn(5)
    assert drawn(5) != drawn(6)


def test_many_levers_without_a_generator_are_refused():
    refusal = refusal_of(shapley, saturating(13), levers(13))
    assert (refusal.code, refusal.params) == ("scenario.no_generator", {"levers": 13, "exact_limit": 12})


@pytest.mark.parametrize("names", [[], ["a", "a"]])
def test_no_lever_or_a_repeated_one_is_refused(names):
    assert refusal_of(shapley, saturating(2), names).code == "scenario.levers"


@pytest.mark.parametrize(
    "groups",
    [{"all": ["a"]}, {"one": ["a", "b"], "two": ["b"]}, {"all": ["a", "b"], "none": []}, {"all": ["a", "c"]}],
)
def test_groups_that_do_not_part_the_levers_are_refused(groups):
    assert refusal_of(shapley, saturating(2), ["a", "b"], groups=groups).code == "scenario.groups"


@pytest.mark.parametrize(
    "limits",
    [
        {"exact_limit": 17},
        {"exact_limit": -1},
        {"most_permutations": 3},
        {"at_once": 0},
        {"tolerance_share": 0.0},
        {"tolerance_share": 1.0},
    ],
)
def test_limit_out_of_range_is_refused(limits):
    refusal = refusal_of(shapley, saturating(2), ["a", "b"], **limits)
    assert (refusal.code, refusal.params["limit"]) == ("scenario.limit", next(iter(limits)))


@pytest.mark.parametrize("unknown", [np.nan, np.inf])
def test_unknown_value_is_refused_never_taken_for_zero(unknown):
    refusal = refusal_of(shapley, lambda pulled: np.where(pulled[:, 0], 1, unknown), ["a", "b"])
    assert refusal.code == "scenario.unknown_value"


@pytest.mark.parametrize(
    "value_of",
    [
        lambda pulled: 1.0,
        lambda pulled: np.ones(3),
        lambda pulled: np.ones((len(pulled), 2, 2)),
        lambda pulled: np.ones((len(pulled), 0)),
    ],
)
def test_answer_of_another_shape_is_refused(value_of):
    assert refusal_of(shapley, value_of, ["a", "b"]).code == "scenario.shape"


def test_outputs_that_vary_between_calls_are_refused():
    refusal = refusal_of(
        shapley, lambda pulled: np.ones((len(pulled), 1 + pulled[0, 0])), ["a", "b"], at_once=1
    )
    assert refusal.code == "scenario.shape"
