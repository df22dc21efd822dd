"""Which addresses may be read as they were on a date: those that a room offers, and no other."""

from __future__ import annotations

_OFFERED: set[str] = set()


def offer(*names: str) -> None:
    """Let the pages of these names be read in the past; called once by their room when the site starts."""
    _OFFERED.update(names)


def is_offered(name: str | None) -> bool:
    return name in _OFFERED
