"""The form of the desk: who came, and what their document says."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from poucet.town.clock import today
from poucet.town.identity.operations import Document

DOCUMENTS = {
    Document.CARD: _("an identity card"),
    Document.PASSPORT: _("a passport"),
    Document.PERMIT: _("a residence permit"),
}


class DocumentForm(forms.Form):
    """An identity document, as it lies on the desk; what is typed here is kept nowhere."""

    number = forms.IntegerField(
        label=_("Number of the person"),
        min_value=1,
        max_value=999_999_999,
        help_text=_("They read it on the page of their account."),
    )
    document = forms.ChoiceField(label=_("What I saw"), choices=list(DOCUMENTS.items()))
    family_name = forms.CharField(
        label=_("Birth name"),
        max_length=100,
        help_text=_("Not a name of use."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    given_name = forms.CharField(
        label=_("All the given names"),
        max_length=200,
        required=False,
        help_text=_("In the order of the document. Capitals, accents and hyphens do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    born_on = forms.DateField(
        label=_("Day of birth"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"}),
    )

    def clean_born_on(self) -> date:
        day: date = self.cleaned_data["born_on"]
        if day >= today():
            raise ValidationError(_("This day has not come yet. Read it again on the document."))
        return day
