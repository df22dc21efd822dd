"""What belongs to a person: each room says what it keeps of them, and takes out what may go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from poucet.town.people.models import Person

Teller = Callable[[Person], Any]
Remover = Callable[[Person], None]

_TELLERS: dict[str, Teller] = {}
_REMOVERS: list[Remover] = []


def keep(name: str, teller: Teller, *, remover: Remover | None = None) -> None:
    """Let a room say what it keeps of people, as plain values, and how it lets go of it."""
    _TELLERS[name] = teller
    if remover is not None and remover not in _REMOVERS:
        _REMOVERS.append(remover)


def told(person: Person) -> dict[str, Any]:
    """All that the house keeps of a person, room by room."""
    return {name: teller(person) for name, teller in _TELLERS.items()}


def take_out(person: Person) -> None:
    """Let every room remove what is the person's alone."""
    for remover in _REMOVERS:
        remover(person)
