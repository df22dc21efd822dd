from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from SALib.analyze import sobol as salib_sobol
from SALib.sample import sobol as salib_sample

from poucet.engines.scenario.attribution import dependent_groups, sobol, sobol_indices, sobol_points
from tests.engines.scenario.attribution.models import (
    g_function,
    g_function_indices,
    ishigami,
    ishigami_indices,
    refusal_of,
)

EACH = {"first": [0], "second": [1], "third": [2]}
WEIGHTS = np.array([0, 1, 4.5, 9, 99, 99, 99, 99.0])


def outputs_of(design, function):
    return np.stack([function(block) for block in design.blocks()])


def as_salib(outputs):
    """Lay out our blocks A, B, AB… as SALib does: row by row, A, AB…, B."""
    return np.concatenate([outputs[:1], outputs[2:], outputs[1:2]]).T.reshape(-1)


def test_closed_form_of_ishigami_is_the_published_one():
    assert_allclose(ishigami_indices(), [[0.3139, 0.4424, 0], [0.5576, 0.4424, 0.2437]], rtol=0, atol=5e-5)


@pytest.mark.parametrize("seed", range(5))
def test_ishigami_indices_are_within_two_hundredths(seed):
    found = sobol(ishigami, EACH, n=4096, rng=np.random.default_rng(seed))
    assert_allclose([found.first_order, found.total_order], ishigami_indices(), rtol=0, atol=0.02)


@pytest.mark.parametrize("seed", range(3))
def test_group_of_ishigami_inputs_has_the_index_of_what_they_do_together(seed):
    groups = {"first and third": [0, 2], "second": [1]}
    found = sobol(ishigami, groups, n=4096, rng=np.random.default_rng(seed))
    alone = ishigami_indices()[0, 1]
    assert_allclose(found.first_order, [1 - alone, alone], rtol=0, atol=0.02)
    assert_allclose(found.total_order, [1 - alone, alone], rtol=0, atol=0.02)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "groups",
    [[[rank] for rank in range(8)], [[0, 4], [1, 5], [2, 6], [3, 7]], [[7, 0, 1], [2, 3, 4, 5, 6]]],
)
def test_g_function_indices_are_within_two_hundredths(groups, seed):
    named = {f"group {rank}": group for rank, group in enumerate(groups)}
    found = sobol(lambda u: g_function(u, WEIGHTS), named, n=4096, rng=np.random.default_rng(seed))
    expected = g_function_indices(WEIGHTS, groups)
    assert_allclose([found.first_order, found.total_order], expected, rtol=0, atol=0.02)


@pytest.mark.parametrize("n", [1024, 1000])
def test_same_outputs_give_the_indices_of_salib(n):
    design = sobol_points(n, EACH, np.random.default_rng(1))
    outputs = outputs_of(design, ishigami)
    found = sobol_indices(design, outputs)
    problem = {"num_vars": 3, "names": list(EACH), "bounds": [[0, 1]] * 3}
    theirs = salib_sobol.analyze(problem, as_salib(outputs), calc_second_order=False, num_resamples=2, seed=1)
    assert_allclose(found.first_order, theirs["S1"], rtol=0, atol=1e-12)
    assert_allclose(found.total_order, theirs["ST"], rtol=0, atol=1e-12)


def test_same_generator_gives_the_grouped_design_of_salib():
    groups = {"first and third": [0, 2], "second": [1]}
    problem = {
        "num_vars": 3,
        "names": ["x", "y", "z"],
        "bounds": [[0, 1]] * 3,
        "groups": ["first and third", "second", "first and third"],
    }
    theirs = salib_sample.sample(problem, 64, calc_second_order=False, seed=np.random.default_rng(1))
    ours = np.stack(list(sobol_points(64, groups, np.random.default_rng(1)).blocks()))
    assert_array_equal(ours[[0, 2, 3, 1]].transpose(1, 0, 2).reshape(-1, 3), theirs)


def test_standard_error_agrees_with_that_of_resampling():
    rng = np.random.default_rng(2)
    design = sobol_points(1024, EACH, np.random.default_rng(1))
    outputs = outputs_of(design, ishigami)
    found = sobol_indices(design, outputs)
    resampled = [sobol_indices(design, outputs[:, rng.integers(1024, size=1024)]) for _ in range(300)]
    first = np.std([again.first_order for again in resampled], axis=0)
    total = np.std([again.total_order for again in resampled], axis=0)
    assert_allclose(found.first_order_error, first, rtol=0.15)
    assert_allclose(found.total_order_error, total, rtol=0.15)


def test_each_output_has_its_own_indices():
    design = sobol_points(256, EACH, np.random.default_rng(1))
    both = np.stack([outputs_of(design, ishigami), outputs_of(design, lambda u: u[:, 0] + u[:, 1])], axis=2)
    found = sobol_indices(design, both)
    assert found.variance.shape == (2,)
    for rank in range(2):
        alone = sobol_indices(design, both[:, :, rank])
        assert_allclose(found.first_order[:, rank], alone.first_order, rtol=0, atol=1e-12)
        assert_allclose(found.total_order_error[:, rank], alone.total_order_error, rtol=0, atol=1e-12)


def test_output_that_never_moves_has_unknown_indices():
    design = sobol_points(16, EACH, np.random.default_rng(1))
    found = sobol_indices(design, np.stack([np.full((5, 16), 0.1), outputs_of(design, ishigami)], axis=2))
    for shares in (found.first_order, found.total_order, found.first_order_error, found.total_order_error):
        assert np.isnan(shares[:, 0]).all()
        assert np.isfinite(shares[:, 1]).all()


def test_input_that_changes_nothing_has_a_total_index_of_zero():
    found = sobol(lambda u: u[:, 0] ** 2, EACH, n=64, rng=np.random.default_rng(1))
    assert found.total_order[1:].tolist() == [0, 0]
    assert found.total_order_error[1:].tolist() == [0, 0]


@given(n=st.integers(2, 70), seed=st.integers(0, 2**32 - 1), cut=st.integers(1, 3))
def test_mixed_block_swaps_the_columns_of_its_group_together(n, seed, cut):
    groups = {"low": range(cut), "high": range(cut, 4)}
    first, second, low, high = sobol_points(n, groups, np.random.default_rng(seed)).blocks()
    assert first.shape == (n, 4)
    assert ((first > 0) & (first < 1) & (second > 0) & (second < 1)).all()
    assert_array_equal(low, np.concatenate([second[:, :cut], first[:, cut:]], axis=1))
    assert_array_equal(high, np.concatenate([first[:, :cut], second[:, cut:]], axis=1))


def test_shorter_design_begins_the_longer_one():
    long = sobol_points(64, EACH, np.random.default_rng(1))
    assert_array_equal(sobol_points(33, EACH, np.random.default_rng(1)).first, long.first[:33])


def test_same_seed_gives_the_same_bytes():
    def drawn(seed):
        return sobol(ishigami, EACH, n=64, rng=np.random.default_rng(seed)).total_order.tobytes()

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_second_design_of_a_generator_is_another():
    rng = np.random.default_rng(1)
    assert (sobol_points(8, EACH, rng).first != sobol_points(8, EACH, rng).first).any()


def test_another_order_of_groups_permutes_the_indices():
    turned = dict(reversed(EACH.items()))
    found = sobol(ishigami, EACH, n=64, rng=np.random.default_rng(1))
    again = sobol(ishigami, turned, n=64, rng=np.random.default_rng(1))
    assert again.names == ("third", "second", "first")
    assert_allclose(again.total_order, found.total_order[::-1], rtol=1e-12)


def test_groups_that_depend_on_one_another_are_refused_and_pawn_offered():
    correlation = np.eye(3)
    correlation[0, 2] = 0.4
    refusal = refusal_of(sobol, ishigami, EACH, n=64, rng=np.random.default_rng(1), correlation=correlation)
    assert refusal.code == "scenario.dependent_groups"
    assert refusal.params == {"pairs": (("first", "third"),), "instead": "pawn"}


def test_correlation_within_a_group_is_accepted():
    correlation = np.eye(3)
    correlation[0, 2] = correlation[2, 0] = 0.4
    groups = {"first and third": [0, 2], "second": [1]}
    assert dependent_groups(groups, correlation) == ()
    assert len(list(sobol_points(4, groups, np.random.default_rng(1), correlation=correlation).blocks())) == 4


def test_correlation_of_another_size_is_refused():
    assert refusal_of(dependent_groups, EACH, np.eye(2)).code == "scenario.shape"


@pytest.mark.parametrize("groups", [{}, {"a": []}, {"a": [0, 2]}, {"a": [0], "b": [0]}, {"a": [0, -1]}])
def test_groups_that_do_not_part_the_columns_are_refused(groups):
    assert refusal_of(sobol_points, 8, groups, np.random.default_rng(1)).code == "scenario.groups"


def test_single_point_is_refused():
    refusal = refusal_of(sobol_points, 1, EACH, np.random.default_rng(1))
    assert (refusal.code, refusal.params) == ("scenario.too_few_draws", {"found": 1, "needed": 2})


@pytest.mark.parametrize("shape", [(5,), (4, 8), (5, 7), (5, 8, 1, 1)])
def test_outputs_that_do_not_match_the_design_are_refused(shape):
    design = sobol_points(8, EACH, np.random.default_rng(1))
    assert refusal_of(sobol_indices, design, np.ones(shape)).code == "scenario.shape"


def test_unknown_output_is_refused():
    design = sobol_points(8, EACH, np.random.default_rng(1))
    outputs = outputs_of(design, ishigami)
    for block, point in chain([(0, 0)], [(4, 7)]):
        holed = outputs.copy()
        holed[block, point] = np.nan
        assert refusal_of(sobol_indices, design, holed).code == "scenario.unknown_value"
