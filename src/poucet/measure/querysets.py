"""Questions asked of the figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When, Window
from django.db.models.functions import RowNumber, Substr

from poucet.measure.denominators import name_constants


class ObservationQuerySet(models.QuerySet[Any]):
    def current(self, *, on: datetime | None = None) -> Self:
        """Each figure as it stands (or stood on a date): its last revision, unless withdrawn."""
        written = self.model._default_manager.filter(
            number=OuterRef("number"), revision__gt=OuterRef("revision")
        )
        known = self
        if on is not None:
            known, written = known.filter(recorded_at__lte=on), written.filter(recorded_at__lte=on)
        return known.filter(~Exists(written)).exclude(state="withdrawn")

    def _fetch_all(self) -> None:
        """Fetch, then name the constants that counts take: no page can print a count without asking for them."""
        is_fresh = self._result_cache is None
        super()._fetch_all()
        if is_fresh:
            name_constants(row for row in self._result_cache or () if isinstance(row, self.model))

    def numbered(self, numbers: Iterable[int]) -> Self:
        return self.filter(number__in=set(numbers))

    def marking_references(self) -> Self:
        """With `is_reference`: whether somebody chose the figure as the reference of a conflict."""
        conflicts = self.model._meta.apps.get_model("measure", "Conflict").objects
        return self.annotate(is_reference=Exists(conflicts.filter(reference_number=OuterRef("number"))))

    def chronological(self) -> Self:
        """By date; figures whose date nobody knows come last."""
        return self.order_by(F("since").asc(nulls_last=True), "until", "number")

    def speaking_for_each(self, statuses: Sequence[str], *, references_first: bool = False) -> Self:
        """Of each indicator, the one figure that speaks for it: the best known by its status, then the latest.

        The same order as `pebble.effects.speaking`, told to the database: a series of thousands gives one row.
        """
        known = Q(value__isnull=False) | Q(low__isnull=False, high__isnull=False)
        ranks = Case(*(When(status=status, then=rank) for rank, status in enumerate(statuses)))
        order: list[Any] = [ranks.asc(), Substr("period", 1, 4).desc(), F("number").asc()]
        rows = self.marking_references() if references_first else self
        if references_first:
            order = [F("is_reference").desc(), *order]
        best = Window(RowNumber(), partition_by=F("indicator_id"), order_by=order)
        narrowed = rows.filter(known, status__in=statuses).annotate(rank=best).filter(rank=1)
        spoken: Self = self.model._default_manager.filter(pk__in=narrowed.values("pk"))
        return spoken

    def with_origin(self) -> Self:
        return self.select_related("source", "indicator")
