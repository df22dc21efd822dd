"""One guess of a model file: a value, a range with its law, a figure of the dossier, or « unknown »."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from poucet.engines.errors import InputError
from poucet.engines.scenario.fields import Record, placed
from poucet.engines.scenario.model import Family, Guess
from poucet.engines.units import Unit, convert, parse_unit

UNKNOWN = "unknown"
GUESS_FIELDS = frozenset({"value", "low", "high", "family"})
_CLOSE = Fraction(1, 50)  # how far a middle that was rounded may lie from the one its law gives


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure of the dossier says, for the variable that rests on it."""

    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    unit: str

    @property
    def middle(self) -> Fraction | None:
        """Its value, or the middle of its range where it says no more."""
        if self.value is None and self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.value


FigureOf = Callable[[int], Figure]


def read_guess(row: Record, unit: Unit, figure_of: FigureOf | None) -> Guess:
    """Read one guess, in the unit of its variable; nothing said is unknown.

    Raises
    ------
    InputError
        ``scenario.range_incomplete``, ``.range_order``, ``.range_positive``, ``.range_lognormal``,
        ``.range_symmetric``; ``scenario.no_figure``; ``scenario.figure_and_value`` where both are written;
        ``scenario.number``; the codes of `unit.`.
    """
    said = {name for name in ("value", "low", "high") if row.value(name, optional=True) is not None}
    number = row.value("figure", optional=True)
    if number is not None and said:
        raise InputError("scenario.figure_and_value", number=str(number), steps=(*row.steps, "figure"))
    if number is not None:
        return _from_figure(row, number, unit, figure_of)
    low, high = row.number("low"), row.number("high")
    if not said or row.value("value", optional=True) == UNKNOWN:
        return _unknown(Guess(None, low, high), row)
    family = row.choice("family", Family, default=Family.FIXED if low is None else Family.TWO_PIECE)
    return _checked(Guess(row.number("value"), low, high, family), row)


def _unknown(guess: Guess, row: Record) -> Guess:
    """What nobody knows, within its end-points where both are known."""
    if guess.low is None or guess.high is None:
        if guess.low != guess.high:
            raise InputError("scenario.range_incomplete", family=guess.family, steps=row.steps)
    elif guess.low >= guess.high:
        raise InputError("scenario.range_order", steps=row.steps)
    return guess


def _from_figure(row: Record, number: object, unit: Unit, figure_of: FigureOf | None) -> Guess:
    steps = (*row.steps, "figure")
    if figure_of is None or type(number) is not int:
        raise InputError("scenario.no_figure", number=str(number), steps=steps)
    figure = placed(lambda: figure_of(number), steps)
    value, low, high = placed(lambda: _converted(figure, unit), steps)
    if low is None or high is None or low == high:
        return Guess(value)
    return _checked(Guess(value, low, high, Family.TWO_PIECE), row)


def _converted(figure: Figure, unit: Unit) -> list[Fraction | None]:
    source = parse_unit(figure.unit)
    parts = (figure.middle, figure.low, figure.high)
    return [None if one is None else convert(one, source=source, target=unit) for one in parts]


def _checked(guess: Guess, row: Record) -> Guess:
    """A guess whose numbers make its law; a middle that is not said is the middle of the law."""
    low, high, family = guess.low, guess.high, guess.family
    if family is Family.FIXED and guess.value is not None and low is None and high is None:
        return guess
    if low is None or high is None or family is Family.FIXED:
        raise InputError("scenario.range_incomplete", family=family, steps=row.steps)
    if family is Family.LOGNORMAL and low <= 0:
        raise InputError("scenario.range_positive", steps=row.steps)
    middle = _middle(low, high, family) if guess.value is None else guess.value
    if not low <= middle <= high or low == high:
        raise InputError("scenario.range_order", steps=row.steps)
    if family is Family.LOGNORMAL and abs(middle * middle / (low * high) - 1) > _CLOSE:
        raise InputError("scenario.range_lognormal", steps=row.steps)
    if family is Family.NORMAL and abs(low + high - 2 * middle) > (high - low) * _CLOSE:
        raise InputError("scenario.range_symmetric", steps=row.steps)
    return Guess(middle, low, high, family)


def _middle(low: Fraction, high: Fraction, family: Family) -> Fraction:
    if family is not Family.LOGNORMAL:
        return (low + high) / 2
    product = low * high
    return Fraction((Decimal(product.numerator) / product.denominator).sqrt())
