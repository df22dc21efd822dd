"""What any page says of any thing: its text in the reader's language, its date, its slots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.town import slots
from poucet.town.models import Translated
from poucet.town.past.addresses import present_address
from poucet.town.periods import parse_period
from poucet.town.themes import theme_name
from poucet.town.things import kind_of, label_of
from poucet.town.typography import typeset

register = template.Library()
WRITTEN_IN = "fr"  # the language of the commune's own texts


def spoken(thing: Translated, field: str) -> tuple[str, str]:
    """A text and the language it is in: the reader's when it is translated, else the commune's."""
    reader = get_language() or WRITTEN_IN
    translated, own = thing.told_in(field, reader), getattr(thing, "language", WRITTEN_IN)
    if reader == own or translated is None:
        return typeset(getattr(thing, field), own), own
    return translated, reader


@register.simple_tag
def told(thing: Translated, field: str) -> SafeString:
    """A short text of a thing; marked with its language where that is not the reader's."""
    text, language = spoken(thing, field)
    if language == (get_language() or WRITTEN_IN):
        return conditional_escape(text)
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def titled(thing: Any) -> SafeString:
    """The title of a thing, typeset, marked with its language."""
    return told(thing, thing.title_field)


@register.filter
def named(thing: Any) -> SafeString:
    """The title of a thing, never without saying that it is an example where it is one."""
    badge = format_html(' <span class="badge example">{}</span>', _("example"))
    return format_html("{}{}", titled(thing), badge if getattr(thing, "example", False) else "")


@register.filter
def linked(thing: Any) -> SafeString:
    """The same, leading to the thing's page."""
    badge = format_html(' <span class="badge example">{}</span>', _("example"))
    link = format_html('<a href="{}">{}</a>', thing.get_absolute_url(), titled(thing))
    return format_html("{}{}", link, badge if getattr(thing, "example", False) else "")


@register.filter
def plain_title(thing: Any) -> str:
    """The title of a thing as plain text, for attributes and pictures."""
    return spoken(thing, thing.title_field)[0]


@register.filter
def french(text: str) -> str:
    """A text of the commune that has no translation, typeset."""
    return typeset(text, WRITTEN_IN)


@register.filter
def when(period: str) -> str:
    """A period in words: « mars 2013 », « 2001–2008 », « date inconnue »."""
    if not period:
        return _("date unknown")
    first, slash, last = period.partition("/")
    return f"{_moment(first)}–{_moment(last)}" if slash else _moment(first)


def _moment(text: str) -> str:
    day = parse_period(text).since
    match len(text):
        case 4:
            return text
        case 7:
            return date_format(day, "YEAR_MONTH_FORMAT")
        case _:
            return date_format(day, "DATE_FORMAT")


@register.filter
def day_in_words(day: date) -> str:
    """A day in words: « 1er mars 2026 »."""
    words = date_format(day, "DATE_FORMAT")
    return f"1er{words[1:]}" if day.day == 1 and get_language() == "fr" else words


@register.simple_tag
def present(name: str, *args: Any) -> str:
    """The address of a page as it is today, on pages of the past as well."""
    return present_address(name, *args)


@register.filter
def kind_label(code: str) -> str:
    """The everyday name of a kind of thing."""
    return label_of(code)


@register.filter
def at(mapping: Mapping[Any, Any], key: object) -> Any:
    """What a mapping holds under a key, or nothing."""
    return mapping.get(key)


@register.filter
def position(geometry: dict[str, Any]) -> str:
    """Where a place lies: latitude and longitude of a point, else that its outline is known."""
    if geometry.get("type") != "Point":
        return _("its outline is known")
    longitude, latitude = geometry["coordinates"][:2]
    degrees = {"latitude": number_format(latitude, 5), "longitude": number_format(longitude, 5)}
    return _("latitude %(latitude)s°, longitude %(longitude)s°") % degrees


@register.filter
def kind_word(code: str) -> str:
    """The word that starts the addresses of a kind of thing."""
    return kind_of(code).word


@register.filter
def theme_label(code: str) -> str:
    """The everyday name of a theme."""
    return theme_name(code)


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str, subject: Any) -> SafeString:
    """What later rooms have to show in this place of the page."""
    request = context["request"]
    parts = []
    for filling in slots.fillings(name):
        given = filling.context(request, subject)
        if given is not None:
            parts.append(render_to_string(filling.template, given, request))
    return mark_safe("".join(parts))  # noqa: S308 -- each part is a rendered, escaped template
