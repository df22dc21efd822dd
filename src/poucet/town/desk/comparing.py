"""Two editors on one thing: what it said, what it says, what one wrote, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from poucet.town.desk.sheets import ENGLISH, Content, Sheet
from poucet.town.desk.words import in_words


@dataclass(frozen=True)
class Difference:
    """A field that somebody else changed meanwhile."""

    name: str
    label: str
    clashes: bool  # both changed it, each in their own way
    began: list[str]
    now: list[str]
    mine: list[str]

    @property
    def kept(self) -> str:
        """What is proposed: the other's change where one changed nothing; nothing where both did."""
        return "" if self.clashes else "now"


def differences(sheet: Sheet, began: Content, now: Content) -> list[Difference]:
    """The fields that changed since the draft was opened, in the order of the sheet."""
    mine = sheet.content
    found = []
    for name, label in _names(sheet):
        before, there, here = began.get(name), now.get(name), mine.get(name)
        if same(before, there) or same(there, here):
            continue
        said = (in_words(sheet, name, value) for value in (before, there, here))
        found.append(Difference(name, label, not same(before, here), *said))
    return found


def merged(mine: Content, now: Content, chosen: dict[str, str]) -> Content:
    """One's own sheet, but for the fields where the other's version was chosen."""
    return mine | {name: now.get(name) for name, side in chosen.items() if side == "now"}


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same; what is absent says nothing."""
    return bool(_bare(one) == _bare(other))


def _names(sheet: Sheet) -> list[tuple[str, str]]:
    named: list[tuple[str, str]] = []
    for laid in sheet.laid_out:
        if laid.part.table:
            named.append((laid.part.table, str(laid.part.title)))
        for field in laid.fields:
            english = _("%(field)s (in English)") % {"field": field.label}
            named.append((field.name, english if field.name.endswith(ENGLISH) else str(field.label)))
    return named


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        rows = [_bare(one) for one in value]
        return sorted(rows) if all(isinstance(row, str) for row in rows) else rows
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if one}
    return value or ""
