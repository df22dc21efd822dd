"""Hashtags written in texts: found, counted, followed back to where they stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from poucet.star.models import Mention
from poucet.town.models import Link
from poucet.town.things import Reference, find, kind_of, kinds

# A hash that starts a word: neither an address's fragment (page#part), nor an entity (&#233;).
HASHTAG = re.compile(r"(?<![\w&/#.])#([A-Za-zÀ-ÖØ-öø-ÿ][\wÀ-ÖØ-öø-ÿ-]{0,39})")
Place = tuple[str, str, int, str]  # tag, kind, number, field
LINK_NOTE = "link.note"


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


def index_house() -> None:
    """Read every text of the house again."""
    index(thing for kind in kinds() if kind.texts for thing in kind.public())


@transaction.atomic
def index_again(written: Iterable[Reference]) -> None:
    """Note anew which tags these things mention, withdrawn ones none."""
    references = set(written)
    known = Q(pk__in=())
    for reference in references:
        known |= Q(kind=reference.kind, number=reference.number)
    _note(Mention.objects.filter(known), _mentions(list(find(references).values())))


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
            rows = part.rows().select_related(*part.through)
            for row, field in product(_narrowed(rows, part.owner, wanted), part.texts):
                yield Reference(kind, _value(row, part.owner)), f"{part.name}.{field}", row, field
    for kind, wanted in list(numbers.items()):
        for link in _narrowed(
            Link.objects.filter(origin_kind=kind).exclude(note=""), "origin_number", wanted
        ):
            yield link.origin, LINK_NOTE, link, "note"


def _narrowed(rows: QuerySet[Any], owner: str, wanted: set[int]) -> QuerySet[Any]:
    """Of one thing, its rows; of many, all rows: a list of thousands of numbers is no question to ask."""
    return rows.filter(**{owner: next(iter(wanted))}) if len(wanted) == 1 else rows


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
    if stale:
        Mention.objects.filter(pk__in=stale).delete()
    Mention.objects.bulk_create(
        [
            Mention(tag=tag, kind=kind, number=number, field=field, times=wanted[tag, kind, number, field])
            for tag, kind, number, field in sorted(fresh)
        ],
        batch_size=1000,
    )


def _place(mention: Mention) -> Place:
    return (mention.tag, mention.kind, mention.number, mention.field)
