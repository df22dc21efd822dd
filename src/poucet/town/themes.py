"""The themes that indicators, facets, axes and deeds are sorted by, in everyday words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

THEMES: dict[str, _StrPromise] = {
    "energie": _("Energy"),
    "eau": _("Water"),
    "habitat": _("Housing"),
    "biodiversite": _("Living nature"),
    "culture": _("Culture and heritage"),
    "alimentation": _("Food"),
    "agriculture": _("Farming"),
    "mobilite": _("Getting about"),
    "urbanisme": _("Town planning"),
    "gouvernance": _("Governance"),
    "implication": _("Taking part"),
    "recit": _("Telling the story"),
    "territoire": _("The land"),
    "population": _("Residents"),
    "economie": _("Economy"),
    "evaluation": _("Evaluation"),
    "cooperation": _("Cooperation"),
}
WITHOUT_THEME = _("Without a theme")


def theme_name(code: str) -> str:
    """The everyday name of a theme; a theme that only this commune has is shown as it wrote it."""
    if not code:
        return str(WITHOUT_THEME)
    return str(THEMES.get(code, code))
