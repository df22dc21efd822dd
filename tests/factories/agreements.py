"""Agreements for tests, made through the house's own acts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from poucet.contribute.agreements.canonical import digest_of
from poucet.contribute.agreements.models import Agreement
from poucet.contribute.agreements.operations import Pledge, write_agreement
from poucet.contribute.agreements.signing import Signed, sign_agreement, text_to_sign
from poucet.town.writing import Signature
from tests.factories import SIGNED, named

BOXES = Pledge(
    "jardinieres", "town", "Fournir les jardinières remplies", "material", Decimal(6), "jardinières",
    date(2026, 3, 1), "services techniques", "photo",
)  # fmt: skip
WATER = Pledge(
    "arrosage", "residents", "Arroser et désherber", "time", Decimal(2), "h", date(2026, 4, 1),
    "les voisins de la rue", "carnet", "monthly",
)  # fmt: skip
FILE = "0" * 64


def an_agreement(**given: Any) -> Agreement:
    said = {
        "name": "Les jardinières de la rue",
        "purpose": "Des fleurs devant chaque porte.",
        "party": "la rue des Lilas",
        "party_nature": "street",
        "state": "agreed",
        "upkeep": "Les voisins arrosent, la commune remplace.",
        "review_on": date(2026, 12, 1),
        "period": "2026",
        "commitments": (BOXES, WATER),
        **given,
    }
    return write_agreement(signed=SIGNED, **named("agreement", said))


def sign(agreement: Agreement, side: str, **given: Any) -> None:
    said = {"signer": "la maire", "on": date(2026, 1, 5), "paper_digest": FILE, **given}
    signed: Signature = said.pop("signed", SIGNED)
    digest = said.pop("digest", digest_of(text_to_sign(agreement)))
    sign_agreement(agreement, Signed(side=side, digest=digest, **said), signed=signed)


def a_signed_agreement(**given: Any) -> Agreement:
    agreement = an_agreement(**given)
    for side in ("town", "residents"):
        sign(agreement, side)
    agreement.refresh_from_db()
    return agreement
