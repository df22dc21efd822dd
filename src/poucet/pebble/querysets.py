"""Questions asked of the deeds."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from poucet.town.models import Link


class PebbleQuerySet(models.QuerySet[Any]):
    def chronological(self) -> Self:
        """By date; deeds whose date nobody knows come last."""
        return self.order_by(F("since").asc(nulls_last=True), "until", "number")

    def between(self, first: int, last: int) -> Self:
        """Deeds whose period touches these whole years."""
        return self.filter(since__year__lte=last, until__year__gte=first)

    def weighing_what_is_told(self) -> Self:
        """With `told`: figures of what a deed made or gave; a tie of the thread or an equivalence counts for three.

        It only says which names are written on the Path when they do not all fit.
        """
        figures = _hanging("Effect", role__in=("effect", "made"))
        equivalences = _hanging("Equivalence")
        led_here = _ties("destination")
        led_on = _ties("origin")
        return self.annotate(told=figures + 3 * equivalences + 3 * led_here + 3 * led_on)

    def in_outline(self) -> Self:
        """Only what a picture of all of them needs: thousands are fetched at once."""
        return self.only(
            "number", "name", "translations", "state", "period", "since", "until", "example", "theme"
        )

    def tagged(self, tag: str) -> Self:
        return self.filter(pillars__tag=tag).distinct()


def _hanging(name: str, **narrowed: Any) -> Coalesce:
    """How many rows of a kind hang on the deed: counted by its key, without joining them all."""
    rows = apps.get_model("pebble", name).objects.filter(pebble=OuterRef("pk"), **narrowed).order_by()
    return Coalesce(Subquery(rows.values("pebble").annotate(rows=Count("pk")).values("rows")), 0)


def _ties(end: str) -> Coalesce:
    """How many ties of the thread have the deed at this end."""
    ties = Link.objects.filter(**{f"{end}_kind": "pebble", f"{end}_number": OuterRef("number")}).order_by()
    counted = ties.values(f"{end}_number").annotate(ties=Count("pk")).values("ties")
    return Coalesce(Subquery(counted), 0)
