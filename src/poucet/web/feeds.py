"""The feed of pebbles (Atom, RFC 4287): what was written lately, for feed readers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.db.models import Min, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.pebble.linked_data import shown_title
from poucet.pebble.models import Pebble
from poucet.town.models import Commune, RegisterEntry
from poucet.town.reading import only_read
from poucet.town.site import LOCAL
from poucet.town.templatetags.town import spoken
from poucet.town.themes import theme_name
from poucet.web.api.gate import tag_of
from poucet.web.opendata.licences import LICENCES

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
MOST = 50
BEFORE_ANYTHING = datetime(1970, 1, 1, tzinfo=UTC)


@only_read
def pebbles(request: HttpRequest) -> HttpResponse:
    """The pebbles written or revised last, the newest first."""
    language = get_language() or settings.LANGUAGE_CODE
    tag = tag_of(request).replace('"', f'"{language}-', 1)  # a feed is in one language
    response = get_conditional_response(request, etag=tag)
    if response is None:
        feed = ET.tostring(_feed(request, language), encoding="utf-8", xml_declaration=True)
        response = HttpResponse(feed, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    said = {"ETag": tag, "Cache-Control": "no-cache", "Content-Language": language, "Vary": "Cookie"}
    for header, value in said.items():
        response.headers[header] = value
    return response


def _feed(request: HttpRequest, language: str) -> ET.Element:
    root, found = request.build_absolute_uri("/").rstrip("/"), _latest()
    commune = Commune.objects.filter(pk=1).first()
    name = commune.name if commune else "Poucet"
    began = found[-1].since_ever if found else BEFORE_ANYTHING
    ids = f"tag:{_authority(request)},{began.year}:"
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(feed, "id", f"{ids}cailloux")
    _add(feed, "title", _("Pebbles of %(commune)s") % {"commune": name})
    _add(feed, "updated", _moment(max((one.updated for one in found), default=BEFORE_ANYTHING)))
    _add(_add(feed, "author"), "name", name)
    _add(feed, "rights", LICENCES[settings.LICENCE].name)
    _add(feed, "link", rel="self", type=MEDIA_TYPE, href=request.build_absolute_uri())
    _add(feed, "link", rel="alternate", type="text/html", href=f"{root}{reverse('pebbles')}")
    if commune and commune.demonstration:
        _add(feed, "subtitle", _("A demonstration: this is not the site of the town."))
    for one in found:
        _entry(feed, one, ids, root)
    return feed


def _entry(feed: ET.Element, pebble: Any, ids: str, root: str) -> None:
    text, language = spoken(pebble, "deed")
    entry = _add(feed, "entry")
    _add(entry, "id", f"{ids}caillou/{pebble.number}")
    _add(entry, "title", shown_title(pebble))
    _add(entry, "published", _moment(pebble.published))
    _add(entry, "updated", _moment(pebble.updated))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{root}{pebble.get_absolute_url()}")
    _add(entry, "category", term=pebble.state, label=str(Pebble.State(pebble.state).label))
    _add(entry, "category", term=pebble.theme, label=theme_name(pebble.theme))
    _add(entry, "summary", text, **{"type": "text", "xml:lang": language})


def _latest() -> list[Any]:
    """The deeds that the register spoke of last, with the dates that it gives: one query."""
    own = RegisterEntry.objects.filter(kind=Pebble.kind, number=OuterRef("number"))
    first = RegisterEntry.objects.order_by("sequence").values("at")[:1]
    dated = Pebble.objects.annotate(
        updated=Subquery(own.order_by("-sequence").values("at")[:1]),
        published=Subquery(own.order_by().values("number").annotate(first=Min("at")).values("first")),
        since_ever=Subquery(first),
    )
    return list(dated.filter(updated__isnull=False).order_by("-updated", "-number")[:MOST])


def _authority(request: HttpRequest) -> str:
    """The public name of the site, whatever name it was asked by: identifiers must not change."""
    names: Iterable[str] = settings.ALLOWED_HOSTS
    public = (name for name in names if name not in LOCAL and not name.startswith((".", "*")))
    return next(public, request.get_host().partition(":")[0])


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """A child, its text without the characters that XML forbids."""
    child = ET.SubElement(parent, name, {key: _allowed(said) for key, said in attributes.items()})
    child.text = _allowed(text) or None
    return child


def _allowed(text: str) -> str:
    forbidden = {"Cc", "Cs", "Cn"}
    return "".join(
        letter for letter in text if letter in "\t\n\r" or unicodedata.category(letter) not in forbidden
    )
