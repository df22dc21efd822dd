"""Acts on people: join, entrust, relieve, say how to be named, erase."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db.models import Max, QuerySet

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Organisation, Thing
from poucet.town.people import belongings, tickets
from poucet.town.people.models import Account, Delegation, Grant, Person, Service, Ticket
from poucet.town.people.roles import Role
from poucet.town.things import Reference
from poucet.town.writing import Signature

_BEARS_ON: dict[Role, type[Organisation | Service | Delegation]] = {
    Role.MEMBER: Organisation,
    Role.AGENT: Service,
    Role.ELECTED: Delegation,
}


class Erasure(StrEnum):
    """How much goes: the account alone, or all that may be taken out without untying the rest."""

    ACCOUNT = "account"
    CONTENT = "content"


def reference_of(person: Person) -> Reference:
    return Reference("person", person.number)


@register.one_act()
def join(
    account: Account, *, at: datetime, name: str = "", by: str = "", example: bool = False, level: int = 0
) -> Person:
    """Give an account its person, with the next number; signed by that person unless someone else acts."""
    number = (Person.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    person = Person.objects.create(
        number=number, account=account, name=name, joined_at=at, example=example, level=level
    )
    register.record("person.joined", on=reference_of(person), by=by or person.signs_as, at=at)
    return person


@register.one_act()
def entrust(person: Person, role: Role, *, signed: Signature, bears_on: Thing | None = None) -> Grant:
    """Entrust a role; a person holds each role once for the same thing."""
    if person.erased_at is not None:
        raise RuleError("person.erased", number=person.number)
    where = _bearing(role, bears_on)
    held = person.grants.standing().filter(role=role, **where)
    if held.exists():
        raise RuleError("person.already_entrusted", number=person.number, role=role)
    grant = Grant.objects.create(person=person, role=role, since=signed.at, **where)
    _sign_role("person.entrusted", grant, signed)
    person.__dict__.pop("roles", None)
    return grant


@register.one_act()
def relieve(grant: Grant, *, signed: Signature) -> None:
    """End a role; the house keeps a steward, or nobody could entrust anything any more."""
    if grant.role == Role.STEWARD and _stewards().count() < 2:
        raise RuleError("person.last_steward", number=grant.person.number)
    grant.until = signed.at
    grant.save(update_fields=["until"])
    _sign_role("person.relieved", grant, signed)
    grant.person.__dict__.pop("roles", None)


@register.one_act()
def name_oneself(person: Person, *, name: str, shows_name: bool, signed: Signature) -> None:
    """Say how to be named, and whether the name may show."""
    if (person.name, person.shows_name) == (name, shows_name):
        return
    person.name, person.shows_name = name, shows_name
    person.save(update_fields=["name", "shows_name"])
    register.record("person.named", on=reference_of(person), by=signed.by, at=signed.at)


@register.one_act()
def read_private_data(person: Person, *, signed: Signature) -> None:
    """Write down that somebody else read what is private; the person finds it among their acts."""
    register.record("person.read", on=reference_of(person), by=signed.by, at=signed.at)


@register.one_act()
def take_data(secret: str, person: Person, *, signed: Signature) -> None:
    """Open one's own data, once; refused with another's ticket."""
    if tickets.use(secret, Ticket.Purpose.OWN_DATA, at=signed.at) != person:
        raise RuleError("ticket.another_person")
    register.record("person.exported", on=reference_of(person), by=signed.by, at=signed.at)


@register.one_act()
def erase(person: Person, mode: Erasure, *, signed: Signature) -> None:
    """Take out the account and the name, and the person's own unfinished things if asked.

    What was published stays, under the number; the register names people by that number, so its chain holds.
    """
    if person.grants.standing().filter(role=Role.STEWARD).exists() and _stewards().count() < 2:
        raise RuleError("person.last_steward", number=person.number)
    if mode is Erasure.CONTENT:
        belongings.take_out(person)
    for grant in person.grants.standing():
        relieve(grant, signed=signed)
    account, person.account = person.account, None
    person.name, person.shows_name, person.erased_at = "", False, signed.at
    person.save(update_fields=["account", "name", "shows_name", "erased_at"])
    if account is not None:
        account.delete()
    register.record("person.erased", on=reference_of(person), by=signed.by, at=signed.at, mode=mode.value)


def _stewards() -> QuerySet[Grant]:
    return Grant.objects.standing().filter(role=Role.STEWARD)


def _bearing(role: Role, thing: Thing | None) -> dict[str, Thing | None]:
    """Where a role bears: a member's organisation, an agent's service, an elected member's delegation."""
    kind = _BEARS_ON.get(role)
    fits = thing is None or (kind is not None and isinstance(thing, kind))
    if not fits or (thing is None and role is Role.MEMBER):
        raise RuleError("person.role_bears_elsewhere", role=role)
    return {kind.kind: thing} if kind else {}


def _sign_role(act: str, grant: Grant, signed: Signature) -> None:
    bears_on = grant.bears_on
    details = {"role": grant.role} | ({"to": list(bears_on.reference)} if bears_on else {})
    register.record(act, on=reference_of(grant.person), by=signed.by, at=signed.at, **details)
