"""Opening an account for somebody: the town hall hands over a ticket, the person chooses a password."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.people import tickets
from poucet.town.people.models import Account, Person, Ticket
from poucet.town.people.operations import entrust, join
from poucet.town.people.roles import Role
from poucet.town.writing import Signature


@register.one_act()
def invite(
    address: str,
    *,
    name: str,
    roles: Iterable[Role],
    signed: Signature,
    example: bool = False,
    shows_name: bool = False,
) -> tuple[Person, str]:
    """A person with an account, their roles, and the secret of the ticket that opens it."""
    if Account.objects.filter(email__iexact=address).exists():
        raise RuleError("person.address_taken", address=address)
    account = Account.objects.create_user(address)
    EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
    person = join(account, name=name, at=signed.at, by=signed.by, example=example, level=Person.Level.REACHED)
    if shows_name:
        person.shows_name = True
        person.save(update_fields=["shows_name"])
    for role in roles:
        entrust(person, role, signed=signed)
    return person, tickets.issue(person, Ticket.Purpose.FIRST_KEY, at=signed.at)
