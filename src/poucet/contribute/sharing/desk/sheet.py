"""The sheet of a need or an offer: what there is, who holds it, and what a worksite asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.terms import Contribution
from poucet.contribute.sharing.forms import DayField, QuantityField, UnitInput
from poucet.contribute.sharing.terms import Side
from poucet.town.desk.fields import ChosenField, LineField, TextField
from poucet.town.desk.sheets import Offer, Part, Sheet
from poucet.town.models import Organisation, Place
from poucet.town.people.models import Service
from poucet.town.things import kind_of

SERVED = ("pebble", "agreement", "proposal", "meeting")  # what a need or an offer may be for
WORKSITE = ("briefing", "insurer_told_on", "insurer_reference", "guardian_note")
_HOLDER_HELP = _("Leave both empty if it is the town hall itself.")
_INSURER_HELP = _("The date and the number of volunteers are told to the insurer of the commune beforehand.")


class PostingSheet(Sheet):
    """A need written at the desk; an offer there too, when an organisation makes it."""

    parts = (
        Part(_("What there is"), ("side", "sort", "name", "text", "quantity", "unit")),
        Part(_("When and where"), ("from_day", "to_day", "place", "place_text", "conditions")),
        Part(_("Who holds it"), ("service", "organisation"), help=_HOLDER_HELP),
        Part(_("What it is for"), SERVED),
        Part(_("If it is a pledge of money"), ("mandate_reference", "accountant_on")),
        Part(_("If it is a worksite"), ("is_worksite", *WORKSITE), help=_INSURER_HELP),
        Part(_("Is it still so?"), ("closed_on",)),
        Part(_("Something to add?"), ("note", "example")),
    )
    translated = ("name", "text", "conditions", "note")
    offers = (
        Offer("place", "place", Place.objects.all),
        Offer("service", "service", Service.objects.all),
        Offer("organisation", "organisation", Organisation.objects.all, many=True),
        Offer("pebble", "pebble", lambda: kind_of("pebble").public(), many=True),
        Offer("agreement", "agreement", lambda: kind_of("agreement").public(), many=True),
        Offer("proposal", "proposal", lambda: kind_of("proposal").public(), many=True),
        Offer("meeting", "meeting", lambda: kind_of("meeting").public(), many=True),
    )
    refused_at = {
        "posting.ends_before": "to_day",
        "posting.money_in_euros": "unit",
        "posting.not_money": "unit",
        "posting.worksite_offered": "is_worksite",
        "posting.below_confirmed": "quantity",
        "posting.measured_otherwise": "unit",
    }

    side = forms.ChoiceField(label=_("Need or offer"), choices=Side.choices, initial=Side.NEED)
    sort = forms.ChoiceField(label=_("What it is"), choices=Contribution.choices, initial=Contribution.TIME)
    name = LineField(label=_("Title"), max_length=200, help_text=_("“Twelve people to plant the hedge”."))
    text = TextField(label=_("Tell it"), rows=6)
    quantity = QuantityField(
        label=_("How much there is"), required=False, help_text=_("Leave it empty if there is no limit.")
    )
    unit = LineField(
        label=_("In which unit"), max_length=40, help_text=_("h, places, litres, km…"), widget=UnitInput
    )
    from_day = DayField(label=_("From"))
    to_day = DayField(label=_("Until"))
    place = ChosenField("place", label=_("Where"), required=False, nothing=_("none of the list"))
    place_text = LineField(label=_("Where exactly"), max_length=200, required=False)
    conditions = TextField(label=_("Conditions"), rows=2, required=False)
    service = ChosenField("service", label=_("Service that holds it"), required=False, nothing=_("none"))
    organisation = ChosenField("organisation", label=_("Organisation"), required=False, nothing=_("none"))
    pebble = ChosenField("pebble", label=_("Pebble"), required=False, nothing=_("none"))
    agreement = ChosenField("agreement", label=_("Agreement"), required=False, nothing=_("none"))
    proposal = ChosenField("proposal", label=_("Idea"), required=False, nothing=_("none"))
    meeting = ChosenField("meeting", label=_("Meeting"), required=False, nothing=_("none"))
    mandate_reference = LineField(
        label=_("Reference of the mandate"), max_length=200, required=False,
        help_text=_("Nothing is collected here, with or without it."),
    )  # fmt: skip
    accountant_on = DayField(label=_("Date of the public accountant’s opinion"))
    is_worksite = forms.BooleanField(label=_("It is a worksite"), required=False)
    briefing = TextField(label=_("Briefing"), rows=4, required=False)
    insurer_told_on = DayField(label=_("Insurer told on"))
    insurer_reference = LineField(label=_("Reference of the insurer"), max_length=200, required=False)
    guardian_note = TextField(
        label=_("Minors"), rows=2, required=False,
        help_text=_("Who answers for them: a role, no child’s name."),
    )  # fmt: skip
    closed_on = DayField(label=_("Closed on"))
    note = TextField(label=_("Note"), rows=2, required=False)
    example = forms.BooleanField(
        label=_("It is imagined"), required=False, help_text=_("It will say “example” everywhere.")
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("is_worksite") and any(said.get(name) for name in WORKSITE):
            self.add_error("is_worksite", _("What is written below is for a worksite: tick it, or empty it."))
        return said
