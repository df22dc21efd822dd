"""An idea held while an act changes it, and the day of an act."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from poucet.contribute.models import Proposal
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.writing import Signature, sign_revision
from poucet.town.written import announce

Fields = dict[str, Any]


def held(proposal: Proposal) -> Proposal:
    """The idea as it is now, kept by this transaction."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("call")
    found = rows.filter(pk=proposal.pk).first()
    if found is None:
        raise RuleError("thing.not_standing", kind=Proposal.kind, number=proposal.number)
    kept: Proposal = found
    return kept


def change(proposal: Proposal, said: Fields, signed: Signature, *, told: list[str]) -> Proposal:
    for name, value in said.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=list(said))
    if "replies" not in told:
        sign_revision(proposal, told, signed)
    announce(proposal.reference)
    return proposal


def day(signed: Signature) -> date:
    """The day of an act, where the commune lies."""
    return localdate(signed.at)


def last_line() -> int:
    """The last line of the register: what comes after it is news."""
    return RegisterEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
