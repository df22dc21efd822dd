"""The form by which a reader puts other numbers in the place of guesses; it needs no script and no account.

What is changed stands in the address, so that a scenario is kept, sent and compared as a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.engines.scenario import Scenario
from poucet.pebble.claims.lines import Line

STEPS = 100
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?")


class ExactField(forms.DecimalField):
    """A number as it would be written in a formula: nothing else that Python would read as one."""

    def to_python(self, value: Any) -> Any:
        value = value.strip().replace(",", ".") if isinstance(value, str) else value
        if value not in self.empty_values and _NUMBER.fullmatch(str(value)) is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class Guesses(forms.Form):
    """One number per guess; a field left as it was changes nothing."""

    use_required_attribute = False

    def __init__(self, asked: Mapping[str, Any], lines: Iterable[Line]) -> None:
        self.lines = {line.id: line for line in lines if line.is_guess}
        first = {name: _initial(line) for name, line in self.lines.items()}
        said = {name: str(asked[name]) for name in self.lines if name in asked}
        super().__init__(_written({**first, **said}) if said else None, initial=_written(first))
        for line in self.lines.values():
            self.fields[line.id] = _field(line)

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField]]:
        """Each line with its field."""
        return [(line, self[line.id]) for line in self.lines.values()]

    @property
    def refusals(self) -> list[tuple[Line, str]]:
        """Each number that cannot be, with its line, for those who do not see its field."""
        return [(line, str(field.errors[0])) for line, field in self.rows if field.errors]

    @property
    def scenario(self) -> Scenario:
        """What the reader changed, where it can be read."""
        self.is_valid()
        said = getattr(self, "cleaned_data", {})
        return Scenario(
            {
                name: Fraction(value)
                for name, value in said.items()
                if value is not None and not _same(Fraction(value), self.lines[name])
            }
        )


def address_of(scenario: Scenario) -> str:
    """What of an address keeps a scenario: only what differs, in one order."""
    values = sorted(scenario.all_values.items())
    return urlencode([(name, _decimal(value)) for name, value in values])


def _decimal(value: Fraction) -> str:
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return format(number.normalize(), "f")


def _same(value: Fraction, line: Line) -> bool:
    return line.value is not None and value in {line.value, Fraction(_initial(line))}


def shown_number(value: Fraction, digits: int = 6) -> str:
    """A number as it stands in a field."""
    return format(Decimal(f"{float(value):.{digits}g}").normalize() + 0, "f")


def _field(line: Line) -> ExactField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "data-poucet-guess": "", **_slider(line)})
    return ExactField(
        required=False,
        min_value=_limit(_least(line)),
        max_value=_limit(line.variable.most),
        max_digits=24,
        localize=False,
        widget=widget,
        error_messages={"invalid": _("Write a number, such as 12.5.")},
    )


def _written(numbers: Mapping[str, str]) -> dict[str, str]:
    """Numbers as the reader's language writes them."""
    if get_language() != "fr":
        return dict(numbers)
    return {name: number.replace(".", ",") for name, number in numbers.items()}


def _slider(line: Line) -> dict[str, str]:
    """What a slider beside the field needs; none where nobody knows in which room it would move."""
    if line.value is None:
        return {}
    low, high = room_of(line)
    return {
        "data-poucet-slider": "",
        "data-low": shown_number(low),
        "data-high": shown_number(high),
        "data-step": shown_number(_round_step((high - low) / STEPS)),
    }


def _initial(line: Line) -> str:
    return "" if line.value is None else shown_number(line.value, line.digits)


def _least(line: Line) -> Fraction | None:
    """The least that may be put in: what the model says, else nothing below zero where nothing was."""
    known = [one for one in line.numbers if one is not None]
    return (
        line.variable.least if line.variable.least is not None or min(known, default=0) < 0 else Fraction(0)
    )


def _limit(bound: Fraction | None) -> Decimal | None:
    return None if bound is None else Decimal(bound.numerator) / Decimal(bound.denominator)


def room_of(line: Line) -> tuple[Fraction, Fraction]:
    """From where to where a slider goes: the bounds where there are some, else well around the guess."""
    low, value, high = line.numbers
    known: Sequence[Fraction] = [one for one in (low, value, high) if one is not None]
    least, most = min(known, default=Fraction(0)), max(known, default=Fraction(1))
    wider = (most - least) / 2 or abs(most) / 2 or Fraction(1)
    start = least - wider if least < 0 else max(least - wider, Fraction(0))
    bounds = line.variable.least, line.variable.most
    return (start if bounds[0] is None else bounds[0], most + wider if bounds[1] is None else bounds[1])


def _round_step(step: Fraction) -> Fraction:
    """1, 2 or 5 times a power of ten, no larger than asked."""
    size = Fraction(1)
    while size > step:
        size /= 10
    while size * 10 <= step:
        size *= 10
    return next(size * times for times in (5, 2, 1) if size * times <= step)
