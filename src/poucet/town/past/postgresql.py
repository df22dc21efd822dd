"""How PostgreSQL keeps the past: statement triggers that see all the rows of a statement at once."""

from __future__ import annotations

from collections.abc import Iterator

from poucet.town.past.twins import SINCE, UNTIL, Twin

# An act pins the line at which it began for its transaction; whoever writes without one is at the next line.
OPENING = (
    """
CREATE OR REPLACE FUNCTION poucet_line() RETURNS bigint AS $$
    SELECT COALESCE(NULLIF(current_setting('poucet.line', true), '')::bigint,
                    (SELECT COALESCE(MAX(sequence), 0) + 1 FROM town_registerentry))
$$ LANGUAGE sql VOLATILE;
CREATE OR REPLACE FUNCTION poucet_guard_past() RETURNS trigger AS $$
BEGIN
    IF pg_trigger_depth() < 2 AND current_setting('poucet.erasing', true) IS DISTINCT FROM 'yes' THEN
        RAISE EXCEPTION 'the past is kept by the database: %', TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END;
$$ LANGUAGE plpgsql;
CREATE OR REPLACE FUNCTION poucet_refuse_truncate() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the past is kept row by row, no table is truncated: %', TG_TABLE_NAME; END;
$$ LANGUAGE plpgsql;
""",
)
CLOSING = (
    "DROP FUNCTION poucet_guard_past(); DROP FUNCTION poucet_refuse_truncate(); DROP FUNCTION poucet_line()",
)
LINE = "poucet_line()"
PIN = (
    "SELECT set_config('poucet.line', "
    "(SELECT COALESCE(MAX(sequence), 0) + 1 FROM town_registerentry)::text, true)"
)
UNSEAL, SEAL = (f"SELECT set_config('poucet.erasing', '{flag}', true)" for flag in ("yes", ""))
UNPIN = "SELECT set_config('poucet.line', '', true)"

_KEEPING = """
CREATE OR REPLACE FUNCTION "{past}_keep"() RETURNS trigger AS $$
DECLARE
    at_line bigint := poucet_line();
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO "{past}" ({came}) SELECT {columns}, at_line FROM fresh;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM "{past}" p USING stale s
            WHERE p."{key}" = s."{key}" AND p."{until}" IS NULL AND p."{since}" = at_line;
        UPDATE "{past}" p SET "{until}" = at_line FROM stale s
            WHERE p."{key}" = s."{key}" AND p."{until}" IS NULL;
    ELSE
        DELETE FROM "{past}" p USING (SELECT {columns} FROM stale EXCEPT SELECT {columns} FROM fresh) s
            WHERE p."{key}" = s."{key}" AND p."{until}" IS NULL AND p."{since}" = at_line;
        UPDATE "{past}" p SET "{until}" = at_line
            FROM (SELECT {columns} FROM stale EXCEPT SELECT {columns} FROM fresh) s
            WHERE p."{key}" = s."{key}" AND p."{until}" IS NULL;
        INSERT INTO "{past}" ({came}) SELECT {columns}, at_line
            FROM (SELECT {columns} FROM fresh EXCEPT SELECT {columns} FROM stale) s;
    END IF;
    RETURN NULL;
END;
$$ LANGUAGE plpgsql
"""
_SEEN = {
    "insert": "NEW TABLE AS fresh",
    "update": "OLD TABLE AS stale NEW TABLE AS fresh",
    "delete": "OLD TABLE AS stale",
}


def laying(twin: Twin) -> Iterator[str]:
    """The triggers of a table and of its past."""
    yield _KEEPING.format(
        past=twin.past, came=twin.came, columns=twin.listed(), key=twin.key, since=SINCE, until=UNTIL
    )
    for event, seen in _SEEN.items():
        yield (
            f'CREATE TRIGGER "{twin.table}_past_{event}" AFTER {event.upper()} ON "{twin.table}" '
            f'REFERENCING {seen} FOR EACH STATEMENT EXECUTE FUNCTION "{twin.past}_keep"()'
        )
    yield (
        f'CREATE TRIGGER "{twin.table}_past_truncate" BEFORE TRUNCATE ON "{twin.table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION poucet_refuse_truncate()"
    )
    yield (
        f'CREATE TRIGGER "{twin.past}_guard" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{twin.past}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION poucet_guard_past()"
    )


def lifting(twin: Twin) -> Iterator[str]:
    for event in (*_SEEN, "truncate"):
        yield f'DROP TRIGGER IF EXISTS "{twin.table}_past_{event}" ON "{twin.table}"'
    yield f'DROP TRIGGER IF EXISTS "{twin.past}_guard" ON "{twin.past}"'
    yield f'DROP FUNCTION IF EXISTS "{twin.past}_keep"()'


def triggers(twin: Twin) -> set[str]:
    """The names that a test looks for."""
    return {f"{twin.table}_past_{event}" for event in (*_SEEN, "truncate")} | {f"{twin.past}_guard"}
