"""Fifty people at once for ten places: ten are confirmed and forty wait, in order, on the database of this run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.empty_house import empty_house  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


def test_fifty_at_once_for_ten_places_leave_ten_confirmed_and_forty_waiting_in_order(
    empty_house: dict[str, str],  # noqa: F811 -- the fixture imported
) -> None:
    def run(*command: str) -> str:
        done = subprocess.run(command, env=empty_house, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "django", "migrate", "--verbosity", "0")
    said = json.loads(run(sys.executable, str(Path(__file__).with_name("take_shares.py")), "50"))
    taken, after = said["taken"], said["after"]
    assert taken["states"] == ["confirmed"] * 10 + ["waiting"] * 40
    assert taken["positions"] == list(range(1, 51))
    assert taken["people"] == 50
    assert taken["lines"] == [50, 10, 0]
    # Two step back: the next two in order are seated, and nobody passes before another.
    states = ["confirmed"] * 12 + ["waiting"] * 38
    states[1] = states[4] = "withdrawn"
    assert after["states"] == states
    assert after["lines"] == [50, 12, 2]
