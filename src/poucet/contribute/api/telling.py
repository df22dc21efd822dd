"""Calls and ideas told to programs, with what is owed and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from poucet.contribute.api.schemas import (
    CallTold,
    CharterTold,
    PhaseTold,
    ProposalFilters,
    ProposalTold,
    ReplyTold,
    RevisionTold,
)
from poucet.contribute.models import Call, Charter, Proposal
from poucet.town.api.fields import UNKNOWN, known
from poucet.town.api.resources import Resource, offer
from poucet.town.api.schemas import identity, standing_ref, tongue


def offer_all() -> None:
    """Called once, by the declarations."""
    offer(
        Resource(
            "call", "calls", CallTold, _calls, tell_calls,
            _("Calls: subjects opened to residents, with the rules of their game"),
        )
    )  # fmt: skip
    offer(
        Resource(
            "proposal", "proposals", ProposalTold, _proposals, tell_proposals,
            _("Ideas of residents, and what the town hall answers"), ProposalFilters,
            {"call": "call__number", "facet": "facet__number", "place": "place__number", "state": "state"},
        )
    )  # fmt: skip


def tell_calls(rows: Sequence[Call], root: str) -> list[CallTold]:
    """Calls with their phases and rules, fetched before."""
    return [
        CallTold(
            **identity(row.kind, row.number, root),
            **tongue(row),
            name=row.name,
            summary=row.summary,
            example=row.example,
            note=row.note,
            phases=[
                PhaseTold(
                    **tongue(one), name=one.name, since=_day(one.since), until=_day(one.until), acts=one.acts
                )
                for one in row.phases.all()
            ],
            charters=[_charter(one) for one in row.charters.all()],
        )
        for row in rows
    ]


def _charter(row: Charter) -> CharterTold:
    names = ("version", "level", "minimum_age", "verification", "answer_days", "data_until", *Charter.TEXTS)
    said: dict[str, Any] = {name: getattr(row, name) for name in names}
    return CharterTold(**tongue(row), since=_day(row.since), reason=known(row.reason), **said)


def tell_proposals(rows: Sequence[Proposal], root: str) -> list[ProposalTold]:
    """Ideas with their versions and answers, fetched before."""
    return [_proposal(row, root) for row in rows]


def _proposal(row: Proposal, root: str) -> ProposalTold:
    plain = (
        "name",
        "text",
        "version",
        "charter_version",
        "author",
        "channel",
        "state",
        "supports",
        "example",
        "note",
    )
    said: dict[str, Any] = {name: getattr(row, name) for name in plain}
    return ProposalTold(
        **identity(row.kind, row.number, root),
        **tongue(row),
        **said,
        call=standing_ref(row.call, root),
        author_name=known(row.author_name),
        organisation=standing_ref(row.organisation, root),
        place=standing_ref(row.place, root),
        facet=standing_ref(row.facet, root),
        proposed_on=_day(row.proposed_on),
        answer_due=_day(row.answer_due),
        next_on=_day(row.next_on),
        revisions=[
            RevisionTold(version=one.version, until=_day(one.until), name=one.name, text=one.text)
            for one in row.revisions.all()
        ],
        replies=[
            ReplyTold(
                state=one.state,
                reason=one.reason,
                service=known(one.service),
                next_on=_day(one.next_on),
                on=_day(one.on),
                role=one.role,
            )
            for one in row.replies.all()
        ],
    )


def _day(day: date | None) -> str:
    return UNKNOWN if day is None else day.isoformat()


def _calls() -> QuerySet[Call]:
    found: QuerySet[Call] = Call.objects.prefetch_related("phases", "charters")
    return found


def _proposals() -> QuerySet[Any]:
    found: QuerySet[Proposal] = Proposal.objects.in_full().prefetch_related("revisions", "replies")
    return found
