"""Many things of many rooms by their names, in one query: for lists that need no more than a title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, CharField, F, QuerySet, Value
from django.urls import reverse

from poucet.town.things import Reference, kinds

COLUMNS = ("set", "kind", "number", "shown_name", "shown_translations", "is_example")


@dataclass(frozen=True)
class Named:
    """A thing as lists show it: its reference, its title, and whether it is only an example."""

    kind: str
    number: int
    name: str
    translations: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)
    example: bool = False
    title_field = "name"

    @property
    def reference(self) -> Reference:
        return Reference(self.kind, self.number)

    def told_in(self, field_name: str, language: str) -> str | None:
        """The title in another language, or None: the same question as a thing answers."""
        return self.translations.get(language, {}).get(field_name)

    def get_absolute_url(self) -> str:
        return reverse(self.kind, args=[self.number])


@dataclass(frozen=True)
class Set:
    """Things of one kind, under a label of the caller's, as one part of a common query."""

    label: str
    kind: str
    things: QuerySet[Any]
    named_by: str = "name"


def names_of(references: Iterable[Reference]) -> dict[Reference, Named]:
    """The things so named that may be shown, whatever their rooms, in one query."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for reference in references:
        numbers[reference.kind].add(reference.number)
    sets = [
        Set(kind.code, kind.code, kind.public().filter(number__in=numbers[kind.code]))
        for kind in kinds()
        if numbers.get(kind.code)
    ]
    return {named.reference: named for _label, named in _rows(sets)}


def names_in(sets: Sequence[Set]) -> dict[str, list[Named]]:
    """The things of several sets by label, each in the order of their numbers, in one query."""
    found: dict[str, list[Named]] = {part.label: [] for part in sets}
    for label, named in _rows(sets):
        found[label].append(named)
    return found


def _rows(sets: Sequence[Set]) -> list[tuple[str, Named]]:
    if not sets:
        return []
    first, *others = [_columns(part) for part in sets]
    union = first.union(*others, all=True) if others else first
    rows = [
        (
            row["set"],
            Named(
                row["kind"],
                row["number"],
                row["shown_name"],
                row["shown_translations"] or {},
                row["is_example"],
            ),
        )
        for row in union
    ]
    order = {part.label: place for place, part in enumerate(sets)}
    return sorted(rows, key=lambda row: (order[row[0]], row[1].number))


def _columns(part: Set) -> QuerySet[Any, dict[str, Any]]:
    """The same columns for every kind: a figure is named after its indicator."""
    through = "" if _has(part.things, part.named_by) else "indicator__"
    example = F("example") if _has(part.things, "example") else Value(False, output_field=BooleanField())
    columns: QuerySet[Any, dict[str, Any]] = (
        part.things.order_by()
        .annotate(
            set=Value(part.label, output_field=CharField()),
            kind=Value(part.kind, output_field=CharField()),
            shown_name=F(f"{through}{part.named_by}"),
            shown_translations=F(f"{through}translations"),
            is_example=example,
        )
        .values(*COLUMNS)
    )
    return columns


def _has(things: QuerySet[Any], name: str) -> bool:
    try:
        things.model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
