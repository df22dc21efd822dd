import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from poucet.engines.scenario.summarising import Range, range_of, rounded, spread_of
from poucet.engines.scenario.values import Value

SHARES = (0.05, 0.5, 0.95)


def value_of(numbers, other=None):
    low = np.asarray(numbers, dtype=float).reshape(-1, 1)
    return Value.point(low) if other is None else Value(low, np.asarray(other, dtype=float).reshape(-1, 1))


@given(
    numbers=arrays.arrays(
        float, st.tuples(st.integers(2, 60), st.integers(1, 3)), elements=st.floats(-1e6, 1e6)
    )
)
def test_points_are_those_of_numpy(numbers):
    spread = spread_of(Value.point(numbers))
    found = np.array([spread.low, spread.middle, spread.high])
    assert np.abs(found - np.quantile(numbers, SHARES, axis=0)).max() <= 1e-9


def test_error_is_that_of_the_least_sure_point():
    rng = np.random.default_rng(1)
    found = range_of(value_of(rng.standard_normal(100_000)))
    density_at_95 = math.exp(-(1.6448536**2) / 2) / math.sqrt(2 * math.pi)
    expected = math.sqrt(0.05 * 0.95 / 100_000) / density_at_95
    assert found.error == pytest.approx(expected, rel=0.1)


def test_error_shrinks_with_the_root_of_the_draws():
    rng = np.random.default_rng(2)
    few, many = (range_of(value_of(rng.standard_normal(count))).error for count in (2_000, 200_000))
    assert few / many == pytest.approx(10, rel=0.3)


def test_number_that_is_not_drawn_has_no_error():
    assert range_of(value_of([3])) == Range(3, 3, 3, 0)


def test_unknown_in_one_draw_is_unknown():
    found = range_of(value_of([1, 2, math.nan]))
    assert (found, found.is_known) == (Range(None, None, None, 0), False)


def test_interval_has_ends_and_no_middle():
    found = range_of(value_of([1, 1, 1], [4, 4, 4]))
    assert (found.low, found.middle, found.high, found.is_known) == (1, None, 4, False)


def test_interval_whose_ends_agree_has_a_middle():
    assert range_of(value_of([2, 2], [2, 2])).middle == 2


def test_unbounded_end_is_none():
    found = range_of(value_of([-math.inf] * 4, [5] * 4))
    assert (found.low, found.middle, found.high, found.error) == (None, None, 5, 0)


def test_range_is_that_of_the_year_asked_for():
    value = Value.point(np.arange(12.0).reshape(1, 1, 12))
    assert [range_of(value, year=place).middle for place in (0, 5, -1)] == [0, 5, 11]
    assert range_of(Value.point(np.ones((1, 1, 1))), year=7).middle == 1


@pytest.mark.parametrize(
    ("low", "middle", "high", "error", "step"),
    [
        (85, 126, 182, 1.2, 1),  # a tenth of the range is 9.7
        (85, 126, 182, 12, 10),  # the error speaks louder
        (1286, 5555, 15431, 454, 1000),
        (0.85, 1.26, 1.82, 0.001, 0.01),
        (485, 485, 485, 0, 10),  # nobody gave a range: two digits
        (0.0123, 0.0123, 0.0123, 0, 0.001),
        (0, 0, 0, 0, 1),
        (-3, -3, -3, 0, 0.1),
        (None, None, None, 0, 1),
        (None, None, 5, 0, 0.1),
        (-500, 0, 500, 0, 100),
    ],
)
def test_step_is_no_finer_than_what_is_known(low, middle, high, error, step):
    assert Range(low, middle, high, error).step == pytest.approx(step, rel=1e-12)


@pytest.mark.parametrize(
    ("number", "step", "expected"),
    [
        (126.4, 1, 126),
        (126.4, 10, 130),
        (5555, 1000, 6000),
        (0.0123456, 0.001, 0.012),
        (-0.3, 1, 0),
        (12.5, 0.1, 12.5),
        (1e9 + 7, 1e6, 1e9),
    ],
)
def test_rounded_number_has_no_digit_finer_than_the_step(number, step, expected):
    found = rounded(number, step)
    assert (found, math.copysign(1, found)) == (expected, math.copysign(1, expected))


@given(number=st.floats(-1e9, 1e9), power=st.integers(-6, 6))
def test_rounded_number_is_within_half_a_step(number, power):
    step = 10.0**power
    assert abs(rounded(number, step) - number) <= step * (0.5 + 1e-9) + 1e-9 + abs(number) * 2.0**-52
