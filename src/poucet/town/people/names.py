"""How people are named on pages: by the name that they chose to show, else by their number."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from poucet.town.people.models import Person


def public_name(person: Person) -> str:
    """The name that a person shows, marked when the person is imagined; else their number."""
    if person.erased_at is not None:
        return _("person %(number)d, erased") % {"number": person.number}
    name = person.name if person.shows_name and person.name else ""
    name = name or _("person %(number)d") % {"number": person.number}
    return _("%(name)s (example)") % {"name": name} if person.example else name


def public_names(numbers: Collection[int]) -> dict[int, str]:
    """Names by number, in one query."""
    return {person.number: public_name(person) for person in Person.objects.filter(number__in=numbers)}
