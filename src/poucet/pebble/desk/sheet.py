"""The sheet of a deed, in the order in which one tells it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import CellState, Constant, Indicator, Observation, Source
from poucet.measure.querysets import ObservationQuerySet
from poucet.measure.templatetags.measure import reading
from poucet.pebble.desk.agreeing import disagreement
from poucet.pebble.desk.rows import EffectRow, EquivalenceRow, MakerRow
from poucet.pebble.models import Pebble
from poucet.star.models import Axis, Facet, Pillar
from poucet.town.alphabet import alphabetical
from poucet.town.desk.fields import (
    Choices,
    ChosenField,
    LineField,
    Numbered,
    PeriodField,
    SeveralField,
    TextField,
)
from poucet.town.desk.sheets import Content, Offer, Part, Sheet, too_many
from poucet.town.models import Confidence, Organisation, Place
from poucet.town.templatetags.town import plain_title, spoken
from poucet.town.themes import THEMES


class PebbleSheet(Sheet):
    """One deed: what was done, when, where, by whom, toward what, and what it gave."""

    parts = (
        Part(_("In a few words"), ("name", "deed", "state", "state_mistake", "period", "theme")),
        Part(_("Where"), ("places", "place_note")),
        Part(_("Thanks to"), table="makers", help=_("Those who made it, each on a line.")),
        Part(_("Toward what"), ("facets", "axis", "pillars")),
        Part(_("Where it comes from"), ("source", "confidence")),
        Part(_("The story of the deed"), ("before", "turning_point", "next_step", "failed", "lesson")),
        Part(
            _("What it made, gave and cost"),
            table="effects",
            help=_(
                "Each line names what is measured. The figures themselves are written on their own sheet."
            ),
        ),
        Part(
            _("What it equals"),
            table="equivalences",
            help=_("Only if a source tells it as so many households or residents."),
        ),
        Part(_("Something to add?"), ("note", "example")),
    )
    tables = {"makers": MakerRow, "effects": EffectRow, "equivalences": EquivalenceRow}
    translated = (
        "name", "deed", "place_note", "before", "turning_point", "next_step", "failed", "lesson", "note",
    )  # fmt: skip
    offers = (
        Offer("source", "source", Source.objects.all),
        Offer("places", "place", Place.objects.all),
        Offer("organisation", "organisation", Organisation.objects.all),
        Offer("facets", "facet", Facet.objects.all),
        Offer("axis", "axis", Axis.objects.all),
        Offer("indicator", "indicator", Indicator.objects.all),
        Offer("constant", "constant", Constant.objects.all),
    )
    refused_at = {
        "pebble.wrong_state": "state",
        "pebble.no_lesson": "lesson",
        "pebble.not_measured": "state",
        "pebble.no_date": "period",
    }

    name = LineField(
        label=_("Title"),
        max_length=200,
        help_text=_("What one would call it in the street: “The school roof”."),
    )
    deed = TextField(
        label=_("What was done"),
        rows=5,
        help_text=_("Two or three sentences that a neighbour would understand. A #word leads to its pillar."),
    )
    state = forms.ChoiceField(
        label=_("Where it stands"),
        choices=[("", _("choose…")), *Pebble.State.choices],
        help_text=_("Let go: it was given up, with a lesson. Measured: a figure says what it gave."),
    )
    state_mistake = forms.BooleanField(
        label=_("The former state was a mistake"),
        required=False,
        help_text=_("Only to mend a slip: otherwise, a deed goes from planned to laid, never backwards."),
    )
    period = PeriodField(
        label=_("When"),
        help_text=_("2024, March 2024, 18/03/2024 or 2021/2023; “unknown” if nobody knows."),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=[("", _("choose…")), *THEMES.items()])
    places = SeveralField("places", label=_("Places"))
    place_note = LineField(
        label=_("Where exactly"), max_length=200, required=False, help_text=_("“South side of the roof”.")
    )
    facets = SeveralField("facets", label=_("Facets of the star"))
    axis = ChosenField("axis", label=_("Axis of the charter"), required=False, nothing=_("unknown"))
    pillars = SeveralField("pillars", coerce=str, label=_("Pillars of the method"))
    source = ChosenField(
        "source",
        label=_("Source"),
        help_text=_("Who says so? A deed has a source."),
        error_messages={"required": _("Choose a source, or add one: a deed is never without.")},
    )
    confidence = forms.ChoiceField(
        label=_("How far to trust it"),
        choices=[("", _("choose…")), *Confidence.choices],
        error_messages={"required": _("Say how far to trust it.")},
    )
    before = TextField(label=_("Before"), rows=3, required=False, help_text=_("How it was."))
    turning_point = TextField(
        label=_("The turning point"), rows=3, required=False, help_text=_("What made it begin.")
    )
    next_step = TextField(label=_("What comes next"), rows=3, required=False)
    failed = TextField(
        label=_("What did not work"), rows=3, required=False, help_text=_("It is what helps others most.")
    )
    lesson = TextField(
        label=_("The lesson"), rows=3, required=False, help_text=_("Owed when a deed is let go.")
    )
    note = TextField(label=_("Note"), rows=2, required=False)
    example = forms.BooleanField(
        label=_("This deed is imagined"), required=False, help_text=_("It will say “example” everywhere.")
    )

    def __init__(self, content: Content, *, thing: Any = None, **options: Any) -> None:
        super().__init__(content, thing=thing, **options)
        if thing is None:
            del self.fields["state_mistake"]  # a deed that is new had no state before
        for name in ("source", "confidence"):
            self.fields[name].required = not content.get("example")  # what is imagined has none

    def offered(self) -> dict[str, Choices]:
        found = super().offered()
        found["facet"] = found["facets"]
        found["pillars"] = _pillars()
        found["quantity"], found["count"] = _figures(self.chosen("quantity", "count"))
        return found

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("state") == Pebble.State.LET_GO and not said.get("lesson"):
            self.add_error("lesson", _("A deed that is let go leaves its lesson: write it."))
        return said

    def is_valid(self) -> bool:
        return super().is_valid() and all([self._effects_hold(), self._equivalences_hold()])

    def _effects_hold(self) -> bool:
        """One line per indicator; one that says why there is no figure has none."""
        rows = self.rows["effects"]
        numbers = [row.cleaned_data["indicator"] for row in rows]
        known = Observation.objects.current().exclude(state=Observation.State.UNKNOWN)
        told = set(known.filter(indicator__number__in=numbers).values_list("indicator__number", flat=True))
        for place, row in enumerate(rows):
            number = row.cleaned_data["indicator"]
            if number in numbers[:place]:
                row.add_error("indicator", _("It is already on a line above: keep one."))
            if row.cleaned_data["state"] != CellState.QUANTITY and number in told:
                row.add_error("state", _("Figures say it already: choose “quantity”."))
        return not any(row.errors for row in rows)

    def _equivalences_hold(self) -> bool:
        """With the constant that is named, the quantity comes to the count."""
        rows = self.rows["equivalences"]
        counts = [row.cleaned_data["count_number"] for row in rows]
        for place, row in enumerate(rows):
            if row.cleaned_data["count_number"] in counts[:place]:
                row.add_error("count_number", _("It is already on a line above: keep one."))
            elif found := disagreement(**{name: row.cleaned_data[name] for name in _ENDS}):
                row.add_error("constant", found)
        return not any(row.errors for row in rows)


_ENDS = ("count_number", "quantity_number", "constant")


def _pillars() -> Choices:
    """The pillars of every framework; a tag that several share is offered once."""
    found: dict[str, str] = {}
    for pillar in Pillar.objects.filter(framework__withdrawn=False):
        found.setdefault(pillar.tag, f"#{pillar.tag} – {spoken(pillar, 'name')[0]}")
    return sorted(found.items(), key=lambda one: alphabetical(one[1]))


def _figures(chosen: set[int]) -> tuple[Choices, Choices]:
    """Quantities and counts that an equivalence may take, each with what it says; of many, those chosen already."""
    rows = _quantities()
    numbered = too_many(rows)
    if numbered:
        rows = rows.filter(number__in=chosen)
    quantities: Choices = []
    counts: Choices = []
    for row in rows:
        label = _("%(name)s: %(said)s") % {"name": plain_title(row.indicator), "said": reading(row)}
        (counts if row.measured_in.is_count else quantities).append((str(row.number), label))
    quantities.sort(key=lambda one: alphabetical(one[1]))
    counts.sort(key=lambda one: alphabetical(one[1]))
    if not numbered:
        return quantities, counts
    return Numbered(quantities, partial(_says, count=False)), Numbered(counts, partial(_says, count=True))


def _quantities() -> ObservationQuerySet:
    return Observation.objects.current().filter(state=Observation.State.QUANTITY).with_origin()


def _says(number: int, *, count: bool) -> bool:
    """Whether the figure of that number says a count, or another quantity."""
    row = _quantities().filter(number=number).first()
    return row is not None and row.measured_in.is_count == count
