"""The sheet of an agreement, in the order in which two halves talk it over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.forms import DayField
from poucet.contribute.agreements.models import Agreement
from poucet.contribute.agreements.terms import BEFORE_SIGNING, Contribution, Party, Recurrence, State
from poucet.town.desk.fields import AmountField, ChosenField, LineField, PeriodField, TextField
from poucet.town.desk.sheets import Offer, Part, Row, Sheet
from poucet.town.models import Organisation, Place
from poucet.town.people.models import Service

TEXTS = (
    "name", "purpose", "party", "party_nature", "town_contact", "residents_contact", "we_commit", "we_ask",
    "upkeep_plan", "duration_wished", "visit_note", "study", "ownership", "insurance", "upkeep",
    "upkeep_period", "exit_clause", "error_clause", "handover_clause", "hour_rate_source", "note",
)  # fmt: skip
DAYS = ("requested_on", "answer_due", "visited_on", "review_on")
_NO_NAME = _("A role or an organisation: no private name.")


class CommitmentRow(Row):
    """What one half gives."""

    silent = frozenset({"key", "contribution"})

    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput, label="")
    deliverable = LineField(label=_("What is given"), max_length=300)
    contribution = forms.ChoiceField(
        label=_("What kind"), choices=Contribution.choices, initial=Contribution.TIME
    )
    quantity = AmountField(label=_("How much"), required=False, help_text=_("Empty: nobody knows yet."))
    unit = LineField(
        label=_("Unit"),
        max_length=80,
        required=False,
        help_text=_("h, m², EUR, or what is counted: “planters”."),
    )
    due = DayField(label=_("By when"), required=False)
    recurrence = forms.ChoiceField(
        label=_("If it comes back"), required=False, choices=[("", _("only once")), *Recurrence.choices]
    )
    holder = LineField(label=_("Who answers for it"), max_length=200, required=False, help_text=_NO_NAME)
    evidence = LineField(label=_("What will show it"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("recurrence") and not said.get("due") and "due" not in self.errors:
            self.add_error("due", _("Write the first date of what comes back."))
        if said.get("quantity") is not None and said["quantity"] < 0:
            self.add_error("quantity", _("Write a quantity above zero."))
        return said


class AgreementSheet(Sheet):
    """A request, two columns, the rules that both halves keep."""

    parts = (
        Part(_("The agreement"), ("name", "purpose", "place", "state")),
        Part(
            _("The other half"),
            ("organisation", "party", "party_nature", "residents_contact", "service", "town_contact"),
        ),
        Part(
            _("What was asked"),
            ("requested_on", "answer_due", "we_commit", "we_ask", "upkeep_plan", "duration_wished"),
        ),
        Part(_("The study"), ("visited_on", "visit_note", "study")),
        Part(_("What the town does"), table="town"),
        Part(_("What residents do"), table="residents"),
        Part(
            _("Rules"),
            (
                "period", "review_on", "upkeep", "upkeep_period", "ownership", "insurance", "exit_clause",
                "error_clause", "handover_clause",
            ),
        ),
        Part(_("Something to add?"), ("hour_rate_eur", "hour_rate_source", "note", "example")),
    )  # fmt: skip
    tables = {"town": CommitmentRow, "residents": CommitmentRow}
    translated = ("name", "purpose", "upkeep", "note")
    offers = (
        Offer("place", "place", Place.objects.all, many=True),
        Offer("organisation", "organisation", Organisation.objects.all, many=True),
        Offer("service", "service", Service.objects.all),
    )
    refused_at = {"agreement.no_party": "party"}

    name = LineField(label=_("Title"), max_length=200, help_text=_("“The planters of our street”."))
    purpose = TextField(label=_("What it is for"))
    place = ChosenField("place", label=_("Place"), required=False, nothing=_("unknown"))
    state = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[(one.value, one.label) for one in BEFORE_SIGNING],
        initial=State.IDEA,
        help_text=_("Only until it is signed: afterwards, its own page moves it."),
    )
    organisation = ChosenField(
        "organisation", label=_("Organisation"), required=False, nothing=_("none of the list")
    )
    party = LineField(
        label=_("Or a group, a class, a street"),
        max_length=200,
        required=False,
        help_text=_("“The class of the second year, Jules-Verne school”: no pupil’s name."),
    )
    party_nature = forms.ChoiceField(
        label=_("What kind of group"), choices=Party.choices, initial=Party.GROUP
    )
    residents_contact = LineField(
        label=_("Contact among residents"), max_length=200, required=False, help_text=_NO_NAME
    )
    service = ChosenField(
        "service", label=_("Service that follows it"), required=False, nothing=_("none yet")
    )
    town_contact = LineField(
        label=_("Contact at the town hall"), max_length=200, required=False, help_text=_NO_NAME
    )
    requested_on = DayField(label=_("Asked on"), required=False)
    answer_due = DayField(
        label=_("Answer owed by"), required=False, help_text=_("Empty: sixty days after it was asked.")
    )
    we_commit = TextField(label=_("What they offer to do"), rows=3, required=False)
    we_ask = TextField(label=_("What they ask"), rows=3, required=False)
    upkeep_plan = TextField(label=_("How they would keep it alive"), rows=2, required=False)
    duration_wished = LineField(label=_("For how long they wish it"), max_length=120, required=False)
    visited_on = DayField(label=_("Seen on the spot on"), required=False)
    visit_note = TextField(
        label=_("What was seen there"),
        rows=3,
        required=False,
        help_text=_("With those who ask, if possible."),
    )
    study = TextField(
        label=_("The study, on one page"),
        rows=6,
        required=False,
        help_text=_(
            "What it brings and what it costs: for people, for nature, for the budget; what nobody knows."
        ),
    )
    period = PeriodField(
        label=_("How long it lasts"), help_text=_("2026, or 2026-03/2028-02; “unknown” if nobody knows.")
    )
    review_on = DayField(label=_("First review"), required=False, help_text=_("Owed before anybody signs."))
    upkeep = TextField(
        label=_("Rule of upkeep"), rows=3, required=False, help_text=_("Owed before anybody signs.")
    )
    upkeep_period = LineField(label=_("Period of upkeep"), max_length=120, required=False)
    ownership = TextField(label=_("Who owns what"), rows=2, required=False)
    insurance = TextField(
        label=_("How it is insured"),
        rows=2,
        required=False,
        help_text=_(
            "The town answers for volunteers on its own works: tell its insurer how many, and ask for a "
            "certificate."
        ),
    )
    exit_clause = TextField(label=_("How to leave"), rows=2, required=False)
    error_clause = TextField(label=_("The right to error"), rows=2, required=False)
    handover_clause = TextField(label=_("If one half stops"), rows=2, required=False)
    hour_rate_eur = AmountField(
        label=_("What one hour is counted for, in euros"),
        required=False,
        help_text=_("Only if both halves wish it: hours are not priced otherwise."),
    )
    hour_rate_source = LineField(label=_("Where this rate comes from"), max_length=200, required=False)
    note = TextField(label=_("Note"), rows=2, required=False)
    example = forms.BooleanField(
        label=_("This agreement is imagined"),
        required=False,
        help_text=_("It will say “example” everywhere."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("organisation") and not said.get("party"):
            self.add_error("party", _("Say with whom: choose an organisation, or name the group."))
        return said


def find(number: int) -> Agreement | None:
    rows = Agreement.every.select_related("place", "organisation", "service")
    found: Agreement | None = rows.filter(number=number).first()
    return found
