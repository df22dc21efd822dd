import os
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from chromium import ARGUMENTS, chromium
from tests.needs import reference_data, require

# Playwright keeps an event loop in the main thread, where Django would refuse the queries of later tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is slow now and then, which says nothing about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a page or a database, without asking its author to."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "playwright" in fixtures:
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"}:
            item.add_marker(pytest.mark.database)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for need in ("browser", "postgresql"):
        if item.get_closest_marker(need):
            require(need)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": chromium(), "args": [*ARGUMENTS]}


@pytest.fixture
def shared_data() -> Path:
    """Give the folder of the reference data."""
    require("data")
    return reference_data()
