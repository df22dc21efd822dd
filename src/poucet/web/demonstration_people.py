"""The imagined people of the demonstration: one account for each role, all with one password drawn on this machine."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.contrib.auth.hashers import check_password, make_password

from poucet.town import register
from poucet.town.models import Organisation
from poucet.town.operations import write_organisation
from poucet.town.people.invitations import invite
from poucet.town.people.models import Account, Delegation, Person, Service
from poucet.town.people.operations import entrust
from poucet.town.people.roles import Role
from poucet.town.writing import Signature, write

FIRST_NUMBER = 901  # far from the numbers of what is sourced
PASSWORD_FILE = "demo-password"  # noqa: S105 -- the name of a file

# Address, name, role; a resident is entrusted with nothing.
PEOPLE: tuple[tuple[str, str, Role | None], ...] = (
    ("habitante@exemple.fr", "Rose", None),
    ("membre@exemple.fr", "Karim", Role.MEMBER),
    ("agente@exemple.fr", "Camille", Role.AGENT),
    ("elu@exemple.fr", "Jean", Role.ELECTED),
    ("evaluatrice@exemple.fr", "Inès", Role.EVALUATOR),
    ("garde@exemple.fr", "Paul", Role.KEYHOLDER),
    ("technique@exemple.fr", "Lucie", Role.STEWARD),
)


@register.one_act()
def add_people(*, signed: Signature, password: str) -> None:
    """Open the accounts that are not there yet; each person says that they are an example."""
    addresses = [address for address, _name, _role in PEOPLE]
    known = set(Account.objects.filter(email__in=addresses).values_list("email", flat=True))
    bearings = _bearings(signed)
    for address, name, role in PEOPLE:
        if address not in known:
            person, _secret = invite(
                address, name=name, roles=(), signed=signed, example=True, shows_name=True
            )
            if role is not None:
                entrust(person, role, bears_on=bearings.get(role), signed=signed)
    opened = Account.objects.filter(email__in=addresses)
    if not check_password(password, opened[0].password):
        opened.update(password=make_password(password))  # hashed once: that takes its time


def password_of(home: Path) -> str:
    """The password of these accounts, drawn once and kept where its owner alone reads it."""
    kept = home / PASSWORD_FILE
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(f"exemple-{secrets.token_hex(4)}")
    return kept.read_text()


def accounts() -> list[tuple[str, str]]:
    """Each account of the demonstration: its address, and what its person is."""
    people = Person.objects.filter(example=True, account__isnull=False).select_related("account")
    known = {one.account.email for one in people if one.account is not None}
    return [
        (address, str((role or Role.RESIDENT).label)) for address, _name, role in PEOPLE if address in known
    ]


def _bearings(signed: Signature) -> dict[Role, Organisation | Service | Delegation]:
    note = "Imaginé pour la démonstration."
    return {
        Role.MEMBER: write_organisation(
            key="exemple-amis-du-verger",
            number=FIRST_NUMBER,
            name="Les Amis du verger (exemple)",
            role="",
            note=note,
            signed=signed,
        ),
        Role.AGENT: write(
            Service,
            key="exemple-accueil",
            number=FIRST_NUMBER,
            name="Accueil (exemple)",
            note=note,
            signed=signed,
        ),
        Role.ELECTED: write(
            Delegation,
            key="exemple-transition",
            number=FIRST_NUMBER,
            name="Transition (exemple)",
            note=note,
            signed=signed,
        ),
    }
