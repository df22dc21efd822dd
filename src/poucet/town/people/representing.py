"""Acting in the name of an organisation: who may."""

from __future__ import annotations

from django.db.models import QuerySet

from poucet.town.errors import RuleError
from poucet.town.models import Organisation
from poucet.town.people.models import Grant, Person, Visitor
from poucet.town.people.roles import Role


def represented_by(person: Person | Visitor) -> QuerySet[Organisation]:
    """The organisations in whose name a person may act: those of which they were made a member, while it lasts."""
    if not isinstance(person, Person):
        return Organisation.objects.none()
    grants = Grant.objects.standing().filter(person=person, role=Role.MEMBER)
    return Organisation.objects.filter(pk__in=grants.values("organisation"))


def refuse_unless_represents(person: Person | None, organisation: Organisation | None) -> None:
    """Refuse to whom it did not entrust that; without a person, an agent writes it down for the organisation."""
    if organisation is None:
        return
    theirs = Organisation.objects.all() if person is None else represented_by(person)
    if not theirs.filter(pk=organisation.pk).exists():
        raise RuleError("organisation.not_yours", number=organisation.number)
