"""How equivalences are printed: a count is never shown without the constant it takes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template
from django.template.context import RequestContext

from poucet.measure.templatetags.measure import NO_BREAK, amount, constant_reading, unit
from poucet.pebble.equivalences import Recount, Told
from poucet.pebble.models import Pebble, Picture
from poucet.pebble.sharing import Share, share
from poucet.pebble.summaries import Portrait
from poucet.town.templatetags.town import spoken

register = template.Library()


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


@register.simple_tag(takes_context=True)
def shared(context: RequestContext, pebble: Pebble, portrait: Portrait) -> Share:
    """What other sites show of a link to the deed."""
    return share(context["request"], pebble, portrait, context["commune"])
