"""What a sheet holds, as people read it: the names of what was chosen, not their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django import forms

    from poucet.town.desk.sheets import Content, Sheet


def in_words(sheet: Sheet, name: str, value: Any) -> list[str]:
    """A value as people read it, in lines; nothing is said to be so."""
    if name in sheet.tables:
        return [row_in_words(sheet, name, row) for row in value or []] or [_("nothing")]
    return said(sheet.fields[name], value) or [_("nothing")]


def row_in_words(sheet: Sheet, table: str, row: Content) -> str:
    """A row on one line."""
    fields: Mapping[str, Any] = sheet.tables[table].base_fields
    told: list[str] = []
    for name, field in fields.items():
        choices = sheet.choices.get(getattr(field, "offer", ""))
        told += said(field, row.get(name)) if choices is None else _chosen(choices, row.get(name))
    return " · ".join(told)


def said(field: forms.Field, value: Any) -> list[str]:
    """A value of a field, in lines; nothing where it says nothing."""
    if isinstance(value, bool):
        return [_("yes")] if value else []
    return _chosen(getattr(field, "choices", ()), value)


def _chosen(choices: Any, value: Any) -> list[str]:
    labels = {str(code): str(label) for code, label in choices}
    values: list[str] = value if isinstance(value, list) else [value]
    return [labels.get(one, one) for one in values if one]
