"""Forms of offers and needs: take a share, make an offer, on the site or typed in by an agent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.terms import Contribution
from poucet.contribute.behalf import BroughtBy, OnBehalf, organisation_of
from poucet.contribute.forms import Brought
from poucet.contribute.sharing.models import Posting
from poucet.contribute.sharing.operations import Offered, Taking
from poucet.contribute.sharing.terms import DELIVERIES, UNITS, Event
from poucet.town.alphabet import alphabetical
from poucet.town.desk.fields import AmountField, LineField, TextField
from poucet.town.desk.texts import tidied
from poucet.town.models import Place
from poucet.town.templatetags.town import plain_title
from poucet.town.visiting import ReachedForm

MOST = Decimal(9_999_999)


class UnitInput(forms.TextInput):
    """Any word, with the usual ones at hand."""

    template_name = "sharing/_unit.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "units": UNITS}


class QuantityField(AmountField):
    """How much, above zero, to the hundredth."""

    def clean(self, value: Any) -> Decimal | None:
        found = super().clean(value)
        if found is None or found == "":
            return None
        quantity = Decimal(str(found))
        if not 0 < quantity <= MOST or quantity != round(quantity, 2):
            raise forms.ValidationError(_("Write a number above zero, with two decimals at most."))
        return quantity


class DayField(forms.DateField):
    """A day, as browsers send it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"required": False, "widget": widget, **options})


class ShareFields(forms.Form):
    """What a share says, however it comes in."""

    quantity = QuantityField(label=_("How much"), initial="1")
    name = LineField(
        label=_("Name to show"),
        max_length=120,
        required=False,
        help_text=_("It is shown on the page. Leave it empty to remain unnamed."),
    )
    guardian = LineField(
        label=_("For minors: who answers for them"),
        max_length=120,
        required=False,
        help_text=_("A parent, “the teacher of the class”. No child’s name is asked."),
    )
    emergency = LineField(
        label=_("Telephone number to call if something happens"),
        max_length=40,
        required=False,
        help_text=_("Read by agents on the day only, and destroyed thirty days after."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, posting: Posting, **options: Any) -> None:
        super().__init__(*args, **options)
        label = _("How many (%(unit)s)") if posting.is_need else _("How much you would like (%(unit)s)")
        self.fields["quantity"].label = label % {"unit": posting.unit}
        if not posting.is_worksite:
            del self.fields["guardian"], self.fields["emergency"]

    def said(self) -> dict[str, Any]:
        """The share as plain values, which may wait for a code."""
        names = ("name", "guardian", "emergency")
        kept = {name: self.cleaned_data.get(name, "") for name in names}
        organisation = self.cleaned_data.get("organisation")
        return {**kept, "quantity": str(self.cleaned_data["quantity"]), "organisation": organisation}


def taking_from(said: dict[str, Any], **more: Any) -> Taking:
    """The share that plain values tell."""
    plain = {**said, "quantity": Decimal(said["quantity"]), "organisation": organisation_of(said)}
    return Taking(**{**plain, **more})


class TakeForm(ShareFields, OnBehalf, ReachedForm):
    """A share taken on the site."""

    email_help = _("We send a code there, then what becomes of your share. Nobody else sees it.")


class EnteredShareForm(ShareFields, BroughtBy, Brought):
    """A share that an agent types in."""

    field_order = (*ShareFields.base_fields, *BroughtBy.base_fields, *Brought.base_fields)


class OfferFields(forms.Form):
    """What an offer says, however it comes in."""

    name = LineField(
        label=_("What you offer, in one sentence"), max_length=120, help_text=_("“Two hours of sewing”.")
    )
    sort = forms.ChoiceField(
        label=_("What it is"), choices=[one for one in Contribution.choices if one[0] != Contribution.MONEY]
    )
    text = TextField(label=_("Tell it"), rows=5, max_length=4000)
    quantity = QuantityField(
        label=_("How much there is"), required=False, help_text=_("Leave it empty if there is no limit.")
    )
    unit = LineField(
        label=_("In which unit"), max_length=40, help_text=_("h, places, litres, km…"), widget=UnitInput
    )
    from_day = DayField(label=_("From"))
    to_day = DayField(label=_("Until"))
    place = forms.TypedChoiceField(label=_("Where"), coerce=int, empty_value=None, required=False)
    place_text = LineField(label=_("Where exactly"), max_length=200, required=False)
    conditions = TextField(label=_("Conditions"), rows=2, max_length=1000, required=False)
    author_name = LineField(
        label=_("Name to show"),
        max_length=120,
        required=False,
        help_text=_("It is shown on the page. Leave it empty to remain unnamed."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        found = sorted(
            ((one.number, plain_title(one)) for one in Place.objects.all()),
            key=lambda one: alphabetical(one[1]),
        )
        self.fields["place"].choices = [("", _("I do not know, or everywhere")), *found]  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        return tidied(self.cleaned_data["text"])

    def said(self) -> dict[str, Any]:
        """The offer as plain values, which may wait for a code."""
        names = (
            "name", "sort", "text", "quantity", "unit", "from_day", "to_day", "place", "place_text",
            "conditions", "author_name",
        )  # fmt: skip
        kept = {name: self.cleaned_data[name] for name in names}
        for name in ("quantity", "from_day", "to_day"):
            kept[name] = None if kept[name] is None else str(kept[name])
        return kept


def offered_from(said: dict[str, Any]) -> Offered:
    """The offer that plain values tell."""
    day = DayField()
    return Offered(
        **{
            **said,
            "quantity": None if said["quantity"] is None else Decimal(said["quantity"]),
            "from_day": day.to_python(said["from_day"]),
            "to_day": day.to_python(said["to_day"]),
            "place": Place.objects.filter(number=said["place"] or 0).first(),
        }
    )


class OfferForm(OfferFields, ReachedForm):
    """An offer made on the site."""

    email_help = _("We send a code there. Nobody else sees it.")


class EnteredOfferForm(OfferFields, Brought):
    """An offer that an agent types in."""

    field_order = (*OfferFields.base_fields, *Brought.base_fields)


class DeliveryForm(forms.Form):
    """What came of a share, said by the one who receives."""

    event = forms.ChoiceField(
        label=_("What came of it"), choices=[(code, Event(code).label) for code in DELIVERIES]
    )
    quantity = QuantityField(
        label=_("How much"), required=False, help_text=_("When only a part of it was delivered.")
    )
