"""Calls and ideas for tests, made through the house's own acts."""

from __future__ import annotations

from datetime import date
from typing import Any

from poucet.contribute.models import Act, Call, Charter, Proposal
from poucet.contribute.operations import Bringer, Idea, Rules, propose, write_call
from poucet.town.people.models import Person
from poucet.town.writing import Signature
from tests.factories import SIGNED, named

RULES: dict[str, Any] = {
    **dict.fromkeys(Charter.TEXTS, "Sans objet."),
    "level": Charter.Level.MAKE,
    "minimum_age": 0,
    "verification": 1,
    "answer_days": 60,
    "data_until": "2030",
}
OPEN: dict[str, Any] = {
    "name": "On propose",
    "since": date(2020, 1, 1),
    "until": None,
    "acts": [Act.PROPOSE, Act.SUPPORT, Act.COMMENT],
    "translations": {},
}
REASON = "Nous avons regardé le lieu et demandé aux services : voici pourquoi nous disons cela."


def a_call(**given: Any) -> Call:
    rules = Rules({**RULES, **given.pop("rules", {})}, given.pop("reason", ""))
    phases = given.pop("phases", [OPEN])
    said = {"name": "Des idées toute l’année", "summary": "Proposez.", **given}
    return write_call(rules=rules, phases=phases, signed=SIGNED, **named("call", said))


def a_proposal(**given: Any) -> Proposal:
    call = given.pop("call", None) or a_call()
    person: Person | None = given.pop("person", None)
    signed: Signature = given.pop("signed", SIGNED)
    bringer = Bringer(person, given.pop("contact", ""), given.pop("channel", "web"))
    idea = Idea(**{"name": "Un banc à l’ombre", "text": "Sous le tilleul.", **given})
    return propose(call, idea, bringer, signed=signed)
