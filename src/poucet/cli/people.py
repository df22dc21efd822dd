"""`poucet person …`: who may come in, for who holds the machine and has no account yet."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from poucet.cli.command import DONE, REFUSED
from poucet.cli.house import prepare_database, say, signature, tell, wake
from poucet.cli.language import _

if TYPE_CHECKING:
    from poucet.town.errors import RuleError
    from poucet.town.people.models import Person


def add(options: Namespace) -> int:
    """Open an account and print the link by which its holder chooses a password."""
    wake()
    prepare_database()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from poucet.town.errors import RuleError
    from poucet.town.people.invitations import invite
    from poucet.town.people.roles import Role
    from poucet.town.site import site_address

    try:
        validate_email(options.address)
        person, secret = invite(
            options.address,
            name=options.name,
            roles=[Role(role) for role in options.role],
            signed=signature(),
        )
    except ValidationError:
        tell(_("“%(address)s” is not an e-mail address.") % {"address": options.address})
        return REFUSED
    except RuleError as refusal:
        tell(_said(refusal))
        return REFUSED
    say(_("Person %(number)d may come in.") % {"number": person.number})
    say(_("Hand over this address: it opens once, within seven days, to choose a password."))
    say(f"{site_address()}/compte/premiere-cle/{secret}")
    return DONE


def listed(_options: Namespace) -> int:
    """Everybody who has an account, and what each is entrusted with."""
    wake()
    prepare_database()
    from poucet.town.people.models import Person

    for person in Person.objects.exclude(account=None).select_related("account"):
        roles = ", ".join(f"{grant.role} ({grant.get_role_display()})" for grant in person.grants.standing())
        account = person.account
        say(f"{person.number}\t{account.email if account else ''}\t{person.name}\t{roles}")
    return DONE


def entrust(options: Namespace) -> int:
    """Entrust a role to a person."""
    wake()
    prepare_database()
    from poucet.town.errors import RuleError
    from poucet.town.people.operations import entrust as act
    from poucet.town.people.roles import Role

    person = _person(options.number)
    if person is None:
        return REFUSED
    try:
        act(person, Role(options.role), signed=signature())
    except RuleError as refusal:
        tell(_said(refusal))
        return REFUSED
    say(_("Person %(number)d now holds the role: %(role)s.") % _held(options))
    return DONE


def relieve(options: Namespace) -> int:
    """End a role of a person."""
    wake()
    prepare_database()
    from poucet.town.errors import RuleError
    from poucet.town.people.operations import relieve as act

    person = _person(options.number)
    if person is None:
        return REFUSED
    grants = person.grants.standing().filter(role=options.role)
    if not grants:
        tell(_("Person %(number)d does not hold this role.") % {"number": options.number})
        return REFUSED
    try:
        for grant in grants:
            act(grant, signed=signature())
    except RuleError as refusal:
        tell(_said(refusal))
        return REFUSED
    say(_("Person %(number)d no longer holds the role: %(role)s.") % _held(options))
    return DONE


def _held(options: Namespace) -> dict[str, Any]:
    from poucet.town.people.roles import Role

    return {"number": options.number, "role": Role(options.role).label}


def tidy(_options: Namespace) -> int:
    """Warn those who have not come for long, and close what nobody uses any more; for the night."""
    wake()
    prepare_database()
    from poucet.town.people.tidying import tidy as act

    tidied = act(at=signature().at)
    say(
        _("%(warned)d warned, %(closed)d closed.")
        % {"warned": len(tidied.warned), "closed": len(tidied.closed)}
    )
    return DONE


def _person(number: int) -> Person | None:
    from poucet.town.people.models import Person

    person = Person.objects.filter(number=number, erased_at=None).first()
    if person is None:
        tell(_("There is no person %(number)d.") % {"number": number})
    return person


def _said(refusal: RuleError) -> str:
    sentences = {
        "person.address_taken": _("This address has an account already."),
        "person.already_entrusted": _("This person holds this role already."),
        "person.last_steward": _("This is the last steward: entrust the site to somebody else first."),
        "person.role_bears_elsewhere": _(
            "A member is one of an organisation: entrust this role from the site."
        ),
    }
    return sentences.get(refusal.code, str(refusal))
