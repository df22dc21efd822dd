"""Forms of the acts on an agreement: each is one act, filled in by whoever may do it."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.canonical import digest_of, normalised
from poucet.contribute.agreements.models import Agreement
from poucet.contribute.agreements.summaries import View
from poucet.contribute.agreements.terms import NEXT_STATES, Event, Side, State
from poucet.town.desk.fields import AmountField, LineField, TextField
from poucet.town.typography import typeset

MAX_MEGABYTES = 25


class DayField(forms.DateField):
    """A day, chosen in the calendar of the browser or typed."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, **options)


class Act(forms.Form):
    """One act on one agreement."""

    template = "agreements/_act.html"

    def __init__(self, view: View, data: Any = None, files: Any = None, *, prefix: str, **more: Any) -> None:
        super().__init__(data, files, prefix=prefix, use_required_attribute=False, **more)
        self.view = view
        self.prepare(view)

    def prepare(self, view: View) -> None:
        """Offer what this agreement lets one choose."""


class TellForm(Act):
    """A line of the ledger."""

    commitment = forms.ChoiceField(label=_("Which commitment"))
    event = forms.ChoiceField(
        label=_("What happened"),
        choices=[(one.value, one.label) for one in Event if one is not Event.VALIDATED],
        initial=Event.DELIVERED,
    )
    side = forms.ChoiceField(
        label=_("Who says so"),
        choices=Side.choices,
        help_text=_("On paper, at the desk or by telephone: write whose word it is."),
    )
    on = DayField(label=_("On which day"))
    quantity = AmountField(label=_("How much"), required=False, help_text=_("Empty: nobody knows how much."))
    occasion = DayField(
        label=_("Which date of the upkeep"),
        required=False,
        help_text=_("Only for what comes back regularly."),
    )
    evidence = TextField(
        label=_("What shows it"),
        rows=2,
        required=False,
        help_text=_("A photo, a notebook, a count. Name nobody."),
    )
    about = forms.IntegerField(
        label=_("Line that it mends"),
        required=False,
        min_value=1,
        max_value=999_999,
        help_text=_("Only to mend a mistake: the old line stays, crossed out."),
    )

    def prepare(self, view: View) -> None:
        rows = view.counted.commitments
        self.fields["commitment"].choices = [  # type: ignore[attr-defined]
            (row.key, f"{Side(row.side).label} – {typeset(row.deliverable, 'fr')}") for row in rows
        ]
        self.fields["on"].initial = view.day


class ValidateForm(Act):
    """The other half makes sure of a line."""

    position = forms.TypedChoiceField(label=_("Line of the ledger"), coerce=int)
    on = DayField(label=_("On which day"))
    evidence = TextField(label=_("What shows it"), rows=2, required=False)

    def prepare(self, view: View) -> None:
        open_lines = [
            told.line
            for told in view.ledger
            if not told.is_mended
            and not told.is_sure
            and told.line.event not in {Event.VALIDATED, Event.PROMISED, Event.CONFIRMED}
        ]
        self.fields["position"].choices = [  # type: ignore[attr-defined]
            (
                row.position,
                f"{row.position}. {Event(row.event).label} – {typeset(row.commitment.deliverable, 'fr')}",
            )
            for row in open_lines
        ]
        self.fields["on"].initial = view.day


class SignForm(Act):
    """A half signed on paper."""

    side = forms.ChoiceField(label=_("Which half signed"), choices=Side.choices)
    signer = LineField(
        label=_("In what capacity"), max_length=200, help_text=_("“The mayor”, “the chair”: no private name.")
    )
    on = DayField(label=_("On which day"))
    scan = forms.FileField(
        label=_("Scan of the signed paper"),
        help_text=_("Only its fingerprint is kept here: keep the paper and its scan at the town hall."),
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def prepare(self, view: View) -> None:
        self.fields["on"].initial = view.day
        self.fields["digest"].initial = view.digest

    def clean_scan(self) -> UploadedFile[Any]:
        sent: UploadedFile[Any] = self.cleaned_data["scan"]
        if (sent.size or 0) > MAX_MEGABYTES * 1_000_000:
            raise forms.ValidationError(
                _("This file is over %(limit)s MB. Make it smaller."), params={"limit": MAX_MEGABYTES}
            )
        return sent


class CodeForm(Act):
    """A code to sign with, for one half."""

    side = forms.ChoiceField(label=_("For which half"), choices=Side.choices, initial=Side.RESIDENTS)


class MoveForm(Act):
    """The next state, with what it owes."""

    state = forms.ChoiceField(label=_("Where it stands now"))
    on = DayField(label=_("On which day"))
    reason = TextField(
        label=_("Reason"),
        required=False,
        rows=3,
        help_text=_("Owed for a refusal, 50 characters at least. Everybody will read it."),
    )
    counter_proposal = TextField(label=_("What is proposed instead"), required=False, rows=2)
    done = TextField(label=_("What was done"), required=False, rows=2)
    lesson = TextField(
        label=_("What was learnt"), required=False, rows=2, help_text=_("Owed for an end, whatever it is.")
    )
    measured = TextField(label=_("What was measured"), required=False, rows=2)
    next_review_on = DayField(label=_("Next review"), required=False)
    pebble = forms.IntegerField(
        label=_("Number of the pebble that it laid"), required=False, min_value=1, max_value=999_999_999
    )

    def prepare(self, view: View) -> None:
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (one.value, State(one).label) for one in NEXT_STATES[view.agreement.state]
        ]
        self.fields["on"].initial = view.day


class AnnexForm(Act):
    """What only the two halves read."""

    text = TextField(
        label=_("Private annex"),
        required=False,
        rows=4,
        help_text=_("Names and telephones of those to call. No public page, export or past shows it."),
    )


class CheckForm(forms.Form):
    """A text, a file or a fingerprint to hold against what was signed."""

    text = TextField(
        label=_("The text, or its fingerprint"),
        rows=8,
        required=False,
        help_text=_("Paste the whole text of the agreement, or the 64 characters of its fingerprint."),
    )
    file = forms.FileField(label=_("Or its text file"), required=False)

    def candidates(self) -> set[str]:
        """The fingerprints that what was given may have: of the bytes, and of the text however its lines end."""
        found: set[str] = set()
        text = self.cleaned_data.get("text") or ""
        if text.strip():
            found |= {text.strip().lower(), digest_of(normalised(text))}
        sent = self.cleaned_data.get("file")
        if sent is not None:
            content = sent.read(MAX_MEGABYTES * 1_000_000)
            found |= {hashlib.sha256(content).hexdigest()}
            found |= {digest_of(normalised(content.decode("utf-8", errors="replace").lstrip("\ufeff")))}
        return found


class SignWithCodeForm(forms.Form):
    """Sign with the code that the town hall gave."""

    code = LineField(label=_("Your code"), max_length=40, help_text=_("Fourteen letters and digits."))
    signer = LineField(
        label=_("In what capacity"),
        max_length=200,
        help_text=_("“For the street”, “the teacher of the class”."),
    )
    digest = forms.CharField(widget=forms.HiddenInput)


def verdict(agreement: Agreement, candidates: set[str]) -> tuple[int, bool] | None:
    """Which signed version something is, and whether both halves signed it; nothing when it is none."""
    for text in agreement.texts.all():
        if text.digest in candidates:
            return text.version, len(text.signatures.all()) == len(Side)
    return None
