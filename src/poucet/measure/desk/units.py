"""Units as a clerk types them: read by the registry, which says what it would understand instead."""

from __future__ import annotations

import contextlib
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit, unit_label
from poucet.measure.models import Indicator
from poucet.town.desk.fields import LineField

_NOT_KNOWN = _("The unit “%(found)s” is not known. Write it in full, or ask for it to be added.")
_NEAR = _("The unit “%(found)s” is not known. Did you mean: %(suggestions)s?")
_SEVERAL = _("The unit “%(found)s” has several meanings (%(meanings)s). Say which, or what is counted.")
_UNREADABLE = _("The unit “%(found)s” cannot be read. Write for instance kWh/an, ménages or EUR/an.")


class UnitField(LineField):
    """A unit of the registry, as typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=80, **options)
        self.widget.attrs |= {"list": "units", "autocomplete": "off", "size": 20}

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text:
            try:
                parse_unit(text)
            except InputError as refusal:
                raise ValidationError(unit_in_words(refusal, text), code=refusal.code) from refusal
        return text


def unit_in_words(refusal: InputError, text: str) -> str:
    """Why a unit cannot be read, and what would be."""
    suggestions = refusal.params.get("suggestions") or ()
    meanings = [label for code in _listed(refusal.params.get("meanings")) if (label := _label(code))]
    if refusal.code == "unit.unknown":
        near = ", ".join(_listed(suggestions))
        return str(_NEAR % {"found": text, "suggestions": near} if near else _NOT_KNOWN % {"found": text})
    if refusal.code == "unit.ambiguous" and meanings:
        return str(_SEVERAL % {"found": text, "meanings": ", ".join(meanings)})
    return str(_UNREADABLE % {"found": text})


def units_in_use() -> list[tuple[str, str]]:
    """The units of the house's indicators, each with what pages print for it."""
    units = Indicator.objects.exclude(unit="").order_by("unit").values_list("unit", flat=True).distinct()
    return [(unit, _label(unit)) for unit in units]


def _listed(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _label(code: str) -> str:
    with contextlib.suppress(InputError):
        return unit_label(parse_unit(code), language=get_language() or "fr")
    return ""
