"""The words in which each database keeps the past."""

from __future__ import annotations

from types import ModuleType

from poucet.town.past import postgresql, sqlite


def dialect(vendor: str) -> ModuleType:
    """How this database keeps the past."""
    return postgresql if vendor == "postgresql" else sqlite
