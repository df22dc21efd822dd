"""Letters of moderation: the receipt of a notice; what was decided, to its author and to those who pointed at it.

They say what article 17 of the regulation on digital services asks: the facts, the ground, that no machine decided,
and how to object. A letter that cannot leave undoes nothing: the page of the case says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from poucet.contribute.moderation.following import token_of
from poucet.contribute.moderation.grounds import APPEAL_DAYS
from poucet.contribute.moderation.limits import too_many_letters
from poucet.contribute.moderation.models import Decision, Report
from poucet.contribute.moderation.moderable import thing_of
from poucet.town.models import Commune
from poucet.town.things import label_of


def send_receipt(row: Report, *, at: datetime, root: str) -> bool:
    """Tell who pointed at something that it is received, under which number, and until when it is looked at."""
    if not row.email or too_many_letters(row.email, at):
        return False
    follow = root + reverse("moderation-follow", args=[token_of(row.case, row)])
    return _send("receipt", row.email, {"report": row, "case": row.case, "follow": follow})


def tell_decision(decision: Decision, *, root: str) -> int:
    """Write to its author and to all who pointed at it; gives how many letters left."""
    return sum(_send("decision", email, told) for email, told in _addressed(decision, root))


def letter_for_author(decision: Decision, *, root: str) -> str:
    """The letter to print for an author who has no e-mail address."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("moderation/email/decision_message.txt", _told(decision, None, root))


def email_of_author(decision: Decision) -> str:
    person = decision.case.author
    return person.account.email if person and person.account else ""


def _addressed(decision: Decision, root: str) -> Iterator[tuple[str, dict[str, Any]]]:
    email = email_of_author(decision)
    if email:
        yield email, _told(decision, None, root)
    for row in decision.case.reports.exclude(email="").order_by("number"):
        yield row.email, _told(decision, row, root)


def _told(decision: Decision, row: Report | None, root: str) -> dict[str, Any]:
    case = decision.case
    thing = thing_of(case.reference)
    return {
        "decision": decision,
        "case": case,
        "report": row,
        "label": label_of(case.kind),
        "address": root + reverse(case.kind, args=[case.thing_number]),
        "text": getattr(thing, "text", "") if row is None else "",
        "follow": root + reverse("moderation-follow", args=[token_of(case, row)]),
        "rules": root + reverse("moderation"),
        "on_appeal": decision.position > 0,
        "days": APPEAL_DAYS,
        "house": _house(),
    }


def _house() -> str:
    commune = Commune.objects.filter(pk=1).first()
    return commune.name if commune else "Poucet"


def _send(name: str, email: str, said: dict[str, Any]) -> bool:
    told = {"house": _house(), **said}
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string(f"moderation/email/{name}_subject.txt", told).strip()
        body = render_to_string(f"moderation/email/{name}_message.txt", told)
    try:
        send_mail(f"{told['house']} – {subject}", body, None, [email])
    except (OSError, SMTPException):
        return False
    return True
