"""Small true things for tests, made through the house's own acts.

Each takes what the test is about and invents the rest; numbers follow one another.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from poucet.measure.models import Conflict, Constant, Indicator, Observation, Source
from poucet.measure.operations import (
    Figure,
    record_figures,
    write_conflict,
    write_constant,
    write_indicator,
    write_source,
)
from poucet.pebble.models import Pebble
from poucet.pebble.operations import Parts, write_pebble
from poucet.star.models import Axis, Facet, Framework, Star, Story, Target
from poucet.star.operations import (
    set_target,
    write_axis,
    write_facet,
    write_framework,
    write_star,
    write_story,
)
from poucet.town.models import Commune, Organisation, Place
from poucet.town.operations import write_commune, write_organisation, write_place
from poucet.town.people.invitations import invite
from poucet.town.people.models import Delegation, Person, Service
from poucet.town.people.roles import Role
from poucet.town.writing import Signature, write

SIGNED = Signature(by="tests", at=datetime(2026, 1, 5, 9, 30, tzinfo=UTC))
_numbers = count(1)


def named(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    number = given.pop("number", None) or next(_numbers)
    return {"number": number, "key": given.pop("key", f"{kind}-{number}"), **given}


def a_commune(**given: Any) -> Commune:
    return write_commune(signed=SIGNED, **{"name": "Exempleville", "insee": "62999", **given})


def a_place(**given: Any) -> Place:
    return write_place(signed=SIGNED, **named("place", {"name": "La halle", "nature": "building", **given}))


def an_organisation(**given: Any) -> Organisation:
    return write_organisation(
        signed=SIGNED, **named("organisation", {"name": "Les Amis du clocher", **given})
    )


def a_service(**given: Any) -> Service:
    return write(Service, signed=SIGNED, **named("service", {"name": "Accueil (exemple)", **given}))


def a_delegation(**given: Any) -> Delegation:
    return write(Delegation, signed=SIGNED, **named("delegation", {"name": "Transition (exemple)", **given}))


def a_person(*roles: Role, password: str = "", **given: Any) -> Person:
    """Somebody with an account; the address counts the people of the house."""
    address = f"personne{Person.objects.count() + 1}@exemple.fr"
    said = {"name": "", **given}
    person, _secret = invite(address, roles=roles, signed=SIGNED, **said)
    if password and person.account:
        person.account.set_password(password)
        person.account.save()
    return person


def a_source(**given: Any) -> Source:
    return write_source(signed=SIGNED, **named("source", {"name": "Bulletin exemple", "year": 2020, **given}))


def an_indicator(**given: Any) -> Indicator:
    said = {"name": "Production du toit", "unit": "kWh/an", **given}
    if said.get("nature", "quantity") != "quantity":
        said["unit"] = ""
    return write_indicator(signed=SIGNED, **named("indicator", said))


def a_figure(**given: Any) -> Observation:
    indicator = given.pop("indicator", None) or an_indicator()
    source = given.pop("source", None) or a_source()
    said = {"status": "declared", "confidence": "high", "unit": indicator.unit, "period": "2020", **given}
    if said.get("state", "quantity") == "quantity" and "low" not in said:
        said.setdefault("value", Decimal(100))
    number = said.pop("number", None) or next(_numbers)
    record_figures([Figure(number=number, indicator=indicator, source=source, **said)], signed=SIGNED)
    return Observation.objects.current().get(number=number)


def a_constant(**given: Any) -> Constant:
    said = {
        "name": "Électricité d'un ménage",
        "value": Decimal(2500),
        "unit": "kWh/ménage/an",
        "status": "declared",
        "confidence": "high",
        **given,
    }
    said.setdefault("source", None)
    said["source"] = said["source"] or a_source()
    return write_constant(signed=SIGNED, **named("constant", said))


def a_conflict(*sides: Observation, **given: Any) -> Conflict:
    said = {"name": "Deux valeurs", "explanation": "Les périmètres diffèrent.", **given}
    return write_conflict(sides=[side.number for side in sides], signed=SIGNED, **named("conflict", said))


def a_framework(*tags: str, **given: Any) -> Framework:
    said = {"name": "Les piliers", "version": "2017", **given}
    said["source"] = said.get("source") or a_source()
    pillars = [{"tag": tag, "name": tag.capitalize()} for tag in tags or ("implication", "etoile")]
    return write_framework(pillars=pillars, signed=SIGNED, **named("framework", said))


def a_star(**given: Any) -> Star:
    said = {"name": "L'étoile exemple", "horizon": 2050, "narrative": "Une ville sobre.", **given}
    return write_star(statements=said.pop("statements", ()), signed=SIGNED, **said)


def a_facet(**given: Any) -> Facet:
    return write_facet(signed=SIGNED, **named("facet", {"name": "Le soleil sur les toits", **given}))


def a_target(facet: Facet, **given: Any) -> Target:
    said = {
        "version": 1,
        "value": Decimal(500),
        "unit": "kWh/an",
        "horizon": 2030,
        "confidence": "high",
        **given,
    }
    said["source"] = said.get("source") or a_source()
    return set_target(facet, signed=SIGNED, **said)


def an_axis(**given: Any) -> Axis:
    said = {"name": "Produire ici", "document": "Charte exemple", "confidence": "high", **given}
    said["source"] = said.get("source") or a_source()
    return write_axis(facets=said.pop("facets", ()), signed=SIGNED, **named("axis", said))


def a_pebble(parts: Parts | None = None, **given: Any) -> Pebble:
    said = {
        "name": "Le toit de la halle",
        "state": "laid",
        "period": "2020",
        "theme": "energie",
        "deed": "Des panneaux sur le toit.",
        "confidence": "high",
        **given,
    }
    if not said.get("example") and "source" not in said:
        said["source"] = a_source()
    return write_pebble(parts=parts, signed=SIGNED, **named("pebble", said))


def a_story(**given: Any) -> Story:
    said = {
        "name": "La mémoire du toit",
        "deed": "On est montés à quarante.",
        "author": "une voisine",
        "period": "2020",
        "tells": (),
        **given,
    }
    return write_story(signed=SIGNED, **named("story", said))
