"""How long texts are printed: in paragraphs, their hashtags leading to the pillar."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from poucet.engines.units import convert, parse_unit
from poucet.measure.templatetags.measure import NO_BREAK, amount_of, unit
from poucet.star.hashtags import HASHTAG
from poucet.town.models import Translated
from poucet.town.templatetags.town import WRITTEN_IN, spoken

register = template.Library()
_HUNDREDTHS, _PER_YEAR = parse_unit("%"), ("a", -1)

_WHY_UNKNOWN = {
    "target.in_words": gettext_lazy("The target is said in words: no distance can be computed."),
    "series.empty": gettext_lazy("No dated figure says where we stand."),
    "series.disagrees": gettext_lazy("The last figures disagree, and none was chosen as the reference."),
    "series.constants_differ": gettext_lazy(
        "The counts take different constants: no distance can be told between them."
    ),
    "baseline.unknown": gettext_lazy(
        "Nobody knows where we started from: the distance walked cannot be told."
    ),
    "baseline.already_there": gettext_lazy("The starting point was already at the target."),
    "horizon.unknown": gettext_lazy("No year is set: the pace required cannot be told."),
    "horizon.past": gettext_lazy("The year of the target is past, and the target is not reached."),
    "trend.too_few_points": gettext_lazy(
        "Fewer than three dated figures of the same scope: no trend can be drawn."
    ),
}


@register.filter
def hashtags(text: str) -> SafeString:
    """Plain text, escaped, whose hashtags are links."""
    parts, end = [], 0
    for match in HASHTAG.finditer(text):
        parts.append(escape(text[end : match.start()]))
        address = reverse("hashtag", args=[match[1].lower()])
        parts.append(format_html('<a class="hashtag" href="{}">#{}</a>', address, match[1]))
        end = match.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 -- every part was escaped above


@register.simple_tag
def prose(thing: Translated, field: str) -> SafeString:
    """A long text of a thing: its paragraphs, marked with their language, hashtags linked."""
    text, language = spoken(thing, field)
    paragraphs = _paragraphs(text)
    if language == (get_language() or WRITTEN_IN):
        return format_html_join("", "<p>{}</p>", paragraphs)
    return format_html_join("", '<p lang="{}">{}</p>', ((language, *part) for part in paragraphs))


@register.filter
def in_paragraphs(text: str) -> SafeString:
    """Somebody's own words: their paragraphs, hashtags linked."""
    return format_html_join("", "<p>{}</p>", _paragraphs(text))


@register.simple_tag
def tagged(thing: Translated, field: str) -> SafeString:
    """A short text of a thing, marked with its language, hashtags linked."""
    text, language = spoken(thing, field)
    if language == (get_language() or WRITTEN_IN):
        return hashtags(text)
    return format_html('<span lang="{}">{}</span>', language, hashtags(text))


def _paragraphs(text: str) -> list[tuple[SafeString]]:
    return [(hashtags(part),) for part in text.split("\n\n") if part.strip()]


@register.filter
def why_unknown(code: str) -> str:
    """Why a distance or a pace cannot be told."""
    return str(_WHY_UNKNOWN[code])


@register.filter
def hundredths(share: Fraction) -> int:
    """A share as a whole number of hundredths; never 100 before the end, nor 0 once begun."""
    whole = round(share * 100)
    if 0 < share < 1:
        return min(max(whole, 1), 99)
    return whole


@register.filter
def gap(value: Fraction, unit_code: str) -> str:
    """A difference in a unit: between two shares it is said in points, « 25 points »."""
    measured = parse_unit(unit_code)
    if measured.is_share:
        points = convert(value, source=measured, target=_HUNDREDTHS)
        return f"{amount_of(points)}{NO_BREAK}{_points(points)}"
    return f"{amount_of(value)}{NO_BREAK}{unit(unit_code, _counted(value))}"


@register.filter
def pace(value: Fraction, unit_code: str) -> str:
    """A change year after year: « +2 points par an », « 20 kWh/an de plus chaque année »."""
    if value == 0:
        return _("no change")
    if _PER_YEAR in parse_unit(unit_code).powers:
        more = _("%(amount)s more each year") if value > 0 else _("%(amount)s less each year")
        return more % {"amount": gap(abs(value), unit_code)}
    sign = "+" if value > 0 else ""
    return _("%(amount)s a year") % {"amount": f"{sign}{gap(value, unit_code)}"}


def _points(value: Fraction) -> str:
    several = abs(value) >= 2 if get_language() == "fr" else abs(value) != 1
    return ngettext("point", "points", 2 if several else 1)


def _counted(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
