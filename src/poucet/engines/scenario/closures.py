"""A formula made ready to compute: one small function per node, over arrays of draws, categories and years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Protocol

import numpy as np

from poucet.engines.scenario import values
from poucet.engines.scenario.elementary import Numbers
from poucet.engines.scenario.formula import Binary, Call, Name, Negation, Node, Number
from poucet.engines.scenario.formula.functions import FUNCTIONS
from poucet.engines.scenario.values import Value
from poucet.engines.units import Unit, convert, parse_unit


class Scope(Protocol):
    """Where a formula finds its names: every year at once, or one year of a loop."""

    @property
    def years(self) -> Numbers:
        """The years computed, along the last axis."""

    @property
    def whole(self) -> Scope:
        """The same with every year at once."""

    def named(self, name: str) -> Value:
        """What a variable is worth."""

    def before(self, ready: Ready, years: int, first: Ready | None) -> Value:
        """What a formula was worth some years before, and `first` while there was nothing yet."""

    def cut(self, value: Value) -> Value:
        """The years computed of a value that has every year."""


Ready = Callable[[Scope], Value]


@dataclass(frozen=True, slots=True)
class Axes:
    """Where each dimension lies among the axes, how many categories it has, and how many years there are."""

    of: Mapping[str, int]
    lengths: tuple[int, ...]
    years: int
    first_year: int

    @property
    def count(self) -> int:
        """How many axes there are: draws, the dimensions, years."""
        return len(self.lengths) + 2


def factor_to_base(unit: Unit) -> Fraction:
    """How many base units one of these is worth: everything inside is computed in base units."""
    base = Unit(unit.dimension)
    return convert(1, source=unit, target=base)


def ready(node: Node, axes: Axes) -> Ready:
    """Make a formula ready; its units were checked before."""
    match node:
        case Number(value, unit):
            number = float(value * factor_to_base(parse_unit(unit)) if unit else value)
            constant = Value.point(np.full((1,) * axes.count, number))
            return lambda _scope: constant
        case Name(name):
            return lambda scope: scope.named(name)
        case Negation(operand):
            inner = ready(operand, axes)
            return lambda scope: values.negate(inner(scope))
        case Binary(sign, left, right):
            return _binary(sign, ready(left, axes), ready(right, axes))
        case Call():
            return _call(node, axes)


_ARITHMETIC = {
    "+": values.add,
    "-": values.subtract,
    "*": values.multiply,
    "/": values.divide,
    "^": values.raise_to,
}
_OF_MANY = {"min": values.minimum, "max": values.maximum, "sum": values.total}
_OF_SOME: Mapping[str, Callable[..., Value]] = {
    "if": values.choose,
    "clip": values.clip,
    "abs": values.absolute,
    "exp": values.exp,
    "log": values.log,
    "or_zero": values.or_zero,
}


def _binary(sign: str, left: Ready, right: Ready) -> Ready:
    if sign in _ARITHMETIC:
        combine = _ARITHMETIC[sign]
        return lambda scope: combine(left(scope), right(scope))
    return lambda scope: values.compare(sign, left(scope), right(scope))


def _call(call: Call, axes: Axes) -> Ready:
    if call.function == "sum_over":
        return _sum_over(call, axes)
    if call.function in ("ramp", "scurve") or FUNCTIONS[call.function].timed:
        return _timed(call, axes)
    arguments = [ready(one, axes) for one in call.arguments]
    if call.function == "mean":
        count = Value.point(np.full((1,) * axes.count, float(len(arguments))))
        return lambda scope: values.divide(values.total([one(scope) for one in arguments]), count)
    if call.function in _OF_MANY:
        gather = _OF_MANY[call.function]
        return lambda scope: gather([one(scope) for one in arguments])
    change = _OF_SOME[call.function]
    return lambda scope: change(*(one(scope) for one in arguments))


def _sum_over(call: Call, axes: Axes) -> Ready:
    """Added one by one in their order: a library's own sum may take another from machine to machine."""
    first = ready(call.arguments[0], axes)
    match call.arguments[1]:
        case Name("years"):
            return lambda scope: scope.cut(first(scope.whole).each(lambda one: _summed(one, -1, axes.years)))
        case Name(dimension):
            axis = axes.of[dimension]
            return lambda scope: first(scope).each(lambda one: _summed(one, axis, axes.lengths[axis - 1]))
        case other:
            raise TypeError(other)  # which the compilation refused


def _summed(numbers: Numbers, axis: int, length: int) -> Numbers:
    if numbers.shape[axis] == 1:
        return numbers * length
    pieces = np.split(numbers, length, axis=axis)
    return reduce(np.add, pieces)


def _timed(call: Call, axes: Axes) -> Ready:
    first = ready(call.arguments[0], axes)
    match call.function:
        case "prev" | "lag":
            return _before(call, first, axes)
        case "at":
            place = _whole_number(call.arguments[1]) - axes.first_year
            return lambda scope: first(scope.whole).each(lambda one: _at(one, place))
        case "ramp" | "scurve":
            return _slope(call, axes)
        case "cumul":
            return lambda scope: scope.cut(first(scope.whole).each(lambda one: _cumulated(one, axes.years)))
        case "interp":
            return lambda scope: scope.cut(first(scope.whole).each(_interpolated))
    return _discounted(first, ready(call.arguments[1], axes), axes)


def _before(call: Call, first: Ready, axes: Axes) -> Ready:
    years, place = (1, 1) if call.function == "prev" else (_whole_number(call.arguments[1]), 2)
    start = ready(call.arguments[place], axes) if len(call.arguments) > place else None
    return lambda scope: scope.before(first, years, start)


def _whole_number(node: Node) -> int:
    match node:
        case Number(value):
            return int(value)
        case other:
            raise TypeError(other)  # which the grammar refused


def _at(numbers: Numbers, place: int) -> Numbers:
    return numbers if numbers.shape[-1] == 1 else numbers[..., place : place + 1]


def _cumulated(numbers: Numbers, years: int) -> Numbers:
    """What each year adds for one year: the year is itself the base unit of calendar time."""
    full = np.broadcast_to(numbers, (*numbers.shape[:-1], years))
    return np.asarray(np.cumsum(full, axis=-1))


def _interpolated(numbers: Numbers) -> Numbers:
    """Straight lines between the years that are known; before the first and after the last it stays unknown."""
    flat = numbers.reshape(-1, numbers.shape[-1]).copy()
    places = np.arange(flat.shape[-1])
    for row in flat:
        known = places[~np.isnan(row)]
        if known.size > 1:
            after = np.clip(np.searchsorted(known, places), 1, known.size - 1)
            left, right = known[after - 1], known[after]
            share = (places - left) / (right - left)
            drawn = row[left] * (1.0 - share) + row[right] * share
            inside = (places >= known[0]) & (places <= known[-1]) & np.isnan(row)
            row[inside] = drawn[inside]
    return flat.reshape(numbers.shape)


def _slope(call: Call, axes: Axes) -> Ready:
    start, end = (ready(one, axes) for one in call.arguments[:2])
    first, last = (_whole_number(one) for one in call.arguments[2:])
    smooth = call.function == "scurve"

    def sloped(scope: Scope) -> Value:
        share = np.clip((scope.years - first) / (last - first), 0.0, 1.0)
        if smooth:
            share = share * share * (3.0 - 2.0 * share)
        return values.growing(lambda a, b: a * (1.0 - share) + b * share, start(scope), end(scope))

    return sloped


def _discounted(first: Ready, rate: Ready, axes: Axes) -> Ready:
    """Divided by (1 + rate) once for each year gone since the first."""
    one = Value.point(np.ones((1,) * axes.count))

    def compound(numbers: Numbers) -> Numbers:
        full = np.broadcast_to(numbers, (*numbers.shape[:-1], axes.years)).copy()
        full[full < 0.0] = np.nan  # a loss of more than everything means nothing
        full[..., 0] = 1.0
        return np.asarray(np.cumprod(full, axis=-1))

    def worth(scope: Scope) -> Value:
        grown = values.add(one, rate(scope.whole)).each(compound)
        return scope.cut(values.divide(first(scope.whole), grown))

    return worth
