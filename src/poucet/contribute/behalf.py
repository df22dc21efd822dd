"""In whose name something is done: the field of forms, and what an organisation did, for its page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from poucet.town.alphabet import alphabetical
from poucet.town.desk.fields import MOST_OFFERED, ChosenField, Numbered
from poucet.town.models import Organisation
from poucet.town.people.representing import represented_by
from poucet.town.templatetags.town import plain_title
from poucet.town.visiting import VisitorForm


class InTheNameOf(ChosenField):
    """An organisation in whose name something is done; without one, it is done in one's own."""

    def __init__(self, **options: Any) -> None:
        super().__init__("organisation", required=False, **options)

    def among(self, organisations: QuerySet[Organisation]) -> None:
        """Let these be chosen; beyond what a list may hold, by their numbers."""
        few = list(organisations.order_by("number")[: MOST_OFFERED + 1])
        if len(few) > MOST_OFFERED:
            self.offering(Numbered([], lambda number: organisations.filter(number=number).exists()))
            return
        named = [(str(one.number), plain_title(one)) for one in few]
        self.offering(sorted(named, key=lambda one: alphabetical(one[1])))


class OnBehalf(VisitorForm):
    """A form of whoever may act in the name of an organisation: nobody else is asked."""

    organisation = InTheNameOf(label=_("In the name of"), nothing=_("myself"))

    def __init__(self, *args: Any, asker: Any, **options: Any) -> None:
        super().__init__(*args, asker=asker, **options)
        theirs = represented_by(asker.person)
        if theirs.exists() or self.data.get("organisation"):
            self.fields["organisation"].among(theirs)  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]


class BroughtBy(forms.Form):
    """A form in which an agent says which organisation brings something."""

    organisation = InTheNameOf(
        label=_("In the name of an organisation"), nothing=_("no organisation of the list")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].among(Organisation.objects.all())  # type: ignore[attr-defined]


def organisation_of(said: dict[str, Any]) -> Organisation | None:
    """The organisation that plain values name, if they name one."""
    return Organisation.objects.filter(number=said.get("organisation") or 0).first()
