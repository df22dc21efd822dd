"""How long texts are printed: in paragraphs, their hashtags leading to the pillar."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from poucet.measure.templatetags.measure import amount_of
from poucet.star.hashtags import HASHTAG
from poucet.town.models import Translated
from poucet.town.templatetags.town import WRITTEN_IN, spoken

register = template.Library()

_WHY_UNKNOWN = {
    "target.in_words": _("The target is said in words: no distance can be computed."),
    "series.empty": _("No dated figure says where we stand."),
    "series.disagrees": _("The last figures disagree, and none was chosen as the reference."),
    "baseline.unknown": _("Nobody knows where we started from: the distance walked cannot be told."),
    "baseline.already_there": _("The starting point was already at the target."),
    "horizon.unknown": _("No year is set: the pace required cannot be told."),
    "horizon.past": _("The year of the target is past, and the target is not reached."),
    "trend.too_few_points": _("Fewer than three dated figures of the same scope: no trend can be drawn."),
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
    paragraphs = ((hashtags(part),) for part in text.split("\n\n") if part.strip())
    if language == (get_language() or WRITTEN_IN):
        return format_html_join("", "<p>{}</p>", paragraphs)
    return format_html_join("", '<p lang="{}">{}</p>', ((language, *part) for part in paragraphs))


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
def signed(value: Fraction) -> str:
    """A change, with its sign even when it grows."""
    return f"+{amount_of(value)}" if value > 0 else amount_of(value)


@register.filter
def at(mapping: Mapping[Any, Any], key: object) -> Any:
    """What a mapping holds under a key, or nothing."""
    return mapping.get(key)
