"""Questions asked of the agreements."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models

from poucet.contribute.agreements.terms import AWAITING_ANSWER, LIVING


class AgreementQuerySet(models.QuerySet[Any]):
    def overdue(self, *, on: date) -> Self:
        """Requests that the town has not answered by the day that it owed."""
        return self.filter(state__in=AWAITING_ANSWER, answer_due__lt=on)

    def living(self) -> Self:
        """Signed, and not ended."""
        return self.filter(state__in=LIVING)

    def with_all(self) -> Self:
        """With what a page or an export tells: a bounded number of questions, whatever the rows."""
        return self.select_related("place", "organisation", "service").prefetch_related(
            "commitments", "ledger__commitment", "texts__signatures"
        )
