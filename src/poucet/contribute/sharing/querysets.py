"""Questions asked of offers and needs."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q


class PostingQuerySet(models.QuerySet[Any]):
    def open_on(self, day: date) -> Self:
        """Those of which a share may be taken on a day, or waited for."""
        return self.filter(Q(to_day=None) | Q(to_day__gte=day), closed_on=None)

    def over_on(self, day: date) -> Self:
        """Those that are closed, or whose days are over."""
        return self.filter(Q(to_day__lt=day) | Q(closed_on__isnull=False))

    def in_full(self) -> Self:
        """With the things that their pages name, and their ledger: two queries."""
        return self.select_related("place", "service", "organisation").prefetch_related("ledger")
