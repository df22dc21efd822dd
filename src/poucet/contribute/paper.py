"""Forms as sheets to fill in by hand: the same questions as on the screens."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from poucet.contribute.forms import IdeaFields

_TICKED = {"author", "party_nature", "sort", "tag"}  # short lists; a long one is written by hand
_MORE = 2  # a hand writes larger than a screen


@dataclass(frozen=True)
class Line:
    """A question, with boxes to tick or lines to write on."""

    label: str
    help: str
    choices: tuple[str, ...]
    rows: range


def paper_lines() -> list[Line]:
    """Every question of an idea, then how to reach whoever wrote it."""
    return lines_of(IdeaFields())


def lines_of(form: forms.Form) -> list[Line]:
    """Every question of a form, then how to reach whoever filled it in."""
    asked = [
        Line(
            str(form.fields[name].label),
            str(form.fields[name].help_text),
            tuple(str(label) for _code, label in form.fields[name].choices) if name in _TICKED else (),  # type: ignore[attr-defined]
            range(_rows(name, form.fields[name])),
        )
        for name in form.fields
    ]
    return [
        *asked,
        Line(_("How to reach you"), _("Only the town hall reads it."), (), range(2)),
    ]


def _rows(name: str, field: forms.Field) -> int:
    """How many lines to write on: none beside boxes to tick."""
    tall = int(field.widget.attrs.get("rows", 0))
    return 0 if name in _TICKED else tall + _MORE if tall else 1
