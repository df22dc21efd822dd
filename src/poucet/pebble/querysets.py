"""Questions asked of the deeds."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Q


class PebbleQuerySet(models.QuerySet[Any]):
    def chronological(self) -> Self:
        """By date; deeds whose date nobody knows come last."""
        return self.order_by(F("since").asc(nulls_last=True), "until", "number")

    def latest_first(self) -> Self:
        return self.order_by(F("since").desc(nulls_last=True), "-number")

    def during(self, year: int) -> Self:
        """Deeds whose period touches this year."""
        return self.between(year, year)

    def between(self, first: int, last: int) -> Self:
        """Deeds whose period touches these whole years."""
        return self.filter(since__year__lte=last, until__year__gte=first)

    def counting_figures(self) -> Self:
        """With `figures_told`: how many indicators say what the deed made or gave."""
        said = Count("effects", filter=Q(effects__role__in=("effect", "made")))
        return self.annotate(figures_told=said)

    def tagged(self, tag: str) -> Self:
        return self.filter(pillars__tag=tag).distinct()
