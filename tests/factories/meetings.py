"""Meetings for tests, announced through the act of their room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from poucet.contribute.meetings.models import Meeting
from poucet.contribute.meetings.operations import Parts, write_meeting
from tests import factories
from tests.factories import named

NOTHING = Parts()
EVENING = datetime(2026, 10, 6, 16, 30, tzinfo=UTC)  # 18:30 where the commune lies


def a_meeting(parts: Parts = NOTHING, **given: Any) -> Meeting:
    """Announce a meeting of two hours."""
    said = {
        "name": "Quels arbres sur la place ?",
        "purpose": "Choisir ensemble.",
        "starts_at": EVENING,
        **given,
    }
    said.setdefault("ends_at", said["starts_at"] + timedelta(hours=2))
    return write_meeting(parts=parts, signed=factories.SIGNED, **named("meeting", said))


def a_whole_meeting(**given: Any) -> Meeting:
    """Announce one with something in each of its parts."""
    parts = Parts(
        access=[{"fact": "loop", "answer": "no", "note": "on parle fort"}],
        agenda=[{"title": "Choisir les essences", "minutes": 40, "who": "une jardinière"}],
        lines=[{"sort": "promise", "text": "Arroser tout l’été.", "who": ""}],
    )
    return a_meeting(parts, **given)
