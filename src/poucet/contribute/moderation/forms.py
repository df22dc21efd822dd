"""Forms of moderation: a notice by anybody, an appeal, a decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.moderation.grounds import SHORTEST_EXPLANATION, Ground, Measure
from poucet.town.desk.fields import LineField, TextField
from poucet.town.desk.texts import tidied
from poucet.town.visiting import VisitorForm


class ReportForm(VisitorForm):
    """A notice, with what the law asks of it (regulation on digital services, article 16)."""

    ground = forms.ChoiceField(label=_("What is wrong"), choices=[("", "—"), *Ground.choices])
    explanation = TextField(
        label=_("Why"),
        rows=5,
        max_length=2000,
        help_text=_("What exactly, and why it should not be there. A few lines are enough."),
    )
    address = LineField(label=_("Its exact address"), max_length=300)
    name = LineField(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=200,
        help_text=_(
            "To send you a receipt and what is decided. Neither name nor address is told to whoever wrote it. For "
            "abuse of children, both may stay empty."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    good_faith = forms.BooleanField(
        label=_("I say this in good faith: what I wrote is exact and complete, as far as I know.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if options["asker"].person.number:
            del self.fields["email"]
        if self.data.get("ground") == Ground.CHILD_ABUSE:  # then the law asks nobody who they are
            for name in {"name", "email"} & self.fields.keys():
                self.fields[name].required = False

    def clean_explanation(self) -> str:
        return tidied(self.cleaned_data["explanation"])


class AppealForm(VisitorForm):
    """Why somebody objects."""

    text = TextField(
        label=_("Why you object"),
        rows=5,
        max_length=2000,
        help_text=_("Somebody else than the first time reads it and decides again."),
    )

    def clean_text(self) -> str:
        return tidied(self.cleaned_data["text"])


class DecisionForm(forms.Form):
    """What a moderator decides, and why."""

    measure = forms.ChoiceField(label=_("Decision"), choices=Measure.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Ground"), choices=[("", _("none: it may stay as it is")), *Ground.choices]
    )
    explanation = TextField(
        label=_("Why"),
        rows=5,
        min_length=SHORTEST_EXPLANATION,
        max_length=2000,
        help_text=_(
            "Its author and those who pointed at it receive these words. Say which passage, and which rule or law."
        ),
    )

    def clean_explanation(self) -> str:
        return tidied(self.cleaned_data["explanation"])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].error_messages["required"] = _(
            "Choose the ground: nothing is hidden or changed without one."
        )
        if self.data.get("measure") == Measure.KEEP:
            self.fields["ground"].required = False

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("measure") == Measure.KEEP:
            said["ground"] = ""
        return said
