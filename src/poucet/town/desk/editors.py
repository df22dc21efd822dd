"""The editors that rooms offer to the desk: for each kind of thing, its sheet and the acts behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from poucet.town.desk.sheets import Content, Sheet
from poucet.town.rights import Somebody, may
from poucet.town.things import Kind, Reference, kind_of
from poucet.town.writing import Signature

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Publisher = Callable[[Any, Any, Signature], Reference]
Withdrawer = Callable[[Any, Signature, str], None]


@dataclass(frozen=True)
class Editor:
    """How things of a kind are written at the desk."""

    kind: str
    label: _StrPromise  # « Write a pebble »
    help: _StrPromise
    sheet: type[Sheet]
    find: Callable[[int], Any]  # the thing of that number, standing or withdrawn; None: never given
    held: Callable[[Any], Content]  # what the sheet of a thing holds
    publish: Publisher  # from a thing (None: a new one) and a sound sheet, the room's ordinary act
    withdraw: Withdrawer
    order: int = 50

    @property
    def right(self) -> str:
        return f"{self.kind}.write"

    @property
    def word(self) -> str:
        return kind_of(self.kind).word

    @property
    def declared(self) -> Kind:
        return kind_of(self.kind)


_EDITORS: dict[str, Editor] = {}


def offer(editor: Editor) -> None:
    """Let the desk write things of a kind; called once by its room when the site starts."""
    _EDITORS[editor.kind] = editor


def editors() -> tuple[Editor, ...]:
    return tuple(sorted(_EDITORS.values(), key=lambda editor: editor.order))


def editor_of(kind: str) -> Editor:
    return _EDITORS[kind]


def editor_at(word: str) -> Editor | None:
    """The editor of the things whose addresses start with this word."""
    return next((editor for editor in _EDITORS.values() if editor.word == word), None)


def editors_for(person: Somebody) -> tuple[Editor, ...]:
    """Those that a person may use."""
    return tuple(editor for editor in editors() if may(person, editor.right))
