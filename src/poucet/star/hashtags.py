"""Hashtags written in texts: found, counted, followed back to where they stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from poucet.star.models import Mention
from poucet.town.models import Link
from poucet.town.rows import among, insert
from poucet.town.things import Reference, find, kind_of, kinds

# A hash that starts a word: neither an address's fragment (page#part), nor an entity (&#233;).
HASHTAG = re.compile(r"(?<![\w&/#.])#([A-Za-zÀ-ÖØ-öø-ÿ][\wÀ-ÖØ-öø-ÿ-]{0,39})")
Place = tuple[str, str, int, str]  # tag, kind, number, field
LINK_NOTE = "link.note"
ROWS_AT_ONCE = 2000


def tags_in(text: str) -> Counter[str]:
    """How often each tag stands in a text; tags are compared in lower case."""
    return Counter(match.lower() for match in HASHTAG.findall(text))


def tags_of(row: Model, field: str) -> Counter[str]:
    """How often each tag stands in a field, of one text or a list, in the language where it stands most."""
    told = [getattr(row, field), *(said.get(field) for said in getattr(row, "translations", {}).values())]
    counts: Counter[str] = Counter()
    for text in told:
        counts |= tags_in(" ".join(text) if isinstance(text, list) else text or "")
    return counts


@transaction.atomic
def index(things: Iterable[Any]) -> None:
    """Note anew which tags the things of the house mention; given all of them, so that the rest is forgotten."""
    _note(Mention.objects.all(), _mentions(list(things)))


@transaction.atomic
def index_again(written: Iterable[Reference]) -> None:
    """Note anew which tags these things mention, withdrawn ones none."""
    references = set(written)
    known = Q(pk__in=())
    for reference in references:
        known |= Q(kind=reference.kind, number=reference.number)
    _note(Mention.objects.filter(known), _mentions(list(find(references).values())))


@transaction.atomic
def index_everything() -> None:
    """Note anew which tags the whole house mentions: only the texts that hold a hash are read."""
    found: Counter[Place] = Counter()
    for owner, place, row, field in _everywhere():
        _count(found, tags_of(row, field), owner, place)
    _note(Mention.objects.all(), found)


def _everywhere() -> Iterator[tuple[Reference, str, Model, str]]:
    """Every text of the house that may hold a tag: whose it is, its name there, its row and its field."""
    for kind in kinds():
        for thing, text in _each(_holding_a_hash(kind.public(), kind.texts), kind.texts):
            yield Reference(kind.code, thing.number), text, thing, text
        standing = kind.public().order_by().values("number")
        for part in kind.parts:
            rows = part.rows().select_related(*part.through).filter(**{f"{part.owner}__in": standing})
            for row, text in _each(_holding_a_hash(rows, part.texts), part.texts):
                yield Reference(kind.code, _value(row, part.owner)), f"{part.name}.{text}", row, text
        links = Link.objects.filter(origin_kind=kind.code, origin_number__in=standing)
        for link in _holding_a_hash(links, ("note",)):
            yield link.origin, LINK_NOTE, link, "note"


def _each(rows: Iterable[Any], texts: Sequence[str]) -> Iterator[tuple[Any, str]]:
    """Each row with each of its texts; rows may be read as they come."""
    return ((row, text) for row in rows for text in texts)


def _holding_a_hash(rows: QuerySet[Any], texts: Sequence[str]) -> Iterator[Any]:
    """Those of which one text, in one language, holds the sign that starts a tag."""
    held = Q(pk__in=())
    names = [*texts, "translations"] if hasattr(rows.model, "translations") else texts
    for name in names:
        rows = rows.alias(**{f"{name}_as_text": Cast(name, TextField())})
        held |= Q(**{f"{name}_as_text__contains": "#"})
    return rows.filter(held).iterator(chunk_size=ROWS_AT_ONCE)


def _mentions(things: list[Any]) -> Counter[Place]:
    """The tags of things and of all that hangs on them, by place."""
    found: Counter[Place] = Counter()
    numbers: dict[str, set[int]] = defaultdict(set)
    for thing in things:
        numbers[thing.kind].add(thing.number)
        for field in kind_of(thing.kind).texts:
            _count(found, tags_of(thing, field), Reference(thing.kind, thing.number), field)
    for owner, name, row, field in _hanging(numbers):
        if owner.number in numbers[owner.kind]:
            _count(found, tags_of(row, field), owner, name)
    return found


def _hanging(numbers: dict[str, set[int]]) -> Iterator[tuple[Reference, str, Model, str]]:
    """The rows that hang on things of these kinds, and each of their texts: one query per kind of row."""
    for kind, wanted in list(numbers.items()):
        for part in (part for part in kind_of(kind).parts if part.texts):
            rows = among(part.rows().select_related(*part.through), part.owner, wanted)
            for row, field in _each(rows, part.texts):
                yield Reference(kind, _value(row, part.owner)), f"{part.name}.{field}", row, field
    for kind, wanted in list(numbers.items()):
        for link in among(Link.objects.filter(origin_kind=kind).exclude(note=""), "origin_number", wanted):
            yield link.origin, LINK_NOTE, link, "note"


def _value(row: Any, path: str) -> int:
    for name in path.split("__"):
        row = getattr(row, name)
    return int(row)


def _count(found: Counter[Place], tags: Counter[str], owner: Reference, field: str) -> None:
    for tag, times in tags.items():
        found[tag, owner.kind, owner.number, field] += times


def _note(standing: QuerySet[Mention], wanted: Counter[Place]) -> None:
    known = {_place(mention): mention for mention in standing}
    stale = [mention.pk for place, mention in known.items() if wanted.get(place) != mention.times]
    fresh = [place for place, times in wanted.items() if place not in known or known[place].times != times]
    for start in range(0, len(stale), ROWS_AT_ONCE):
        Mention.objects.filter(pk__in=stale[start : start + ROWS_AT_ONCE]).delete()
    insert(
        Mention,
        (
            Mention(tag=tag, kind=kind, number=number, field=field, times=wanted[tag, kind, number, field])
            for tag, kind, number, field in sorted(fresh)
        ),
    )


def _place(mention: Mention) -> Place:
    return (mention.tag, mention.kind, mention.number, mention.field)
