"""A run in few numbers: its middle, its 90 % range, how far the draws can be trusted, how many digits that bears."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, isfinite, log10

import numpy as np

from poucet.engines.scenario.elementary import Numbers
from poucet.engines.scenario.values import Value

SIGNIFICANT = 2  # of a number that nobody gave a range


@dataclass(frozen=True)
class Spread:
    """Of each category and year: 5, 50 and 95 % points, and the standard error of the least sure of them.

    Every array has the axes of the value without its draws. NaN is unknown, an infinite end is unbounded;
    the middle of an interval is unknown. The error is that of independent draws, which Sobol points beat.
    """

    low: Numbers
    middle: Numbers
    high: Numbers
    error: Numbers


@dataclass(frozen=True, slots=True)
class Range:
    """One number with its 90 % range; None is unknown, or unbounded."""

    low: float | None
    middle: float | None
    high: float | None
    error: float

    @property
    def is_known(self) -> bool:
        """Whether one number can be told; an interval of unknowns has ends and no middle."""
        return self.middle is not None

    @property
    def step(self) -> float:
        """The size of the last digit worth showing: no finer than the error, nor than a tenth of the range."""
        ends = [one for one in (self.low, self.middle, self.high) if one is not None]
        width = max(ends) - min(ends) if ends else 0.0
        doubt = max(self.error, width / 10)
        size = max((abs(one) for one in ends), default=0.0)
        if doubt <= size * 1e-9:
            return float(10.0 ** (floor(log10(size)) - SIGNIFICANT + 1)) if size else 1.0
        return float(10.0 ** floor(log10(doubt)))


def spread_of(value: Value) -> Spread:
    """The 5, 50 and 95 % points of each category and year."""
    low, low_error = _point(value.low, 0.05)
    high, high_error = _point(value.high, 0.95)
    if value.is_point:
        middle, middle_error = _point(value.low, 0.5)
    else:
        ends = _point(value.low, 0.5)[0], _point(value.high, 0.5)[0]
        middle, middle_error = np.where(ends[0] == ends[1], ends[0], np.nan), np.zeros_like(low)
    return Spread(low, middle, high, np.fmax(np.fmax(low_error, high_error), middle_error))


def range_of(value: Value, *, year: int = -1) -> Range:
    """The range of a value without categories, in one of its years (the last by default)."""
    spread = spread_of(value)
    place = year if spread.middle.shape[-1] > 1 else -1
    low, middle, high, error = (
        float(one.reshape(-1, one.shape[-1])[0, place])
        for one in (spread.low, spread.middle, spread.high, spread.error)
    )
    return Range(known(low), known(middle), known(high), error if isfinite(error) else 0.0)


def known(number: float) -> float | None:
    """A number, or None where it is unknown or unbounded: JSON has no other way to say so."""
    return number if isfinite(number) else None


def rounded(number: float, step: float) -> float:
    """A number without the digits finer than `step`."""
    places = -floor(log10(step) + 1e-9)
    return round(number, places) + 0.0  # zero has no sign for a reader


def _point(numbers: Numbers, share: float) -> tuple[Numbers, Numbers]:
    """A quantile by linear interpolation (type 7 of Hyndman and Fan 1996), and its standard error."""
    draws = numbers.shape[0]
    if draws == 1:
        return numbers[0], np.zeros_like(numbers[0])
    ordered = np.sort(numbers, axis=0)
    half = float(np.sqrt(share * (1.0 - share) / draws))
    with np.errstate(invalid="ignore"):  # between two infinite points there is none, and no error is told
        error = (_at(ordered, min(share + half, 1.0)) - _at(ordered, max(share - half, 0.0))) / 2.0
    return _at(ordered, share), error


def _at(ordered: Numbers, share: float) -> Numbers:
    place = share * (ordered.shape[0] - 1)
    below = int(place)
    above = min(below + 1, ordered.shape[0] - 1)
    with np.errstate(invalid="ignore"):
        found = ordered[below] + (ordered[above] - ordered[below]) * (place - below)
    same = ordered[below] == ordered[above]  # two infinite ends have no difference
    found = np.where(same, ordered[below], found)
    return np.where(np.isnan(ordered[-1]), np.nan, found)  # unknown in one draw is unknown
