"""How the tables of the open data are named and explained."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.web.opendata.dictionary import meaning
from poucet.web.opendata.tables import Column, Table

register = template.Library()


@register.filter
def file(table: Table, form: str) -> str:
    """The name of a file of the table."""
    return f"{table.name}.{form}"


@register.filter
def summed_up(table: Table) -> str:
    """What the table holds."""
    return _(table.summary)


@register.filter
def meant(column: Column) -> str:
    """What the column means, in the reader's language."""
    return meaning(column, get_language() or "fr")


@register.filter
def typed(column: Column) -> str:
    """What the cells are, with their unit when it never changes."""
    names = {
        "string": _("text"),
        "integer": _("whole number"),
        "number": _("number"),
        "boolean": _("yes or no"),
        "date": _("date"),
    }
    return f"{names[column.type]}, {column.unit}" if column.unit else names[column.type]
