"""Named places on earlier rooms' pages, which later rooms fill without being imported.

The page writes `{% slot "facet.pebbles" facet %}`; a later room calls
`fill("facet.pebbles", template=…, context=…)` when the site starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Context = Callable[[HttpRequest, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Filling:
    """What a room puts in a slot: a partial, and the context it takes (None: nothing to show)."""

    template: str
    context: Context
    order: int


_FILLINGS: dict[str, list[Filling]] = defaultdict(list)


def fill(slot: str, *, template: str, context: Context, order: int = 50) -> None:
    """Fill a slot; filling it twice with the same partial changes nothing."""
    fillings = _FILLINGS[slot]
    if all(filling.template != template for filling in fillings):
        fillings.append(Filling(template, context, order))
        fillings.sort(key=lambda filling: filling.order)


def fillings(slot: str) -> tuple[Filling, ...]:
    return tuple(_FILLINGS[slot])
