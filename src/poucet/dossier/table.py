"""The figures as a table: RFC 4180, one figure a line, its header as published."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from poucet.dossier.faults import MOST_FAULTS, Fault
from poucet.dossier.layout import OBSERVATIONS
from poucet.dossier.nearness import near
from poucet.dossier.validation import UNKNOWN, schema_of
from poucet.dossier.yaml_reading import SIGNIFICANT_DIGITS, decode, is_exact
from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit
from poucet.town.periods import parse_period

COLUMNS: tuple[str, ...] = tuple(column["name"] for column in schema_of("observations")["fields"])
_CHOICES = {
    column["name"]: column["constraints"]["enum"]
    for column in schema_of("observations")["fields"]
    if "enum" in column.get("constraints", {})
}
_REQUIRED = [
    column["name"]
    for column in schema_of("observations")["fields"]
    if column.get("constraints", {}).get("required")
]
AMOUNT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
_WHOLE = re.compile(r"[1-9][0-9]{0,8}")
_PATTERNS = {"number": _WHOLE, **dict.fromkeys(("low", "high", "numerator", "denominator"), AMOUNT)}
MAX_CELL = 20_000
MAX_TABLE_BYTES = 60_000_000
# What no editor shows: it would break a feed, or a terminal, far from here.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    """One line of the table, its cells understood."""

    line: int
    number: int
    indicator: str
    source: str
    cells: dict[str, str]
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass
class Table:
    """The table read: its rows, and the faults met on the way."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, column: str, code: str, **params: Any) -> None:
        self.faults.append(Fault(OBSERVATIONS, line, column, code, params))


@dataclass(frozen=True)
class Ground:
    """What the rows point to: natures of the indicators by identifier, and sources."""

    natures: dict[str, str]
    sources: frozenset[str]


def read_table(content: bytes) -> tuple[list[tuple[int, dict[str, str]]], Table]:
    """The lines as dictionaries with their place; the header must be the published one."""
    table = Table()
    text, fault = decode(OBSERVATIONS, content, limit=MAX_TABLE_BYTES)
    if fault is not None:
        table.faults.append(fault)
        return [], table
    records = _records(text, table)
    _start, header = next(records, (1, []))
    lines = _lines(records, table) if not table.faults and _is_ours(header, table) else []
    return lines, table


def _records(text: str, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins, up to the first that cannot be read."""
    reader, start = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    try:
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        if "field limit" in str(error):
            table.fault(start, "", "table.long_cell", limit=MAX_CELL)
        else:
            table.fault(start, "", "table.malformed")


def _is_ours(header: list[str], table: Table) -> bool:
    """Whether the first line is the published one."""
    if len(header) == 1 and tuple(header[0].split(";")) == COLUMNS:
        table.fault(1, "", "table.semicolons")
    elif tuple(header) != COLUMNS:
        table.fault(1, "", "table.header", expected=",".join(COLUMNS), found=",".join(header))
    return not table.faults


def _lines(records: Iterable[tuple[int, list[str]]], table: Table) -> list[tuple[int, dict[str, str]]]:
    lines = []
    for start, cells in records:
        if len(table.faults) >= MOST_FAULTS:
            table.fault(start, "", "file.more_faults", limit=MOST_FAULTS)
            break
        if len(cells) != len(COLUMNS):
            table.fault(start, "", "table.cells", expected=len(COLUMNS), found=len(cells))
        else:
            lines.append((start, dict(zip(COLUMNS, cells, strict=True))))
    return lines


def understand(lines: Iterable[tuple[int, dict[str, str]]], table: Table, ground: Ground) -> Table:
    """Turn the cells into a figure each, or into faults."""
    seen: dict[int, int] = {}
    for line, cells in lines:
        before = len(table.faults)
        if before >= MOST_FAULTS:
            table.fault(line, "", "file.more_faults", limit=MOST_FAULTS)
            break
        for column, code, params in _cell_faults(cells, ground):
            table.fault(line, column, code, **params)
        if len(table.faults) > before:
            continue
        row = _row(line, cells, ground.natures[cells["indicator"]])
        if row.number in seen:
            table.fault(
                line, "number", "number.twice", value=row.number, path=OBSERVATIONS, at=seen[row.number]
            )
            continue
        seen[row.number] = line
        for column, code, params in _row_faults(row, ground.natures[row.indicator]):
            table.fault(line, column, code, **params)
        table.rows.append(row)
    return table


Found = tuple[str, str, dict[str, Any]]


def _cell_faults(cells: dict[str, str], ground: Ground) -> Iterator[Found]:
    yield from _shape_faults(cells)
    yield from _choice_faults(cells, ground)
    yield from _read(parse_period, "period", cells["period"])
    yield from _read(parse_unit, "unit", cells["unit"])
    nature = ground.natures.get(cells["indicator"], "")
    if nature == "quantity":
        yield from _amount_faults(cells)
    elif nature and cells["value"] != UNKNOWN:
        yield from _word_faults(cells, nature)


def _shape_faults(cells: dict[str, str]) -> Iterator[Found]:
    for column in _REQUIRED:
        if not cells[column]:
            yield column, "field.missing", {}
    for column, text in cells.items():
        if len(text) > MAX_CELL:
            yield column, "table.long_cell", {"limit": MAX_CELL}
        elif _CONTROL.search(text):
            yield column, "yaml.control_character", {}
    for column, pattern in _PATTERNS.items():
        yield from _number_faults(column, cells[column], pattern)


def _choice_faults(cells: dict[str, str], ground: Ground) -> Iterator[Found]:
    for column, choices in _CHOICES.items():
        if cells[column] and cells[column] not in choices:
            yield column, "field.choice", {"choices": choices, "found": cells[column]}
    for column, known in (("indicator", ground.natures), ("source", ground.sources)):
        if cells[column] and cells[column] not in known:
            params = {"kind": column, "found": cells[column], "near": near(cells[column], known)}
            yield column, "reference.unknown", params


def _read(reader: Any, column: str, text: str) -> Iterator[Found]:
    if text in {"", UNKNOWN}:
        return
    try:
        reader(text)
    except InputError as error:
        yield column, error.code, {"found": text, **error.params}


def _number_faults(column: str, text: str, pattern: re.Pattern[str]) -> Iterator[Found]:
    if text and not pattern.fullmatch(text):
        yield column, "number.malformed", {"found": text}
    elif not is_exact(text):
        yield column, "number.too_precise", {"found": text, "limit": SIGNIFICANT_DIGITS}


def _amount_faults(cells: dict[str, str]) -> Iterator[Found]:
    value = cells["value"]
    if value != UNKNOWN:
        yield from _number_faults("value", value, AMOUNT)
    if not value and not (cells["low"] and cells["high"]):
        yield "value", "figure.empty", {}
    if not cells["unit"]:
        yield "unit", "field.missing", {}


def _word_faults(cells: dict[str, str], nature: str) -> Iterator[Found]:
    if not cells["value"]:
        yield "value", "figure.empty", {}
    elif nature == "date" and not _is_date(cells["value"]):
        yield "value", "period.malformed", {"text": cells["value"]}
    if any(cells[name] for name in ("low", "high", "unit", "numerator", "denominator")):
        yield "value", "figure.words_with_amounts", {}


def _is_date(text: str) -> bool:
    return not list(_read(parse_period, "value", text))


def _row(line: int, cells: dict[str, str], nature: str) -> Row:
    amounts = {
        name: Decimal(cells[name]) for name in ("low", "high", "numerator", "denominator") if cells[name]
    }
    if nature == "quantity" and cells["value"] not in {"", UNKNOWN}:
        amounts["value"] = Decimal(cells["value"])
    return Row(line, int(cells["number"]), cells["indicator"], cells["source"], cells, **amounts)


def _row_faults(row: Row, nature: str) -> Iterator[Found]:
    bounds = [amount for amount in (row.low, row.value, row.high) if amount is not None]
    if row.low is not None and row.high is not None and row.low > row.high:
        yield "low", "figure.range_reversed", {}
    elif bounds != sorted(bounds):
        yield "value", "figure.out_of_range", {}
    if (row.numerator is None) != (row.denominator is None):
        yield "numerator", "figure.half_a_share", {}
    if row.denominator is not None and row.denominator == 0:
        yield "denominator", "figure.zero_denominator", {}
    if row.cells["value"] == UNKNOWN and (row.low is not None or row.high is not None):
        yield "value", "figure.unknown_with_range", {}
