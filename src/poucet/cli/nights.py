"""`poucet night`: all that the house does by itself, once a night."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta

from poucet.cli.command import DONE
from poucet.cli.house import prepare_database, say, signature, wake
from poucet.cli.language import _

CAUGHT_UP = timedelta(days=7)  # nights that the machine slept through


def night(_options: Namespace) -> int:
    """Letters to those who follow ideas, reminders of agreements, what is destroyed in time, unused accounts."""
    wake()
    prepare_database()
    from django.utils.timezone import localdate

    from poucet.contribute.agreements.reminding import record_reminders
    from poucet.contribute.letters import send_daily
    from poucet.contribute.sharing.operations import destroy_emergency_contacts
    from poucet.town.people.tidying import tidy
    from poucet.town.site import site_address

    signed = signature()
    today = localdate(signed.at)
    letters = send_daily(at=signed.at, root=site_address())
    reminders = record_reminders(today, signed=signed, since=today - CAUGHT_UP)
    destroyed = destroy_emergency_contacts(signed=signed)
    tidied = tidy(at=signed.at)
    told = {
        "letters": letters,
        "reminders": len(reminders),
        "warned": len(tidied.warned),
        "closed": len(tidied.closed),
        "destroyed": destroyed,
    }
    say(
        _(
            "%(letters)d letters, %(reminders)d reminders; accounts: %(warned)d warned, %(closed)d closed; "
            "emergency contacts destroyed: %(destroyed)d."
        )
        % told
    )
    return DONE
