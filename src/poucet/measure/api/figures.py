"""Figures as the API tells them: each with all that makes it honest, a count with its constant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_noop as _

from poucet.measure.denominators import counted_by, per_of
from poucet.measure.models import ConflictSide, Constant, Observation, Status
from poucet.measure.querysets import ObservationQuerySet
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, Unknown, exact, known
from poucet.town.api.schemas import (
    LANGUAGE,
    Period,
    Ref,
    Thing,
    dated,
    identity,
    ref,
    ref_if,
    standing_ref,
    tongue,
)
from poucet.town.api.schemas import Translatable as TranslatableTold
from poucet.town.models import Confidence
from poucet.town.signers import signer_by_number
from poucet.town.things import Reference

STATES = [state for state in Observation.State.values if state != Observation.State.WITHDRAWN]


class Denominator(Ref):
    """The constant that a count takes: without it, the count says nothing."""

    name: str = fields.text(_("What the constant is, in the commune’s language."))
    value: str = fields.amount(_("How much one of what is counted uses or gives."))
    unit: str = fields.text(_("The unit of the constant."))
    counts: str = fields.text(
        _("What the constant counts (households, residents), as a unit; or “not_applicable”.")
    )
    per: str = fields.text(_("The unit of one of what is counted."))


class ObservationTold(Period, Thing):
    """A figure, as it stands: its last revision."""

    revision: int = fields.value(_("How many times it was written: 1 for the first."))
    indicator: Ref = fields.value(_("What is measured."))
    name: str = fields.text(_("The name of the indicator, in the commune’s language."))
    state: str = fields.one_of(STATES, _("What the figure says: a quantity, words, or that nobody knows."))
    value: str = fields.amount(_("The amount, in the unit beside it."))
    low: str = fields.amount(_("The least it may be."))
    high: str = fields.amount(_("The most it may be."))
    unit: str = fields.text(_("The unit of the amounts; “not_applicable” for words."))
    statement: str = fields.text(
        _("The words or the date that the figure says; “not_applicable” for an amount.")
    )
    numerator: str = fields.amount(_("Of a share: the part."))
    denominator: str = fields.amount(_("Of a share: the whole."))
    constants: list[Denominator] = fields.value(
        _("The constants that a count of households or residents takes.")
    )
    scope: str = fields.text(_("Of what exactly, and where."))
    method: str = fields.text(_("How it was obtained."))
    status: str = fields.one_of(Status.values, _("How it came to be: measured, declared, estimated…"))
    confidence: str = fields.one_of(Confidence.values, _("How far it may be trusted."))
    source: Ref | Unknown = fields.value(_("The source that says so."))
    reference: bool = fields.value(
        _("True when somebody chose it, with a reason, among figures that disagree.")
    )
    conflicts: list[Ref] = fields.value(_("The conflicts in which it stands beside figures that disagree."))
    note: str = fields.text(_("A note."))
    recorded_at: str = fields.value(_("When it was recorded (ISO 8601)."))
    recorded_by: str = fields.text(_("Who recorded it, as the pages of the site say it."))


class ConstantTold(TranslatableTold, Thing):
    """What one household uses, one resident…: the denominator that an equivalence must print."""

    name: str = fields.words(_("What it is."))
    value: str = fields.amount(_("The amount, in the unit beside it."))
    unit: str = fields.text(_("The unit of the amount."))
    year: int | Unknown = fields.value(_("The year that it tells of."))
    scope: str = fields.words(_("Of what exactly, and where."))
    method: str = fields.words(_("How it was obtained."))
    status: str = fields.one_of(Status.values, _("How it came to be: measured, declared, estimated…"))
    confidence: str = fields.one_of(Confidence.values, _("How far it may be trusted."))
    source: Ref | Unknown = fields.value(_("The source that says so."))
    quantity: Ref | Unknown = fields.value(_("The figure that is divided, when the constant is derived."))
    count: Ref | Unknown = fields.value(_("The figure that divides it, when the constant is derived."))
    note: str = fields.words(_("A note."))


def figures() -> ObservationQuerySet:
    """Figures as they stand, ready to be told."""
    found: ObservationQuerySet = Observation.objects.current().marking_references().with_origin()
    return found


def tell_figures(rows: Sequence[Observation], root: str) -> list[ObservationTold]:
    """Figures with the conflicts that they stand in: one query."""
    conflicts = _conflicts(rows)
    with translation.override(LANGUAGE):
        return [_figure(row, conflicts[row.number], root) for row in rows]


def tell_constants(rows: Sequence[Constant], root: str) -> list[ConstantTold]:
    """Constants: no query beside their source."""
    return [
        ConstantTold(
            **identity(row.kind, row.number, root),
            **tongue(row),
            name=row.name,
            value=exact(row.value),
            unit=row.unit,
            year=known(row.year),
            scope=row.scope,
            method=row.method,
            status=row.status,
            confidence=row.confidence,
            source=standing_ref(row.source, root),
            quantity=ref_if("observation", row.quantity_number, root),
            count=ref_if("observation", row.count_number, root),
            note=row.note,
        )
        for row in rows
    ]


def tell_denominator(constant: Constant, root: str) -> Denominator:
    """A constant beside the count that takes it."""
    counted = counted_by(constant)
    return Denominator(
        **vars(ref(constant.reference, root)),
        name=constant.name,
        value=exact(constant.value),
        unit=constant.unit,
        counts=counted.code if counted else NOT_APPLICABLE,
        per=per_of(constant),
    )


def _conflicts(rows: Iterable[Observation]) -> dict[int, list[int]]:
    sides = ConflictSide.objects.filter(
        observation_number__in={row.number for row in rows}, conflict__withdrawn=False
    )
    found: dict[int, list[int]] = defaultdict(list)
    for figure, conflict in sides.order_by("conflict__number").values_list(
        "observation_number", "conflict__number"
    ):
        found[figure].append(conflict)
    return found


def _figure(row: Observation, conflicts: Iterable[int], root: str) -> ObservationTold:
    return ObservationTold(
        **identity(row.kind, row.number, root),
        **dated(row),
        **_amounts(row),
        revision=row.revision,
        indicator=ref(row.indicator.reference, root),
        name=row.indicator.name,
        state=row.state,
        constants=[tell_denominator(constant, root) for constant in row.constants],
        scope=row.scope,
        method=row.method,
        status=row.status,
        confidence=row.confidence,
        source=standing_ref(row.source, root),
        reference=row.is_reference,
        conflicts=[ref(Reference("conflict", number), root) for number in conflicts],
        note=row.note,
        recorded_at=row.recorded_at.isoformat(timespec="microseconds"),
        recorded_by=signer_by_number(row.recorded_by),
    )


def _amounts(row: Observation) -> dict[str, Any]:
    """What the figure says, in its state: an amount that nobody knows is not one that makes no sense."""
    names = ("value", "low", "high")
    share = {name: exact(getattr(row, name)) for name in ("numerator", "denominator")}
    if row.numerator is None:
        share = dict.fromkeys(share, NOT_APPLICABLE)
    if row.state == Observation.State.STATEMENT:
        return (
            dict.fromkeys(names, NOT_APPLICABLE)
            | share
            | {"unit": NOT_APPLICABLE, "statement": row.statement}
        )
    said = {name: exact(getattr(row, name)) for name in names}
    statement = NOT_APPLICABLE if row.state == Observation.State.QUANTITY else UNKNOWN
    return said | share | {"unit": row.unit or UNKNOWN, "statement": statement}
