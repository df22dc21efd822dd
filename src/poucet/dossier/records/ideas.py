"""Records of the calls and of the ideas: one file each."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch

from poucet.contribute.comments.models import Comment
from poucet.contribute.models import Call, Charter, Proposal
from poucet.contribute.operations import Rules, write_call, write_proposal
from poucet.dossier.records import comments
from poucet.dossier.records.fields import Loading, Record, english, given, taken, translated

_CALL = {"title": "name", "summary": "summary", "note": "note"}
_RULE_NAMES = {name: name for name in Charter.TEXTS}
_RULES = {
    **_RULE_NAMES,
    "level": "level",
    "minimum_age": "minimum_age",
    "verification": "verification",
    "answer_days": "answer_days",
    "data_until": "data_until",
}
_PHASE = {"name": "name"}
_PROPOSAL = {
    "title": "name",
    "text": "text",
    "author": "author",
    "name": "author_name",
    "channel": "channel",
    "note": "note",
}
_REPLY = {"state": "state", "reason": "reason", "service": "service", "role": "role"}


def load_calls(loading: Loading) -> None:
    for _path, key, record in loading.dossier.told("calls"):
        rules = record["rules"]
        said = {name: rules[name] for name in _RULES}
        said["data_until"] = str(said["data_until"])
        call = write_call(
            key=key,
            number=record["number"],
            rules=Rules(
                said,
                rules.get("changed", ""),
                rules.get("version", 1),
                _day(rules["since"]),
                translated(rules, _RULE_NAMES),
            ),
            phases=[_phase(phase) for phase in record["phases"]],
            signed=loading.signed,
            example=record.get("example", False),
            translations=translated(record, _CALL),
            **taken(record, _CALL),
        )
        loading.keep(call)


def _phase(record: Record) -> dict[str, Any]:
    return {
        "name": record["name"],
        "since": _day(record["since"]),
        "until": _day(record.get("until")),
        "acts": list(record["acts"]),
        "translations": translated(record, _PHASE),
    }


def load_proposals(loading: Loading) -> None:
    for _path, key, record in loading.dossier.told("proposals"):
        call = loading.thing("call", record["call"])
        proposal = write_proposal(
            key=key,
            number=record["number"],
            revisions=[
                {"name": one["title"], "text": one["text"], "until": _day(one["until"])}
                for one in record.get("before", ())
            ],
            replies=[
                {
                    **taken(one, _REPLY),
                    "next_on": _day(one.get("next")),
                    "on": _day(one["date"]),
                }
                for one in record.get("replies", ())
            ],
            supports=record.get("supports", 0),
            signed=loading.signed,
            call=call,
            charter_version=record.get("rules", 1),
            organisation=loading.thing("organisation", record.get("organisation")),
            place=loading.thing("place", record.get("place")),
            facet=loading.thing("facet", record.get("facet")),
            proposed_on=_day(record["date"]),
            answer_due=_day(record["answer_due"]),
            example=record.get("example", False),
            translations=translated(record, _PROPOSAL),
            **taken(record, _PROPOSAL),
        )
        loading.keep(proposal)
        if not proposal.withdrawn:
            comments.load_comments(loading, proposal, record.get("comments", ()))


def _day(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(str(text))


def dump_calls() -> dict[str, Record]:
    """The record of each call, with its rules as they stand."""
    return {one.key: _call(one) for one in Call.objects.prefetch_related("phases", "charters")}


def _call(one: Call) -> Record:
    charter = list(one.charters.all())[-1]
    rules = {name: getattr(charter, name) for name in _RULES}
    return {
        "number": one.number,
        "phases": [
            {
                "name": phase.name,
                "since": phase.since.isoformat(),
                **({"until": phase.until.isoformat()} if phase.until else {}),
                "acts": list(phase.acts),
                **english(phase, _PHASE),
            }
            for phase in one.phases.all()
        ],
        "rules": {
            "since": charter.since.isoformat(),
            **({"version": charter.version} if charter.version > 1 else {}),
            **rules,
            **({"changed": charter.reason} if charter.reason else {}),
            **english(charter, _RULE_NAMES),
        },
        **({"example": True} if one.example else {}),
        **given(one, _CALL),
        **english(one, _CALL),
    }


def dump_proposals() -> dict[str, Record]:
    """The record of each idea; who proposed it is told only as they wished to be named."""
    rows = Proposal.objects.in_full().filter(call__withdrawn=False)
    said = Comment.objects.select_related("parent").prefetch_related("wordings").order_by("number")
    parts = ("revisions", "replies", Prefetch("comments", said))
    return {one.key: _proposal(one) for one in rows.prefetch_related(*parts)}


def _proposal(one: Proposal) -> Record:
    named = {"organisation": one.organisation, "place": one.place, "facet": one.facet}
    return {
        "number": one.number,
        "call": one.call.key,
        "date": one.proposed_on.isoformat(),
        "answer_due": one.answer_due.isoformat(),
        "rules": one.charter_version,
        **({"supports": one.supports} if one.supports else {}),
        **{name: thing.key for name, thing in named.items() if thing and not thing.withdrawn},
        **({"example": True} if one.example else {}),
        **given(one, _PROPOSAL),
        **english(one, _PROPOSAL),
        **_listed("before", [_before(row) for row in one.revisions.all()]),
        **_listed("replies", [_reply(row) for row in one.replies.all()]),
        **_listed("comments", comments.told_of(one)),
    }


def _before(row: Any) -> Record:
    return {"title": row.name, "text": row.text, "until": row.until.isoformat()}


def _reply(row: Any) -> Record:
    return {
        **given(row, _REPLY),
        "date": row.on.isoformat(),
        **({"next": row.next_on.isoformat()} if row.next_on else {}),
    }


def _listed(name: str, rows: list[Record]) -> Record:
    return {name: rows} if rows else {}
