"""Functions whose sensitivity is known in closed form, and games drawn at random."""

from math import pi

import numpy as np
from hypothesis import strategies as st

from poucet.engines.errors import InputError

# T. Ishigami, T. Homma, "An importance quantification technique in uncertainty analysis", ISUMA 1990.
ISHIGAMI_A, ISHIGAMI_B = 7.0, 0.1


def ishigami(points):
    angles = pi * (2 * points - 1)
    first, second, third = angles.T
    return np.sin(first) + ISHIGAMI_A * np.sin(second) ** 2 + ISHIGAMI_B * third**4 * np.sin(first)


def ishigami_indices():
    """First-order, then total-order, from the variances of its parts."""
    first = 0.5 * (1 + ISHIGAMI_B * pi**4 / 5) ** 2
    second = ISHIGAMI_A**2 / 8
    both = ISHIGAMI_B**2 * pi**8 * (1 / 18 - 1 / 50)
    parts = np.array([[first, second, 0], [first + both, second, both]])
    return parts / (first + second + both)


def g_function(points, weights):
    """The function of I. M. Sobol, after A. Saltelli, I. M. Sobol (1995): a product of |4x - 2| + a over 1 + a."""
    return np.prod((np.abs(4 * points - 2) + weights) / (1 + weights), axis=1)


def g_function_indices(weights, groups):
    """First-order and total-order of groups, from the variance of each factor."""
    factors = 1 / (3 * (1 + weights) ** 2)
    whole = np.prod(1 + factors) - 1
    inside = np.array([np.prod(1 + factors[list(group)]) - 1 for group in groups])
    rest = (whole + 1) / (inside + 1) - 1
    return inside / whole, 1 - rest / whole


@st.composite
def tables(draw, *, most_levers=6, outputs=2):
    """Draw what each coalition is worth, row by row in binary order, (2**n_levers, outputs)."""
    n_levers = draw(st.integers(1, most_levers))
    seed = draw(st.integers(0, 2**32 - 1))
    scale = draw(st.sampled_from([1e-3, 1.0, 1e6]))
    return scale * np.random.default_rng(seed).normal(size=(2**n_levers, outputs))


def codes_of(coalitions):
    return np.sum(coalitions << np.arange(coalitions.shape[1]), axis=1)


def game(table):
    return lambda coalitions: table[codes_of(coalitions)]


def names_of(table):
    return [f"lever {rank}" for rank in range(len(table).bit_length() - 1)]


def refusal_of(function, *arguments, **options) -> InputError:
    try:
        function(*arguments, **options)
    except InputError as refusal:
        return refusal
    raise AssertionError("accepted")
