"""Guesses that move together: correlations made possible where they were not, and their triangular root.

In plain Python floats and the five exact operations, so that the same group gives the same bytes anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import combinations
from math import sqrt
from operator import add

Matrix = list[list[float]]

_SMALLEST = 1e-10
_ROUNDS = 200
_CLOSE = 1e-12


@lru_cache(maxsize=64)
def root_of_group(
    correlation: Fraction | tuple[tuple[Fraction, ...], ...], size: int
) -> tuple[Matrix, float]:
    """`root_of` for a group of guesses; one correlation for all pairs is moved by itself alone.

    Of `size` quantities no two of which differ, −1 / (size − 1) is the least correlation possible: by
    symmetry and convexity, the matrix nearest to a lesser one is that of this correlation.
    """
    if isinstance(correlation, tuple):
        return root_of([[float(one) for one in row] for row in correlation])
    rho = float(correlation)
    least = (_SMALLEST - 1) / (size - 1) if size > 1 else -1.0
    kept = max(rho, least * (1 - 1e-9))
    matrix = [[1.0 if i == j else kept for j in range(size)] for i in range(size)]
    root, _distance = root_of(matrix)
    return root, (kept - rho) * sqrt(size * (size - 1))


def root_of(matrix: Matrix) -> tuple[Matrix, float]:
    """Lower triangular root of a correlation matrix, and how far the matrix had to be moved to have one.

    Parameters
    ----------
    matrix : list of list of float, shape (n, n)
        Symmetric, ones on its diagonal.

    Returns
    -------
    root : list of list of float, shape (n, n)
        Lower triangular, `root @ root.T` is the matrix used.
    distance : float
        Frobenius norm of what was changed; 0 where the matrix was already possible.

    References
    ----------
    .. [1] N. J. Higham, "Computing the nearest correlation matrix – a problem from finance", IMA Journal of
       Numerical Analysis 22, 2002: alternating projections with Dykstra's correction.
    """
    root = _cholesky(matrix)
    if root is not None:
        return root, 0.0
    nearest = _nearest(matrix)
    root = _cholesky(nearest)
    while root is None:  # rounding left it on the edge: a hair of identity brings it inside
        nearest = [
            [one if i == j else one * (1 - 1e-9) for j, one in enumerate(row)]
            for i, row in enumerate(nearest)
        ]
        root = _cholesky(nearest)
    return root, _norm(_minus(matrix, nearest))


def _cholesky(matrix: Matrix) -> Matrix | None:
    size = len(matrix)
    root = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            left = matrix[i][j] - _total(root[i][k] * root[j][k] for k in range(j))
            if i != j:
                root[i][j] = left / root[j][j]
            elif left <= _SMALLEST:
                return None
            else:
                root[i][i] = sqrt(left)
    return root


def _nearest(matrix: Matrix) -> Matrix:
    size = len(matrix)
    found, correction = matrix, [[0.0] * size for _ in range(size)]
    for _ in range(_ROUNDS):
        moved = _minus(found, correction)
        projected = _positive_part(moved)
        correction = _minus(projected, moved)
        before, found = found, _with_ones(projected)
        if _norm(_minus(found, before)) < _CLOSE:
            break
    return found


def _with_ones(matrix: Matrix) -> Matrix:
    return [[1.0 if i == j else one for j, one in enumerate(row)] for i, row in enumerate(matrix)]


def _positive_part(matrix: Matrix) -> Matrix:
    """The same matrix with its eigenvalues no smaller than a hair above zero."""
    values, vectors = _eigen(matrix)
    size = range(len(matrix))
    kept = [max(value, 1e-8) for value in values]
    return [[_total(vectors[i][k] * kept[k] * vectors[j][k] for k in size) for j in size] for i in size]


def _eigen(matrix: Matrix) -> tuple[list[float], Matrix]:
    """Eigenvalues and eigenvectors (in columns) by Jacobi's rotations."""
    size = len(matrix)
    left = [row[:] for row in matrix]
    vectors = [[float(i == j) for j in range(size)] for i in range(size)]
    for _sweep in range(60):
        if _total(left[i][j] * left[i][j] for i in range(size) for j in range(i)) < 1e-26:
            break
        for p, q in combinations(range(size), 2):
            if left[p][q] != 0.0:
                _rotate(left, vectors, p, q)
    return [left[i][i] for i in range(size)], vectors


def _rotate(left: Matrix, vectors: Matrix, p: int, q: int) -> None:
    theta = (left[q][q] - left[p][p]) / (2.0 * left[p][q])
    t = (1.0 if theta >= 0 else -1.0) / (abs(theta) + sqrt(theta * theta + 1.0))
    c = 1.0 / sqrt(t * t + 1.0)
    s = t * c
    for row in left:
        row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
    above, below = left[p], left[q]
    for k in range(len(left)):
        above[k], below[k] = c * above[k] - s * below[k], s * above[k] + c * below[k]
    for row in vectors:
        row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]


def _minus(one: Matrix, other: Matrix) -> Matrix:
    return [[a - b for a, b in zip(*rows, strict=True)] for rows in zip(one, other, strict=True)]


def _norm(matrix: Matrix) -> float:
    return sqrt(_total(one * one for row in matrix for one in row))


def _total(numbers: Iterable[float]) -> float:
    """Added one after another: the `sum` of Python 3.12 corrects its rounding, that of 3.11 does not."""
    return reduce(add, numbers, 0.0)
