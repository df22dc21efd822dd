"""Questions asked of the figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef

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

    def with_origin(self) -> Self:
        return self.select_related("source", "indicator")
