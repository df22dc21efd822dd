"""Records of offers and needs: one file each, which names nobody; shares stay in the house."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from poucet.contribute.sharing.desk.sheet import SERVED
from poucet.contribute.sharing.models import Posting
from poucet.contribute.sharing.operations import write_posting
from poucet.contribute.sharing.summaries import served_by
from poucet.dossier.records.fields import Loading, Record, english, given, number_value, taken, translated
from poucet.dossier.records.meetings import load_what_came_of_them
from poucet.town.things import Reference, kind_of

_POSTING = {
    "title": "name",
    "side": "side",
    "type": "sort",
    "text": "text",
    "unit": "unit",
    "where": "place_text",
    "conditions": "conditions",
    "mandate": "mandate_reference",
    "note": "note",
}
_DAYS = {
    "from": "from_day",
    "to": "to_day",
    "posted": "posted_on",
    "closed": "closed_on",
    "accountant": "accountant_on",
}


def load_postings(loading: Loading) -> None:
    for _path, key, record in loading.dossier.told("sharing"):
        known: Posting | None = Posting.every.filter(key=key).first()
        if known is not None and known.withdrawn:
            continue  # what was taken off the site does not come back with a folder
        quantity = record.get("quantity")
        posting = write_posting(
            key=key,
            number=record["number"],
            serves=_served(record, loading),
            signed=loading.signed,
            quantity=None if quantity is None else Decimal(str(quantity)),
            place=loading.thing("place", record.get("place")),
            organisation=loading.thing("organisation", record.get("organisation")),
            # Who offers and which service holds it stay in the house: no folder says them.
            service=known.service if known else None,
            author_name=known.author_name if known else "",
            is_worksite=record.get("worksite", False),
            example=record.get("example", False),
            translations=translated(record, _POSTING),
            **{field: _day(record.get(name)) for name, field in _DAYS.items()},
            **taken(record, _POSTING),
        )
        loading.keep(posting)
    load_what_came_of_them(loading)


def _served(record: Record, loading: Loading) -> list[Reference]:
    """What it is for; an idea taken off the site since does not come back with a folder."""
    things = (loading.thing(kind, key) for kind, key in record.get("for", {}).items())
    return [thing.reference for thing in things if not thing.withdrawn]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def dump_postings() -> dict[str, Record]:
    """The record of each need and offer, by its identifier."""
    rows = list(Posting.objects.select_related("place", "organisation"))
    served = served_by(rows)
    named = {one.kind for several in served.values() for one in several if one.kind in SERVED}
    keys = {kind: dict(kind_of(kind).public().values_list("number", "key")) for kind in named}
    return {one.key: _record(one, served.get(one.number, []), keys) for one in rows}


def _record(one: Posting, served: list[Reference], keys: dict[str, dict[int, str]]) -> Record:
    standing: dict[str, Any] = {"place": one.place, "organisation": one.organisation}
    days = {name: getattr(one, field) for name, field in _DAYS.items()}
    things = {
        thing.kind: keys[thing.kind][thing.number]
        for thing in served
        if thing.number in keys.get(thing.kind, {})
    }
    return {
        "number": one.number,
        **({} if one.quantity is None else {"quantity": number_value(one.quantity)}),
        **{name: day.isoformat() for name, day in days.items() if day},
        **{name: thing.key for name, thing in standing.items() if thing and not thing.withdrawn},
        **({"worksite": True} if one.is_worksite else {}),
        **({"for": things} if things else {}),
        **({"example": True} if one.example else {}),
        **given(one, _POSTING),
        **english(one, _POSTING),
    }
