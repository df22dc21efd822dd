"""What this room keeps of a person, told to that person."""

from __future__ import annotations

from typing import Any

from poucet.town.identity.models import ProvenIdentity
from poucet.town.people.models import Person


def what_is_kept(person: Person) -> dict[str, Any]:
    """The prints themselves too: they are the person's, and open nothing."""
    mine = ProvenIdentity.objects.filter(account__person=person).first()
    if mine is None:
        return {}
    return {"proven_on": mine.proven_on, "civil_status": mine.civil_status, "subject": mine.subject}
