"""An imagined text written together: suggestions taken up, not taken up, and one that waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from poucet.contribute.drafting.models import Act
from poucet.contribute.drafting.operations import Wish, accept, refuse, suggest, write_text
from poucet.contribute.models import Channel
from poucet.contribute.operations import Bringer
from poucet.town.writing import Signature

FIRST_NUMBER = 901
_BODY = """Le jardin est ouvert à tous, du lever au coucher du soleil.

Chaque parcelle est confiée pour un an. Une parcelle laissée en friche trois mois est proposée à une autre personne.

L’eau vient de la cuve. Quand elle est vide, on attend la pluie."""


def write_together(*, signed: Signature) -> None:
    """Open the rules of an imagined garden, and answer two of three suggestions."""
    earlier = replace(signed, at=signed.at - timedelta(days=20))
    text = write_text(
        key="exemple-jardin",
        number=FIRST_NUMBER,
        name="Règlement du jardin partagé (exemple)",
        purpose="Dire en une page ce que chacun peut attendre des autres au jardin.",
        decided_by="l’assemblée des jardiniers, au printemps",
        body=_BODY,
        opened_on=earlier.at.date(),
        example=True,
        signed=earlier,
        translations={
            "en": {
                "name": "Rules of the shared garden (example)",
                "purpose": "Say on one page what each may expect of the others in the garden.",
                "decided_by": "the assembly of gardeners, in spring",
            }
        },
    )
    here, paper = Bringer(), Bringer(channel=Channel.PAPER)
    longer = Wish(
        Act.CHANGE,
        2,
        1,
        "Chaque parcelle est confiée pour un an. Une parcelle laissée en friche quatre mois, hors hiver, est proposée "
        "à une autre personne.",
        "Trois mois passent vite quand on est malade, et l’hiver personne ne jardine.",
        "une jardinière",
    )
    closed = Wish(Act.REMOVE, 1, 1, "", "On ne peut pas surveiller un jardin ouvert.")
    taps = Wish(
        Act.ADD,
        3,
        1,
        "Une parcelle sur dix est gardée pour l’école.",
        "Les enfants apprendraient là.",
        "Rose",
    )
    first, second, _third = [
        suggest(text, wish, bringer, signed=earlier)
        for wish, bringer in ((longer, here), (closed, paper), (taps, here))
    ]
    accept(first, over=1, wording=first.wording, reason="C’est plus juste, et aussi clair.", signed=signed)
    refuse(
        second,
        reason="Un jardin fermé ne serait plus à tous. On essaie un an, et l’on regarde ce qui s’est passé.",
        signed=signed,
    )
