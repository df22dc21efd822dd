"""Records of the stories: one file each."""

from __future__ import annotations

from poucet.dossier.records.fields import (
    Loading,
    Record,
    english,
    given,
    period_text,
    period_value,
    taken,
    translated,
)
from poucet.pebble.models import Pebble
from poucet.star.models import Facet, Story
from poucet.star.operations import write_story
from poucet.town.models import Link, Relation

_STORY = {
    "title": "name",
    "memory": "memory",
    "deed": "deed",
    "star": "star",
    "theme": "theme",
    "author": "author",
    "note": "note",
}
_TOLD = {"pebbles": "pebble", "facets": "facet"}  # list in the record → kind


def load_stories(loading: Loading) -> None:
    for _path, key, record in loading.dossier.stories():
        told = [loading.thing(kind, one) for name, kind in _TOLD.items() for one in record.get(name, ())]
        story = write_story(
            key=key,
            number=record["number"],
            period=period_text(record["period"]),
            tells=[thing.reference for thing in told],
            signed=loading.signed,
            source=loading.thing("source", record.get("source")),
            language=record.get("language", Story.Language.FRENCH),
            example=record.get("example", False),
            translations=translated(record, _STORY),
            **taken(record, _STORY),
        )
        loading.keep(story)


def dump_stories() -> dict[str, Record]:
    """The record of each story, by its identifier."""
    keys = {
        Facet.kind: dict(Facet.objects.values_list("number", "key")),
        Pebble.kind: dict(Pebble.objects.values_list("number", "key")),
    }
    told: dict[tuple[int, str], list[str]] = {}
    for link in Link.objects.filter(relation=Relation.TELLS, origin_kind=Story.kind).order_by("pk"):
        key = keys.get(link.destination_kind, {}).get(link.destination_number)
        if key is not None:
            told.setdefault((link.origin_number, link.destination_kind), []).append(key)
    return {one.key: _record(one, told) for one in Story.objects.select_related("source")}


def _record(one: Story, told: dict[tuple[int, str], list[str]]) -> Record:
    lists = {name: told.get((one.number, kind), []) for name, kind in _TOLD.items()}
    return {
        "number": one.number,
        "period": period_value(one.period),
        **({"source": one.source.key} if one.source else {}),
        **({"language": one.language} if one.language != Story.Language.FRENCH else {}),
        **({"example": True} if one.example else {}),
        **{name: items for name, items in lists.items() if items},
        **given(one, _STORY),
        **english(one, _STORY),
    }
