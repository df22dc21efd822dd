"""Who signed a line: what no person signed says itself; a person is named by whoever knows people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Namer = Callable[[frozenset[int]], Mapping[int, str]]

# Whoever acts from the command line, or while the house sleeps, has no name in it.
_OTHERS: dict[str, _StrPromise] = {
    "command": _("on the command line"),
    "night": _("by the house, at night"),
    "resident": _("by a resident"),  # who supports what is nobody's business
}
_NAMERS: dict[str, Namer] = {}


def name_with(prefix: str, namer: Namer) -> None:
    """Let signatures `prefix/12` be named by this; called once when the site starts."""
    _NAMERS[prefix] = namer


def signer_by_number(by: str) -> str:
    """Who signed, for whoever takes a copy away: a person by number, not by a name that may be taken back."""
    return str(_OTHERS.get(by, by))


def signers_in_words(signatures: Iterable[str]) -> dict[str, str]:
    """What to print for each signature, one question per kind of signer."""
    wanted = frozenset(signatures)
    found = {by: str(_OTHERS.get(by, by)) for by in wanted}
    for prefix, namer in _NAMERS.items():
        numbers = {by: int(by.removeprefix(f"{prefix}/")) for by in wanted if by.startswith(f"{prefix}/")}
        names = namer(frozenset(numbers.values())) if numbers else {}
        found |= {by: names[number] for by, number in numbers.items() if number in names}
    return found
