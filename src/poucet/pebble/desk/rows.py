"""Rows of the sheet of a deed: who made it, what it gave, what that equals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import CellState
from poucet.pebble.models import Effect
from poucet.town.desk.fields import ChosenField, LineField, TextField
from poucet.town.desk.sheets import Row

GRADES = [("", "–"), *((str(grade), f"{grade:+d}".replace("-", "−")) for grade in range(-3, 4))]


class MakerRow(Row):
    """Somebody to thank."""

    organisation = ChosenField(
        "organisation", label=_("Organisation"), required=False, nothing=_("none of the list")
    )
    name = LineField(
        label=_("Or a name"), max_length=200, required=False, help_text=_("“The parents of the school”.")
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(said.get("organisation")) == bool(said.get("name")):
            self.add_error("name", _("Choose an organisation, or write a name: one of the two."))
        return said


class EffectRow(Row):
    """What the deed made, gave or cost: what measures it, or why no figure says it."""

    silent = frozenset({"role", "state"})

    indicator = ChosenField("indicator", label=_("What is measured"))
    role = forms.ChoiceField(
        label=_("What it says of the deed"), choices=Effect.Role.choices, initial=Effect.Role.EFFECT
    )
    facet = ChosenField("facet", label=_("Facet of the star"), required=False, nothing=_("none"))
    state = forms.ChoiceField(
        label=_("What can be said of it"),
        choices=CellState.choices,
        initial=CellState.QUANTITY,
        help_text=_("“Quantity”: the figures of this indicator say it. Otherwise, say below why none does."),
    )
    grade = forms.TypedChoiceField(
        label=_("Grade"), choices=GRADES, coerce=int, empty_value=None, required=False
    )
    direction = forms.ChoiceField(
        label=_("Direction"), choices=[("", "–"), *Effect.Sign.choices], required=False
    )
    note = TextField(label=_("What one must know of it"), rows=2, required=False)
    note_en = TextField(label=_("The same in English"), rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        state = said.get("state")
        if state != CellState.QUANTITY and not said.get("note"):
            self.add_error("note", _("No figure says it: write why."))
        for name, needed in (("grade", CellState.ORDINAL), ("direction", CellState.SIGN_ONLY)):
            given = said.get(name) not in {None, ""}
            if state == needed and not given:
                self.add_error(name, _("Choose one."))
            elif state != needed and given:
                self.add_error(name, _("Leave this empty, or change what can be said of it."))
        return said


class EquivalenceRow(Row):
    """A quantity told as so many households or residents, never without its constant."""

    count_number = ChosenField("count", label=_("The count"), help_text=_("“12 households”"))
    quantity_number = ChosenField(
        "quantity", label=_("The quantity that it tells"), help_text=_("“32 000 kWh”")
    )
    constant = ChosenField(
        "constant", label=_("With which constant"), help_text=_("“2 667 kWh per household”")
    )
    note = TextField(label=_("What one must know of it"), rows=2, required=False)
    note_en = TextField(label=_("The same in English"), rows=2, required=False)
