"""How the desk writes a facet, and gives its target a new version."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from poucet.measure.desk.observation import written_amount
from poucet.measure.models import Indicator, Source
from poucet.star.desk.facet import FacetSheet
from poucet.star.models import Facet, Star, Target
from poucet.star.operations import set_target, write_facet
from poucet.town.desk.editors import Editor
from poucet.town.desk.naming import new_key, next_number
from poucet.town.desk.sheets import Content
from poucet.town.desk.translating import english_of, with_english
from poucet.town.errors import RuleError
from poucet.town.things import Reference
from poucet.town.writing import Signature, withdraw

_TEXTS = ("name", "question", "description", "theme", "unmeasured", "note")
_AIMED = {  # field of a target → field of the sheet
    "value": "value", "low": "low", "high": "high", "statement": "statement", "unit": "unit",
    "horizon": "horizon", "direction": "direction", "baseline_number": "baseline", "voted_on": "voted_on",
    "voted_by": "voted_by", "confidence": "confidence", "note": "target_note",
}  # fmt: skip


def held(facet: Facet) -> Content:
    said: Content = {name: getattr(facet, name) for name in _TEXTS}
    said["indicator"] = str(facet.indicator.number) if facet.indicator else ""
    last = _last_target(facet)
    aimed = {name: getattr(last, field) if last else None for field, name in _AIMED.items()}
    for name in ("value", "low", "high"):
        aimed[name] = written_amount(aimed[name])
    said |= {name: "" if value is None else str(value) for name, value in aimed.items()}
    said["direction"] = said["direction"] or Target.Direction.REACH.value
    said["source"] = str(last.source.number) if last else ""
    return {**said, "reason": "", **english_of(facet, FacetSheet.translated)}


def publish(facet: Facet | None, sheet: FacetSheet, signed: Signature) -> Reference:
    if not Star.objects.exists():
        raise RuleError("facet.no_star")
    said = sheet.cleaned_data
    number = facet.number if facet else next_number(Facet)
    written = write_facet(
        key=facet.key if facet else new_key(Facet, said["name"], number),
        number=number,
        signed=signed,
        indicator=Indicator.objects.filter(number=said["indicator"] or 0).first(),
        translations=with_english(facet, sheet.english),
        **{name: said[name] for name in _TEXTS},
    )
    _aim(written, sheet, signed)
    return written.reference


def _aim(facet: Facet, sheet: FacetSheet, signed: Signature) -> None:
    """Set a version of the target where the sheet says another than the one that holds."""
    last, said = _last_target(facet), sheet.cleaned_data
    if not sheet.sets_a_target:
        if last is not None:
            raise RuleError("target.kept", version=last.version)
        return
    aimed: dict[str, Any] = {field: said[name] for field, name in _AIMED.items()}
    aimed |= {"direction": said["direction"] or Target.Direction.REACH}
    aimed["source"] = Source.objects.get(number=said["source"])
    if last is not None and all(getattr(last, name) == value for name, value in aimed.items()):
        return
    version = last.version + 1 if last else 1
    set_target(facet, version=version, signed=signed, reason=said["reason"] if last else "", **aimed)


def _last_target(facet: Facet) -> Target | None:
    found: Target | None = facet.targets.select_related("source").order_by("-version").first()
    return found


FACET_EDITOR = Editor(
    kind="facet",
    label=_("Write a facet"),
    help=_("One side of the star: what is followed, how far to go, by when."),
    sheet=FacetSheet,
    find=lambda number: Facet.every.select_related("indicator").filter(number=number).first(),
    held=held,
    publish=publish,
    withdraw=lambda facet, signed, reason: withdraw(facet, signed=signed, reason=reason),
    order=40,
)
