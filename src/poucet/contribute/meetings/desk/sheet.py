"""The sheet of a meeting: what to announce, then what to tell of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.models import Agreement
from poucet.contribute.meetings.models import Access, Meeting, Minute
from poucet.contribute.models import Proposal
from poucet.contribute.sharing.models import Posting
from poucet.star.models import Facet
from poucet.town.desk.fields import ChosenField, LineField, TextField
from poucet.town.desk.sheets import Offer, Part, Row, Sheet
from poucet.town.models import Place
from poucet.town.things import kind_of

MOMENT = "%Y-%m-%dT%H:%M"
_SPELLINGS = (MOMENT, "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M", "%Y-%m-%dT%H:%M:%S")


_ACCESS_HELP = _("Steps, induction loop, childcare, transport: say it, or “unknown”.")


class MomentField(LineField):
    """A day and an hour, in the time of the commune."""

    default_error_messages = {
        "malformed": _("Write a day and an hour: 06/10/2026 18:30."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), **options)

    def clean(self, value: Any) -> datetime:
        text = str(super().clean(value))
        for spelling in _SPELLINGS:
            try:
                return datetime.strptime(text, spelling).replace(tzinfo=get_default_timezone())
            except ValueError:
                continue
        raise ValidationError(self.error_messages["malformed"], code="malformed")


class AccessRow(Row):
    """Whether one can come in, hear, leave a child, or be brought."""

    fact = forms.ChoiceField(label=_("What is asked"), choices=[("", "–"), *Access.Fact.choices])
    answer = forms.ChoiceField(label=_("Answer"), choices=[("", "–"), *Access.Answer.choices])
    note = LineField(label=_("Note"), max_length=200, required=False)


class AgendaRow(Row):
    """What is spoken of."""

    title = LineField(label=_("What is spoken of"), max_length=200)
    minutes = forms.IntegerField(label=_("For how many minutes"), min_value=1, max_value=600, required=False)
    who = LineField(label=_("Opened by"), max_length=120, required=False)


class MinuteRow(Row):
    """What was decided, proposed, promised or asked."""

    silent = frozenset({"sort"})

    sort = forms.ChoiceField(label=_("What it is"), choices=Minute.Sort.choices, initial=Minute.Sort.DECISION)
    text = TextField(label=_("In a sentence"), rows=2)
    who = LineField(
        label=_("Said by"),
        max_length=120,
        required=False,
        help_text=_("Only if the person agrees to be named."),
    )
    pebble = ChosenField("pebble", label=_("Pebble that came of it"), required=False, nothing=_("none yet"))
    facet = ChosenField("facet", label=_("Facet that it is about"), required=False, nothing=_("none"))
    proposal = ChosenField("proposal", label=_("Idea that came of it"), required=False, nothing=_("none"))
    agreement = ChosenField(
        "agreement", label=_("Agreement that was spoken of"), required=False, nothing=_("none")
    )
    posting = ChosenField(
        "posting", label=_("Offer or need that came of it"), required=False, nothing=_("none")
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [name for name in ("pebble", "facet", "proposal", "agreement", "posting") if said.get(name)]
        if len(chosen) > 1:
            self.add_error(
                chosen[1], _("Choose one thing that came of it: the others are tied from its page.")
            )
        return said


class MeetingSheet(Sheet):
    """A meeting, from its announcement to its minutes."""

    parts = (
        Part(
            _("The meeting"),
            ("name", "purpose", "starts_at", "ends_at", "place", "place_text", "capacity", "festive"),
        ),
        Part(_("To come in"), table="access", help=_ACCESS_HELP),
        Part(_("Agenda"), table="agenda"),
        Part(_("Is it still so?"), ("state", "reason")),
        Part(_("Afterwards"), ("attendance", "minutes", "minutes_on")),
        Part(_("What was said"), table="lines"),
        Part(_("Something to add?"), ("note", "example")),
    )  # fmt: skip
    tables = {"access": AccessRow, "agenda": AgendaRow, "lines": MinuteRow}
    translated = ("name", "purpose", "reason", "minutes", "note")
    offers = (
        Offer("place", "place", Place.objects.all),
        Offer("pebble", "pebble", lambda: kind_of("pebble").public(), many=True),
        Offer("facet", "facet", Facet.objects.all),
        Offer("proposal", "proposal", Proposal.objects.all, many=True),
        Offer("agreement", "agreement", Agreement.objects.all, many=True),
        Offer("posting", "posting", Posting.objects.all, many=True),
    )
    refused_at = {
        "meeting.ends_before": "ends_at",
        "meeting.no_reason": "reason",
        "meeting.minutes_too_early": "minutes_on",
        "meeting.minutes_empty": "minutes",
    }

    name = LineField(label=_("Title"), max_length=200, help_text=_("“Which trees for the square?”."))
    purpose = TextField(
        label=_("What it is for"), help_text=_("What will be decided, asked or prepared there.")
    )
    starts_at = MomentField(label=_("Starts"))
    ends_at = MomentField(label=_("Ends"))
    place = ChosenField("place", label=_("Where"), required=False, nothing=_("none of the list"))
    place_text = LineField(
        label=_("Where exactly"),
        max_length=200,
        required=False,
        help_text=_("“Room at the back, door on the yard”."),
    )
    capacity = forms.IntegerField(
        label=_("How many can come"), min_value=1, max_value=100_000, required=False,
        help_text=_("Leave it empty if as many as wish can come."),
    )  # fmt: skip
    festive = forms.BooleanField(
        label=_("A feast, a ritual moment"),
        required=False,
        help_text=_("People are thanked there before everybody: what ended well is proposed for it."),
    )
    state = forms.ChoiceField(
        label=_("State"), choices=Meeting.State.choices, initial=Meeting.State.ANNOUNCED
    )
    reason = TextField(label=_("Why it was cancelled or moved"), rows=2, required=False)
    attendance = forms.IntegerField(
        label=_("How many came"), min_value=0, max_value=1_000_000, required=False,
        help_text=_("A count, never names."),
    )  # fmt: skip
    minutes = TextField(label=_("Minutes"), rows=8, required=False)
    minutes_on = forms.DateField(
        label=_("Minutes published on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = TextField(label=_("Note"), rows=2, required=False)
    example = forms.BooleanField(
        label=_("This meeting is imagined"), required=False, help_text=_("It will say “example” everywhere.")
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        facts = [row.data.get(f"{row.prefix}-fact") for row in self.rows["access"]]
        if len(set(facts)) < len(facts):
            self.add_error(None, _("One answer is enough for each thing that is asked of the place."))
        return said
