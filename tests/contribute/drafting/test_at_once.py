"""Twelve people at once on one paragraph, then twelve answers at once: nothing is lost, on the database of this run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.empty_house import empty_house  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


def test_twelve_at_once_on_one_paragraph_lose_nothing(
    empty_house: dict[str, str],  # noqa: F811 -- the fixture imported
) -> None:
    def run(*command: str) -> str:
        done = subprocess.run(command, env=empty_house, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "django", "migrate", "--verbosity", "0")
    said = json.loads(run(sys.executable, str(Path(__file__).with_name("write_at_once.py")), "12"))
    assert said["suggested"] == ["done"] * 12
    assert said["kept"] == sorted(f"Un, dit par {place}." for place in range(12))
    # One answer is carried out; the others are told that the paragraph has changed, and their suggestions wait.
    assert said["answered"] == ["done", *["suggestion.moved"] * 11]
    assert said["waiting"] == 11
    assert said["says_the_winner"]
    assert said["versions"] == [1, 2]
