"""Questions asked of the register and of the thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Q

from poucet.town.things import Reference


class StandingManager(models.Manager[Any]):
    """Things that have not been withdrawn."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(withdrawn=False)


class RegisterQuerySet(models.QuerySet[Any]):
    def about(self, reference: Reference) -> Self:
        return self.filter(kind=reference.kind, number=reference.number)


class LinkQuerySet(models.QuerySet[Any]):
    def touching(self, references: Iterable[Reference]) -> Self:
        """Links with at least one end among these things."""
        ends = Q(pk__in=[])
        by_kind: dict[str, list[int]] = {}
        for reference in references:
            by_kind.setdefault(reference.kind, []).append(reference.number)
        for kind, numbers in by_kind.items():
            ends |= Q(origin_kind=kind, origin_number__in=numbers)
            ends |= Q(destination_kind=kind, destination_number__in=numbers)
        return self.filter(ends)
