"""How SQLite keeps the past: row triggers, and one row that says at which line the house writes.

No trigger here names a table that Django may make anew, but its own: SQLite refuses to rename a table into the
place of one that another table's trigger names.
"""

from __future__ import annotations

from collections.abc import Iterator

from poucet.town.past.twins import SINCE, UNTIL, Twin

# `next` follows the register; `pinned` is the line at which the act in progress began; `keeping` lets the
# triggers alone write in the past.
OPENING = (
    'CREATE TABLE town_pen ("next" bigint NOT NULL, "pinned" bigint NULL, "keeping" bool NOT NULL)',
    'INSERT INTO town_pen ("next", "keeping") SELECT COALESCE(MAX("sequence"), 0) + 1, 0 FROM town_registerentry',
    (
        "CREATE TRIGGER town_registerentry_moves_the_pen AFTER INSERT ON town_registerentry "
        'BEGIN UPDATE town_pen SET "next" = NEW."sequence" + 1; END'
    ),
)
CLOSING = ("DROP TRIGGER IF EXISTS town_registerentry_moves_the_pen", "DROP TABLE town_pen")
LINE = '(SELECT COALESCE("pinned", "next") FROM town_pen)'
PIN = 'UPDATE town_pen SET "pinned" = "next"'
UNSEAL, SEAL = 'UPDATE town_pen SET "keeping" = 1', 'UPDATE town_pen SET "keeping" = 0'
UNPIN = 'UPDATE town_pen SET "pinned" = NULL'

_EVENTS = ("insert", "update", "delete")


def laying(twin: Twin) -> Iterator[str]:
    """The triggers of a table and of its past."""
    comes = f'INSERT INTO "{twin.past}" ({twin.came}) VALUES ({twin.listed("NEW.")}, {LINE});'  # noqa: S608
    open_row = f'"{twin.key}" = OLD."{twin.key}" AND "{UNTIL}" IS NULL'
    never_was = f'DELETE FROM "{twin.past}" WHERE {open_row} AND "{SINCE}" = {LINE};'  # noqa: S608
    goes = never_was + f'UPDATE "{twin.past}" SET "{UNTIL}" = {LINE} WHERE {open_row};'  # noqa: S608
    differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in twin.columns)
    told = {"insert": ("", comes), "update": (f"WHEN {differs}", goes + comes), "delete": ("", goes)}
    for event, (when, what) in told.items():
        kept = f'UPDATE town_pen SET "keeping" = 1; {what} UPDATE town_pen SET "keeping" = 0;'  # noqa: S608
        waking = f'AFTER {event.upper()} ON "{twin.table}" {when}'
        yield f'CREATE TRIGGER "{twin.table}_past_{event}" {waking} BEGIN {kept} END'
    for event in _EVENTS:
        refusal = f"SELECT RAISE(ABORT, 'the past is kept by the database: {twin.past}')"
        waking = f'BEFORE {event.upper()} ON "{twin.past}" WHEN (SELECT "keeping" FROM town_pen) IS NOT 1'  # noqa: S608
        yield f'CREATE TRIGGER "{twin.past}_no_{event}" {waking} BEGIN {refusal}; END'


def lifting(twin: Twin) -> Iterator[str]:
    for event in _EVENTS:
        yield f'DROP TRIGGER IF EXISTS "{twin.table}_past_{event}"'
        yield f'DROP TRIGGER IF EXISTS "{twin.past}_no_{event}"'


def triggers(twin: Twin) -> set[str]:
    """The names that a test looks for."""
    return {f"{twin.table}_past_{event}" for event in _EVENTS} | {
        f"{twin.past}_no_{event}" for event in _EVENTS
    }
