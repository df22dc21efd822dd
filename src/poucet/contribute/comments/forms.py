"""Forms of comments: of whoever writes one, rewrites it, or types it in from paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.assisting.forms import SessionField
from poucet.contribute.comments.models import LONGEST, Tag
from poucet.contribute.models import Channel
from poucet.town.desk.fields import LineField, TextField
from poucet.town.desk.texts import tidied
from poucet.town.visiting import VisitorForm


class WordsFields(forms.Form):
    """What a comment says."""

    tag = forms.ChoiceField(
        label=_("What you bring"), choices=Tag.choices, widget=forms.RadioSelect, initial=None
    )
    text = TextField(
        label=_("Your comment"),
        rows=6,
        max_length=LONGEST,
        help_text=_("About the idea, never about persons. Two thousand signs at most."),
    )

    def clean_text(self) -> str:
        return tidied(self.cleaned_data["text"])


class RemarkFields(WordsFields):
    """A comment, however it comes in."""

    author_name = LineField(
        label=_("Name to show"),
        max_length=120,
        required=False,
        help_text=_("As you wish to be named. Leave it empty to remain unnamed."),
    )

    def said(self) -> dict[str, Any]:
        """The comment as plain values, which may wait for a code."""
        return {name: self.cleaned_data[name] for name in ("tag", "text", "author_name")}


class RemarkForm(RemarkFields, VisitorForm):
    """A comment written by anybody."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=200,
        help_text=_("We send a code there, so that nobody writes in your place. Nobody else sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if options["asker"].person.number:
            del self.fields["email"]


class EnteredRemarkForm(RemarkFields):
    """A comment that an agent types in for somebody."""

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
        help_text=_("An address, a telephone number. Only the town hall reads it."),
    )
