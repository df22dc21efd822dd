"""One amount over another, in a wanted unit: what a constant is, and how a count is checked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from poucet.engines.units import convert, parse_unit

HALF_PERCENT = Fraction(1, 200)


@dataclass(frozen=True)
class Amount:
    """A value and its unit, as written."""

    value: Decimal | Fraction
    unit: str


def middle_of(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> Decimal | None:
    """The value, or the middle of the range when only the range is known."""
    if value is not None or low is None or high is None:
        return value
    return (low + high) / 2


def quotient(above: Amount, below: Amount, *, unit: str) -> Fraction | None:
    """The quotient in that unit, exact; None when it is not of that dimension, or below is zero."""
    wanted, found = parse_unit(unit), parse_unit(above.unit) / parse_unit(below.unit)
    if not below.value or found.dimension != wanted.dimension:
        return None
    return convert(Fraction(above.value) / Fraction(below.value), source=found, target=wanted)


def agrees(found: Fraction | None, said: Decimal | Fraction) -> bool:
    """Whether a quotient is what was said of it, to half a percent."""
    return found is not None and abs(found - Fraction(said)) <= abs(found) * HALF_PERCENT
