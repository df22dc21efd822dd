"""Acts of residents on ideas: propose, rewrite, support; and the idea as a dossier tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from poucet.contribute.models import (
    Act,
    Authorship,
    Call,
    Channel,
    Proposal,
    Reply,
    Revision,
    Support,
)
from poucet.contribute.operations.calls import current_charter
from poucet.contribute.operations.holding import change, day, held, last_line
from poucet.contribute.phases import opened_on
from poucet.contribute.states import ENDED, State
from poucet.star.models import Facet
from poucet.town import register
from poucet.town.desk.naming import new_key, next_number
from poucet.town.errors import RuleError
from poucet.town.models import Organisation, Place
from poucet.town.people.models import Person
from poucet.town.people.representing import refuse_unless_represents
from poucet.town.register import one_act
from poucet.town.rows import differing
from poucet.town.writing import Signature, sign_revision, write

Fields = dict[str, Any]
MOST_A_DAY = 5
BY_A_RESIDENT = "resident"  # who supports what is nobody's business: such lines name nobody


@dataclass(frozen=True)
class Idea:
    """What somebody proposes, and as whom."""

    name: str
    text: str
    author: str = Proposal.Author.RESIDENT
    author_name: str = ""
    organisation: Organisation | None = None
    place: Place | None = None
    facet: Facet | None = None


@dataclass(frozen=True)
class Bringer:
    """Who brings an idea: a person of the house, or how to reach who is none."""

    person: Person | None = None
    contact: str = ""
    channel: str = Channel.WEB


@one_act()
def propose(call: Call, idea: Idea, bringer: Bringer, *, signed: Signature) -> Proposal:
    """Bring an idea; refused where the phase of the day does not open it. The answer is owed from that day.

    In the name of an organisation, by whoever was made a member of it.
    """
    _require_open(call, Act.PROPOSE, signed)
    _refuse_too_many(bringer, signed)
    refuse_unless_represents(bringer.person, idea.organisation)
    charter, today = current_charter(call), day(signed)
    number = next_number(Proposal)
    proposal = write(
        Proposal,
        key=new_key(Proposal, idea.name, number),
        number=number,
        signed=signed,
        call=call,
        charter_version=charter.version,
        channel=bringer.channel,
        proposed_on=today,
        answer_due=today + timedelta(days=charter.answer_days),
        example=call.example,
        **vars(idea),
    )
    Authorship.objects.create(
        proposal=proposal, person=bringer.person, contact=bringer.contact, since_line=last_line()
    )
    return proposal


@one_act()
def rewrite(proposal: Proposal, *, name: str, text: str, by: Person, signed: Signature) -> Proposal:
    """Say the idea otherwise; what it said stays readable. Once somebody supports it, it no longer moves."""
    proposal = held(proposal)
    if not Authorship.objects.filter(proposal=proposal, person=by).exists():
        raise RuleError("proposal.not_yours", number=proposal.number)
    if proposal.supports or proposal.state != State.RECEIVED:
        raise RuleError("proposal.frozen", number=proposal.number)
    if (proposal.name, proposal.text) == (name, text):
        return proposal
    before = Revision(
        proposal=proposal,
        version=proposal.version,
        name=proposal.name,
        text=proposal.text,
        until=day(signed),
    )
    before.save()
    said = {"name": name, "text": text, "version": proposal.version + 1, "translations": {}}
    return change(proposal, said, signed, told=["name", "text"])


@one_act()
def support(proposal: Proposal, *, person: Person, signed: Signature) -> None:
    """Support an idea, once; the register counts it and names nobody."""
    proposal = held(proposal)
    _require_open(proposal.call, Act.SUPPORT, signed)
    charter = current_charter(proposal.call)
    if person.level < charter.verification:
        raise RuleError("support.not_verified", level=charter.verification)
    if Authorship.objects.filter(proposal=proposal, person=person).exists():
        raise RuleError("support.own_idea", number=proposal.number)
    if proposal.state in ENDED:
        raise RuleError("support.ended", number=proposal.number)
    kept = {"charter_version": charter.version, "at": signed.at, "since_line": last_line()}
    _row, is_new = Support.objects.get_or_create(proposal=proposal, person=person, defaults=kept)
    if is_new:
        _count(proposal, 1, "proposal.supported", signed)


@one_act()
def take_support_back(proposal: Proposal, *, person: Person, signed: Signature) -> None:
    proposal = held(proposal)
    if Support.objects.filter(proposal=proposal, person=person).delete()[0]:
        _count(proposal, -1, "proposal.unsupported", signed)


@one_act()
def write_proposal(
    *,
    key: str,
    number: int,
    revisions: Sequence[Fields],
    replies: Sequence[Fields],
    supports: int,
    signed: Signature,
    **fields: Any,
) -> Proposal:
    """Write an idea as a dossier tells it, with all its versions and answers; supports given here are never lost."""
    known = Proposal.every.filter(key=key).first()
    if known is not None and known.withdrawn:
        return known  # what was taken off the site does not come back with a folder
    counted = Support.objects.filter(proposal__key=key).count()
    last = replies[-1] if replies else {}
    proposal = write(
        Proposal,
        key=key,
        number=number,
        signed=signed,
        version=len(revisions) + 1,
        state=last.get("state", State.RECEIVED),
        next_on=last.get("next_on"),
        supports=max(supports, counted),
        **fields,
    )
    changed = _set_rows(proposal, Revision, "revisions", revisions)
    changed += _set_rows(proposal, Reply, "replies", replies)
    if changed and known is not None:
        sign_revision(proposal, changed, signed)
    return proposal


def _set_rows(proposal: Proposal, model: Any, name: str, rows: Sequence[Fields]) -> list[str]:
    place = "version" if model is Revision else "position"
    first = 1 if model is Revision else 0
    wanted = [{**row, place: first + index} for index, row in enumerate(rows)]
    known = list(model.objects.filter(proposal=proposal))
    if len(known) == len(wanted) and not any(
        differing(row, said) for row, said in zip(known, wanted, strict=True)
    ):
        return []
    model.objects.filter(proposal=proposal).delete()
    model.objects.bulk_create(model(proposal=proposal, **said) for said in wanted)
    return [name]


def _refuse_too_many(bringer: Bringer, signed: Signature) -> None:
    """What the town hall types in for others has no such limit."""
    mine = Authorship.objects.filter(person=bringer.person, proposal__proposed_on=day(signed))
    if bringer.person is not None and mine.count() >= MOST_A_DAY:
        raise RuleError("proposal.too_many_today", most=MOST_A_DAY)


def _require_open(call: Call, act: Act, signed: Signature) -> None:
    if call.withdrawn or act not in opened_on(list(call.phases.all()), day(signed)):
        raise RuleError("call.closed", call=call.number, act=act)


def _count(proposal: Proposal, more: int, act: str, signed: Signature) -> None:
    proposal.supports = max(0, proposal.supports + more)
    proposal.save(update_fields=["supports"])
    register.record(act, on=proposal.reference, by=BY_A_RESIDENT, at=signed.at)
