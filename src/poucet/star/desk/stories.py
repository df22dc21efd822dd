"""The sheet of a story, and how the desk publishes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import Source
from poucet.star.models import Facet, Story
from poucet.star.operations import write_story
from poucet.town.desk.editors import Editor
from poucet.town.desk.fields import ChosenField, LineField, PeriodField, SeveralField, TextField, known_or_not
from poucet.town.desk.naming import new_key, next_number
from poucet.town.desk.sheets import Content, Offer, Part, Sheet
from poucet.town.desk.translating import english_of, with_english
from poucet.town.models import Link, Relation
from poucet.town.themes import THEMES
from poucet.town.things import Reference, kind_of
from poucet.town.writing import Signature, withdraw

_TEXTS = ("name", "memory", "deed", "star", "theme", "author", "note")
_TOLD = {"facets": "facet", "pebbles": "pebble"}  # field of the sheet → kind


class StorySheet(Sheet):
    """Where we come from, what was done, where it leads."""

    parts = (
        Part(_("The story"), ("name", "memory", "deed", "star", "period", "theme")),
        Part(_("Who tells it"), ("author", "source", "language")),
        Part(_("What it tells of"), ("facets", "pebbles")),
        Part(_("Something to add?"), ("note", "example")),
    )
    translated = ("name", "memory", "deed", "star", "note")
    offers = (
        Offer("source", "source", Source.objects.all),
        Offer("facets", "facet", Facet.objects.all),
        Offer("pebbles", "pebble", lambda: kind_of("pebble").public()),
    )

    name = LineField(label=_("Title"), max_length=200, help_text=_("“The yard under the tarmac”."))
    memory = TextField(
        label=_("Where we come from"),
        required=False,
        help_text=_("What was there before, what people remember."),
    )
    deed = TextField(label=_("What was done"), help_text=_("Who did what, one day. A few lines are enough."))
    star = TextField(
        label=_("Where it leads"), required=False, help_text=_("What it lets one hope for the town.")
    )
    period = PeriodField(
        label=_("When"), help_text=_("2024, March 2024, 18/03/2024 or 2021/2023; “unknown” if nobody knows.")
    )
    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=[("", _("no theme")), *THEMES.items()]
    )
    author = LineField(
        label=_("Told by"),
        max_length=200,
        required=False,
        help_text=_("As the person wishes to be named: “a neighbour”, “the parents of the school”."),
    )
    source = ChosenField(
        "source", label=_("Source"), required=False, help_text=_("If it is taken from somewhere.")
    )
    language = forms.ChoiceField(
        label=_("Language in which it is told"), choices=Story.Language.choices, initial=Story.Language.FRENCH
    )
    facets = SeveralField("facets", label=_("Facets of the star"))
    pebbles = SeveralField("pebbles", label=_("Pebbles"))
    note = TextField(label=_("Note"), rows=2, required=False)
    example = forms.BooleanField(
        label=_("This story is imagined"), required=False, help_text=_("It will say “example” everywhere.")
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("author") and not said.get("source"):
            self.add_error("author", _("Write who tells it, or choose its source."))
        return said


def held(story: Story) -> Content:
    said: Content = {name: getattr(story, name) for name in (*_TEXTS, "language", "example")}
    said["period"] = known_or_not(story.period)
    said["source"] = str(story.source.number) if story.source else ""
    links = Link.objects.filter(relation=Relation.TELLS, origin_kind=Story.kind, origin_number=story.number)
    for name, kind in _TOLD.items():
        said[name] = [str(link.destination_number) for link in links if link.destination_kind == kind]
    return {**said, **english_of(story, StorySheet.translated)}


def publish(story: Story | None, sheet: StorySheet, signed: Signature) -> Reference:
    said = sheet.cleaned_data
    number = story.number if story else next_number(Story)
    return write_story(
        key=story.key if story else new_key(Story, said["name"], number),
        number=number,
        period=said["period"],
        tells=[Reference(kind, one) for name, kind in _TOLD.items() for one in said[name]],
        signed=signed,
        source=Source.objects.filter(number=said["source"] or 0).first(),
        language=said["language"],
        example=said["example"],
        translations=with_english(story, sheet.english),
        **{name: said[name] for name in _TEXTS},
    ).reference


STORY_EDITOR = Editor(
    kind="story",
    label=_("Write a story"),
    help=_("Where we come from, what was done, where it leads, in somebody's own words."),
    sheet=StorySheet,
    find=lambda number: Story.every.select_related("source").filter(number=number).first(),
    held=held,
    publish=publish,
    withdraw=lambda story, signed, reason: withdraw(story, signed=signed, reason=reason),
    order=50,
)
