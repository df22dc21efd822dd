"""Notices and decisions for tests, made through the acts of moderation."""

from __future__ import annotations

from typing import Any

from poucet.contribute.moderation.grounds import Measure
from poucet.contribute.moderation.models import Case, Decision, Report
from poucet.contribute.moderation.operations import Notice, Verdict, decide, report, take_up
from poucet.town.models import Thing
from poucet.town.people.models import Person
from poucet.town.people.roles import Role
from poucet.town.writing import Signature
from tests.factories import SIGNED, a_person
from tests.factories.comments import a_comment

WHY = "Ce passage donne le téléphone et l’adresse d’une voisine qui n’a rien demandé."


def a_report(thing: Thing | None = None, **given: Any) -> Report:
    """Point at something, from a place of its own."""
    signed: Signature = given.pop("signed", Signature(by="resident", at=SIGNED.at))
    number = Report.objects.count() + 1
    said = {
        "ground": "rules",
        "explanation": "Ce n’est pas le sujet.",
        "address": "/commentaire/1",
        "name": "Odile Exemple",
        "email": f"odile{number}@exemple.fr",
        "place": f"192.0.2.{number}",
        **given,
    }
    return report((thing or a_comment()).reference, Notice(**said), signed=signed)[0]


def decided(row: Report, measure: str = Measure.HIDE, **given: Any) -> Decision:
    """Decide on the case of a notice, an hour later."""
    by: Person = given.pop("by", None) or a_person(Role.AGENT)
    ground = "" if measure == Measure.KEEP else given.pop("ground", "private")
    row.case.refresh_from_db()
    hour = 11 if row.case.state == Case.State.OPEN else 20
    signed = given.pop("signed", None) or Signature(by=by.signs_as, at=SIGNED.at.replace(hour=hour))
    return decide(row.case, Verdict(measure, ground, given.pop("why", WHY)), by=by, signed=signed)


def hidden(thing: Thing, *, by: Person | None = None, signed: Signature | None = None) -> Decision:
    """Hide something without a notice."""
    by = by or a_person(Role.AGENT)
    signed = signed or Signature(by=by.signs_as, at=SIGNED.at.replace(hour=11))
    return take_up(thing.reference, Verdict(Measure.HIDE, "private", WHY), by=by, signed=signed)
