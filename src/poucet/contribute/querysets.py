"""Questions asked of proposals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from poucet.contribute.states import AWAITING, ENDED

if TYPE_CHECKING:
    from poucet.town.people.models import Person


class ProposalQuerySet(models.QuerySet[Any]):
    def awaiting(self) -> Self:
        """Those to which an answer is still owed."""
        return self.filter(state__in=AWAITING)

    def overdue(self, *, on: date) -> Self:
        """Those whose answer, or whose announced next step, is late on a day."""
        unanswered = Q(state__in=AWAITING, answer_due__lt=on)
        promised = Q(next_on__lt=on) & ~Q(state__in=ENDED)
        return self.filter(unanswered | promised)

    def in_full(self) -> Self:
        """With the things that their pages name."""
        return self.select_related("call", "place", "facet", "organisation")

    def newest(self) -> Self:
        """Never the most supported first: who came early would stay ahead."""
        return self.in_full().order_by("-proposed_on", "-number")

    def of(self, person: Person) -> Self:
        """Those that a person proposed."""
        return self.filter(authorship__person=person)


class ProposalManager(models.Manager.from_queryset(ProposalQuerySet)):  # type: ignore[misc]
    """Proposals that have not been withdrawn."""

    def get_queryset(self) -> ProposalQuerySet:
        found: ProposalQuerySet = super().get_queryset().filter(withdrawn=False)
        return found
