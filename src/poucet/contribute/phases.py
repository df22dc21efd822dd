"""Which phase a call is in, and what it opens: whole days, where the commune lies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from poucet.contribute.models import Call, Phase


def current(phases: Sequence[Phase], day: date) -> list[Phase]:
    """The phases that a day falls in."""
    return [phase for phase in phases if phase.since <= day and (phase.until is None or day <= phase.until)]


def opened_on(phases: Sequence[Phase], day: date) -> frozenset[str]:
    """All that is open on a day."""
    return frozenset(act for phase in current(phases, day) for act in phase.acts)


def calls_open(act: str, day: date) -> list[Call]:
    """The calls that open an act on a day: two queries."""
    calls = Call.objects.prefetch_related("phases")
    return [call for call in calls if act in opened_on(list(call.phases.all()), day)]
