"""Addresses in the past: `/au/2026-03-01/` before any address makes it that day's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.urls import get_script_prefix, reverse, set_script_prefix

WORD = "au"
_PREFIX = re.compile(rf"{WORD}/\d{{4}}-\d{{2}}-\d{{2}}/$")


@contextmanager
def addresses_on(day: date) -> Iterator[None]:
    """Let every address made meanwhile lead to that day."""
    before = get_script_prefix()
    set_script_prefix(f"{before}{WORD}/{day.isoformat()}/")
    try:
        yield
    finally:
        set_script_prefix(before)


def present_address(name: str, *args: Any) -> str:
    """The address of a page today, whatever the day of the page that it is written on."""
    prefix = get_script_prefix()
    return _PREFIX.sub("", prefix) + reverse(name, args=args).removeprefix(prefix)
