"""Asking for an agreement: what we commit to, what we ask, how we will keep it alive; the town owes an answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from poucet.contribute.agreements.models import Agreement, Applicant
from poucet.contribute.agreements.operations import write_agreement
from poucet.contribute.agreements.terms import Party
from poucet.contribute.models import Proposal
from poucet.contribute.operations.holding import day, last_line
from poucet.town.desk.naming import new_key, next_number
from poucet.town.errors import RuleError
from poucet.town.models import Relation
from poucet.town.people.models import Person
from poucet.town.register import one_act
from poucet.town.thread import tie
from poucet.town.writing import Signature

MOST_A_DAY = 3


@dataclass(frozen=True)
class Request:
    """What a group, a class, an association asks, in its words."""

    name: str
    purpose: str
    party: str
    party_nature: str = Party.GROUP
    we_commit: str = ""
    we_ask: str = ""
    upkeep_plan: str = ""
    duration_wished: str = ""


@one_act()
def ask(request: Request, *, by: Person, signed: Signature, idea: Proposal | None = None) -> Agreement:
    """Ask for an agreement, perhaps about an idea: the thread ties them, the answer is owed from that day."""
    today = day(signed)
    if Applicant.objects.filter(person=by, agreement__requested_on=today).count() >= MOST_A_DAY:
        raise RuleError("request.too_many_today", most=MOST_A_DAY)
    number = next_number(Agreement)
    agreement = write_agreement(
        key=new_key(Agreement, request.name, number),
        number=number,
        period="",
        signed=signed,
        commitments=(),
        requested_on=today,
        example=bool(idea and idea.example),
        place=idea.place if idea else None,
        **asdict(request),
    )
    if idea is not None:
        tie(agreement.reference, Relation.ANSWERS, idea.reference, signed=signed)
    Applicant.objects.create(agreement=agreement, person=by, since_line=last_line())
    return agreement
