"""Forms as sheets to fill in by hand: the same questions as on the screens."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from poucet.contribute.forms import IdeaFields

_ROWS = {"name": 2, "text": 12, "place": 1, "facet": 1, "author": 0, "author_name": 1, "contact": 2}


@dataclass(frozen=True)
class Line:
    """A question, with boxes to tick or lines to write on."""

    label: str
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
            tuple(str(label) for _code, label in form.fields[name].choices) if name == "author" else (),  # type: ignore[attr-defined]
            range(_ROWS.get(name, 1)),
        )
        for name in form.fields
    ]
    return [*asked, Line(_("How to reach you (only the town hall reads it)"), (), range(_ROWS["contact"]))]
