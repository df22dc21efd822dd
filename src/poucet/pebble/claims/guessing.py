"""The form by which a reader puts other numbers in the place of guesses; it needs no script and no account.

What is changed stands in the address, so that a scenario is kept, sent and compared as a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _

from poucet.engines.scenario import Scenario
from poucet.pebble.claims.lines import Line

STEPS = 100


class Guesses(forms.Form):
    """One number per guess; a field left as it was changes nothing."""

    use_required_attribute = False

    def __init__(self, asked: Mapping[str, Any], lines: Iterable[Line]) -> None:
        self.lines = {line.id: line for line in lines if line.is_guess}
        first = {name: _initial(line) for name, line in self.lines.items()}
        said = {name: str(asked[name]).replace(",", ".") for name in self.lines if name in asked}
        super().__init__({**first, **said} if said else None, initial=first)
        for line in self.lines.values():
            self.fields[line.id] = _field(line)

    @property
    def rows(self) -> list[tuple[Line, forms.BoundField]]:
        """Each line with its field."""
        return [(line, self[line.id]) for line in self.lines.values()]

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
    shown = line.value is not None and Fraction(_initial(line))
    return value in {line.value, shown}


def shown_number(value: Fraction, digits: int = 6) -> str:
    """A number as it stands in a field."""
    return format(Decimal(f"{float(value):.{digits}g}").normalize() + 0, "f")


def _field(line: Line) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal", **_slider(line)})
    return forms.DecimalField(
        required=False,
        min_value=_limit(line.variable.least),
        max_value=_limit(line.variable.most),
        max_digits=24,
        localize=False,
        widget=widget,
        error_messages={"invalid": _("Write a number, such as 12.5.")},
    )


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
