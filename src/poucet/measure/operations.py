"""Acts on figures: cite, name what is measured, record, correct, set side by side, choose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import Max

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit
from poucet.measure.models import Citation, Conflict, ConflictSide, Constant, Indicator, Observation, Source
from poucet.measure.quotients import Amount, agrees, quotient
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.periods import period_fields
from poucet.town.register import one_act
from poucet.town.rows import among, insert
from poucet.town.things import Reference
from poucet.town.writing import Signature, Wanted, sign_revision, write, write_all
from poucet.town.written import announce

FIGURES_AT_ONCE = 5000


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


_GIVEN = tuple(name for name in Figure.__dataclass_fields__ if name not in {"number", "indicator", "source"})
SAID = (*_GIVEN, "since", "until", "indicator_id", "source_id")


@one_act()
def write_source(*, key: str, number: int, signed: Signature, **fields: Any) -> Source:
    return write(Source, key=key, number=number, signed=signed, **fields)


@one_act()
def write_sources(wanted: Sequence[Wanted], *, signed: Signature) -> list[Source]:
    return write_all(Source, wanted, signed=signed)


@dataclass(frozen=True)
class Cited:
    """On which source a thing of the ground rests; None: on none."""

    thing: Reference
    source: Source | None
    confidence: str = ""


@one_act()
def cite(thing: Reference, source: Source | None, *, confidence: str = "", signed: Signature) -> None:
    """Say on which source a thing of the ground rests; None takes the citation away."""
    cite_all([Cited(thing, source, confidence)], signed=signed)


@one_act()
def cite_all(said: Sequence[Cited], *, signed: Signature) -> None:
    """Say it of many things, in one query for what was said before."""
    rows = Citation.objects.filter(kind__in={one.thing.kind for one in said})
    rows = among(rows, "number", {one.thing.number for one in said})
    known = {Reference(row.kind, row.number): row for row in rows}
    for one in said:
        before = known.get(one.thing)
        wanted = (one.source.pk, one.confidence) if one.source else None
        if (before and (before.source_id, before.confidence)) == wanted:
            continue
        if before is not None:
            before.delete()
        if one.source is not None:
            fields = {"source": one.source, "confidence": one.confidence}
            Citation.objects.create(kind=one.thing.kind, number=one.thing.number, **fields)
        number = one.source.number if one.source else None
        register.record("source.cited", on=one.thing, by=signed.by, at=signed.at, source=number)


@one_act()
def write_indicator(*, key: str, number: int, signed: Signature, **fields: Any) -> Indicator:
    """Name what is measured; its unit must be one of the closed registry."""
    return write_indicators([Wanted(key, number, fields)], signed=signed)[0]


@one_act()
def write_indicators(wanted: Sequence[Wanted], *, signed: Signature) -> list[Indicator]:
    """Name many things that are measured."""
    known = {one.key: one for one in among(Indicator.objects.all(), "key", [one.key for one in wanted])}
    for one in wanted:
        _check_unit(one, known.get(one.key))
    return write_all(Indicator, wanted, signed=signed)


def _check_unit(wanted: Wanted, known: Indicator | None) -> None:
    if wanted.fields.get("nature", Indicator.Nature.QUANTITY) != Indicator.Nature.QUANTITY:
        return
    unit = parse_unit(wanted.fields["unit"])
    changes = known and known.unit and known.measured_in.dimension != unit.dimension
    if known and changes and known.observations.current().exists():
        said = {"unit": wanted.fields["unit"], "known": known.unit}
        raise RuleError("indicator.dimension_changed", key=wanted.key, **said)


@one_act()
def record_figures(figures: Iterable[Figure], *, signed: Signature) -> list[Reference]:
    """Record figures: a new number begins one, a known number that differs adds a revision to it.

    Gives back those that were recorded. Whatever their number, a few thousands are held at once.
    """
    recorded: list[Reference] = []
    remaining = iter(figures)
    while some := list(islice(remaining, FIGURES_AT_ONCE)):
        recorded += _record(some, signed)
    return recorded


def _record(figures: Sequence[Figure], signed: Signature) -> list[Reference]:
    for figure in figures:
        _check(figure)
    known = _last_said([figure.number for figure in figures])
    rows = [row for figure in figures if (row := _revision(figure, known.get(figure.number), signed))]
    insert(Observation, rows)
    references = [Reference(Observation.kind, row["number"]) for row in rows]
    acts = [
        register.Act(
            "figure.corrected" if row["revision"] > 1 else "figure.recorded",
            reference,
            {"revision": row["revision"]},
        )
        for row, reference in zip(rows, references, strict=True)
    ]
    register.record_all(acts, by=signed.by, at=signed.at)
    announce(*references)
    return references


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
    why = {"reason": reason} if reason else {}
    acts = [register.Act("figure.withdrawn", row.reference, why) for row in rows]
    insert(Observation, rows)
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


def _last_said(numbers: Sequence[int]) -> dict[int, tuple[int, tuple[Any, ...]]]:
    """The last revision of each figure known under these numbers: which it is, and what it says."""
    highest = Observation.objects.aggregate(highest=Max("number"))["highest"] or 0
    known = [number for number in numbers if number <= highest]
    if not known:
        return {}
    rows = Observation.objects.numbered(known).order_by("number", "revision")
    said = rows.values_list("number", "revision", *SAID)
    return {number: (revision, tuple(values)) for number, revision, *values in said}


def _revision(
    figure: Figure, last: tuple[int, tuple[Any, ...]] | None, signed: Signature
) -> dict[str, Any] | None:
    """The row to add, or None when the figure already says the same."""
    said = {name: getattr(figure, name) for name in _GIVEN} | period_fields(figure.period)
    said |= {"indicator_id": figure.indicator.pk, "source_id": figure.source.pk}
    if last is not None and last[1] == tuple(said[name] for name in SAID):
        return None
    revision = last[0] + 1 if last else 1
    signature = {"recorded_at": signed.at, "recorded_by": signed.by}
    return {**said, "number": figure.number, "revision": revision, **signature}


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
