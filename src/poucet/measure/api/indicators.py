"""Indicators, and the conflicts of their figures, as the API tells them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from poucet.measure.api.figures import (
    STATES,
    ConstantTold,
    ObservationTold,
    figures,
    tell_constants,
    tell_figures,
)
from poucet.measure.models import Conflict, Constant, Indicator, Status
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, NotApplicable, Unknown, known
from poucet.town.api.resources import Filters, Resource, offer
from poucet.town.api.schemas import Ref, Thing, Translatable, identity, ref_if, standing_ref, tongue
from poucet.town.models import Confidence


class IndicatorTold(Translatable, Thing):
    """What is measured: one quantity of one thing, or a date, or words."""

    name: str = fields.words(_("What is measured."))
    nature: str = fields.one_of(Indicator.Nature.values, _("A quantity, a date or words."))
    unit: str = fields.text(_("The unit in which it is followed; “not_applicable” for a date or words."))
    theme: str = fields.text(_("The theme that it belongs to, or “unknown”."))
    definition: str = fields.words(_("What it counts and what it leaves out."))
    direction: str = fields.one_of(
        Indicator.Direction.values,
        _("Whether more or less is better, when somebody said so."),
        also=(UNKNOWN,),
    )
    numerator: Ref | NotApplicable = fields.value(_("Of a share: the indicator of the part."))
    denominator: Ref | NotApplicable = fields.value(_("Of a share: the indicator of the whole."))
    note: str = fields.words(_("A note."))


class ConflictTold(Translatable, Thing):
    """Figures that disagree, side by side: nobody averages them."""

    name: str = fields.words(_("What they disagree about."))
    explanation: str = fields.words(_("Why they may disagree."))
    sides: list[ObservationTold] = fields.value(
        _("The figures that disagree, in order."), json_schema_extra={"x-whole": True}
    )
    reference: Ref | Unknown = fields.value(_("The figure that was chosen as the reference, if one was."))
    reason: str = fields.words(_("Why that one was chosen."))


class IndicatorFilters(Filters):
    """What may be asked of the indicators."""

    theme: str | None = fields.asked(_("Only those of this theme."))
    nature: str | None = fields.asked_one_of(Indicator.Nature.values, _("Only quantities, dates or words."))


class FigureFilters(Filters):
    """What may be asked of the figures."""

    indicator: int | None = fields.asked_number(_("Only figures of the indicator of this number."))
    source: int | None = fields.asked_number(_("Only figures of the source of this number."))
    status: str | None = fields.asked_one_of(Status.values, _("Only figures that came to be so."))
    confidence: str | None = fields.asked_one_of(
        Confidence.values, _("Only figures that may be trusted so far.")
    )
    state: str | None = fields.asked_one_of(STATES, _("Only quantities, words, or what nobody knows."))


class ConstantFilters(Filters):
    """What may be asked of the constants."""

    source: int | None = fields.asked_number(_("Only constants of the source of this number."))


class ConflictFilters(Filters):
    """What may be asked of the conflicts."""

    observation: int | None = fields.asked_number(
        _("Only conflicts in which the figure of this number stands.")
    )


def tell_indicators(rows: Sequence[Indicator], root: str) -> list[IndicatorTold]:
    """Indicators: no query beside the two ends of shares."""
    return [
        IndicatorTold(
            **identity(row.kind, row.number, root),
            **tongue(row),
            name=row.name,
            nature=row.nature,
            unit=row.unit or NOT_APPLICABLE,
            theme=known(row.theme),
            definition=row.definition,
            direction=row.direction or UNKNOWN,
            numerator=standing_ref(row.numerator, root, NOT_APPLICABLE),
            denominator=standing_ref(row.denominator, root, NOT_APPLICABLE),
            note=row.note,
        )
        for row in rows
    ]


def tell_conflicts(rows: Sequence[Conflict], root: str) -> list[ConflictTold]:
    """Conflicts with their figures: three queries beside the sides."""
    numbers = {side.observation_number for row in rows for side in row.sides.all()}
    sides = {side.number: side for side in tell_figures(list(figures().numbered(numbers)), root)}
    return [
        ConflictTold(
            **identity(row.kind, row.number, root),
            **tongue(row),
            name=row.name,
            explanation=row.explanation,
            sides=[
                sides[side.observation_number] for side in row.sides.all() if side.observation_number in sides
            ],
            reference=ref_if("observation", row.reference_number, root),
            reason=row.reason,
        )
        for row in rows
    ]


def offer_all() -> None:
    """Called once, by the room's declarations."""
    offer(
        Resource(
            "indicator", "indicators", IndicatorTold, _indicators, tell_indicators,
            _("What is measured"), IndicatorFilters, {"theme": "theme", "nature": "nature"},
        )
    )  # fmt: skip
    offer(
        Resource(
            "observation", "observations", ObservationTold, figures, tell_figures,
            _("Figures, each with its unit, period, scope, source, method, confidence and status"), FigureFilters,
            {
                "indicator": "indicator__number", "source": "source__number", "status": "status",
                "confidence": "confidence", "state": "state",
            },
        )
    )  # fmt: skip
    offer(
        Resource(
            "constant", "constants", ConstantTold, _constants, tell_constants,
            _("What one household uses, one resident…"), ConstantFilters, {"source": "source__number"},
        )
    )  # fmt: skip
    offer(
        Resource(
            "conflict", "conflicts", ConflictTold, _with_sides, tell_conflicts,
            _("Figures that disagree, side by side"), ConflictFilters,
            {"observation": "sides__observation_number"},
        )
    )  # fmt: skip


def _indicators() -> QuerySet[Indicator]:
    found: QuerySet[Indicator] = Indicator.objects.select_related("numerator", "denominator")
    return found


def _constants() -> QuerySet[Constant]:
    found: QuerySet[Constant] = Constant.objects.select_related("source")
    return found


def _with_sides() -> QuerySet[Conflict]:
    found: QuerySet[Conflict] = Conflict.objects.prefetch_related("sides")
    return found
