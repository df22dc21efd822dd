"""Records of texts written together: one file each, with its versions and what was suggested of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from poucet.contribute.drafting.models import Suggestion, Text
from poucet.contribute.drafting.operations import Told, load_text, write_suggestion
from poucet.dossier.records.fields import Loading, Record, english, given, taken, translated

_TEXT = {"title": "name", "purpose": "purpose", "decided_by": "decided_by"}
_DAYS = {"opened": "opened_on", "until": "open_until", "closed": "closed_on"}
_SUGGESTION = {
    "act": "act",
    "base": "base",
    "wording": "wording",
    "reason": "reason",
    "state": "state",
    "answer": "answer",
    "name": "author_name",
    "channel": "channel",
}


def load_texts(loading: Loading) -> None:
    for _path, key, record in loading.dossier.told("texts"):
        known: Text | None = Text.every.filter(key=key).first()
        if known is not None and known.withdrawn:
            continue  # what was taken off the site does not come back with a folder
        text = load_text(
            key=key,
            number=record["number"],
            versions=[_version(row) for row in record["versions"]],
            signed=loading.signed,
            service=known.service if known else None,  # which service holds it stays in the house
            example=record.get("example", False),
            translations=translated(record, _TEXT),
            **{field: _day(record.get(name)) for name, field in _DAYS.items()},
            **taken(record, _TEXT),
        )
        _load_suggestions(text, record.get("suggestions", ()), loading)
        loading.keep(text)


def _version(row: Record) -> Told:
    paragraphs = [(one["number"], one["text"].strip()) for one in row["paragraphs"]]
    return Told(date.fromisoformat(row["date"]), paragraphs, row.get("note", ""))


def _load_suggestions(text: Text, rows: Iterable[Record], loading: Loading) -> None:
    for row in rows:
        write_suggestion(
            text,
            number=row["number"],
            signed=loading.signed,
            paragraph=row["paragraph"],
            version=row.get("version"),
            written_on=_day(row["date"]),
            answered_on=_day(row.get("answered")),
            **taken(row, _SUGGESTION),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def dump_texts() -> dict[str, Record]:
    """The record of each text, by its identifier; who suggested is told only as they wished."""
    rows = Text.objects.prefetch_related("versions")
    suggestions: dict[int, list[Suggestion]] = {}
    for one in Suggestion.objects.order_by("number"):
        suggestions.setdefault(one.drafted_id, []).append(one)
    return {row.key: _record(row, suggestions.get(row.pk, [])) for row in rows}


def _record(row: Text, suggestions: list[Suggestion]) -> Record:
    days = {name: getattr(row, field) for name, field in _DAYS.items()}
    versions = [
        {
            "date": one.on.isoformat(),
            **({"note": one.note} if one.note else {}),
            "paragraphs": [{"number": number, "text": words} for number, words in one.paragraphs],
        }
        for one in row.versions.all()
    ]
    return {
        "number": row.number,
        **given(row, _TEXT),
        **{name: day.isoformat() for name, day in days.items() if day},
        **({"example": True} if row.example else {}),
        **english(row, _TEXT),
        "versions": versions,
        **({"suggestions": [_suggestion(one) for one in suggestions]} if suggestions else {}),
    }


def _suggestion(row: Suggestion) -> Record:
    told: dict[str, Any] = {
        "number": row.number,
        "date": row.written_on.isoformat(),
        "paragraph": row.paragraph,
        **given(row, _SUGGESTION),
    }
    if row.answered_on:
        told["answered"] = row.answered_on.isoformat()
    if row.version is not None:
        told["version"] = row.version
    return told
