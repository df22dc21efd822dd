"""What is stuck: each room registers how to find its things that wait for somebody to move them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, Value

from poucet.town.missing import finders
from poucet.town.names import Named, Set, names_in

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Watch:
    """One way of being stuck: what, what to do about it, and the things of a kind that are so on a day."""

    code: str
    kind: str
    title: _StrPromise
    help: _StrPromise
    things: Callable[[date], QuerySet[Any]]
    order: int = 50


@dataclass(frozen=True)
class Heap:
    """What a watch found: how many, and the first of them."""

    code: str
    title: _StrPromise
    help: _StrPromise
    count: int
    first: tuple[Named, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.first)


_WATCHES: dict[str, Watch] = {}


def watch_for(watch: Watch) -> None:
    """Have the desk watch for this too; called once when the site starts."""
    _WATCHES[watch.code] = watch


def heaps(*, today: date, at_most: int) -> tuple[tuple[Heap, ...], tuple[Heap, ...]]:
    """What is stuck, then what nobody knows: two queries, whatever their numbers; empty ones are left out."""
    watches = sorted(_WATCHES.values(), key=lambda watch: watch.order)
    stuck = [Set(watch.code, watch.kind, watch.things(today)) for watch in watches]
    sets = [*stuck, *(Set(finder.code, finder.kind, finder.things()) for finder in finders())]
    counts = _counted(sets)
    first = names_in([_shortened(part, at_most) for part in sets if counts.get(part.label)])

    def found(several: Iterable[Any]) -> tuple[Heap, ...]:
        return tuple(
            Heap(one.code, one.title, one.help, counts[one.code], tuple(first[one.code]))
            for one in several
            if counts.get(one.code)
        )

    return found(watches), found(finders())


def _counted(sets: Iterable[Set]) -> dict[str, int]:
    parts = [
        part.things.order_by()
        .annotate(set=Value(part.label, output_field=CharField()))
        .values("set")
        .annotate(count=Count("pk"))
        .values_list("set", "count")
        for part in sets
    ]
    return dict(parts[0].union(*parts[1:], all=True)) if parts else {}


def _shortened(part: Set, at_most: int) -> Set:
    first = part.things.order_by("number").values("pk")[:at_most]
    return Set(part.label, part.kind, part.things.model._default_manager.filter(pk__in=first))
