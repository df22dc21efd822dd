"""How figures are printed: amounts in the reader's language, units in words, nothing bare."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit, unit_label
from poucet.measure.denominators import per_of
from poucet.measure.models import Constant, Observation, Status
from poucet.town.models import Confidence
from poucet.town.templatetags.town import WRITTEN_IN, when
from poucet.town.typography import typeset

register = template.Library()

ROUNDED_FROM = 100  # a constant of hundreds or more is read without decimals; its page gives them all
NO_BREAK = "\u00a0"


@register.filter
def amount(value: Decimal | None, places: int | None = None) -> str:
    """A number in the reader's language, without idle zeros; rounded only when asked."""
    if value is None:
        return ""
    if places is not None:
        value = round(value, places)
    plain = format(value.normalize() + 0, "f")
    decimals = len(plain.partition(".")[2])
    shown = number_format(plain, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return shown.replace("-", "−")


@register.filter
def amount_of(value: Fraction | float | None) -> str:
    """A computed number in the reader's language, with four figures that mean something."""
    if value is None:
        return ""
    rounded = Decimal(f"{float(value):.4g}")
    return amount(rounded if abs(rounded) < 10_000 else Decimal(round(value)))


@register.filter
def unit(text: str, value: Decimal | int | None = None) -> str:
    """A unit in the reader's language: « ménages », "households"; singular for one."""
    if not text:
        return ""
    one = Decimal(2) if get_language() == "fr" else Decimal("1.0000001")
    plural = value is None or max(value, -value) >= one
    return unit_label(parse_unit(text), language=get_language() or "fr", plural=plural)


@register.filter
def reading(observation: Observation) -> str:
    """What a figure says, unit included: « 32 000 kWh/an », « 5 à 6 accords/an », « inconnu »."""
    match observation.state:
        case Observation.State.STATEMENT:
            return statement(observation.statement)
        case Observation.State.QUANTITY:
            return at_their_constants(bare_reading(observation), observation.constants)
        case _:
            return _("unknown")


@register.filter
def bare_reading(observation: Observation) -> str:
    """An amount and its unit, only for where the constant of the count is printed beside, as a link."""
    return f"{_numbers(observation)}{NO_BREAK}{unit(observation.unit, observation.middle)}"


@register.filter
def at_their_constants(count: str, constants: Iterable[Constant]) -> str:
    """A count with the constant that it takes, or with each that it is told with: « 12 ménages à 2 667 kWh/an »."""
    told = _(" or ").join(dict.fromkeys(map(constant_reading, constants)))
    return _("%(count)s at %(constant)s") % {"count": count, "constant": told} if told else count


@register.filter
def constant_reading(constant: Constant) -> str:
    """What a constant says of one household: « 2 667 kWh/an »."""
    places = 0 if constant.value >= ROUNDED_FROM else None
    return f"{amount(constant.value, places)}{NO_BREAK}{unit(per_of(constant))}"


@register.filter
def statement(text: str) -> str:
    """Words or a date that a figure says; a date is printed as people say it."""
    try:
        return when(text)
    except InputError:
        return typeset(text, WRITTEN_IN)


@register.filter
def status_label(code: str) -> str:
    """How a figure came to be, in everyday words."""
    return str(Status(code).label)


@register.filter
def confidence_label(code: str) -> str:
    """How far a fact may be trusted, in everyday words."""
    return str(Confidence(code).label)


def _numbers(observation: Observation) -> str:
    if observation.value is not None:
        return amount(observation.value)
    return _("%(low)s to %(high)s") % {"low": amount(observation.low), "high": amount(observation.high)}
