"""Forms of texts: a suggestion, however it comes in, and its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.drafting.models import LONGEST, LONGEST_REASON, Act, State
from poucet.contribute.forms import Brought
from poucet.town.desk.fields import LineField, TextField
from poucet.town.desk.texts import tidied
from poucet.town.visiting import ReachedForm


class SuggestionFields(forms.Form):
    """What somebody would change in a paragraph."""

    act = forms.ChoiceField(
        label=_("What you suggest"), choices=Act.choices, widget=forms.RadioSelect, initial=Act.CHANGE
    )
    wording = TextField(
        label=_("The words that you suggest"),
        rows=6,
        max_length=LONGEST,
        required=False,
        help_text=_("Change them where you wish: the difference is shown by itself."),
    )
    reason = TextField(
        label=_("Why"),
        rows=3,
        max_length=LONGEST_REASON,
        help_text=_("About the text, never about persons. It is what the town hall answers."),
    )
    author_name = LineField(
        label=_("Name to show"),
        max_length=120,
        required=False,
        help_text=_("As you wish to be named. Leave it empty to remain unnamed."),
    )

    def clean_wording(self) -> str:
        return tidied(self.cleaned_data["wording"])

    def clean_reason(self) -> str:
        return tidied(self.cleaned_data["reason"])

    def said(self) -> dict[str, Any]:
        """The suggestion as plain values, which may wait for a code."""
        return {name: self.cleaned_data[name] for name in ("act", "wording", "reason", "author_name")}


class SuggestionForm(SuggestionFields, ReachedForm):
    """A suggestion made by anybody."""

    email_help = _("We send a code there, then the answer of the town hall. Nobody else sees it.")


class EnteredSuggestionForm(SuggestionFields, Brought):
    """A suggestion that an agent types in for somebody."""

    field_order = (*SuggestionFields.base_fields, *Brought.base_fields)


class AnswerForm(forms.Form):
    """What the town hall answers."""

    state = forms.ChoiceField(
        label=_("Answer"),
        choices=[(State.ACCEPTED, _("take it up")), (State.REFUSED, _("do not take it up"))],
        widget=forms.RadioSelect,
    )
    wording = TextField(
        label=_("What the text will say"),
        rows=6,
        max_length=LONGEST,
        required=False,
        help_text=_("As it was suggested, or as you reword it. Not read when you do not take it up."),
    )
    reason = TextField(label=_("Why"), rows=4, max_length=LONGEST_REASON)

    def clean_wording(self) -> str:
        return tidied(self.cleaned_data["wording"])
