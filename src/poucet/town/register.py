"""The register of acts: append-only, each line sealed with the digest of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from poucet.town.models import RegisterEntry
from poucet.town.past.dialect import dialect
from poucet.town.things import Reference

BEFORE_THE_FIRST = "0" * 64
_CHAIN_LOCK = 20170413  # any fixed number: it names the chain among PostgreSQL's advisory locks
_ACTING = ContextVar("acting", default=False)


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


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON (sorted keys, no spaces, UTF-8)."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


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
        spoken = dialect(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(spoken.PIN)
            acting = _ACTING.set(True)
            try:
                yield
            finally:
                _ACTING.reset(acting)
            cursor.execute(spoken.UNPIN)  # an act that failed took its pin back with all it wrote


@one_act()
def record_all(acts: Iterable[Act], *, by: str, at: datetime) -> list[RegisterEntry]:
    """Append acts to the chain, in order, under its lock."""
    last = RegisterEntry.objects.order_by("-sequence").first()
    sequence, previous = (last.sequence, last.digest) if last else (0, BEFORE_THE_FIRST)
    entries = []
    for act in acts:
        sequence += 1
        entry = RegisterEntry(
            sequence=sequence,
            at=at.astimezone(UTC),
            act=act.name,
            kind=act.on.kind if act.on else "",
            number=act.on.number if act.on else None,
            by=by,
            details=act.details or {},
            previous=previous,
        )
        previous = entry.digest = digest_of(entry.content())
        entries.append(entry)
    RegisterEntry.objects.bulk_create(entries, batch_size=500)
    return entries


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
