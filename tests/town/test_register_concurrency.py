"""Many writers at once leave one whole chain, on the database of this run; what is written stays.

The writers work in a database of their own, made for them: what they write cannot be undone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from poucet.town import register
from poucet.town.models import RegisterEntry
from tests.empty_house import empty_house  # noqa: F401 -- a fixture
from tests.factories import SIGNED, a_figure

PROCESSES, THREADS, ACTS_EACH = 2, 2, 50
SEALED = ["town_registerentry", "measure_observation"]

pytestmark = pytest.mark.django_db


def run(*command: str, house: dict[str, str]) -> str:
    done = subprocess.run(command, env=house, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_writers_at_once_leave_one_whole_chain_without_a_gap(
    empty_house: dict[str, str],  # noqa: F811 -- the fixture imported
) -> None:
    run(sys.executable, "-m", "django", "migrate", "--verbosity", "0", house=empty_house)
    writer = [sys.executable, str(Path(__file__).with_name("append_acts.py"))]
    writers = [
        subprocess.Popen(
            [*writer, f"writer-{number}", str(ACTS_EACH)], env=empty_house, stderr=subprocess.PIPE, text=True
        )
        for number in range(PROCESSES)
    ]
    for one in writers:
        _out, complaint = one.communicate(timeout=120)
        assert one.returncode == 0, complaint

    verify = [sys.executable, "-m", "poucet.cli.command", "register", "verify", "--json"]
    said = json.loads(run(*verify, house=empty_house))
    assert said["whole"] is True
    assert said["entries"] == PROCESSES * THREADS * ACTS_EACH


def test_writers_at_once_enter_the_past_each_at_its_own_line(
    empty_house: dict[str, str],  # noqa: F811 -- the fixture imported
) -> None:
    """Every row stands from the line that signed it, hashtags too, whoever wrote meanwhile."""
    run(sys.executable, "-m", "django", "migrate", "--verbosity", "0", house=empty_house)
    script = Path(__file__).with_name("write_places.py")
    writers = [
        subprocess.Popen(
            [sys.executable, str(script), str(1 + 1000 * number), "15"],
            env=empty_house,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for one in writers:
        _out, complaint = one.communicate(timeout=120)
        assert one.returncode == 0, complaint
    told = json.loads(run(sys.executable, str(script.with_name("lines_of_places.py")), house=empty_house))
    lines: dict[int, list[int]] = {}
    for number, sequence in told["lines"]:
        lines.setdefault(number, []).append(sequence)
    assert len(lines) == PROCESSES * THREADS * 15
    wanted = [
        row
        for number, (first, second) in sorted(lines.items())
        for row in ([number, "Avant", first, second], [number, "Après", second, None])
    ]
    assert told["places"] == wanted
    assert {(number, since) for _tag, number, since in told["tags"]} == {
        (number, line) for number, both in lines.items() for line in both
    }


def test_past_goes_through_changes_of_its_table_and_back(
    empty_house: dict[str, str],  # noqa: F811 -- the fixture imported
) -> None:
    script = Path(__file__).with_name("alter_places.py")
    told = json.loads(run(sys.executable, str(script), house=empty_house))
    first = [["Un", 1, 2], ["Deux", 2, None]]
    assert told["written"] == first
    assert told["forgotten"] == [["Deux", 0, None]]  # as far as the house can tell, it was always so
    assert told["kept again"] == [["Deux", 0, 3], ["Trois", 3, None]]
    assert told["altered"] == [["Deux", 0, 3, "grise"], ["Trois", 3, None, "grise"]]
    assert told["coloured"] == [*told["altered"][:1], ["Trois", 3, 4, "grise"], ["Trois", 4, None, "rouge"]]
    assert told["back"][-1] == ["Quatre", 4, None]
    assert told["place"] == "Quatre"


def assert_refused(statement: str, table: str) -> None:
    a_figure()  # which the register tells
    before = rows(table)
    assert before
    connection.check_constraints()  # PostgreSQL would name these first
    with pytest.raises(DatabaseError, match="append-only table"), transaction.atomic():
        connection.cursor().execute(statement)
    assert rows(table) == before


@pytest.mark.parametrize("table", SEALED)
@pytest.mark.parametrize("verb", ["UPDATE {} SET number = 4242", "DELETE FROM {}"])
def test_database_itself_refuses_to_change_what_is_sealed(table: str, verb: str) -> None:
    assert_refused(verb.format(table), table)


@pytest.mark.parametrize("table", SEALED)
def test_sealed_row_cannot_be_written_over(table: str) -> None:
    if connection.vendor == "sqlite":  # where REPLACE deletes without a word to the triggers of DELETE
        assert_refused(f"REPLACE INTO {table} SELECT * FROM {table}", table)  # noqa: S608 -- one of SEALED
    else:
        key = "sequence" if table == "town_registerentry" else "id"
        same = f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET number = 4242"  # noqa: S608
        assert_refused(same, table)


@pytest.mark.postgresql  # elsewhere a table is emptied by DELETE, refused like any other
@pytest.mark.parametrize("table", SEALED)
def test_sealed_table_cannot_be_truncated(table: str) -> None:
    assert_refused(f"TRUNCATE {table}", table)


def rows(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 -- same
        return list(cursor.fetchall())


def test_line_of_the_register_cannot_be_changed_by_the_code_either() -> None:
    entry = register.record("dossier.loaded", by=SIGNED.by, at=SIGNED.at)
    entry.by = "someone else"
    for change in (entry.save, entry.delete, RegisterEntry.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert RegisterEntry.objects.get(pk=entry.pk).by == SIGNED.by
    assert register.verify().whole


def test_two_loads_at_once_follow_one_another(
    empty_house: dict[str, str],  # noqa: F811 -- the fixture imported
    tmp_path: Path,
) -> None:
    """Whichever comes last is what the house says, whole; the chain holds both."""
    poucet = [sys.executable, "-m", "poucet.cli.command"]
    folders = [tmp_path / "un", tmp_path / "deux"]
    for folder in folders:
        subprocess.run([*poucet, "init", folder, "--name", folder.name], env=empty_house, check=True)
    table = folders[1] / "observations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",12000,", ",11000,"), encoding="utf-8")
    subprocess.run([*poucet, "dossier", "load", folders[0]], env=empty_house, check=True)
    loads = [
        subprocess.Popen(
            [*poucet, "dossier", "load", folder], env=empty_house, stderr=subprocess.PIPE, text=True
        )
        for folder in [*folders, *folders]
    ]
    for load in loads:
        _out, error = load.communicate(timeout=60)
        assert load.returncode == 0, error
    copy = tmp_path / "copie"
    subprocess.run([*poucet, "dossier", "dump", copy], env=empty_house, check=True)
    dumped = {path.relative_to(copy): path.read_bytes() for path in copy.rglob("*.*") if path.is_file()}
    assert any(
        all((folder / path).read_bytes() == content for path, content in dumped.items()) for folder in folders
    )
    subprocess.run([*poucet, "register", "verify"], env=empty_house, check=True)
