"""The doors of the house: those of the header, those of the footer, and where the reader stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poucet.town.past import is_offered
from poucet.town.past.addresses import present_address

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Door:
    """A link of a menu; `current` is what `aria-current` says, empty elsewhere."""

    label: _StrPromise
    url: str
    current: str


@dataclass(frozen=True)
class Way:
    """A page that a menu leads to, and the pages that lie behind it."""

    name: str
    label: _StrPromise
    behind: tuple[str, ...] = ()

    def door(self, name: str | None) -> Door:
        # A page that has no past is today's, wherever one comes from.
        url = reverse(self.name) if is_offered(self.name) else present_address(self.name)
        current = "page" if name == self.name else "true" if name in self.behind else ""
        return Door(self.label, url, current)


MAIN = (
    Way("proposals", _("Ideas"), ("proposal", "calls", "call", "proposals-late", "propose", "call-propose")),
    Way("path", _("The Path")),
    Way("pebbles", _("Pebbles"), ("pebble", "pebble-story")),
    Way("map", _("Map"), ("layer",)),
    Way("star", _("The star"), ("facet", "axis", "framework", "hashtag")),
    Way(
        "indicators",
        _("Figures"),
        ("observation", "indicator", "constants", "constant", "conflicts", "conflict"),
    ),
)
SMALL = (
    Way("agreements", _("Fifty-fifty agreements"), ("agreement", "agreements-overdue", "agreement-check")),
    Way("postings", _("Offers and needs"), ("posting", "offer", "posting-take")),
    Way("stories", _("Stories"), ("story",)),
    Way("claims", _("If everyone did like it"), ("claim", "model")),
    Way("meetings", _("Meetings"), ("meeting", "meeting-sheet")),
    Way("sources", _("Sources"), ("source",)),
    Way("organisations", _("Organisations"), ("organisation",)),
    Way("places", _("Places"), ("place",)),
    Way("register", _("Register")),
    Way("missing", _("What is missing")),
    Way("moderation", _("Moderation")),
    Way("open-data", _("Open data"), ("dictionary", "api-guide", "api-problems")),
    Way("about", _("About Poucet")),
)


def doors(ways: tuple[Way, ...], request: HttpRequest) -> list[Door]:
    """The doors of a menu, as seen from the page that is asked for."""
    match = request.resolver_match
    name = match.url_name if match else None
    return [way.door(name) for way in ways]
