"""Texts written together for tests, made through the acts of their room."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from poucet.contribute.drafting.models import Suggestion, Text
from poucet.contribute.drafting.operations import Wish, suggest, write_text
from poucet.contribute.operations import Bringer
from poucet.town.writing import Signature
from tests.factories import SIGNED, named

BODY = "Le jardin est ouvert à tous.\n\nChaque parcelle est confiée pour un an.\n\nL’eau vient de la cuve."


def a_text(**given: Any) -> Text:
    said = {
        "name": "Règlement du jardin",
        "purpose": "Dire ce que chacun attend des autres.",
        "decided_by": "l’assemblée des jardiniers",
        "body": BODY,
        "opened_on": localdate(SIGNED.at),
        **given,
    }
    signed: Signature = said.pop("signed", SIGNED)
    return write_text(signed=signed, **named("text", said))


def a_suggestion(**given: Any) -> Suggestion:
    """Suggest other words for the second paragraph; called by a name, its reason says that."""
    text = given.pop("text", None) or a_text()
    signed: Signature = given.pop("signed", SIGNED)
    bringer = Bringer(given.pop("person", None), given.pop("contact", ""), given.pop("channel", "web"))
    said = {
        "act": "change",
        "paragraph": 2,
        "version": text.version,
        "wording": "Chaque parcelle est confiée pour deux ans.",
        "reason": given.pop("name", "Un an passe vite."),
        **given,
    }
    return suggest(text, Wish(**said), bringer, signed=signed)
