"""Acts on identity: one is proven, once, for one account."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q
from django.utils.timezone import localdate

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.identity.civil_status import Prints
from poucet.town.identity.models import ProvenIdentity
from poucet.town.people.models import Person
from poucet.town.people.operations import reference_of
from poucet.town.writing import Signature


class Document(StrEnum):
    """What shows who somebody is, with a photograph of them."""

    CARD = "card"
    PASSPORT = "passport"
    PERMIT = "permit"


@register.one_act()
def prove_identity(person: Person, prints: Prints, *, signed: Signature) -> None:
    """Keep the prints of somebody's identity; level 3 is for those who also live here."""
    _keep(person, prints, signed)


@register.one_act()
def see_identity(person: Person, document: Document, prints: Prints, *, signed: Signature) -> None:
    """An agent saw who somebody is; what was seen is named, and only the prints of it are kept."""
    if person.signs_as == signed.by:
        raise RuleError("identity.own_document")
    _keep(person, prints, signed, means="desk", seen=document.value)


def _keep(person: Person, prints: Prints, signed: Signature, **how: str) -> None:
    """An act holds the chain from its first word, so that of two accounts at once only one is the first."""
    if person.account is None:
        raise RuleError("person.erased", number=person.number)
    mine = ProvenIdentity.objects.filter(account__person=person).first()
    if mine is not None:
        same = mine.civil_status == prints.civil_status
        raise RuleError("identity.proven_already" if same else "identity.another")
    known = Q(civil_status=prints.civil_status) | Q(subject=prints.subject)
    if ProvenIdentity.objects.filter(known).exists():
        raise RuleError("identity.taken")
    ProvenIdentity.objects.create(
        account=person.account,
        civil_status=prints.civil_status,
        subject=prints.subject,
        proven_on=localdate(signed.at),
    )
    if Person.objects.filter(pk=person.pk, level=Person.Level.LETTER).update(level=Person.Level.IDENTITY):
        person.level = Person.Level.IDENTITY
    register.record("person.identified", on=reference_of(person), by=signed.by, at=signed.at, **how)


def level_of_resident(person: Person) -> Person.Level:
    """What somebody reaches once it is written that they live here: more, if who they are was proven before."""
    proven = ProvenIdentity.objects.filter(account__person=person).exists()
    return Person.Level.IDENTITY if proven else Person.Level.LETTER
