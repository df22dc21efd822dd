"""The register of acts: append-only, each line sealed with the digest of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from poucet.town.models import RegisterEntry
from poucet.town.past.dialect import dialect
from poucet.town.rows import insert
from poucet.town.things import Reference
from poucet.town.written import told_at_the_end

BEFORE_THE_FIRST = "0" * 64
_CHAIN_LOCK = 20170413  # any fixed number: it names the chain among PostgreSQL's advisory locks
_ACTING = ContextVar("acting", default=False)
_LINES_AT_ONCE = 5000
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True)
class Act:
    """Something done to a thing (or to the whole house), before it takes its place in the chain."""

    name: str
    on: Reference | None = None
    details: dict[str, Any] | None = None


@dataclass(frozen=True)
class Verdict:
    """What reading the whole chain again found."""

    entries: int
    last_digest: str
    broken_at: int | None = None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


@dataclass
class _End:
    """Where the chain ends, with the lines that wait to be inserted."""

    sequence: int
    digest: str
    waiting: list[RegisterEntry] = field(default_factory=list)

    def add(self, act: Act, *, by: str, at: datetime) -> RegisterEntry:
        self.sequence += 1
        entry = RegisterEntry(
            sequence=self.sequence,
            at=at,
            act=act.name,
            kind=act.on.kind if act.on else "",
            number=act.on.number if act.on else None,
            by=by,
            details=act.details or {},
            previous=self.digest,
        )
        self.digest = entry.digest = digest_of(entry.content())
        self.waiting.append(entry)
        return entry

    def write(self) -> None:
        insert(RegisterEntry, self.waiting)
        self.waiting = []


_GATHERED: ContextVar[_End | None] = ContextVar("gathered", default=None)


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON (sorted keys, no spaces, UTF-8)."""
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()


def record(name: str, *, on: Reference | None = None, by: str, at: datetime, **details: Any) -> RegisterEntry:
    """Append one act to the chain."""
    return record_all([Act(name, on, details)], by=by, at=at)[0]


@contextmanager
def one_act() -> Iterator[None]:
    """Make all that is written meanwhile one act: one transaction that holds the chain from its first word.

    Its rows all enter the past at the first line that it signs, whether written before that line or after. An
    act within another is part of it.
    """
    with transaction.atomic():
        if _ACTING.get():
            yield
            return
        hold()
        with _pinned(), told_at_the_end():
            yield


@contextmanager
def _pinned() -> Iterator[None]:
    spoken = dialect(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(spoken.PIN)
        acting = _ACTING.set(True)
        try:
            yield
        finally:
            _ACTING.reset(acting)
        cursor.execute(spoken.UNPIN)  # an act that failed took its pin back with all it wrote


def record_all(acts: Iterable[Act], *, by: str, at: datetime) -> list[RegisterEntry]:
    """Append acts to the chain, in order, under its lock."""
    at, gathered = at.astimezone(UTC), _GATHERED.get()
    if gathered is not None:
        entries = [gathered.add(act, by=by, at=at) for act in acts]
        if len(gathered.waiting) >= _LINES_AT_ONCE:
            gathered.write()
        return entries
    with one_act():
        end = _end()
        entries = [end.add(act, by=by, at=at) for act in acts]
        end.write()
    return entries


@contextmanager
def gathered() -> Iterator[None]:
    """Insert the lines by thousands meanwhile: for who writes the whole house in one act, or nothing.

    The end of the chain is then known by heart. Whoever undoes a part of the transaction must undo it all.
    """
    end = _end()
    before = _GATHERED.set(end)
    try:
        yield
        end.write()
    finally:
        _GATHERED.reset(before)


def _end() -> _End:
    last = RegisterEntry.objects.order_by("-sequence").values_list("sequence", "digest").first()
    return _End(*last) if last else _End(0, BEFORE_THE_FIRST)


def verify() -> Verdict:
    """Read the whole chain again; says where it first breaks."""
    previous, expected = BEFORE_THE_FIRST, 1
    for entry in RegisterEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        entry.at = entry.at.astimezone(UTC)
        unbroken = entry.sequence == expected and entry.previous == previous
        if not unbroken or digest_of(entry.content()) != entry.digest:
            return Verdict(expected - 1, previous, broken_at=expected)
        previous, expected = entry.digest, expected + 1
    return Verdict(expected - 1, previous)


def hold() -> None:
    """Wait for the chain and keep it until the transaction ends: one writer at a time in the whole house.

    SQLite needs nothing: our transactions take its single write lock when they begin.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
