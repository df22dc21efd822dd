"""Forms of ideas: the three screens of whoever proposes, the one of whoever types it in, the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.assisting.forms import SessionField
from poucet.contribute.behalf import BroughtBy, OnBehalf, organisation_of
from poucet.contribute.models import Channel, Proposal
from poucet.contribute.operations import Idea
from poucet.contribute.states import ENDED, SHORTEST_REASON, State
from poucet.star.models import Facet
from poucet.town.alphabet import alphabetical
from poucet.town.desk.fields import LineField, TextField
from poucet.town.desk.texts import tidied
from poucet.town.models import Place
from poucet.town.people.models import Service
from poucet.town.templatetags.town import plain_title
from poucet.town.visiting import ReachedForm

SCREENS: tuple[tuple[str, ...], ...] = (
    ("name", "text"),
    ("place", "facet", "author", "author_name", "organisation"),
    ("email",),
)
LAST = len(SCREENS)
NAME, TEXT = 120, 4000


class IdeaFields(forms.Form):
    """What an idea says, however it comes in."""

    name = LineField(label=_("Your idea in one sentence"), max_length=NAME)
    text = TextField(
        label=_("Tell it"),
        rows=8,
        max_length=TEXT,
        help_text=_("What is it about, for whom, and what could you do yourselves? A few lines are enough."),
    )
    place = forms.TypedChoiceField(label=_("Where"), coerce=int, empty_value=None, required=False)
    facet = forms.TypedChoiceField(label=_("What it serves"), coerce=int, empty_value=None, required=False)
    author = forms.ChoiceField(
        label=_("Who proposes"), choices=Proposal.Author.choices, initial=Proposal.Author.RESIDENT
    )
    author_name = LineField(
        label=_("Name to show"),
        max_length=120,
        required=False,
        help_text=_(
            "As you wish to be named: “the street of the Bouleau”. Leave it empty to remain unnamed; for a class, "
            "no pupil’s name."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in (("place", Place.objects.all()), ("facet", Facet.objects.all())):
            field = self.fields.get(name)
            if isinstance(field, forms.TypedChoiceField):
                found = sorted(
                    ((one.number, plain_title(one)) for one in rows), key=lambda one: alphabetical(one[1])
                )
                field.choices = [("", _("I do not know, or everywhere")), *found]

    def clean_text(self) -> str:
        return tidied(self.cleaned_data["text"])

    def said(self) -> dict[str, Any]:
        """The idea as plain values, which may wait for a code."""
        names = ("name", "text", "place", "facet", "author", "author_name", "organisation")
        return {name: self.cleaned_data.get(name) for name in names}


def idea_from(said: dict[str, Any]) -> Idea:
    """The idea that plain values tell."""
    organisation = organisation_of(said)
    return Idea(
        name=said["name"],
        text=said["text"],
        author=Proposal.Author.ORGANISATION if organisation else said["author"],
        author_name=said["author_name"],
        organisation=organisation,
        place=Place.objects.filter(number=said["place"] or 0).first(),
        facet=Facet.objects.filter(number=said["facet"] or 0).first(),
    )


class ProposalForm(IdeaFields, OnBehalf, ReachedForm):
    """An idea in three screens: what, where and who, how to reach you. What was said before travels along."""

    email_help = _("We send a code there, then the answer of the town hall. Nobody else sees it.")

    def __init__(self, *args: Any, screen: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.screen = screen
        for place, names in enumerate(SCREENS, start=1):
            for name in names:
                if name in self.fields and place < screen:
                    self.fields[name].widget = forms.HiddenInput()
                elif name in self.fields and place > screen:
                    del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Only the last screen does something: the others may go by as fast as they like."""
        if (
            self.screen == LAST and "organisation" in self.errors
        ):  # unseen there: they were relieved meanwhile
            self.add_error(
                None, _("You may no longer act in the name of this organisation. Go back a screen.")
            )
        return super().clean() if self.screen == LAST else self.cleaned_data

    @property
    def telling(self) -> list[tuple[str, str]]:
        """What was said on the screens before, to be read once more."""
        told = []
        for name in (*SCREENS[0], *SCREENS[1]):
            if name not in self.fields:
                continue
            field = self.fields[name]
            value = str(self[name].value() or "")
            labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
            told.append((str(field.label), labels.get(value, value)))
        return [(label, value) for label, value in told if value]


class Brought(forms.Form):
    """How something came in, when an agent types it in for somebody: from paper, by telephone, at the counter."""

    session = SessionField()
    channel = forms.ChoiceField(
        label=_("How it came in"),
        choices=[one for one in Channel.choices if one[0] != Channel.WEB],
        initial=Channel.PAPER,
    )
    contact = LineField(
        label=_("How to reach them"),
        max_length=200,
        required=False,
        help_text=_(
            "An address, a telephone number. Only the town hall reads it; for a class, the teacher’s."
        ),
    )


class EnteredForm(IdeaFields, BroughtBy, Brought):
    """An idea that an agent types in."""

    field_order = (*IdeaFields.base_fields, *BroughtBy.base_fields, *Brought.base_fields)


class RewriteForm(forms.Form):
    """An idea said otherwise by whoever proposed it."""

    name = LineField(label=_("Your idea in one sentence"), max_length=NAME)
    text = TextField(label=_("Tell it"), rows=8, max_length=TEXT)

    def clean_text(self) -> str:
        return tidied(self.cleaned_data["text"])


class ReplyForm(forms.Form):
    """The answer of the town hall."""

    state = forms.ChoiceField(
        label=_("Where the idea stands"),
        choices=[one for one in State.choices if one[0] not in {State.RECEIVED, State.TAKEN_BACK}],
    )
    reason = TextField(
        label=_("Why"),
        rows=5,
        min_length=SHORTEST_REASON,
        help_text=_(
            "Fifty signs at least, in plain words: whoever proposed reads it, and so does everybody."
        ),
    )
    into = forms.IntegerField(
        label=_("Number of the idea that takes it in"),
        required=False,
        min_value=1,
        max_value=999_999_999,
        help_text=_(
            "Only for “grouped”. This one stays readable with its supports; whoever supports it is invited once to "
            "support the other."
        ),
    )
    service = LineField(label=_("Service that holds it"), max_length=200, required=False)
    next_on = forms.DateField(
        label=_("Next news on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("When something more will be said. Past that day, the idea is listed as late."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["service"].widget.attrs["list"] = "services"
        self.services = [plain_title(one) for one in Service.objects.all()]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("state") not in ENDED and not said.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("Something is still to come: say by when."))
        return said
