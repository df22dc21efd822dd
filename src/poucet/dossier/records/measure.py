"""Records of the figures: sources, indicators, observations, constants, conflicts."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from poucet.dossier.records.fields import (
    Loading,
    Record,
    english,
    given,
    known,
    number_value,
    period_text,
    taken,
    translated,
    unknown_or,
)
from poucet.dossier.table import COLUMNS, Row
from poucet.dossier.validation import UNKNOWN
from poucet.measure.models import Conflict, Constant, Indicator, Observation, Source
from poucet.measure.operations import (
    Figure,
    record_figures,
    write_conflict,
    write_constant,
    write_indicators,
    write_sources,
)
from poucet.town.writing import Wanted

_SOURCE = {"title": "name", "publisher": "publisher", "url": "url", "note": "note"}
_INDICATOR = {
    "label": "name",
    "kind": "nature",
    "unit": "unit",
    "theme": "theme",
    "definition": "definition",
    "direction": "direction",
    "note": "note",
}
_CONSTANT = {
    "label": "name",
    "unit": "unit",
    "status": "status",
    "confidence": "confidence",
    "scope": "scope",
    "method": "method",
    "note": "note",
}
_CONFLICT = {"title": "name", "explanation": "explanation", "reason": "reason"}
_SAID = ("unit", "status", "confidence", "scope", "method", "note")
_AMOUNTS = ("low", "high", "numerator", "denominator")


def load_sources(loading: Loading) -> None:
    wanted = [
        Wanted(record["id"], record["number"], {"year": known(record["year"]), **taken(record, _SOURCE)})
        for record in loading.dossier.records("sources.yaml")
    ]
    loading.keep_all(write_sources(wanted, signed=loading.signed))


def dump_sources() -> list[Record]:
    return [
        {"id": one.key, "number": one.number, "year": unknown_or(one.year)} | given(one, _SOURCE)
        for one in Source.objects.all()
    ]


def load_indicators(loading: Loading) -> None:
    records = loading.dossier.records("indicators.yaml")
    # A share may name indicators written further down: those without a share come first.
    for has_share in (False, True):
        some = [record for record in records if ("share_of" in record) == has_share]
        # Of several shares, one may still be a share of another: each waits for those above it.
        for part in [[record] for record in some] if has_share else [some]:
            wanted = [_indicator(record, loading) for record in part]
            loading.keep_all(write_indicators(wanted, signed=loading.signed))


def _indicator(record: Record, loading: Loading) -> Wanted:
    share = record.get("share_of", {})
    fields = {
        "numerator": loading.thing("indicator", share.get("numerator")),
        "denominator": loading.thing("indicator", share.get("denominator")),
        "translations": translated(record, _INDICATOR),
        **taken(record, _INDICATOR),
    }
    return Wanted(record["id"], record["number"], fields)


def dump_indicators() -> list[Record]:
    records = []
    for one in Indicator.objects.select_related("numerator", "denominator"):
        record = {"id": one.key, "number": one.number} | given(one, _INDICATOR) | english(one, _INDICATOR)
        if one.numerator and one.denominator:
            record["share_of"] = {"numerator": one.numerator.key, "denominator": one.denominator.key}
        records.append(record)
    return records


def load_observations(loading: Loading) -> None:
    record_figures((_figure(row, loading) for row in loading.dossier.rows), signed=loading.signed)


def _figure(row: Row, loading: Loading) -> Figure:
    indicator = loading.thing("indicator", row.indicator)
    state, statement = Observation.State.QUANTITY, ""
    if row.cells["value"] == UNKNOWN:
        state = Observation.State.UNKNOWN
    elif indicator.nature != Indicator.Nature.QUANTITY:
        state, statement = Observation.State.STATEMENT, row.cells["value"]
    said: dict[str, Any] = {name: row.cells[name] for name in _SAID}
    return Figure(
        number=row.number,
        indicator=indicator,
        source=loading.thing("source", row.source),
        state=state,
        statement=statement,
        period=period_text(row.cells["period"]),
        value=row.value,
        low=row.low,
        high=row.high,
        numerator=row.numerator,
        denominator=row.denominator,
        **said,
    )


def dump_observations() -> bytes | None:
    rows = Observation.objects.current().with_origin().order_by("number")
    if not rows.exists():
        return None
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_cells(row) for row in rows.iterator(chunk_size=2000))
    return text.getvalue().encode()


def _cells(row: Observation) -> dict[str, Any]:
    return {
        "number": row.number,
        "indicator": row.indicator.key,
        "period": row.period or UNKNOWN,
        "value": _value(row),
        "source": row.source.key,
        **{name: _amount(getattr(row, name)) for name in _AMOUNTS},
        **{name: getattr(row, name) for name in _SAID},
    }


def _value(row: Observation) -> str:
    match row.state:
        case Observation.State.UNKNOWN:
            return UNKNOWN
        case Observation.State.STATEMENT:
            return row.statement
        case _:
            return _amount(row.value)


def _amount(amount: Decimal | None) -> str:
    number = number_value(amount)
    return "" if number is None else format(number, "f") if isinstance(number, Decimal) else str(number)


def load_constants(loading: Loading) -> None:
    for record in loading.dossier.records("constants.yaml"):
        derived = record.get("derived_from", {})
        constant = write_constant(
            key=record["id"],
            number=record["number"],
            signed=loading.signed,
            value=Decimal(record["value"]),
            year=known(record["year"]),
            source=loading.thing("source", record["source"]),
            quantity_number=derived.get("quantity"),
            count_number=derived.get("count"),
            translations=translated(record, _CONSTANT),
            **taken(record, _CONSTANT),
        )
        loading.keep(constant)


def dump_constants() -> list[Record]:
    records = []
    for one in Constant.objects.select_related("source"):
        record = {
            "id": one.key,
            "number": one.number,
            "value": number_value(one.value),
            "year": unknown_or(one.year),
            "source": one.source.key,
        }
        if one.quantity_number and one.count_number:
            record["derived_from"] = {"quantity": one.quantity_number, "count": one.count_number}
        records.append(record | given(one, _CONSTANT) | english(one, _CONSTANT))
    return records


def load_conflicts(loading: Loading) -> None:
    for record in loading.dossier.records("conflicts.yaml"):
        conflict = write_conflict(
            key=record["id"],
            number=record["number"],
            sides=record["observations"],
            signed=loading.signed,
            reference_number=record.get("reference"),
            translations=translated(record, _CONFLICT),
            **taken(record, _CONFLICT),
        )
        loading.keep(conflict)


def dump_conflicts() -> list[Record]:
    records = []
    for one in Conflict.objects.prefetch_related("sides"):
        record = {"id": one.key, "number": one.number} | given(one, _CONFLICT) | english(one, _CONFLICT)
        record["observations"] = [side.observation_number for side in one.sides.all()]
        if one.reference_number:
            record["reference"] = one.reference_number
        records.append(record)
    return records
