from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poucet.engines.scenario import compile_model, run
from poucet.engines.scenario.correlation import root_of, root_of_group
from tests.engines.scenario.building import formula, guess, ran, read

SCORE_95 = 1.6448536269514722
IMPOSSIBLE = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]


def lines(count, *, sd=0.3, group="lines"):
    half = Fraction(str(sd)) * Fraction(str(SCORE_95)) * 100
    return [guess(f"x{place}", 100, low=100 - half, high=100 + half, group=group) for place in range(count)]


def relative_sd(rho, *, draws=2**14):
    """Of the sum of 20 equal lines at ±30 %."""
    total = formula("y", " + ".join(f"x{place}" for place in range(20)))
    values = ran(*lines(20), total, groups=[{"id": "lines", "correlation": rho}], draws=draws).low
    return np.std(values) / np.mean(values)


def nearest_by_eigenvalues(matrix):
    """Higham's projections (2002), on numpy's own eigenvalues."""
    found, correction = np.array(matrix, dtype=float), 0.0
    for _ in range(2000):
        moved = found - correction
        values, vectors = np.linalg.eigh(moved)
        projected = vectors @ np.diag(np.maximum(values, 0)) @ vectors.T
        correction = projected - moved
        found = projected.copy()
        np.fill_diagonal(found, 1.0)
    return found


def rebuilt(root):
    return np.array(root) @ np.array(root).T


def test_twenty_lines_that_move_together_spread_as_the_specification_says():
    assert 0.26 <= relative_sd(0.8, draws=2000) <= 0.28
    assert relative_sd(0.8) == pytest.approx(0.3 * sqrt(0.05 + 0.95 * 0.8), rel=0.01)


def test_twenty_independent_lines_spread_far_less():
    assert relative_sd(0) == pytest.approx(0.3 / sqrt(20), rel=0.01)
    assert f"{relative_sd(0):.1%}" == "6.7%"


@pytest.mark.parametrize("rho", [0.8, 0.3, -0.05])
def test_every_pair_of_a_group_has_its_correlation(rho):
    model = read(*lines(5), groups=[{"id": "lines", "correlation": rho}])
    values = run(compile_model(model), draws=2**14, outputs=list(model.variables)).values
    found = np.corrcoef([values[name].low.ravel() for name in model.variables])
    expected = np.where(np.eye(5) == 1, 1, rho)
    assert np.abs(found - expected).max() < 0.01


def test_matrix_is_in_the_order_of_the_variables():
    matrix = [[1, 0.7, 0.0], [0.7, 1, -0.5], [0.0, -0.5, 1]]
    between = guess("between", 0, low=-1, high=1)
    rows = lines(3)
    model = read(rows[0], between, *rows[1:], groups=[{"id": "lines", "correlation": matrix}])
    values = run(compile_model(model), draws=2**14, outputs=list(model.variables)).values
    found = np.corrcoef([values[name].low.ravel() for name in ("x0", "x1", "x2", "between")])
    expected = np.eye(4)
    expected[:3, :3] = matrix
    assert np.abs(found - expected).max() < 0.02


def test_possible_matrix_is_left_as_it_is():
    matrix = [[1.0, 0.7, 0.0], [0.7, 1.0, -0.5], [0.0, -0.5, 1.0]]
    root, distance = root_of(matrix)
    assert distance == 0.0
    assert np.abs(np.array(root) - np.linalg.cholesky(matrix)).max() < 1e-15


def test_impossible_matrix_is_moved_to_the_nearest_one():
    root, distance = root_of([[float(one) for one in row] for row in IMPOSSIBLE])
    nearest = nearest_by_eigenvalues(IMPOSSIBLE)
    assert np.abs(rebuilt(root) - nearest).max() < 1e-6
    assert distance == pytest.approx(np.linalg.norm(nearest - IMPOSSIBLE), abs=1e-6)


@st.composite
def matrices(draw):
    size = draw(st.integers(2, 6))
    found = np.eye(size)
    for i in range(size):
        for j in range(i):
            found[i, j] = found[j, i] = draw(st.integers(-10, 10)) / 10
    return found


@settings(max_examples=25)
@given(matrix=matrices())
def test_matrix_used_is_possible_and_no_further_than_numpy_finds(matrix):
    root, distance = root_of(matrix.tolist())
    used = rebuilt(root)
    assert np.abs(np.diag(used) - 1).max() < 1e-9
    assert np.linalg.norm(used - matrix) == pytest.approx(distance, abs=1e-9)
    if np.linalg.eigvalsh(matrix)[0] > 1e-9:
        assert distance == 0
    else:
        assert distance <= np.linalg.norm(nearest_by_eigenvalues(matrix) - matrix) + 1e-4


def test_impossible_group_says_how_far_it_was_moved():
    possible = read(*lines(3), groups=[{"id": "lines", "correlation": 0.5}])
    moved = read(*lines(3), groups=[{"id": "lines", "correlation": IMPOSSIBLE}])
    assert run(compile_model(possible), draws=2, outputs=["x0"]).moved == {"lines": 0.0}
    found = run(compile_model(moved), draws=2, outputs=["x0"]).moved
    assert found == {
        "lines": pytest.approx(np.linalg.norm(nearest_by_eigenvalues(IMPOSSIBLE) - IMPOSSIBLE), abs=1e-6)
    }


def test_correlation_of_all_pairs_below_the_least_possible_is_moved_there():
    """Four quantities cannot all go against one another: −1/3 is the least."""
    root, distance = root_of_group(Fraction(-9, 10), 4)
    matrix = np.where(np.eye(4) == 1, 1.0, -0.9)
    nearest = nearest_by_eigenvalues(matrix)
    assert np.abs(rebuilt(root) - nearest).max() < 1e-6
    assert distance == pytest.approx(np.linalg.norm(nearest - matrix), abs=1e-6)


def test_group_of_one_or_of_nobody_needs_no_correlation():
    assert root_of_group(Fraction(1, 2), 1) == ([[1.0]], 0.0)
    assert root_of_group(Fraction(1, 2), 0) == ([], 0.0)
