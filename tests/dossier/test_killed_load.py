"""A load killed at any moment leaves the database as it was, on the database of this run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.large_dossier import write_dossier
from tests.empty_house import empty_house  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


def test_load_killed_at_any_moment_leaves_the_database_as_it_was(
    empty_house: dict[str, str],  # noqa: F811 -- the fixture imported
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_dossier(first, pebbles=60, observations=400)
    write_dossier(second, pebbles=90, observations=900)
    command = [
        sys.executable,
        str(Path(__file__).with_name("killed.py")),
        str(first),
        str(second),
        "20170413",
    ]
    done = subprocess.run(command, env=empty_house, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["before"][1] is True
    killed = [trial for trial in told["trials"] if not trial["lived"]]
    assert len(killed) >= 14  # those that die at a statement always do
    # One whose last act was to commit may be whole: what it can never be is a part of one.
    assert {tuple(trial["after"]) for trial in killed} <= {tuple(told["before"]), tuple(told["end"])}
    assert [tuple(trial["after"]) for trial in killed[:14]] == [tuple(told["before"])] * 14
    assert told["end"] != told["before"]
    assert told["end"][1] is True
    assert told["again"]["acts"] == 0
