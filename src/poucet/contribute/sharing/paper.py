"""The forms of a share and of an offer as sheets to fill in by hand: the same questions as on the screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from poucet.contribute.paper import Line
from poucet.contribute.sharing.forms import OfferFields, ShareFields
from poucet.contribute.sharing.models import Posting

_ROWS = {"text": 6, "conditions": 2}


def share_lines(posting: Posting) -> list[Line]:
    return _lines(ShareFields(posting=posting))


def offer_lines() -> list[Line]:
    return _lines(OfferFields())


def _lines(form: forms.Form) -> list[Line]:
    asked = [
        Line(
            str(field.label),
            tuple(str(label) for _code, label in field.choices) if name == "sort" else (),  # type: ignore[attr-defined]
            range(_ROWS.get(name, 1)),
        )
        for name, field in form.fields.items()
    ]
    return [*asked, Line(_("How to reach you (only the town hall reads it)"), (), range(2))]
