"""`poucet demo` prepares the same demonstration however often it is asked, and after an upgrade."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path


def demo(home: Path) -> subprocess.CompletedProcess[str]:
    asked = {
        "POUCET_HOME": str(home),
        "PATH": os.environ["PATH"],
        "DATABASE_URL": "postgresql://nobody@nowhere/x",
    }
    command = [sys.executable, "-m", "poucet.cli.command", "demo", "--no-serve"]
    return subprocess.run(command, env=asked, capture_output=True, text=True, check=False)


def count(home: Path, table: str) -> int:
    with sqlite3.connect(home / "demo" / "poucet.sqlite3") as connection:
        (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 -- our own words
    connection.close()
    return int(rows)


def test_demo_is_prepared_once_and_made_anew_when_the_dossier_changed(tmp_path: Path) -> None:
    assert demo(tmp_path).returncode == 0
    acts = count(tmp_path, "town_registerentry")
    assert count(tmp_path, "pebble_pebble") == 43
    assert demo(tmp_path).returncode == 0
    assert count(tmp_path, "town_registerentry") == acts
    with sqlite3.connect(tmp_path / "demo" / "poucet.sqlite3") as connection:
        last = "UPDATE town_registerentry SET details = '{}' WHERE act = 'dossier.loaded'"
        connection.execute("DROP TRIGGER town_registerentry_no_update")
        connection.execute(last)
    connection.close()
    assert demo(tmp_path).returncode == 0
    assert count(tmp_path, "town_registerentry") == acts
    assert count(tmp_path, "pebble_pebble") == 43
