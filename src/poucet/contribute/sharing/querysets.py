"""Questions asked of offers and needs."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from poucet.contribute.sharing.terms import Standing


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

    def untold(self, *, on: date) -> Self:
        """Those whose days are over while nobody said what was delivered of a confirmed share."""
        from poucet.contribute.sharing.models import SharingLine
        from poucet.contribute.sharing.terms import DELIVERIES

        told = SharingLine.objects.filter(
            posting=models.OuterRef("posting"), share=models.OuterRef("position"), event__in=DELIVERIES
        )
        from poucet.contribute.sharing.models import Promise

        waiting = Promise.objects.filter(state=Standing.CONFIRMED).filter(~models.Exists(told))
        return self.filter(to_day__lt=on, pk__in=waiting.values("posting"))
