"""Forms of assisted sessions, and the field by which what is typed in says of which one it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.assisting.models import AssistedSession
from poucet.contribute.assisting.operations import Helped
from poucet.town.desk.fields import LineField
from poucet.town.people.models import Person


class SessionForm(forms.Form):
    """Whom one helps, and how they agreed."""

    name = LineField(label=_("Whom you help"), max_length=120, help_text=_("As the person gives it."))
    contact = LineField(
        label=_("How to reach them"),
        max_length=200,
        required=False,
        help_text=_("With an e-mail address, the receipt leaves by itself; otherwise print it."),
    )
    number = forms.IntegerField(
        label=_("Their number on this site"),
        required=False,
        min_value=1,
        max_value=999_999_999,
        help_text=_("Only if they have an account and tell it: it is on their account page."),
    )
    reason = LineField(label=_("Why"), max_length=200, help_text=_("“No computer”, “bad eyes today”."))
    where = LineField(label=_("Where"), max_length=120, help_text=_("“The counter”, “the library”."))
    consent = forms.ChoiceField(label=_("How they agreed"), choices=AssistedSession.Consent.choices)

    def clean_number(self) -> Person | None:
        number = self.cleaned_data["number"]
        found = Person.objects.filter(number=number or 0, erased_at=None).first()
        if number and found is None:
            raise forms.ValidationError(_("Nobody has this number."))
        return found

    def helped(self) -> Helped:
        said: dict[str, Any] = dict(self.cleaned_data)
        return Helped(person=said.pop("number"), **said)


class SessionField(forms.IntegerField):
    """The session that a form was opened in; empty outside of one."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)
