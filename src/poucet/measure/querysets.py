"""Questions asked of the figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef


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

    def numbered(self, numbers: Iterable[int]) -> Self:
        return self.filter(number__in=set(numbers))

    def chronological(self) -> Self:
        """By date; figures whose date nobody knows come last."""
        return self.order_by(F("since").asc(nulls_last=True), "until", "number")

    def with_origin(self) -> Self:
        return self.select_related("source", "indicator")
