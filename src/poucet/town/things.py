"""Kinds of numbered things, each declared by its room.

So the register, the thread and the hashtags may speak of any thing without knowing its room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from poucet.town.models import Thing


class Reference(NamedTuple):
    """A thing named from afar: `("pebble", 12)`."""

    kind: str
    number: int


@dataclass(frozen=True)
class Part:
    """Rows that hang on things of a kind (voices, definitions), whose texts are told with them."""

    name: str
    rows: Callable[[], QuerySet[Any]]
    owner: str  # where a row says the number of its thing: « pebble__number »
    texts: tuple[str, ...]
    names: tuple[str, ...] = ()  # what is sought there besides, and holds no hashtags: « organisation__name »

    @property
    def through(self) -> tuple[str, ...]:
        """What must be fetched with a row to know whose it is."""
        return (self.owner.rpartition("__")[0],)


@dataclass(frozen=True)
class Kind:
    """One kind of thing: its code in the register and exports, its word in addresses."""

    code: str
    word: str
    label: _StrPromise
    public: Callable[[], QuerySet[Thing]]
    texts: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    names: tuple[str, ...] = ()  # what is sought there besides, and holds no hashtags: a publisher


_KINDS: dict[str, Kind] = {}
_NAMES: dict[str, _StrPromise] = {}  # of what the register speaks of, and no page shows


def declare(kind: Kind) -> None:
    """Make a kind known to the house; called once by its room when the site starts."""
    _KINDS[kind.code] = kind


def kinds() -> tuple[Kind, ...]:
    return tuple(_KINDS.values())


def kind_of(code: str) -> Kind:
    return _KINDS[code]


def name_kind(code: str, label: _StrPromise) -> None:
    """Give the everyday name of what is numbered, yet has no page for everybody: a person."""
    _NAMES[code] = label


def label_of(code: str) -> str:
    """The everyday name of a kind; one that no room declares any more keeps its code."""
    return str(_KINDS[code].label if code in _KINDS else _NAMES.get(code, code))


def kind_at(word: str) -> Kind | None:
    """The kind whose addresses start with this word."""
    return next((kind for kind in _KINDS.values() if kind.word == word), None)


def find(references: Iterable[Reference]) -> dict[Reference, Thing]:
    """The things so named that may be shown, in one query per kind."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for reference in references:
        numbers[reference.kind].add(reference.number)
    found: dict[Reference, Thing] = {}
    for code, wanted in numbers.items():
        if code in _KINDS:
            for thing in _KINDS[code].public().filter(number__in=wanted):
                found[Reference(code, thing.number)] = thing
    return found
