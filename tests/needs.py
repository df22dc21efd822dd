"""What part of the suite needs a thing that not every machine has: a browser, PostgreSQL, the reference data.

A missing thing skips its tests, with a sentence; POUCET_REQUIRE (browser,postgresql,data) makes it a failure.
"""

import os
from pathlib import Path

import pytest
from django.db import connection

from chromium import chromium

ROOT = Path(__file__).resolve().parent.parent


def reference_data() -> Path:
    """Say where the reference data lie: POUCET_TEST_DATA, else beside the repository."""
    given = os.environ.get("POUCET_TEST_DATA")
    return Path(given) if given else ROOT.parent / "shared" / "data"


SENTENCES = {
    "browser": "no Chromium on this machine (Debian: apt install chromium)",
    "postgresql": "this run is on SQLite (DATABASE_URL names a PostgreSQL)",
    "data": "the reference data are not here (POUCET_TEST_DATA names their folder)",
}


def is_here(need: str) -> bool:
    """Tell whether this run has what a test needs."""
    if need == "browser":
        return chromium() is not None
    if need == "postgresql":
        return connection.vendor == "postgresql"
    return reference_data().is_dir()


def require(need: str) -> None:
    """Go on, or skip the test, or fail it where POUCET_REQUIRE says the thing must be here."""
    required = os.environ.get("POUCET_REQUIRE", "").split(",")
    if is_here(need):
        return
    if need in required:
        pytest.fail(f"POUCET_REQUIRE names {need}: {SENTENCES[need]}", pytrace=False)
    pytest.skip(SENTENCES[need])
