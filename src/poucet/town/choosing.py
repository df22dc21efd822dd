"""What the list of organisations can be narrowed to: only what some organisation has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from poucet.town.actors import Nature
from poucet.town.alphabet import alphabetical
from poucet.town.models import Organisation
from poucet.town.themes import theme_name

UNKNOWN = "inconnu"  # in addresses: those of which nobody knows it


@dataclass(frozen=True)
class Option:
    """One line of a list to choose from."""

    value: str
    label: str
    chosen: bool


Filters = list[tuple[str, str, str, list[Option]]]


@dataclass(frozen=True)
class Narrowed:
    """The organisations asked for, in the order of the dictionary, and the lists to choose from."""

    rows: list[Organisation]
    filters: Filters


def organisations_asked(question: QueryDict) -> Narrowed:
    """Every organisation of the nature and the field asked for; what nothing has narrows nothing. One query."""
    known = sorted(Organisation.objects.all(), key=lambda one: alphabetical(one.title))
    nature = _asked(question.get("genre", ""), {one.nature for one in known})
    field = _asked(question.get("domaine", ""), {one.field for one in known})
    rows = [one for one in known if nature in {None, one.nature} and field in {None, one.field}]
    labels = {code: str(label) for code, label in Nature.choices}
    natures = _options({one.nature: labels.get(one.nature, one.nature) for one in known}, nature)
    fields = _options({one.field: theme_name(one.field) for one in known}, field)
    return Narrowed(
        rows,
        [
            ("genre", _("Kind of actor"), _("all kinds"), natures),
            ("domaine", _("Field of activity"), _("all fields"), fields),
        ],
    )


def _asked(said: str, offered: Iterable[str]) -> str | None:
    wanted = "" if said == UNKNOWN else said
    return wanted if said and wanted in offered else None


def _options(named: dict[str, str], chosen: str | None) -> list[Option]:
    """In the order of the dictionary, what nobody knows last; nothing where there is nothing to choose between."""
    if not any(named):
        return []
    known = sorted(
        ((code, label) for code, label in named.items() if code), key=lambda one: alphabetical(one[1])
    )
    unknown = [("", _("unknown"))] if "" in named else []
    return [Option(code or UNKNOWN, label, code == chosen) for code, label in (*known, *unknown)]
