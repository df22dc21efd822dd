"""What hangs on deeds, put in its place for many of them at once: a query or two for each kind of thing that hangs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from poucet.pebble.models import Effect, Equivalence, Maker, Pebble, Picture, Voice
from poucet.star.models import Facet, Pillar
from poucet.town.models import Place
from poucet.town.periods import period_fields
from poucet.town.rows import among, attribute, insert

Fields = dict[str, Any]
Changed = dict[int, list[str]]  # by the key of a deed, the names of what changed on it

_TIED = {"pillars": "pillar_id", "places": "place_id", "facets": "facet_id"}
_ROWS: dict[str, type[models.Model]] = {
    "makers": Maker,
    "effects": Effect,
    "equivalences": Equivalence,
    "pictures": Picture,
    "voices": Voice,
}


@dataclass(frozen=True)
class Parts:
    """What hangs on a deed; each sequence is in the order in which it is shown."""

    pillars: Sequence[Pillar] = ()
    places: Sequence[Place] = ()
    facets: Sequence[Facet] = ()
    makers: Sequence[Fields] = ()
    effects: Sequence[Fields] = ()
    equivalences: Sequence[Fields] = ()
    pictures: Sequence[Fields] = ()
    voices: Sequence[Fields] = ()


def hang(wanted: Mapping[Pebble, Parts], *, new: Callable[[Pebble], bool]) -> Changed:
    """Make deeds hold these parts and no other; gives back what changed on those that are not new."""
    old = [pebble.pk for pebble in wanted if not new(pebble)]
    changed: Changed = defaultdict(list)
    for name in _TIED:
        _tie(name, wanted, old, changed)
    for name in _ROWS:
        _replace(name, wanted, old, changed)
    return changed


def _tie(name: str, wanted: Mapping[Pebble, Parts], old: Sequence[int], changed: Changed) -> None:
    through, column = getattr(Pebble, name).through, _TIED[name]
    known: dict[int, set[int]] = defaultdict(set)
    if old:
        for pebble, tied in among(through.objects.all(), "pebble_id", old).values_list("pebble_id", column):
            known[pebble].add(tied)
    fresh = []
    for pebble, parts in wanted.items():
        before, after = known[pebble.pk], {row.pk: None for row in getattr(parts, name)}
        fresh += [through(pebble_id=pebble.pk, **{column: key}) for key in after if key not in before]
        gone = before - after.keys()
        if gone:
            through.objects.filter(pebble_id=pebble.pk, **{f"{column}__in": gone}).delete()
        if before != set(after):
            changed[pebble.pk].append(name)
    insert(through, fresh)


def _replace(name: str, wanted: Mapping[Pebble, Parts], old: Sequence[int], changed: Changed) -> None:
    """Rows that differ, in number, in order or in what they say, are all written anew."""
    model: Any = _ROWS[name]
    known: dict[int, list[models.Model]] = defaultdict(list)
    if old:
        for row in among(model.objects.order_by("position"), "pebble_id", old):
            known[row.pebble_id].append(row)
    fresh = []
    for pebble, parts in wanted.items():
        before, after = known[pebble.pk], _placed(model, getattr(parts, name))
        if _same(before, after):
            continue
        if before:
            model.objects.filter(pebble_id=pebble.pk).delete()
        fresh += [model(pebble_id=pebble.pk, **row) for row in after]
        changed[pebble.pk].append(name)
    insert(model, fresh)


def _same(before: Sequence[models.Model], after: Sequence[Fields]) -> bool:
    return len(before) == len(after) and all(
        getattr(row, attname) == value
        for row, said in zip(before, after, strict=True)
        for attname, value in said.items()
    )


def _placed(model: type[models.Model], wanted: Sequence[Fields]) -> list[Fields]:
    """Rows as they are kept: each in its place, its period with its bounds, another row by its key."""
    rows = []
    for place, said in enumerate(wanted):
        row = {**said, "position": place}
        row |= period_fields(row["period"]) if "period" in row else {}
        rows.append(dict(attribute(model, name, value) for name, value in row.items()))
    return rows
