"""What a variable is worth: one number where it is known, two end-points where only those are.

Every array has the axes (draws, categories of each dimension, years), each of its full length or 1. An
unknown with end-points goes through every operation as an interval (Moore, Interval Analysis, 1966), so
that it can widen a result and never move it; an unknown without any is NaN, at both ends, and stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from poucet.engines.scenario.elementary import Numbers, exponential, logarithm, power


@dataclass(frozen=True, slots=True)
class Value:
    """Lower and upper end; the very same array where the value is one number."""

    low: Numbers
    high: Numbers

    @classmethod
    def point(cls, numbers: Numbers) -> Value:
        """One number."""
        return cls(numbers, numbers)

    @property
    def is_point(self) -> bool:
        """Whether it is one number, known or not."""
        return self.low is self.high

    @property
    def is_known(self) -> bool:
        """Whether it is one number and known, in every draw, category and year."""
        return not np.isnan(self.low).any() and (self.is_point or np.array_equal(self.low, self.high))

    def each(self, change: Callable[[Numbers], Numbers]) -> Value:
        """The same change at both ends: for what grows with its argument, and for cutting and shifting."""
        low = change(self.low)
        return Value(low, low if self.is_point else change(self.high))


def growing(change: Callable[..., Numbers], *values: Value) -> Value:
    """A change that grows with each of its arguments."""
    low = change(*(one.low for one in values))
    return Value(low, low if _points(values) else change(*(one.high for one in values)))


def add(a: Value, b: Value) -> Value:
    """`a` and `b` together."""
    low = a.low + b.low
    return Value(low, low if _both(a, b) else a.high + b.high)


def negate(a: Value) -> Value:
    """`a` with the other sign."""
    low = -a.high
    return Value(low, low if a.is_point else -a.low)


def subtract(a: Value, b: Value) -> Value:
    """`a` without `b`; of an unknown from itself, an interval around zero: nothing tells that they are one."""
    low = a.low - b.high
    return Value(low, low if _both(a, b) else a.high - b.low)


def multiply(a: Value, b: Value) -> Value:
    """`a` times `b`."""
    return _corners(np.multiply, a, b)


def divide(a: Value, b: Value) -> Value:
    """`a` by `b`; by zero it is unknown, and by an interval around zero it is unbounded."""
    found = _corners(np.divide, a, b)
    if found.is_point:
        return _finite(found)
    return _unbounded(found, (b.low <= 0) & (b.high >= 0) & ~np.isnan(a.low))


def raise_to(a: Value, b: Value) -> Value:
    """`a` to the power `b`; a negative base takes whole exponents only, zero no negative one: else unknown."""
    found = _corners(power, a, b)
    if found.is_point:
        return _finite(found)
    around = (a.low <= 0) & (a.high >= 0)
    even = np.where(around & (a.low < 0), np.minimum(found.low, 0.0), found.low)
    found = _unbounded(Value(even, found.high), around & (b.low < 0) & ~np.isnan(found.low))
    # Between two exponents a negative base may be of either sign, or nothing at all.
    senseless = np.isnan(found.low) | np.isnan(found.high) | ((a.low < 0) & (b.low != b.high))
    return _unknown_where(senseless, found)


def absolute(a: Value) -> Value:
    """`a` without its sign."""
    if a.is_point:
        return Value.point(np.abs(a.low))
    around = (a.low <= 0) & (a.high >= 0)
    ends = np.abs(a.low), np.abs(a.high)
    return Value(np.where(around, 0.0, np.minimum(*ends)), np.maximum(*ends))


def exp(a: Value) -> Value:
    """Exponential of `a`."""
    return growing(exponential, a)


def log(a: Value) -> Value:
    """Natural logarithm of `a`; unknown where `a` may be below zero."""
    found = growing(logarithm, a)
    return found if a.is_point else _unknown_where(np.isnan(found.low), found)


def minimum(values: Sequence[Value]) -> Value:
    """The least of several; unknown as soon as one is."""
    return growing(lambda *all_: reduce(np.minimum, all_), *values)


def maximum(values: Sequence[Value]) -> Value:
    """The largest of several; unknown as soon as one is."""
    return growing(lambda *all_: reduce(np.maximum, all_), *values)


def total(values: Sequence[Value]) -> Value:
    """All of them together."""
    return reduce(add, values)


def clip(a: Value, low: Value, high: Value) -> Value:
    """`a` held between two others; where these are crossed, the higher one goes before."""
    return growing(lambda x, least, most: np.minimum(np.maximum(x, least), most), a, low, high)


def or_zero(a: Value) -> Value:
    """`a`, and zero where nothing at all is known of it."""
    return a.each(lambda numbers: np.where(np.isnan(numbers), 0.0, numbers))


def compare(sign: str, a: Value, b: Value) -> Value:
    """1 where it holds, 0 where it does not; both ends differ where it may hold or not."""
    match sign:
        case "<" | "<=":
            certainly, possibly = _ordered(sign, a.high, b.low), _ordered(sign, a.low, b.high)
        case ">" | ">=":
            return compare("<" if sign == ">" else "<=", b, a)
        case _:
            same = (a.low == b.high) & (a.high == b.low)
            apart = (a.high < b.low) | (b.high < a.low)
            certainly, possibly = (same, ~apart) if sign == "=" else (apart, ~same)
    unknown = np.isnan(a.low) | np.isnan(b.low)
    low = np.where(unknown, np.nan, certainly.astype(np.float64))
    return Value(low, low if _both(a, b) else np.where(unknown, np.nan, possibly.astype(np.float64)))


def choose(condition: Value, then: Value, otherwise: Value) -> Value:
    """`then` where the condition holds, `otherwise` where it does not, both where nobody can tell."""
    unknown = np.isnan(condition.low)
    if _points((condition, then, otherwise)):
        found = np.where(condition.low == 1.0, then.low, otherwise.low)
        return Value.point(np.where(unknown, np.nan, found))
    sure, never = condition.low == 1.0, condition.high == 0.0
    lows, highs = np.minimum(then.low, otherwise.low), np.maximum(then.high, otherwise.high)
    low = np.where(sure, then.low, np.where(never, otherwise.low, lows))
    high = np.where(sure, then.high, np.where(never, otherwise.high, highs))
    return _unknown_where(unknown, Value(low, high))


def _ordered(sign: str, one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    return one < other if sign == "<" else one <= other


def _corners(change: Callable[[Numbers, Numbers], Numbers], a: Value, b: Value) -> Value:
    if _both(a, b):
        return Value.point(change(a.low, b.low))
    four = [change(one, other) for one in (a.low, a.high) for other in (b.low, b.high)]
    return Value(reduce(np.minimum, four), reduce(np.maximum, four))


def _finite(value: Value) -> Value:
    """The same number, unknown where it is none."""
    finite = np.isfinite(value.low)
    return value if finite.all() else Value.point(np.where(finite, value.low, np.nan))


def _unbounded(value: Value, where: NDArray[np.bool_]) -> Value:
    return Value(np.where(where, -np.inf, value.low), np.where(where, np.inf, value.high))


def _unknown_where(where: NDArray[np.bool_], value: Value) -> Value:
    return Value(np.where(where, np.nan, value.low), np.where(where, np.nan, value.high))


def _both(a: Value, b: Value) -> bool:
    return a.low is a.high and b.low is b.high


def _points(values: Sequence[Value]) -> bool:
    return all(one.is_point for one in values)
