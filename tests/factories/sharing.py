"""Offers and needs for tests, made through the house's own acts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from poucet.contribute.sharing.models import Posting, Promise
from poucet.contribute.sharing.operations import Offered, Taking, make_offer, take, write_posting
from poucet.town.people.models import Person
from poucet.town.writing import Signature
from tests.factories import SIGNED, named

LATER = date(2099, 6, 6)


def a_need(**given: Any) -> Posting:
    said = {
        "side": "need",
        "sort": "time",
        "name": "Planter la haie",
        "text": "Une matinée de plantation.",
        "quantity": Decimal(10),
        "unit": "places",
        "from_day": LATER,
        "to_day": LATER,
        "posted_on": localdate(SIGNED.at),
        **given,
    }
    signed: Signature = said.pop("signed", SIGNED)
    return write_posting(signed=signed, **named("posting", said))


def an_offer(person: Person | None = None, **given: Any) -> Posting:
    said = {
        "name": "Deux heures de couture",
        "text": "Ourlets, boutons.",
        "sort": "skill",
        "unit": "h",
        "quantity": Decimal(2),
        **given,
    }
    return make_offer(Offered(**said), person=person, signed=SIGNED)


def a_share(posting: Posting, person: Person | None = None, **given: Any) -> Promise:
    signed = Signature("tests", SIGNED.at + timedelta(minutes=Promise.objects.count() + 1))
    said = {"quantity": Decimal(1), **given}
    return take(posting, Taking(person=person, **said), signed=given.pop("signed", signed))
