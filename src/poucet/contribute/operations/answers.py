"""Acts of the town hall on ideas: answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from poucet.contribute.models import Proposal, Reply
from poucet.contribute.operations.holding import change, day, held
from poucet.contribute.states import ENDED, SHORTEST_REASON, State
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Relation
from poucet.town.register import one_act
from poucet.town.thread import tie
from poucet.town.writing import Signature


@dataclass(frozen=True)
class Step:
    """One step of the answer."""

    state: str
    reason: str
    role: str
    service: str = ""
    next_on: date | None = None
    into: int | None = None  # the idea that it is grouped with, by its number


@one_act()
def reply(proposal: Proposal, step: Step, *, signed: Signature) -> Reply:
    """Answer an idea: a state, a reason worth reading, who holds it and what comes next."""
    proposal = held(proposal)
    reason = step.reason.strip()
    if len(reason) < SHORTEST_REASON and step.state != State.TAKEN_BACK:
        raise RuleError("reply.short_reason", least=SHORTEST_REASON, found=len(reason))
    if step.state not in ENDED and step.next_on is None:
        raise RuleError("reply.no_next_date", state=step.state)
    if step.next_on is not None and step.next_on < day(signed):
        raise RuleError("reply.next_date_past", next=step.next_on)
    if step.state == State.RECEIVED:
        raise RuleError("reply.says_nothing")
    into = _other(proposal, step)
    said = replace(step, reason=reason, next_on=None if step.state in ENDED else step.next_on)
    row = Reply.objects.create(
        proposal=proposal, position=proposal.replies.count(), on=day(signed), **_row(said)
    )
    change(proposal, {"state": said.state, "next_on": said.next_on}, signed, told=["state", "replies"])
    if into is not None:
        tie(into.reference, Relation.REPLACES, proposal.reference, signed=signed)
    register.record("proposal.answered", on=proposal.reference, by=signed.by, at=signed.at, state=said.state)
    return row


def _other(proposal: Proposal, step: Step) -> Proposal | None:
    """The idea that takes this one in: it stays on its page, with its supports; only its answer moves there."""
    if step.state != State.GROUPED:
        return None
    found: Proposal | None = Proposal.objects.filter(number=step.into or 0).exclude(pk=proposal.pk).first()
    if found is None or found.state in ENDED:
        raise RuleError("reply.no_other_idea")
    return found


def _row(said: Step) -> dict[str, Any]:
    return {name: value for name, value in vars(said).items() if name != "into"}
