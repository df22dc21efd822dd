"""What became of the letters of a batch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from poucet.town.residence.models import Batch, LetterCode


@dataclass(frozen=True)
class Counts:
    """A batch, and how many of its letters are in each state."""

    batch: Batch
    waiting: int = 0
    used: int = 0
    revoked: int = 0
    replaced: int = 0


def counts_of(batch: Batch) -> Counts:
    return with_counts([batch])[0]


def with_counts(batches: Iterable[Batch]) -> list[Counts]:
    """Counts of several batches in one query."""
    batches = list(batches)
    rows = LetterCode.objects.filter(batch__in=batches).values_list("batch", "state").annotate(Count("pk"))
    found = {(batch, state): count for batch, state, count in rows}
    return [
        Counts(one, *(found.get((one.pk, state.value), 0) for state in LetterCode.State)) for one in batches
    ]
