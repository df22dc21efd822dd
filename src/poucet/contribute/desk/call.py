"""The sheet of a call: what it is about, its phases, the rules of its game, none of them blank."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.contribute.models import Act, Call, Charter
from poucet.contribute.operations import Rules, current_charter, write_call
from poucet.town.desk.editors import Editor
from poucet.town.desk.fields import LineField, TextField
from poucet.town.desk.naming import new_key, next_number
from poucet.town.desk.sheets import Content, Part, Row, Sheet
from poucet.town.desk.translating import english_of, with_english
from poucet.town.people.models import Person
from poucet.town.things import Reference
from poucet.town.writing import Signature, withdraw

_TEXTS = ("name", "summary", "note")
_NUMBERS = ("minimum_age", "answer_days")
_RULES = (*Charter.TEXTS, "level", "verification", "data_until", *_NUMBERS)


def _rule(label: Any, help_text: Any) -> TextField:
    return TextField(label=label, rows=2, help_text=help_text)


def _day(label: Any, *, required: bool, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


class PhaseRow(Row):
    """A stretch of days, and what it opens."""

    name = LineField(label=_("Phase"), max_length=200, help_text=_("“Ideas are gathered”."))
    since = _day(_("First day"), required=True)
    until = _day(_("Last day"), required=False, help_text=_("Leave it empty if it stays open."))
    acts = forms.MultipleChoiceField(
        label=_("What it opens"), choices=Act.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("The end comes before the beginning. Swap them."))
        return said


class CallSheet(Sheet):
    """A subject opened to residents."""

    parts = (
        Part(_("The subject"), ("name", "summary")),
        Part(_("When, and what is open"), table="phases"),
        Part(
            _("The rules of the game"),
            (
                "subject", "negotiable", "not_negotiable", "level", "decided_by", "decided_how", "who_may",
                "minimum_age", "verification", "money", "voting_rule", "tie_rule", "quorum", "answer_days",
                "data_kept", "data_until", "moderators", "reason",
            ),
            help=_("Nothing opens with a blank: where a rule has no object, write “not applicable”."),
        ),
        Part(_("Something to add?"), ("note", "example")),
    )  # fmt: skip
    tables = {"phases": PhaseRow}
    translated = _TEXTS
    refused_at = {"charter.no_reason": "reason"}

    name = LineField(label=_("Title"), max_length=200, help_text=_("“Ideas all year long”."))
    summary = TextField(label=_("In a few lines"))
    subject = _rule(_("What it is about"), _("One question is better than a theme."))
    negotiable = _rule(_("What can be changed"), "")
    not_negotiable = _rule(_("What cannot"), _("And why: a law, a budget, a decision already taken."))
    level = forms.ChoiceField(
        label=_("How far residents go"), choices=Charter.Level.choices, initial=Charter.Level.DESIGN
    )
    decided_by = _rule(_("Who decides"), _("The council, a delegation, the residents who sign."))
    decided_how = _rule(_("By which act"), _("A deliberation, an agreement, a decision of the mayor."))
    who_may = _rule(_("Who may take part"), "")
    minimum_age = forms.IntegerField(label=_("From which age"), min_value=0, max_value=99, initial=0)
    verification = forms.TypedChoiceField(
        label=_("How far one makes sure of who supports"),
        choices=[
            (Person.Level.REACHED, _("an address that answers")),
            (Person.Level.LETTER, _("a code by letter, or seen at the town hall")),
            (Person.Level.IDENTITY, _("an identity checked")),
        ],
        coerce=int,
        initial=Person.Level.REACHED,
    )
    money = _rule(_("Money at stake"), "")
    voting_rule = _rule(_("How ideas are chosen"), "")
    tie_rule = _rule(_("If there is a tie"), "")
    quorum = _rule(_("How many must take part"), "")
    answer_days = forms.IntegerField(
        label=_("Answer owed within (days)"), min_value=1, max_value=365, initial=60
    )
    data_kept = _rule(_("What is kept of those who take part"), "")
    data_until = LineField(label=_("Until when"), max_length=25, help_text=_("A year, or a day."))
    moderators = _rule(_("Who moderates"), _("And to whom one may appeal."))
    reason = TextField(
        label=_("Why the rules change"),
        rows=2,
        required=False,
        help_text=_("Once somebody took part, a change is told to all with its reason."),
    )
    note = TextField(label=_("Note"), rows=2, required=False)
    example = forms.BooleanField(
        label=_("This call is imagined"), required=False, help_text=_("It will say “example” everywhere.")
    )


def held(call: Call) -> Content:
    charter = current_charter(call)
    said: Content = {name: getattr(call, name) for name in (*_TEXTS, "example")}
    said |= {name: str(getattr(charter, name)) for name in _RULES}
    said["phases"] = [
        {
            "name": one.name,
            "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until else "",
            "acts": list(one.acts),
        }
        for one in call.phases.all()
    ]
    return {**said, "reason": "", **english_of(call, CallSheet.translated)}


def publish(call: Call | None, sheet: CallSheet, signed: Signature) -> Reference:
    said = sheet.cleaned_data
    number = call.number if call else next_number(Call)
    kept = {one.name: one.translations for one in call.phases.all()} if call else {}
    rules = Rules(
        {name: said[name] for name in _RULES},
        said["reason"],
        current_charter(call).translations if call else {},
    )
    return write_call(
        key=call.key if call else new_key(Call, said["name"], number),
        number=number,
        rules=rules,
        phases=[{**row, "translations": kept.get(row["name"], {})} for row in sheet.cleaned_rows("phases")],
        signed=signed,
        example=said["example"],
        translations=with_english(call, sheet.english),
        **{name: said[name] for name in _TEXTS},
    ).reference


CALL_EDITOR = Editor(
    kind="call",
    label=_("Open a call"),
    help=_("A subject opened to residents, with its phases and the rules of its game."),
    sheet=CallSheet,
    find=lambda number: Call.every.filter(number=number).first(),
    held=held,
    publish=publish,
    withdraw=lambda call, signed, reason: withdraw(call, signed=signed, reason=reason),
    order=60,
)
