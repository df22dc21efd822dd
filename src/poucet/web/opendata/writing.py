"""Tables as files, a part at a time: CSV for any program, CSV for Excel in French, JSON as the API says it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from poucet.town.api.resources import Resource
from poucet.town.exports import tame
from poucet.web.opendata.tables import Table, things


@dataclass(frozen=True)
class Dialect:
    """How a spreadsheet writes tables."""

    name: str
    separator: str
    decimal: str
    opening: str = ""


COMMA = Dialect("csv", ",", ".")
# Excel in French parts columns at semicolons, writes 2,5, and knows UTF-8 only by this mark.
EXCEL = Dialect("excel.csv", ";", ",", "\ufeff")


def as_csv(table: Table, dialect: Dialect, *, root: str) -> Iterator[str]:
    """The table, some hundreds of lines at a time."""
    header = [column.name for column in table.columns]
    yield dialect.opening + _lines([header], dialect)
    numeric = [column.is_number for column in table.columns]
    for chunk in things(table.resource, root):
        rows = (_safe(line, numeric, dialect) for thing in chunk for line in table.lines(thing))
        yield _lines(rows, dialect)


def as_json(resource: Resource, *, root: str, head: str) -> Iterator[str]:
    """Everything of a kind as the API says it, texts untouched: a JSON object whose `items` are the things."""
    yield head.rstrip().removesuffix("}") + ', "items": [\n'
    comma = ""
    for chunk in things(resource, root):
        yield comma + ",\n".join(thing.model_dump_json() for thing in chunk)
        comma = ",\n"
    yield "\n]}\n"


def _safe(line: Sequence[Any], numeric: Sequence[bool], dialect: Dialect) -> list[str]:
    """The cells of a line; a text cannot be run, a negative number stays a number."""
    pairs = zip(line, numeric, strict=True)
    return [_number(cell, dialect) if is_number else tame(str(cell)) for cell, is_number in pairs]


def _number(cell: Any, dialect: Dialect) -> str:
    return str(cell).replace(".", dialect.decimal)


def _lines(rows: Iterable[Sequence[str]], dialect: Dialect) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=dialect.separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
