"""The sheet of a facet: what is followed there, how far to go, or why it is not measured."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit
from poucet.measure.desk.units import UnitField, unit_in_words, units_in_use
from poucet.measure.models import Indicator, Observation, Source
from poucet.star.models import Target
from poucet.town.desk.fields import (
    UNKNOWN_WORDS,
    AmountField,
    ChosenField,
    LineField,
    PeriodField,
    TextField,
    YearField,
)
from poucet.town.desk.sheets import Offer, Part, Sheet
from poucet.town.models import Confidence
from poucet.town.themes import THEMES

AIM = ("value", "low", "high", "statement", "unit", "horizon", "baseline", "voted_on", "voted_by")
_AMOUNTS = ("value", "low", "high")


class FacetSheet(Sheet):
    """One side of the star, and its target."""

    parts = (
        Part(_("The facet"), ("name", "question", "description", "theme")),
        Part(
            _("How it is followed"),
            ("indicator", "unmeasured"),
            help=_("Choose what measures it; or say why it is, on purpose, not measured."),
        ),
        Part(
            _("How far to go"),
            ("value", "unit", "low", "high", "statement", "direction", "horizon", "baseline"),
            help=_(
                "The target, if one was set. A target is never altered: change anything here, and it becomes "
                "a new version beside the former one."
            ),
        ),
        Part(_("Who set it"), ("voted_by", "voted_on", "source", "confidence", "reason", "target_note")),
        Part(_("Something to add?"), ("note",)),
    )
    translated = ("name", "question", "description", "unmeasured", "note")
    offers = (
        Offer("indicator", "indicator", Indicator.objects.all),
        Offer("source", "source", Source.objects.all),
        Offer(
            "baseline",
            "observation",
            lambda: Observation.objects.current().filter(state="quantity"),
            many=True,
        ),
    )
    refused_at = {
        "unit.incompatible": "unit",
        "target.no_reason": "reason",
        "target.unknown_baseline": "baseline",
    }

    name = LineField(label=_("Name"), max_length=200, help_text=_("A few words: “The sun on our roofs”."))
    question = LineField(
        label=_("The question that residents ask"),
        max_length=300,
        required=False,
        help_text=_("“How much of our electricity do our roofs give?”"),
    )
    description = TextField(label=_("What it is about"), required=False)
    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=[("", _("no theme")), *THEMES.items()]
    )
    indicator = ChosenField(
        "indicator", label=_("What measures it"), required=False, nothing=_("nobody has said yet")
    )
    unmeasured = TextField(
        label=_("Why it is not measured, on purpose"),
        rows=2,
        required=False,
        help_text=_("“One does not count friendship.” Only if nothing is chosen just above."),
    )
    value = AmountField(label=_("The number to reach"), required=False)
    unit = UnitField(
        label=_("Unit"), required=False, help_text=_("Left empty, it is the unit of what measures the facet.")
    )
    low = AmountField(label=_("At the least"), required=False, help_text=_("If the target is a range."))
    high = AmountField(label=_("At the most"), required=False)
    statement = TextField(
        label=_("Or the target in words"),
        rows=2,
        required=False,
        help_text=_("If no number says it: “no school yard under tarmac any more”."),
    )
    direction = forms.ChoiceField(
        label=_("Which way"), choices=Target.Direction.choices, initial=Target.Direction.REACH, required=False
    )
    horizon = YearField(label=_("By which year"), required=False, help_text=_("Left empty: no year is set."))
    baseline = ChosenField(
        "baseline",
        label=_("Where we start from"),
        required=False,
        nothing=_("unknown"),
        help_text=_("The figure from which the way walked is counted."),
    )
    voted_by = LineField(
        label=_("Voted by"),
        max_length=200,
        required=False,
        help_text=_("“Municipal council”. Empty: unknown."),
    )
    voted_on = PeriodField(label=_("Voted on"), required=False, help_text=_("2024-03-18. Empty: unknown."))
    source = ChosenField("source", label=_("Source of the target"), required=False)
    confidence = forms.ChoiceField(
        label=_("How far to trust it"), required=False, choices=[("", _("choose…")), *Confidence.choices]
    )
    reason = TextField(
        label=_("Why the target changes"),
        rows=2,
        required=False,
        help_text=_("Asked as soon as a target already set is changed; everybody will read it."),
    )
    target_note = TextField(label=_("Note on the target"), rows=2, required=False)
    note = TextField(label=_("Note on the facet"), rows=2, required=False)

    @property
    def suggestions(self) -> dict[str, list[tuple[str, str]]]:
        return {"units": units_in_use()}

    @property
    def sets_a_target(self) -> bool:
        return self.cleaned_data.get("value") is not None or bool(self.cleaned_data.get("statement"))

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        """Figures of one indicator bear its name: their numbers tell them apart."""
        found = super().offered()
        found["baseline"][:] = [
            (number, _("%(name)s (figure %(number)s)") % {"name": name, "number": number})
            for number, name in found["baseline"]
        ]
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("indicator") and said.get("unmeasured"):
            self.add_error("unmeasured", _("Keep one: what measures it, or why nothing does."))
        if self.sets_a_target:
            self._hold_target(said)
        elif any(said.get(name) not in {None, ""} for name in (*AIM, "reason", "target_note")):
            self.add_error("value", _("Write the number to reach, or the target in words."))
        if said.get("voted_on") and not said.get("voted_by"):
            self.add_error("voted_by", _("Write who voted it too."))
        return said

    def _hold_target(self, said: dict[str, Any]) -> None:
        for name in ("source", "confidence"):
            if not said.get(name):
                self.add_error(name, _("A target says where it comes from, and how far to trust that."))
        if said.get("statement"):
            self._hold_words(said)
        else:
            self._hold_amount(said)

    def _hold_words(self, said: dict[str, Any]) -> None:
        if said["statement"].casefold() in UNKNOWN_WORDS:
            self.add_error("statement", _("If there is no target, leave this part empty."))
        for name in (*_AMOUNTS, "unit"):
            if said.get(name) not in {None, ""}:
                self.add_error(name, _("Keep one: a number, or words."))

    def _hold_amount(self, said: dict[str, Any]) -> None:
        indicator = Indicator.objects.filter(number=said.get("indicator") or 0).first()
        said["unit"] = said.get("unit") or (indicator.unit if indicator else "")
        if not said["unit"]:
            if "unit" not in self.errors:
                self.add_error("unit", _("Write the unit of the target."))
        elif indicator is not None and indicator.unit:
            self._hold_unit(said["unit"], indicator)
        bounds = [amount for name in ("low", "value", "high") if (amount := said.get(name)) is not None]
        if bounds != sorted(bounds):
            self.add_error("value", _("The number is outside its own range. Mend it, or the range."))

    def _hold_unit(self, unit: str, indicator: Indicator) -> None:
        try:
            dimension = parse_unit(unit).dimension
        except InputError as refusal:
            self.add_error("unit", unit_in_words(refusal, unit))
            return
        if dimension != indicator.measured_in.dimension:
            sentence = _("“%(source)s” and “%(target)s” do not measure the same thing. Mend the unit.")
            self.add_error("unit", sentence % {"source": unit, "target": indicator.unit})
