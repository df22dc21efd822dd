import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from poucet.engines.scenario.elementary import exponential, logarithm, normal_score, normal_share, power

ULP = 2.0**-52


def off(found, expected):
    """Largest relative difference, in units of the last place."""
    return np.max(np.abs(found - expected) / np.abs(expected)) / ULP


def test_exponential_is_within_two_units_of_the_last_place():
    x = np.linspace(-700, 700, 200_001)
    assert off(exponential(x), np.exp(x)) <= 2


def test_logarithm_is_within_three_units_of_the_last_place():
    x = np.concatenate([10 ** np.linspace(-300, 300, 100_001), 1 + np.linspace(-0.3, 0.4, 100_000)])
    x = x[x != 1]
    assert off(logarithm(x), np.log(x)) <= 3


def test_normal_share_is_within_a_thousandth_of_a_million_millionth():
    z = np.linspace(-9, 9, 100_001)
    assert np.max(np.abs(normal_share(z) - ndtr(z))) < 1e-15


def test_normal_score_is_within_a_million_millionth():
    share = np.concatenate([10 ** np.linspace(-12, -0.31, 50_000), 1 - 10 ** np.linspace(-12, -0.31, 50_000)])
    assert np.max(np.abs(normal_score(share) - ndtri(share)) / np.abs(ndtri(share))) < 1e-12


def test_score_of_the_95_percent_point_is_the_one_of_the_tables():
    assert normal_score(np.array([0.05, 0.5, 0.95])).tolist() == pytest.approx(
        [-1.6448536269514722, 0, 1.6448536269514722]
    )


@given(share=st.floats(2.0**-40, 1 - 2.0**-40))
def test_share_of_a_score_is_the_share(share):
    assert normal_share(normal_score(np.array([share]))).item() == pytest.approx(share, abs=1e-15, rel=1e-12)


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (0.0, 1.0),
        (-0.0, 1.0),
        (709.1, np.inf),
        (np.inf, np.inf),
        (-745.2, 0.0),
        (-np.inf, 0.0),
        (-745.0, 5e-324),
        (np.nan, np.nan),
    ],
)
def test_exponential_at_its_edges(x, expected):
    np.testing.assert_equal(exponential(np.array([x])), [expected])


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        (1.0, 0.0),
        (0.0, -np.inf),
        (-0.0, -np.inf),
        (-1.0, np.nan),
        (np.inf, np.inf),
        (-np.inf, np.nan),
        (np.nan, np.nan),
    ],
)
def test_logarithm_at_its_edges(x, expected):
    np.testing.assert_equal(logarithm(np.array([x])), [expected])


def test_logarithm_of_the_smallest_number_is_a_number():
    assert logarithm(np.array([5e-324])).item() == pytest.approx(np.log(5e-324), rel=1e-15)


@pytest.mark.parametrize("shape", [(), (1,), (3, 1, 2), (0,)])
def test_functions_keep_the_shape(shape):
    x = np.full(shape, 0.3)
    for function in (exponential, logarithm, normal_score, normal_share):
        assert function(x).shape == shape


@pytest.mark.parametrize("exponent", [0, 1, 2, 3, 7, 64, -1, -2, -5, 0.5, -0.5, 2.25, 65, 100.5])
def test_power_agrees_with_numpy(exponent):
    base = np.linspace(0.2, 4, 1000)
    assert (
        off(power(base, np.array([float(exponent)])), base**exponent) <= 300
    )  # exp(x log b) loses log2(x log b) bits


@pytest.mark.parametrize(
    ("base", "exponent", "expected"),
    [
        (-2.0, 3.0, -8.0),
        (-2.0, 2.0, 4.0),
        (-2.0, -1.0, -0.5),
        (-2.0, 0.5, np.nan),
        (-2.0, np.nan, np.nan),
        (0.0, 0.0, 1.0),
        (0.0, 0.5, 0.0),
        (np.nan, 2.0, np.nan),
        (np.nan, 0.5, np.nan),
    ],
)
def test_power_at_its_edges(base, exponent, expected):
    np.testing.assert_equal(power(np.array([base]), np.array([exponent])), [expected])


def test_power_of_an_element_does_not_depend_on_its_neighbours():
    base, exponent = np.array([-2.0, 3.0, 1.1, 1.7]), np.array([3.0, 0.5, 30.0, 2.0])
    alone = [power(base[place : place + 1], exponent[place : place + 1]).item() for place in range(4)]
    assert power(base, exponent).tolist() == alone
