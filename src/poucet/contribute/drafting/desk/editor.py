"""How the desk opens a text, and changes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from poucet.contribute.drafting.models import Text
from poucet.contribute.drafting.operations import write_text
from poucet.contribute.sharing.forms import DayField
from poucet.town.desk.editors import Editor
from poucet.town.desk.fields import ChosenField, LineField, TextField
from poucet.town.desk.naming import new_key, next_number
from poucet.town.desk.sheets import Content, Offer, Part, Sheet
from poucet.town.desk.translating import english_of, with_english
from poucet.town.people.models import Service
from poucet.town.register import one_act
from poucet.town.things import Reference
from poucet.town.writing import Signature, withdraw

_WORDS = ("name", "purpose", "decided_by")
_DAYS = ("open_until", "closed_on")


class TextSheet(Sheet):
    """A text to write with residents: what it is for, who has the last word, its paragraphs."""

    parts = (
        Part(_("What it is"), ("name", "purpose", "decided_by", "service")),
        Part(_("What it says"), ("body", "why")),
        Part(_("Until when"), ("open_until", "closed_on")),
        Part(_("Something to add?"), ("example",)),
    )
    translated = ("name", "purpose", "decided_by")
    offers = (Offer("service", "service", Service.objects.all),)
    refused_at = {"text.empty": "body", "text.no_reason": "why"}

    name = LineField(label=_("Title"), max_length=200, help_text=_("“Rules of the shared garden”."))
    purpose = TextField(label=_("What it is for"), rows=3)
    decided_by = LineField(
        label=_("Who has the last word"), max_length=200, help_text=_("“The council, in June”: never a name.")
    )
    service = ChosenField("service", label=_("Service that holds it"), required=False, nothing=_("none"))
    body = TextField(
        label=_("The text"),
        rows=16,
        help_text=_("A blank line between paragraphs: each is discussed by itself."),
    )
    why = TextField(
        label=_("Why it changes"),
        rows=2,
        required=False,
        help_text=_("When its words change: read beside the new version."),
    )
    open_until = DayField(label=_("Suggestions until"))
    closed_on = DayField(label=_("Closed on"))
    example = forms.BooleanField(
        label=_("It is imagined"), required=False, help_text=_("It will say “example” everywhere.")
    )


def held(text: Text) -> Content:
    said: Content = {name: getattr(text, name) for name in (*_WORDS, "example")}
    said |= {name: day.isoformat() if (day := getattr(text, name)) else "" for name in _DAYS}
    said |= {"body": text.text, "why": "", "service": str(text.service.number) if text.service else ""}
    return {**said, **english_of(text, TextSheet.translated)}


@one_act()
def publish(text: Text | None, sheet: TextSheet, signed: Signature) -> Reference:
    said: dict[str, Any] = sheet.cleaned_data
    number = text.number if text else next_number(Text)
    written = write_text(
        key=text.key if text else new_key(Text, said["name"], number),
        number=number,
        body=said["body"],
        note=said["why"],
        signed=signed,
        opened_on=text.opened_on if text else localdate(signed.at),
        service=Service.objects.filter(number=said["service"] or 0).first(),
        translations=with_english(text, sheet.english),
        **{name: said[name] for name in (*_WORDS, *_DAYS, "example")},
    )
    return written.reference


TEXT_EDITOR = Editor(
    kind="text",
    label=_("Open a text to write together"),
    help=_("A charter, a regulation, a letter: each paragraph takes suggestions, each gets an answer."),
    sheet=TextSheet,
    find=lambda number: Text.every.select_related("service").filter(number=number).first(),
    held=held,
    publish=publish,
    withdraw=lambda text, signed, reason: withdraw(text, signed=signed, reason=reason),
    order=56,
)
