"""The pages of the demonstration: those reached from home, a few for each kind of page."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.request import urlopen

from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver
from django.utils.timezone import localdate

# Answers that are no page: files, and choices that are only ever sent.
NO_PAGE = {
    "thread-csv", "thread-jsonld", "robots", "media", "schema", "language", "theme", "feed", "pebble-preview",
    "dictionary-csv", "data-package", "dossier-zip", "open-data-file", "map-geojson", "layer-geojson", "pebble-map",
    "agreement-pdf", "agreement-odt", "agreement-text", "meetings-ics", "meeting-ics",
    "moderation-csv", "grants-csv",
}  # fmt: skip
# Loos-en-Gohelle has none of these: nobody has given it a layer whose source we know.
NOT_IN_THE_DEMONSTRATION = {"layer"}
# Pages that only the reader of a letter finds.
BY_A_SECRET = {"meeting-registration", "moderation-follow", "moderation-again"}
# Where the door is: pages for who signed in, tried in tests of their own.
BEHIND_THE_DOOR = ("compte", "bureau")
PAGES_OF_THE_API = {"api-guide", "api-problems"}
# Pages that show what the first of their kind may not: the walk adds one of every kind to these.
RICHEST = (
    "/caillou/21",
    "/caillou/31",
    "/caillou/903",
    "/idee/901",
    "/caillou/21/recit",
    "/chemin?facette=2",
    "/cailloux?theme=energie",
    "/facette/2",
    "/figure/131",
    "/facette/1",
    "/affirmation/1?part_qui_suivrait=60",
    "/conflit/1",
    f"/au/{localdate().isoformat()}/caillou/21",  # the demonstration is written on the day of the tests
    "/donnees",
    "/api",
    "/recherche?q=solaire",
)


def kinds_of_page() -> set[str]:
    """Give the name of every address of the house that answers with a page."""
    return (
        {name for name in names_under(get_resolver()) if is_page(name)}
        - NOT_IN_THE_DEMONSTRATION
        - BY_A_SECRET
    )


def is_page(name: str | None) -> bool:
    """Tell an address that people read from a file, a choice that is sent, an answer for programs."""
    for_programs = name is not None and name.startswith("api-") and name not in PAGES_OF_THE_API
    return name not in NO_PAGE and not for_programs


def names_under(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if str(pattern.pattern).startswith(BEHIND_THE_DOOR):
            continue
        if isinstance(pattern, URLPattern):
            yield pattern.name or ""
        else:
            yield from names_under(pattern)


def kind_of(address: str) -> str | None:
    """Give the kind of page at an address, or None where there is no page."""
    try:
        name = resolve(address.partition("?")[0]).url_name
    except Resolver404:
        return None
    return name if is_page(name) else None


def links_in(page: str) -> list[str]:
    """Give the addresses of the house that a page links to, each once, in order."""
    found = (
        link.replace("&amp;", "&").partition("#")[0]
        for link in re.findall(r'<a\s[^>]*?href="(/[^"]*)"', page)
    )
    return list(dict.fromkeys(link for link in found if link and not link.startswith("//")))


def walk(site: str) -> dict[str, list[str]]:
    """Follow links from home until a page of every kind is known, and add those that show the most."""
    found: dict[str, list[str]] = defaultdict(list)
    waiting, seen = ["/"], {"/"}
    while waiting and kinds_of_page() - found.keys():
        address = waiting.pop(0)
        kind = kind_of(address)
        if kind is None or kind in found:
            continue
        found[kind].append(address)
        with urlopen(site + address, timeout=10) as answer:  # noqa: S310 -- our own server, over HTTP
            fresh = [link for link in links_in(answer.read().decode()) if link not in seen]
        seen.update(fresh)
        waiting += fresh
    for address in RICHEST:
        if address not in found[kind_of(address) or "none"]:
            found[kind_of(address) or "none"].append(address)
    return dict(found)
