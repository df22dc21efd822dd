"""Refusals in everyday words: each room says its own; what happened, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from poucet.town.errors import RuleError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_SAID: dict[str, _StrPromise] = {}


def word(sentences: dict[str, _StrPromise]) -> None:
    """Give the sentences for a room's refusals, by code; called once when the site starts."""
    _SAID.update(sentences)


def knows(code: str) -> bool:
    return code in _SAID


def explain(refusal: RuleError) -> str:
    """A refusal as a page says it; one that no room has worded says its code, for whoever is asked about it."""
    sentence = _SAID.get(refusal.code)
    if sentence is None:
        return _("This was refused (%(code)s). Nothing was written.") % {"code": str(refusal)}
    return str(sentence) % refusal.params
