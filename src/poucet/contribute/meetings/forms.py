"""Forms of meetings: who means to come, what is said there and then."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.terms import Contribution
from poucet.contribute.forms import NAME, Brought
from poucet.contribute.meetings.models import Minute
from poucet.contribute.meetings.noting import Noted, Offer
from poucet.contribute.meetings.registering import MOST_TOGETHER, Party
from poucet.contribute.models import Act, Call
from poucet.contribute.phases import calls_open
from poucet.town.clock import today
from poucet.town.desk.fields import AmountField, LineField, TextField
from poucet.town.templatetags.town import plain_title
from poucet.town.visiting import ReachedForm


class ComingFields(forms.Form):
    """Who comes, however they say it."""

    people = forms.IntegerField(
        label=_("How many you will be"), min_value=1, max_value=MOST_TOGETHER, initial=1
    )
    name = LineField(
        label=_("Name to call at the door"),
        max_length=120,
        required=False,
        help_text=_("The one that you like. Only those who hold the meeting read it."),
    )


class RegistrationForm(ComingFields, ReachedForm):
    """Saying that one comes, with or without an account."""

    email_help = _(
        "For your place, for a change, for a word the day before. Nothing else, and nobody else sees it."
    )

    def said(self) -> dict[str, Any]:
        """The registration as plain values, which may wait for a code."""
        return {name: self.cleaned_data[name] for name in ("people", "name")}


class RegisteredForm(ComingFields, Brought):
    """Somebody whom an agent writes down; with an e-mail address, letters go there by themselves."""

    field_order = (*ComingFields.base_fields, *Brought.base_fields)

    def party(self) -> Party:
        return Party(**{name: said for name, said in self.cleaned_data.items() if name != "session"})


class NoteForm(forms.Form):
    """What is said during a meeting, written down while people are still there."""

    sort = forms.ChoiceField(label=_("What it is"), choices=Minute.Sort.choices, initial=Minute.Sort.IDEA)
    text = TextField(label=_("What was said"), rows=3, max_length=4000)
    who = LineField(
        label=_("Said by"),
        max_length=120,
        required=False,
        help_text=_("Only if the person agrees to be named."),
    )
    call = forms.TypedChoiceField(
        label=_("Publish it as an idea in"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("It receives its number and its page at once, and the town hall owes it an answer."),
    )
    name = LineField(label=_("Its title, in one sentence"), max_length=NAME, required=False)
    given = forms.ChoiceField(
        label=_("Publish it as an offer of"),
        choices=[("", _("none: only a line of the minutes")), *Contribution.choices],
        required=False,
        help_text=_("For a promise: it joins the offers and needs, so that nobody forgets it."),
    )
    quantity = AmountField(label=_("How much"), required=False)
    unit = LineField(label=_("Of what"), max_length=40, required=False, help_text=_("Hours, tools, places…"))
    contact = LineField(
        label=_("How to reach them"),
        max_length=200,
        required=False,
        help_text=_("To tell them what comes of it. Only the town hall reads it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        open_today = [(call.number, plain_title(call)) for call in calls_open(Act.PROPOSE, today())]
        self.fields["call"].choices = [("", _("none: only a line of the minutes")), *open_today]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("call") and said.get("sort") != Minute.Sort.IDEA:
            self.add_error("call", _("Only an idea is published so: choose “idea”, or no call."))
        if said.get("given") and said.get("sort") != Minute.Sort.PROMISE:
            self.add_error("given", _("Only a promise is published so: choose “promise”, or none."))
        if (said.get("call") or said.get("given")) and not said.get("name") and "name" not in self.errors:
            self.add_error("name", _("What is published has a title of one sentence."))
        if said.get("given") and not said.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Say of what: hours, tools, places…"))
        return said

    def noted(self) -> Noted:
        said = self.cleaned_data
        call = Call.objects.filter(number=said["call"] or 0).first()
        offer = Offer(said["given"], said["unit"], said["quantity"]) if said["given"] else None
        lines = {name: said[name] for name in ("sort", "text", "who", "name", "contact")}
        return Noted(**lines, call=call, offer=offer)
