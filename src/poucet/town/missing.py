"""What is missing: each room registers how to find its things that lack something worth asking for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from poucet.town.names import Named, Set, names_in

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Finder:
    """One thing that may be missing: what, why it matters, and the things of a kind that lack it."""

    code: str
    kind: str
    title: _StrPromise
    help: _StrPromise
    things: Callable[[], QuerySet[Any]]
    order: int = 50


@dataclass(frozen=True)
class Gap:
    """What a finder found."""

    finder: Finder
    things: tuple[Named, ...]


_FINDERS: dict[str, Finder] = {}


def look_for(finder: Finder) -> None:
    """Have the page of what is missing look for this too; called once when the site starts."""
    _FINDERS[finder.code] = finder


def gaps() -> tuple[Gap, ...]:
    """All that is missing, room after room, in one query."""
    known = finders()
    found = names_in([Set(finder.code, finder.kind, finder.things()) for finder in known])
    return tuple(Gap(finder, tuple(found[finder.code])) for finder in known)


def finders() -> tuple[Finder, ...]:
    """All that is looked for, room after room."""
    return tuple(sorted(_FINDERS.values(), key=lambda finder: finder.order))
