"""What this room shows on the pages of earlier rooms, one query or two each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import Constant, Indicator, Observation, Source
from poucet.pebble.equivalences import Told
from poucet.pebble.models import Equivalence, Pebble
from poucet.star.models import Axis, Facet
from poucet.town.models import Organisation, Place
from poucet.town.pages import leaf
from poucet.town.slots import Context

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


PEBBLES_AT_ONCE = 60


def _listing(title: _StrPromise, narrow: Callable[[Any], Q], *, even_if_none: bool = False) -> Context:
    """A list of deeds under a title; without any, nothing is shown unless its lack is worth saying."""

    def context(request: HttpRequest, thing: Any) -> dict[str, Any] | None:
        keys = Pebble.objects.filter(narrow(thing)).order_by().values("pk")
        pebbles = Pebble.objects.filter(pk__in=keys).in_outline().chronological()
        few = list(pebbles[: PEBBLES_AT_ONCE + 1])  # most often all of them: then nothing needs to be counted
        rows = few if len(few) <= PEBBLES_AT_ONCE else pebbles
        shown = leaf(request, rows, size=PEBBLES_AT_ONCE, name="cailloux")
        there = shown.page.paginator.count
        return {"leaf": shown, "pebbles": list(shown.page), "title": title} if there or even_if_none else None

    return context


def _facet(facet: Facet) -> Q:
    return Q(facets=facet) | Q(effects__facet=facet)


def _axis(axis: Axis) -> Q:
    return Q(axis=axis)


def _indicator(indicator: Indicator) -> Q:
    return Q(effects__indicator=indicator)


def _figure(figure: Observation) -> Q:
    return Q(effects__indicator=figure.indicator_id)


def _source(source: Source) -> Q:
    return Q(source=source) | Q(voices__source=source)


def _organisation(organisation: Organisation) -> Q:
    return Q(makers__organisation=organisation)


def _place(place: Place) -> Q:
    return Q(places=place)


def _tag(tag: str) -> Q:
    return Q(pillars__tag=tag)


PEBBLES: dict[str, Context] = {
    "facet.pebbles": _listing(_("Its pebbles"), _facet, even_if_none=True),
    "axis.pebbles": _listing(_("Pebbles that serve it"), _axis, even_if_none=True),
    "indicator.uses": _listing(_("Pebbles that it tells of"), _indicator),
    "observation.uses": _listing(_("Pebbles that it tells of"), _figure),
    "source.uses": _listing(_("Pebbles that rest on it"), _source),
    "organisation.pebbles": _listing(_("Pebbles it laid, with our thanks"), _organisation),
    "place.pebbles": _listing(_("Pebbles laid here"), _place),
    "hashtag.pebbles": _listing(_("Pebbles of this pillar"), _tag),
}


def _counted(rows: QuerySet[Equivalence]) -> dict[str, Any] | None:
    found = list(rows.filter(pebble__withdrawn=False).select_related("pebble", "constant"))
    numbers = {number for row in found for number in (row.count_number, row.quantity_number)}
    figures = {row.number: row for row in Observation.objects.current().numbered(numbers)} if found else {}
    told = [
        (row.pebble, Told(figures[row.count_number], figures[row.quantity_number], row.constant, row))
        for row in found
        if row.count_number in figures and row.quantity_number in figures
    ]
    return {"rows": told} if told else None


def _counted_by(_request: HttpRequest, constant: Constant) -> dict[str, Any] | None:
    return _counted(Equivalence.objects.filter(constant=constant))


def _counted_from(_request: HttpRequest, figure: Observation) -> dict[str, Any] | None:
    return _counted(
        Equivalence.objects.filter(Q(count_number=figure.number) | Q(quantity_number=figure.number))
    )


COUNTS: dict[str, Context] = {"constant.uses": _counted_by, "observation.uses": _counted_from}
