"""What the home page answers: where are we going, what was laid lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils.html import format_html
from django.utils.safestring import SafeString

from poucet.pebble.cards import Card, cards
from poucet.pebble.models import Pebble
from poucet.pebble.walk import Path, draw_path
from poucet.star.models import Facet, Star
from poucet.star.summaries import FacetView, facet_views
from poucet.star.templatetags.star import hashtags
from poucet.town.templatetags.town import spoken

FACETS_ON_HOME = 6
LATEST = 3


@dataclass(frozen=True)
class Home:
    """The star, the way to it with all the deeds, some facets, the last deeds."""

    star: Star | None
    title: str
    opening: SafeString
    path: Path
    pebbles: int
    facets: int
    views: Sequence[FacetView]
    latest: Sequence[Card]


def home(*, today: date) -> Home:
    """The home page in twelve queries at most, whatever there is to show."""
    star = Star.objects.first()
    pebbles = list(Pebble.objects.weighing_what_is_told().in_outline().chronological())
    facets = list(Facet.objects.select_related("indicator"))
    return Home(
        star=star,
        title=spoken(star, "name")[0] if star else "",
        opening=_opening(star) if star else SafeString(),
        path=draw_path(pebbles, star, today=today),
        pebbles=len(pebbles),
        facets=len(facets),
        views=_telling_most(facet_views(facets, today=today)),
        latest=cards(_latest(pebbles, today)),
    )


def _opening(star: Star) -> SafeString:
    """The first paragraph of the star's story, marked with its language."""
    text, language = spoken(star, "narrative")
    return (
        format_html('<p lang="{}">{}</p>', language, hashtags(text.partition("\n\n")[0]))
        if text
        else SafeString()
    )


def _telling_most(views: Sequence[FacetView]) -> Sequence[FacetView]:
    """The star's first facet, then those that a figure tells of, then the unknown ones."""
    known_first = sorted(views[1:], key=lambda view: view.latest is None)
    return [*views[:1], *known_first][:FACETS_ON_HOME]


def _latest(pebbles: Sequence[Pebble], today: date) -> list[Pebble]:
    """The last deeds laid."""
    laid = {Pebble.State.LAID, Pebble.State.MEASURED}
    done = [one for one in pebbles if one.state in laid and one.since and one.since <= today]
    latest = done[: -LATEST - 1 : -1]
    prefetch_related_objects(latest, "places")
    return latest
