"""What the house does by itself, once a night: each room registers its chores when the site starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from poucet.town.writing import Signature

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Chore:
    """One thing to do each night; it must do no harm when done twice, and gives how much it did."""

    name: str
    words: _StrPromise  # « %(count)d letters left »
    do: Callable[[Signature], int]


_CHORES: dict[str, Chore] = {}


def each_night(chore: Chore) -> None:
    """Let a room do something each night."""
    _CHORES[chore.name] = chore


def chores() -> tuple[Chore, ...]:
    """All of them, in the order of the rooms."""
    return tuple(_CHORES.values())
