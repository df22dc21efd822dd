"""Forms of the letters and of the desk check."""

from __future__ import annotations

import csv
import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from poucet.town.clock import today
from poucet.town.residence.operations import Proof

MOST_LETTERS = 3000  # at once, through a page: what is printed in a few seconds
MOST_LINES, LONGEST_LINE = 6, 60
USUAL_DAYS = 60
PROOFS = {
    Proof.BILL: _("a bill of water, energy or telephone, less than three months old"),
    Proof.LEASE: _("a lease or a rent receipt"),
    Proof.TAX: _("a tax notice"),
    Proof.INSURANCE: _("a certificate of home insurance"),
    Proof.HOST: _("a word from whoever lodges them, with a proof of theirs"),
    Proof.KNOWN: _("the agent knows the person and where they live"),
}


class LettersForm(forms.Form):
    """Letters to make: a number of them, or one for each address."""

    purpose = forms.CharField(
        label=_("What for"),
        max_length=120,
        required=False,
        help_text=_("The call or the vote, in a few words. Empty: to show that one lives here."),
    )
    count = forms.IntegerField(
        label=_("How many letters"),
        required=False,
        min_value=1,
        max_value=MOST_LETTERS,
        help_text=_("To hand over, without an address. Leave empty if you paste addresses."),
    )
    addresses = forms.CharField(
        label=_("Addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=_(
            "One home a line, parts apart with semicolons: “Foyer Dupont; 3 rue des Exemples; 62750 Loos-en-Gohelle”. "
            "They are printed, and kept nowhere."
        ),
    )
    ends_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    made_as = forms.ChoiceField(
        label=_("To print"),
        choices=[("pdf", _("a PDF, one letter a page")), ("page", _("a page that the browser prints"))],
        initial="pdf",
    )
    sheet = forms.CharField(widget=forms.HiddenInput, max_length=32, min_length=32)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, **options})
        self.initial.setdefault("ends_on", today() + timedelta(days=USUAL_DAYS))
        self.initial.setdefault("sheet", secrets.token_hex(16))

    def clean_addresses(self) -> list[list[str]]:
        lines = [line for line in self.cleaned_data["addresses"].splitlines() if line.strip()]
        rows = [[part.strip() for part in row if part.strip()] for row in csv.reader(lines, delimiter=";")]
        rows = [row for row in rows if row]
        if len(rows) > MOST_LETTERS:
            raise ValidationError(_("At most %(most)d letters at once.") % {"most": MOST_LETTERS})
        for place, row in enumerate(rows, start=1):
            if len(row) > MOST_LINES or any(len(part) > LONGEST_LINE for part in row):
                raise ValidationError(
                    _(
                        "Line %(line)d is too long for an envelope: at most %(parts)d parts of %(signs)d signs."
                    )
                    % {"line": place, "parts": MOST_LINES, "signs": LONGEST_LINE}
                )
        return rows

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        count, addresses = said.get("count"), said.get("addresses")
        if "addresses" in said and "count" in said and bool(count) == bool(addresses):
            raise ValidationError(_("Say how many letters, or paste addresses: one of the two."))
        return said


class LetterForm(forms.Form):
    """One letter of a batch, by the number printed on it."""

    letter = forms.IntegerField(label=_("Number of the letter"), min_value=1, max_value=9_999_999)


class CodeForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("Code of the letter"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Fourteen signs, as they are printed. Dashes and small letters do not matter."),
    )


class ProofForm(forms.Form):
    """Who came, and what was seen."""

    number = forms.IntegerField(
        label=_("Number of the person"),
        min_value=1,
        max_value=999_999_999,
        help_text=_("They read it on the page of their account."),
    )
    proof = forms.ChoiceField(label=_("What I saw"), choices=[(one.value, PROOFS[one]) for one in Proof])
