"""What a person did, told to that person alone: each room says its own, and one question reads them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast

from poucet.town.names import Named, names_of
from poucet.town.people.models import Person
from poucet.town.things import Reference, label_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_COLUMNS = ("did", "done_at", "of_kind", "of_number", "stands")
_NEWEST_FIRST = ("-done_at", "-of_number", "did")


@dataclass(frozen=True)
class Doings:
    """One sort of act: where its rows are, and which of their columns say when, on what, and where it stands."""

    code: str
    said: _StrPromise  # « You supported an idea »
    kind: str  # of the things; empty where a column of the rows says it
    rows: Callable[[Person], QuerySet[Any]]
    at: str
    number: str
    stands: Any  # the name of a column, or an expression
    state: Callable[[str], str]  # where it stands, in everyday words
    kind_in: str = ""


@dataclass(frozen=True)
class Done:
    """One thing that a person did, as they read it."""

    said: str
    at: datetime | None
    label: str  # of the thing that it was done to
    number: int
    thing: Named | None  # None: no page shows it any more
    state: str


_DOINGS: dict[str, Doings] = {}


def tell_doings(*sorts: Doings) -> None:
    """Let a room say what people do there; called once when the site starts."""
    _DOINGS.update({one.code: one for one in sorts})


def done_by(person: Person) -> QuerySet[Any, dict[str, Any]]:
    """All that a person did, the newest first, in one query whatever the rooms."""
    first, *others = [_columns(one, person) for one in _DOINGS.values()]
    return first.union(*others, all=True).order_by(*_NEWEST_FIRST)


def in_words(rows: Iterable[dict[str, Any]]) -> list[Done]:
    """These acts in everyday words, with the names of the things in one query."""
    rows = list(rows)
    names = names_of(Reference(row["of_kind"], row["of_number"]) for row in rows)
    return [_in_words(row, names.get(Reference(row["of_kind"], row["of_number"]))) for row in rows]


def _in_words(row: dict[str, Any], thing: Named | None) -> Done:
    sort = _DOINGS[row["did"]]
    return Done(
        said=str(sort.said),
        at=row["done_at"],
        label=label_of(row["of_kind"]),
        number=row["of_number"],
        thing=thing,
        state=sort.state(row["stands"]),
    )


def _columns(one: Doings, person: Person) -> QuerySet[Any, dict[str, Any]]:
    """The same columns for every sort: a day counts as its first moment."""
    found: QuerySet[Any, dict[str, Any]] = (
        one.rows(person)
        .order_by()
        .annotate(
            did=Value(one.code, output_field=CharField()),
            done_at=Cast(F(one.at), DateTimeField()),
            of_kind=F(one.kind_in) if one.kind_in else Value(one.kind, output_field=CharField()),
            of_number=F(one.number),
            stands=F(one.stands) if isinstance(one.stands, str) else one.stands,
        )
        .values(*_COLUMNS)
    )
    return found
