"""How a feed is written: valid Atom (RFC 4287), identifiers that never change, examples that say so."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
BEFORE_ANYTHING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One piece of news; `place` is what its identifier and its address end with."""

    place: str
    title: str
    updated: datetime
    published: datetime
    summary: str
    language: str
    categories: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed in one language; `name` is what its identifier ends with, `page` the page that it follows."""

    name: str
    title: str
    page: str
    language: str
    author: str
    rights: str
    authority: str  # the public name of the site
    since: datetime  # the first act of the house: identifiers carry its year
    root: str
    address: str
    subtitle: str = ""
    entries: Iterable[Entry] = field(default_factory=tuple)


def written(feed: Feed) -> bytes:
    """The feed as a file."""
    entries = list(feed.entries)
    ids = f"tag:{feed.authority},{feed.since.year}:"
    top = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _add(top, "id", f"{ids}{feed.name}")
    _add(top, "title", feed.title)
    _add(top, "updated", _moment(max((one.updated for one in entries), default=BEFORE_ANYTHING)))
    _add(_add(top, "author"), "name", feed.author)
    _add(top, "rights", feed.rights)
    _add(top, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    _add(top, "link", rel="alternate", type="text/html", href=f"{feed.root}{feed.page}")
    if feed.subtitle:
        _add(top, "subtitle", feed.subtitle)
    for one in entries:
        _entry(top, one, ids, feed.root)
    content: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return content


def _entry(top: ET.Element, one: Entry, ids: str, root: str) -> None:
    entry = _add(top, "entry")
    _add(entry, "id", f"{ids}{one.place}")
    _add(entry, "title", one.title)
    _add(entry, "published", _moment(one.published))
    _add(entry, "updated", _moment(one.updated))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{root}/{one.place}")
    for term, label in one.categories:
        _add(entry, "category", term=term, label=label)
    _add(entry, "summary", one.summary, **{"type": "text", "xml:lang": one.language})


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
