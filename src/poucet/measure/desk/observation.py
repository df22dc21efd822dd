"""The sheet of a figure: what it says, of what, when, from where, how far to trust it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit
from poucet.measure.desk.units import UnitField, unit_in_words, units_in_use
from poucet.measure.models import Indicator, Observation, Source, Status
from poucet.town.desk.fields import (
    UNKNOWN_WORDS,
    AmountField,
    ChosenField,
    PeriodField,
    TextField,
    known_or_not,
)
from poucet.town.desk.sheets import Content, Offer, Part, Sheet
from poucet.town.models import Confidence
from poucet.town.periods import parse_period

VALUE, RANGE, WORDS, UNKNOWN = "value", "range", "words", "unknown"
_AMOUNTS = ("value", "low", "high", "numerator", "denominator")
_SAYING = [
    (VALUE, _("a number")),
    (RANGE, _("a range: from … to …")),
    (WORDS, _("words or a date")),
    (UNKNOWN, _("nobody knows: the sources do not say")),
]
# What each way of saying needs, and what it leaves empty.
_NEEDS = {VALUE: ("value",), RANGE: ("low", "high"), WORDS: ("statement",), UNKNOWN: ()}
_EMPTY = {
    VALUE: ("statement",),
    RANGE: ("value", "statement"),
    WORDS: (*_AMOUNTS, "unit"),
    UNKNOWN: (*_AMOUNTS, "statement"),
}


class ObservationSheet(Sheet):
    """A figure, never without what makes it readable."""

    parts = (
        Part(_("What it says"), ("indicator", "saying", "value", "low", "high", "unit", "statement")),
        Part(_("When, and of what"), ("period", "scope")),
        Part(_("Where it comes from"), ("source", "status", "confidence", "method")),
        Part(
            _("A share, and the numbers behind it"),
            ("numerator", "denominator"),
            help=_("Only for a percentage: 12 dwellings out of 80."),
            folded=True,
        ),
        Part(_("Something to add?"), ("note",)),
    )
    offers = (
        Offer("indicator", "indicator", Indicator.objects.all),
        Offer("source", "source", Source.objects.all),
    )
    refused_at = {"unit.incompatible": "unit"}

    indicator = ChosenField(
        "indicator", label=_("What is measured"), help_text=_("Choose in the list of indicators.")
    )
    saying = forms.ChoiceField(
        label=_("What the source says"), choices=_SAYING, initial=VALUE, widget=forms.RadioSelect
    )
    value = AmountField(
        label=_("The number"), required=False, help_text=_("As the source writes it: 32 000 or 2 667,5.")
    )
    low = AmountField(label=_("From"), required=False, help_text=_("The low end of the range."))
    high = AmountField(label=_("To"), required=False, help_text=_("The high end of the range."))
    unit = UnitField(
        label=_("Unit"),
        required=False,
        help_text=_("kWh/an, ménages, EUR, %… Left empty, it is the unit of the indicator."),
    )
    statement = TextField(
        label=_("The words or the date"),
        rows=2,
        required=False,
        help_text=_("A date is written 2013, 2013-03 or 2013-03-08."),
    )
    period = PeriodField(
        label=_("When"),
        help_text=_("2024, March 2024, 18/03/2024 or 2021/2023; “unknown” if nobody knows."),
    )
    scope = TextField(
        label=_("Of what exactly"),
        rows=2,
        required=False,
        help_text=_("Whom and what it covers: “the eight roofs of the first batch”."),
    )
    source = ChosenField("source", label=_("Source"), help_text=_("Who says so?"))
    status = forms.ChoiceField(
        label=_("How the figure came to be"),
        choices=[("", _("choose…")), *Status.choices],
        help_text=_("Measured: read on a meter or counted. Declared: somebody in charge said so."),
    )
    confidence = forms.ChoiceField(
        label=_("How far to trust it"), choices=[("", _("choose…")), *Confidence.choices]
    )
    method = TextField(
        label=_("How it was obtained"),
        rows=2,
        required=False,
        help_text=_("“Sum of twelve bills”, “counted at the door”. Left empty: the source does not say."),
    )
    numerator = AmountField(label=_("How many"), required=False)
    denominator = AmountField(label=_("Out of how many"), required=False)
    note = TextField(label=_("Note"), rows=2, required=False, help_text=_("Everybody will read it."))

    @property
    def suggestions(self) -> dict[str, list[tuple[str, str]]]:
        """Lists that fields propose while one types."""
        return {"units": units_in_use()}

    @property
    def indicator_chosen(self) -> Indicator | None:
        number = self.cleaned_data.get("indicator")
        return Indicator.objects.filter(number=number).first() if number else None

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        saying, indicator = said.get("saying", ""), self.indicator_chosen
        self._ask(saying, said)
        if indicator is not None:
            self._hold_to_its_nature(indicator, saying, said)
        self._hold_range(said)
        self._hold_share(said)
        return said

    def _ask(self, saying: str, said: dict[str, Any]) -> None:
        """Each way of saying has its fields; the others stay empty, so that nothing typed is thrown away."""
        for name in _NEEDS.get(saying, ()):
            if said.get(name) in {None, ""} and name not in self.errors:
                self.add_error(name, _("Write it, or say above that nobody knows."))
        for name in _EMPTY.get(saying, ()):
            if said.get(name) not in {None, ""}:
                self.add_error(name, _("Leave this empty, or choose another answer above."))

    def _hold_to_its_nature(self, indicator: Indicator, saying: str, said: dict[str, Any]) -> None:
        in_words = indicator.nature != Indicator.Nature.QUANTITY
        if saying in {VALUE, RANGE} and in_words:
            self.add_error("saying", _("This indicator is said in words or by a date: choose that answer."))
        elif saying == WORDS and not in_words:
            self.add_error(
                "saying", _("This indicator is a quantity: give a number, a range or “nobody knows”.")
            )
        elif saying == WORDS and said.get("statement"):
            self._hold_statement(indicator, said["statement"])
        if not in_words:
            said["unit"] = said.get("unit") or indicator.unit
            self._hold_unit(indicator, said["unit"])
        elif saying == UNKNOWN and said.get("unit"):
            self.add_error("unit", _("Leave this empty: words and dates have no unit."))

    def _hold_statement(self, indicator: Indicator, text: str) -> None:
        if text.casefold() in UNKNOWN_WORDS:
            self.add_error("statement", _("If nobody knows, choose that answer above."))
        elif indicator.nature == Indicator.Nature.DATE:
            try:
                parse_period(text)
            except InputError:
                self.add_error("statement", PeriodField.default_error_messages["malformed"])

    def _hold_unit(self, indicator: Indicator, unit: str) -> None:
        if "unit" in self.errors:
            return
        try:
            dimension = parse_unit(unit).dimension
        except InputError as refusal:
            self.add_error("unit", unit_in_words(refusal, unit))
            return
        if dimension != indicator.measured_in.dimension:
            sentence = _("“%(source)s” and “%(target)s” do not measure the same thing. Mend the unit.")
            self.add_error("unit", sentence % {"source": unit, "target": indicator.unit})

    def _hold_range(self, said: dict[str, Any]) -> None:
        low, value, high = (said.get(name) for name in ("low", "value", "high"))
        bounds = [amount for amount in (low, value, high) if amount is not None]
        if low is not None and high is not None and low > high:
            self.add_error("low", _("The low end is above the high one. Swap them."))
        elif bounds != sorted(bounds):
            self.add_error("value", _("The number is outside its own range. Mend it, or the range."))

    def _hold_share(self, said: dict[str, Any]) -> None:
        part, whole = said.get("numerator"), said.get("denominator")
        if (part is None) != (whole is None):
            self.add_error("denominator", _("A share needs both numbers."))
        elif whole == 0:
            self.add_error("denominator", _("A share of zero says nothing. Mend it."))

    @classmethod
    def title_of(cls, content: Content) -> str:
        number = content.get("indicator", "")
        found = Indicator.objects.filter(number=number).first() if str(number).isdecimal() else None
        said = " ".join(filter(None, (content.get("value"), content.get("unit"), content.get("period"))))
        return ", ".join(filter(None, (found.name if found else "", said)))


def held(figure: Observation) -> Content:
    saying = {Observation.State.STATEMENT: WORDS, Observation.State.UNKNOWN: UNKNOWN}.get(
        Observation.State(figure.state), RANGE if figure.value is None else VALUE
    )
    texts = ("unit", "statement", "scope", "status", "confidence", "method", "note")
    return {
        "period": known_or_not(figure.period),
        "indicator": str(figure.indicator.number),
        "saying": saying,
        "source": str(figure.source.number),
        **{name: getattr(figure, name) for name in texts},
        **{name: written_amount(getattr(figure, name)) for name in _AMOUNTS},
    }


def written_amount(amount: Any) -> str:
    """An amount as a clerk would type it, every digit kept."""
    return "" if amount is None else format(amount.normalize() + 0, "f").replace(".", ",")
