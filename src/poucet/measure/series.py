"""Dated figures of one indicator as points in its own unit: what a chart draws and its table repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from poucet.engines.units import Unit, convert
from poucet.measure.denominators import are_comparable, constants_of
from poucet.measure.models import Constant, Indicator, Observation
from poucet.town.periods import decimal_year

YEAR_AND_A_BIT = 1.02  # a period no longer than a year is drawn as a point


@dataclass(frozen=True)
class Point:
    """One figure of a series: where it stands in time, what it says and within what range."""

    since: float
    until: float
    value: float
    low: float | None
    high: float | None
    status: str

    @property
    def at(self) -> float:
        return (self.since + self.until) / 2

    @property
    def lasts(self) -> bool:
        return self.until - self.since > YEAR_AND_A_BIT


@dataclass(frozen=True)
class Rule:
    """How far to go, drawn across the chart: the value in the series' unit, and by when."""

    value: float
    horizon: int | None


@dataclass(frozen=True)
class Series:
    """What a chart needs: the name, the points by date, perhaps a target, the constant of counts."""

    indicator: Indicator
    points: tuple[Point, ...]
    rule: Rule | None = None
    constants: tuple[Constant, ...] = ()

    @property
    def can_be_drawn(self) -> bool:
        """One point shows no movement: fewer than two have their table only."""
        return len(self.points) > 1


def thinned(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    """Of too many points, the lowest and the highest of each stretch of time: what rises and falls still shows."""
    if len(points) <= most:
        return tuple(points)
    first, last, stretches = points[0].at, points[-1].at, most // 2
    length = (last - first) / stretches or 1.0
    groups: dict[int, list[Point]] = {}
    for point in points:
        groups.setdefault(min(int((point.at - first) / length), stretches - 1), []).append(point)
    ends = ((min(group, key=_value), max(group, key=_value)) for group in groups.values())
    return tuple(
        point
        for low, high in ends
        for point in sorted({id(low): low, id(high): high}.values(), key=lambda one: one.at)
    )


def _value(point: Point) -> float:
    return point.value


def series_of(indicator: Indicator, figures: Iterable[Observation], rule: Rule | None = None) -> Series:
    """The dated figures of an indicator; those without a number or a date are only in the table.

    Counts that take different constants are not drawn on one scale: that would compare them.
    """
    figures = list(figures)
    if indicator.nature != Indicator.Nature.QUANTITY or not are_comparable(figures):
        return Series(indicator, ())
    unit = indicator.measured_in
    points = (_point(figure, unit) for figure in figures if figure.since and figure.middle is not None)
    ordered = tuple(sorted(points, key=lambda point: (point.at, point.value)))
    return Series(indicator, ordered, rule, constants_of(figures))


def _point(figure: Observation, unit: Unit) -> Point:
    source = figure.measured_in
    bounds = [None if x is None else float(_converted(x, source, unit)) for x in (figure.low, figure.high)]
    return Point(
        since=decimal_year(figure.since or date.min),
        until=_end(figure.until or date.min),
        value=float(_converted(figure.middle or Decimal(0), source, unit)),
        low=bounds[0],
        high=bounds[1],
        status=figure.status,
    )


def _converted(value: Decimal, source: Unit, unit: Unit) -> Fraction:
    return convert(value, source=source, target=unit)


def _end(day: date) -> float:
    """The evening of a day, so that the middle of a year is its middle."""
    return decimal_year(day) + 1 / 365.25
