"""Questions asked of the deeds."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
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
        figures = Count("effects", filter=Q(effects__role__in=("effect", "made")), distinct=True)
        equivalences = Count("equivalences", distinct=True)
        led_here = _ties("destination")
        led_on = _ties("origin")
        return self.annotate(told=figures + 3 * equivalences + 3 * led_here + 3 * led_on)

    def tagged(self, tag: str) -> Self:
        return self.filter(pillars__tag=tag).distinct()


def _ties(end: str) -> Coalesce:
    """How many ties of the thread have the deed at this end."""
    ties = Link.objects.filter(**{f"{end}_kind": "pebble", f"{end}_number": OuterRef("number")}).order_by()
    counted = ties.values(f"{end}_number").annotate(ties=Count("pk")).values("ties")
    return Coalesce(Subquery(counted), 0)
