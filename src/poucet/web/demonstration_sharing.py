"""An imagined need and an imagined offer of the demonstration, with shares of them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils.timezone import localdate

from poucet.contribute.agreements.terms import Contribution
from poucet.contribute.models import Channel
from poucet.contribute.sharing.operations import Taking, prepare_worksite, take, write_posting
from poucet.contribute.sharing.terms import Side
from poucet.pebble.models import Pebble
from poucet.town.models import Place
from poucet.town.writing import Signature

FIRST_NUMBER = 901
_CONTACT = "exemple"


def share(signed: Signature) -> None:
    """Twelve places to plant a hedge, eleven of them taken; an offer of sewing."""
    today = localdate(signed.at)
    day = today + timedelta(days=30)
    served = Pebble.objects.filter(example=True).order_by("number").first()
    need = write_posting(
        key="exemple-haie",
        number=FIRST_NUMBER,
        signed=signed,
        serves=[served.reference] if served else [],
        side=Side.NEED,
        sort=Contribution.TIME,
        name="Douze personnes pour planter la haie",
        text="Une matinée, des plants, des pelles : il manque des bras. Les enfants sont les bienvenus.",
        quantity=Decimal(12),
        unit="personnes",
        from_day=day,
        to_day=day,
        place=Place.objects.filter(nature=Place.Nature.BUILDING).order_by("number").first(),
        conditions="Bottes et gants ; une soupe à midi.",
        is_worksite=True,
        posted_on=today,
        example=True,
    )
    prepare_worksite(
        need,
        signed=signed,
        briefing="Exemple : on se retrouve à 9 h, les outils sont montrés avant de commencer.",
        guardian_note="Exemple : chaque enfant vient avec un adulte qui en répond.",
    )
    for place, quantity in enumerate((4, 3, 4, 2), start=1):
        at = signed.at + timedelta(seconds=place)
        said = Taking(Decimal(quantity), contact=_CONTACT, channel=Channel.PAPER)
        take(need, said, signed=Signature(signed.by, at))
    write_posting(
        key="exemple-couture",
        number=FIRST_NUMBER + 1,
        signed=signed,
        side=Side.OFFER,
        sort=Contribution.SKILL,
        name="Six heures de couture",
        text="Ourlets, boutons, fermetures : j’apporte la machine.",
        quantity=Decimal(6),
        unit="h",
        author_name="Odile (exemple)",
        posted_on=today,
        example=True,
    )
