"""Whether the time of an answer tells who has an account: a thousand answers to known and unknown addresses.

`make door` asks each door of the house in turn, one known address, one unknown, with the town's own hashing of
passwords and letters sent to a mail server of this machine; prints the medians and their difference.
"""

import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from benchmarks.dossier import SIGNED
from benchmarks.house import EmptyDatabases
from poucet.town.operations import write_commune
from poucet.town.people.invitations import invite
from poucet.town.people.models import Account

PAIRS = 125  # of each of the four doors: a thousand answers
WITHIN = 0.20
PASSWORD = "un mot de passe exemple"  # noqa: S105 -- of nobody
Said = Callable[[str], dict[str, str]]


@dataclass(frozen=True)
class Door:
    """A form that takes an address."""

    address: str
    said: Said


DOORS = (
    Door("/compte/entrer", lambda address: {"login": address, "password": "pas le bon mot"}),
    Door("/compte/entrer/code", lambda address: {"email": address}),
    Door("/compte/mot-de-passe/oublie", lambda address: {"email": address}),
    Door("/compte/ouvrir", lambda address: {"email": address, "password1": PASSWORD}),
)


def answered_s(door: Door, address: str) -> float:
    client = Client()
    client.get(door.address)
    began = perf_counter()
    answer = client.post(door.address, door.said(address))
    spent = perf_counter() - began
    if answer.status_code >= 400:
        raise RuntimeError(f"{door.address} answered {answer.status_code}")
    return spent


def compared(door: Door, number: int) -> tuple[float, float]:
    """The median answer to known addresses and to unknown ones, asked in turn."""
    known, unknown = [], []
    for turn in range(PAIRS):
        known.append(answered_s(door, f"connue{turn}@exemple.fr"))
        unknown.append(answered_s(door, f"inconnue{number}-{turn}@exemple.fr"))
    return median(known), median(unknown)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    EmptyDatabases().another()
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    write_commune(signed=SIGNED, name="Exempleville", insee="62999")
    for turn in range(PAIRS):
        invite(f"connue{turn}@exemple.fr", roles=(), name="", signed=SIGNED)
    for account in Account.objects.all():
        account.set_password(PASSWORD)
        account.save()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    post = Controller(Sink(), hostname="127.0.0.1", port=port)
    post.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MAIL = type(settings.MAIL)(settings.EMAIL_BACKEND, "mairie@exemple.fr")
    settings.ACCOUNT_RATE_LIMITS = False
    settings.ALLOWED_HOSTS = ["testserver"]
    even = True
    say("| door | known | unknown | difference |\n|---|---:|---:|---:|")
    try:
        for number, door in enumerate(DOORS):
            known, unknown = compared(door, number)
            difference = abs(known - unknown) / max(known, unknown)
            even = even and difference <= WITHIN
            say(f"| {door.address} | {known * 1000:.1f} ms | {unknown * 1000:.1f} ms | {difference:.0%} |")
    finally:
        post.stop()
    say(f"{PAIRS * 2 * len(DOORS)} answers: {'even' if even else 'NOT EVEN'} within {WITHIN:.0%}.")
    return 0 if even else 1


if __name__ == "__main__":
    sys.exit(main())
