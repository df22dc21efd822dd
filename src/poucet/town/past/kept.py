"""Which tables have a past: all those of our rooms, but for what a room leaves out or tells otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model

Condition = Callable[[int], str]  # which rows of the table stood once that line of the register was written

_LEFT_OUT: set[type[Model]] = set()
_OTHERWISE: dict[type[Model], Condition] = {}
_COVERED: dict[type[Model], str] = {}


def leave_out(*models: type[Model]) -> None:
    """These tables have no past: no public page reads them, or what they say must not outlive its erasure."""
    _LEFT_OUT.update(models)


def tell_otherwise(model: type[Model], condition: Condition) -> None:
    """The rows of this table are never altered: a condition in SQL says which were there at a line."""
    _OTHERWISE[model] = condition


def cover(model: type[Model], condition: str) -> None:
    """Rows of this table that do not meet a condition, in SQL, show on no day of the past: what is hidden today."""
    _COVERED[model] = condition


def covered() -> dict[type[Model], str]:
    return dict(_COVERED)


def conditions() -> dict[type[Model], Condition]:
    return dict(_OTHERWISE)


def kept_models() -> list[type[Model]]:
    """The models whose tables have a past twin, those of many-to-many ties among them."""
    return [
        model
        for room in apps.get_app_configs()
        if room.name.startswith("poucet.")
        for model in room.get_models(include_auto_created=True)
        if model not in _OTHERWISE and not _is_left_out(model)
    ]


def _is_left_out(model: type[Model]) -> bool:
    owner: Any = model._meta.auto_created or model
    return owner in _LEFT_OUT or model._meta.proxy or not model._meta.managed
