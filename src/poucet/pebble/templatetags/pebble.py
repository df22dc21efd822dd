"""How equivalences are printed: a count is never shown without the constant it takes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template

from poucet.measure.models import Constant
from poucet.measure.templatetags.measure import NO_BREAK, amount, unit
from poucet.pebble.equivalences import Recount, Told, per_of
from poucet.pebble.models import Picture
from poucet.town.templatetags.town import spoken

register = template.Library()

ROUNDED_FROM = 100  # a constant of hundreds or more is read without decimals; its page gives them all


@register.filter
def constant_reading(constant: Constant) -> str:
    """What a constant says of one household: « 2 667 kWh/an »."""
    places = 0 if constant.value >= ROUNDED_FROM else None
    return f"{amount(constant.value, places)}{NO_BREAK}{unit(per_of(constant))}"


@register.filter
def at_constant(told: Told) -> str:
    return constant_reading(told.constant)


@register.filter
def recount_reading(recount: Recount) -> str:
    """A count of ours, rounded as far as a count of people goes: « 12 ménages »."""
    count = rounded(recount.count)
    return f"{amount(count)}{NO_BREAK}{unit(recount.counted, count)}"


def rounded(count: Fraction) -> Decimal:
    """To the unit from ten on, to a tenth below."""
    exact = Decimal(count.numerator) / Decimal(count.denominator)
    return round(exact, 0 if exact >= 10 else 1)


@register.filter
def alternative(picture: Picture) -> str:
    """The words that stand for a picture, in the reader's language when somebody wrote them in it."""
    return spoken(picture, "alt")[0]
