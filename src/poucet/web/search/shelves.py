"""Shelves: what else a person may find, beside what everybody may.

A room adds a shelf of its own, for what lies in no public list: an agent's drafts, say. It is given the question and
the person who asks, and answers what that person may see: nothing, to a visitor who may see nothing.

    def drafts(question: Question, person: object) -> list[Find]:
        mine = Draft.objects.seen_by(person)
        return [find(draft) for draft in mine if question.is_answered_by(draft.texts)]

    add_shelf(Shelf("drafts", _("Your drafts"), drafts))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from poucet.web.search.question import Question
from poucet.web.search.sheets import Passage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_ON_A_SHELF = 10


@dataclass(frozen=True)
class Find:
    """Something found: where it is, what it is called and in which language, what it says."""

    title: str
    url: str
    language: str = "fr"
    passages: Sequence[Passage] = ()
    example: bool = False


@dataclass(frozen=True)
class Shelf:
    """A shelf: its code, its name on the page, and what it answers to a person."""

    code: str
    label: _StrPromise
    find: Callable[[Question, object], Sequence[Find]]


_SHELVES: dict[str, Shelf] = {}


def add_shelf(shelf: Shelf) -> None:
    """Let a room answer searches; called once when the site starts."""
    _SHELVES[shelf.code] = shelf


def shelves() -> tuple[Shelf, ...]:
    return tuple(_SHELVES.values())
