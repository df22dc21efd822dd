"""The receipt of a session, by letter where the person gave an address."""

from __future__ import annotations

from smtplib import SMTPException

from poucet.contribute.assisting.models import AssistedSession
from poucet.town.mail import letter
from poucet.town.names import names_of
from poucet.town.site import site_address


def send_receipt(session: AssistedSession) -> bool:
    """Tell the person what was typed in for them; whether a letter left."""
    if "@" not in session.contact:
        return False
    acts, root = list(session.acts.all()), site_address()
    names = names_of({act.thing for act in acts})
    told = [
        (names[act.thing], root + names[act.thing].get_absolute_url()) for act in acts if act.thing in names
    ]
    try:
        letter("assisting/email/receipt", {"acts": told, "session": session}, to=session.contact).send()
    except (OSError, SMTPException):
        return False
    return True
