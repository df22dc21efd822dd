"""Acts on figures: cite, name what is measured, record, correct, set side by side, choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit
from poucet.measure.models import Citation, Conflict, ConflictSide, Constant, Indicator, Observation, Source
from poucet.measure.quotients import Amount, agrees, quotient
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.periods import period_fields
from poucet.town.register import one_act
from poucet.town.things import Reference
from poucet.town.writing import Signature, sign_revision, write
from poucet.town.written import announce


@dataclass(frozen=True)
class Figure:
    """A figure as someone gives it, before it is recorded under its number."""

    number: int
    indicator: Indicator
    source: Source
    status: str
    confidence: str
    state: str = Observation.State.QUANTITY
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    statement: str = ""
    unit: str = ""
    period: str = ""
    scope: str = ""
    method: str = ""
    note: str = ""


@one_act()
def write_source(*, key: str, number: int, signed: Signature, **fields: Any) -> Source:
    return write(Source, key=key, number=number, signed=signed, **fields)


@one_act()
def cite(thing: Reference, source: Source | None, *, confidence: str = "", signed: Signature) -> None:
    """Say on which source a thing of the ground rests; None takes the citation away."""
    known = Citation.objects.filter(kind=thing.kind, number=thing.number).first()
    wanted = (source.pk, confidence) if source else None
    if (known and (known.source_id, known.confidence)) == wanted:
        return
    if known is not None:
        known.delete()
    if source is not None:
        Citation.objects.create(kind=thing.kind, number=thing.number, source=source, confidence=confidence)
    register.record(
        "source.cited", on=thing, by=signed.by, at=signed.at, source=source.number if source else None
    )


@one_act()
def write_indicator(*, key: str, number: int, signed: Signature, **fields: Any) -> Indicator:
    """Name what is measured; its unit must be one of the closed registry."""
    if fields.get("nature", Indicator.Nature.QUANTITY) == Indicator.Nature.QUANTITY:
        unit = parse_unit(fields["unit"])
        known = Indicator.objects.filter(key=key).first()
        changes = known and known.unit and known.measured_in.dimension != unit.dimension
        if known and changes and known.observations.current().exists():
            raise RuleError("indicator.dimension_changed", key=key, unit=fields["unit"], known=known.unit)
    return write(Indicator, key=key, number=number, signed=signed, **fields)


@one_act()
def record_figures(figures: Sequence[Figure], *, signed: Signature) -> list[Observation]:
    """Record figures: a new number begins one, a known number that differs adds a revision to it."""
    for figure in figures:
        _check(figure)
    known = _last_revisions(figure.number for figure in figures)
    rows = [row for figure in figures if (row := _revision(figure, known.get(figure.number), signed))]
    Observation.objects.bulk_create(rows, batch_size=1000)
    register.record_all(
        [
            register.Act(
                "figure.corrected" if row.revision > 1 else "figure.recorded",
                row.reference,
                {"revision": row.revision},
            )
            for row in rows
        ],
        by=signed.by,
        at=signed.at,
    )
    announce(*(row.reference for row in rows))
    return rows


@one_act()
def withdraw_figures(numbers: Iterable[int], *, signed: Signature, reason: str = "") -> None:
    """Withdraw figures: their last revision says so, and what they said stays readable."""
    rows = []
    for last in _last_revisions(numbers).values():
        if last.state == Observation.State.WITHDRAWN:
            continue
        rows.append(
            Observation(
                number=last.number,
                revision=last.revision + 1,
                indicator=last.indicator,
                source=last.source,
                status=last.status,
                confidence=last.confidence,
                state=Observation.State.WITHDRAWN,
                recorded_at=signed.at,
                recorded_by=signed.by,
            )
        )
    Observation.objects.bulk_create(rows, batch_size=1000)
    why = {"reason": reason} if reason else {}
    acts = [register.Act("figure.withdrawn", row.reference, why) for row in rows]
    register.record_all(acts, by=signed.by, at=signed.at)
    announce(*(row.reference for row in rows))


@one_act()
def write_constant(*, key: str, number: int, signed: Signature, **fields: Any) -> Constant:
    """Write a constant; one derived from two figures must be their quotient, to half a percent."""
    parse_unit(fields["unit"])
    _check_derivation(key, fields)
    return write(Constant, key=key, number=number, signed=signed, **fields)


@one_act()
def write_conflict(
    *, key: str, number: int, sides: Sequence[int], signed: Signature, **fields: Any
) -> Conflict:
    """Set figures side by side; a reference is one of them, chosen with a reason."""
    reference = fields.get("reference_number")
    if len(set(sides)) < 2:
        raise RuleError("conflict.one_side", key=key)
    if reference is not None and reference not in sides:
        raise RuleError("conflict.reference_elsewhere", key=key, reference=reference)
    if reference is not None and not fields.get("reason"):
        raise RuleError("conflict.no_reason", key=key)
    missing = set(sides) - set(Observation.objects.current().numbered(sides).values_list("number", flat=True))
    if missing:
        raise RuleError("conflict.unknown_figure", key=key, numbers=sorted(missing))
    is_new = not Conflict.every.filter(key=key).exists()
    conflict = write(Conflict, key=key, number=number, signed=signed, **fields)
    before = list(conflict.sides.values_list("observation_number", flat=True))
    if before != list(sides):
        conflict.sides.all().delete()
        ConflictSide.objects.bulk_create(
            ConflictSide(conflict=conflict, observation_number=side, position=position)
            for position, side in enumerate(sides)
        )
        if not is_new:
            sign_revision(conflict, ["sides"], signed)
    return conflict


def _check(figure: Figure) -> None:
    if figure.indicator.nature != Indicator.Nature.QUANTITY:
        return
    unit, expected = parse_unit(figure.unit), figure.indicator.measured_in
    if unit.dimension != expected.dimension:
        raise InputError("unit.incompatible", source=figure.unit, target=figure.indicator.unit)


def _last_revisions(numbers: Iterable[int]) -> dict[int, Observation]:
    wanted = list(numbers)
    last: dict[int, Observation] = {}
    for start in range(0, len(wanted), 5000):
        page = Observation.objects.numbered(wanted[start : start + 5000]).with_origin()
        for row in page.order_by("number", "revision"):
            last[row.number] = row
    return last


def _revision(figure: Figure, last: Observation | None, signed: Signature) -> Observation | None:
    """The row to add, or None when the figure already says the same."""
    said = _as_fields(figure) | period_fields(figure.period)
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return None
    revision = last.revision + 1 if last else 1
    return Observation(**said, revision=revision, recorded_at=signed.at, recorded_by=signed.by)


def _as_fields(figure: Figure) -> dict[str, Any]:
    """The fields as they are: `dataclasses.asdict` would copy the indicator and its source."""
    return {name: getattr(figure, name) for name in figure.__dataclass_fields__}


def _check_derivation(key: str, fields: dict[str, Any]) -> None:
    numbers = (fields.get("quantity_number"), fields.get("count_number"))
    if None in numbers:
        return
    figures = {row.number: row for row in Observation.objects.current().numbered(filter(None, numbers))}
    if len(figures) < 2:
        missing = sorted(number for number in numbers if number and number not in figures)
        raise RuleError("constant.unknown_figure", key=key, numbers=missing)
    above, below = (
        Amount(figures[number].middle or Decimal(0), figures[number].unit) for number in numbers if number
    )
    found = quotient(above, below, unit=fields["unit"])
    if not agrees(found, fields["value"]):
        raise RuleError("constant.not_the_quotient", key=key, quotient=found and round(float(found), 2))
