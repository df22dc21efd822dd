"""What rests on a thing: each room says which of its own could not stand without it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from poucet.town.names import Named, Set, names_in
from poucet.town.things import Reference

Finder = Callable[[int], Iterable[Set | Named]]

_FINDERS: dict[str, list[Finder]] = defaultdict(list)


def rests_on(kind: str, finder: Finder) -> None:
    """Let a room say what of its own rests on things of a kind; called once when the site starts."""
    if finder not in _FINDERS[kind]:
        _FINDERS[kind].append(finder)


def resting_on(reference: Reference) -> tuple[Named, ...]:
    """Everything that could not stand without a thing, each once, in one query."""
    found = [one for finder in _FINDERS[reference.kind] for one in finder(reference.number)]
    sets = [one for one in found if isinstance(one, Set)]
    named = [one for one in found if isinstance(one, Named)]
    several = names_in(sets).values() if sets else ()
    return tuple(dict.fromkeys([*(one for part in several for one in part), *named]))
