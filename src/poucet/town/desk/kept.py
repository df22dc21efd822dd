"""What the desk keeps of a person: the drafts that they wrote."""

from __future__ import annotations

from typing import Any

from poucet.town.desk.models import Draft
from poucet.town.people.models import Person


def drafts_of(person: Person) -> list[dict[str, Any]]:
    names = ("kind", "number", "title", "content", "state", "opened_at", "saved_at")
    return list(Draft.objects.filter(author=person).order_by("pk").values(*names))


def let_go_of_drafts(person: Person) -> None:
    """What was published stays where it is: only the drafts go."""
    Draft.objects.filter(author=person).delete()
