"""Forms of comments: of whoever writes one, rewrites it, or types it in from paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.comments.models import LONGEST, Tag
from poucet.contribute.forms import Brought
from poucet.town.desk.fields import LineField, TextField
from poucet.town.desk.texts import tidied
from poucet.town.visiting import ReachedForm


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


class RemarkForm(RemarkFields, ReachedForm):
    """A comment written by anybody."""

    email_help = _("We send a code there, so that nobody writes in your place. Nobody else sees it.")


class EnteredRemarkForm(RemarkFields, Brought):
    """A comment that an agent types in for somebody."""

    field_order = (*RemarkFields.base_fields, *Brought.base_fields)
