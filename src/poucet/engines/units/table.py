"""The closed vocabulary: what `units.csv`, `refused.csv` and `qualifiers.csv` say, indexed once."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from poucet.engines.units.spelling import folded, plain, without_accents

Powers = tuple[tuple[str, int], ...]

_FACTOR = re.compile(r"(?P<code>\w*[A-Za-z_])(?P<exponent>-?[1-9])?")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language writes a unit: its symbol if it has one, and its name for one and for many."""

    symbol: str
    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit of the registry: so many times a product of other units, or a dimension of its own."""

    code: str
    rank: int
    base: Powers
    factor: Fraction
    named_alone: bool
    source: str
    wordings: dict[str, Wording]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A spelling that is known and refused, because it may mean several things or measures nothing."""

    code: str
    meanings: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that may be read as a unit; what is not in it does not exist."""

    entries: dict[str, Entry]
    symbols: dict[str, str]
    words: dict[str, str]
    spellings: dict[str, str]
    refused_symbols: dict[str, Refusal]
    refused_words: dict[str, Refusal]
    refused_texts: dict[str, Refusal]
    qualifiers: frozenset[str]


@cache
def table() -> Table:
    """Read the registry's files, once."""
    symbols: dict[str, str] = {}
    words: dict[str, str] = {}
    spellings: dict[str, str] = {}
    entries: dict[str, Entry] = {}
    for rank, row in enumerate(_rows("units.csv")):
        entry = _entry(row, rank)
        entries[entry.code] = entry
        for symbol in _symbols(entry, row["symbols"]):
            _claim(symbols, without_accents(plain(symbol)), entry.code)
            spellings.setdefault(folded(symbol), symbol)
        for word in _words(entry, row["words"]):
            _claim(words, folded(word), entry.code)
            spellings.setdefault(folded(word), word)
    refusals = {match: dict(_refusals(match)) for match in ("symbol", "word", "whole")}
    return Table(
        entries=entries,
        symbols=symbols,
        words=words,
        spellings=spellings,
        refused_symbols=refusals["symbol"],
        refused_words=refusals["word"],
        refused_texts=refusals["whole"],
        qualifiers=frozenset(folded(row["word"]) for row in _rows("qualifiers.csv")),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _entry(row: dict[str, str], rank: int) -> Entry:
    return Entry(
        code=row["code"],
        rank=rank,
        base=tuple(_power(factor) for factor in row["base"].split()),
        factor=Fraction(row["factor"]),
        named_alone=row["alone"] == "name",
        source=row["source"],
        wordings={
            language: Wording(row[f"{language}_symbol"], row[f"{language}_one"], row[f"{language}_many"])
            for language in ("fr", "en")
        },
    )


def _power(factor: str) -> tuple[str, int]:
    found = _FACTOR.fullmatch(factor)
    if found is None:
        raise ValueError(factor)
    return found["code"], int(found["exponent"] or 1)


def _symbols(entry: Entry, others: str) -> list[str]:
    printed = [wording.symbol for wording in entry.wordings.values() if wording.symbol]
    return [entry.code, *_split(others), *printed]


def _words(entry: Entry, others: str) -> set[str]:
    names = {name for wording in entry.wordings.values() for name in (wording.one, wording.many)}
    return names | set(_split(others))


def _refusals(match: str) -> Iterator[tuple[str, Refusal]]:
    fold = without_accents if match == "symbol" else folded
    for row in _rows("refused.csv"):
        if row["match"] == match:
            yield fold(row["token"]), Refusal(row["code"], tuple(_split(row["meanings"])), row["hint"])


def _split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _claim(index: dict[str, str], spelling: str, code: str) -> None:
    """Give a spelling to one unit only: a spelling shared by two would be a silent choice."""
    if index.setdefault(spelling, code) != code:
        raise ValueError(spelling, index[spelling], code)
