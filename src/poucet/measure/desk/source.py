"""The sheet of a source."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import Source
from poucet.measure.operations import write_source
from poucet.town.desk.editors import Editor
from poucet.town.desk.fields import LineField, TextField, YearField, known_or_not
from poucet.town.desk.naming import new_key, next_number
from poucet.town.desk.sheets import Content, Part, Sheet
from poucet.town.things import Reference
from poucet.town.writing import Signature, withdraw

_ADDRESS = RegexValidator(r"^https?://[^\s]+$", _("An address begins with https:// and holds no space."))


class SourceSheet(Sheet):
    """Where figures and facts come from."""

    parts = (Part(_("The source"), ("name", "publisher", "year", "url", "note")),)

    name = LineField(
        label=_("Title"),
        max_length=300,
        help_text=_("As one would look for it: “Municipal bulletin no. 48”, “Meter reading of the church”."),
    )
    publisher = LineField(
        label=_("Who published it"),
        max_length=200,
        required=False,
        help_text=_("An institution, a newspaper, a department: “INSEE”, “La Voix du Nord”."),
    )
    year = YearField(
        label=_("Year"), help_text=_("The year it was published: 2024; “unknown” if nobody knows.")
    )
    url = LineField(
        label=_("Address on the web"),
        max_length=500,
        required=False,
        validators=[_ADDRESS],
        widget=forms.URLInput,
        help_text=_("Copy it whole, with its https://."),
    )
    note = TextField(
        label=_("What one must know of it"),
        required=False,
        help_text=_("For instance: “an estimate, said aloud at a public meeting”. Everybody will read it."),
    )


def held(source: Source) -> Content:
    said = {name: getattr(source, name) for name in ("name", "publisher", "url", "note")}
    return {**said, "year": known_or_not(source.year)}


def publish(source: Source | None, sheet: SourceSheet, signed: Signature) -> Reference:
    number = source.number if source else next_number(Source)
    key = source.key if source else new_key(Source, sheet.cleaned_data["name"], number)
    fields: dict[str, Any] = {name: sheet.cleaned_data[name] for name in sheet.fields}
    return write_source(key=key, number=number, signed=signed, **fields).reference


SOURCE_EDITOR = Editor(
    kind="source",
    label=_("Write a source"),
    help=_("Where a figure or a fact comes from: a bulletin, a reading, an article."),
    sheet=SourceSheet,
    find=lambda number: Source.every.filter(number=number).first(),
    held=held,
    publish=publish,
    withdraw=lambda source, signed, reason: withdraw(source, signed=signed, reason=reason),
    order=30,
)
