"""How the desk fills the sheet of a deed, and publishes it through the room's ordinary acts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from poucet.measure.models import Constant, Indicator, Source
from poucet.pebble.desk.sheet import PebbleSheet
from poucet.pebble.models import Equivalence, Pebble, Voice
from poucet.pebble.operations import Parts, move_pebble, write_pebble
from poucet.star.models import Axis, Facet, Pillar
from poucet.town.desk.editors import Editor
from poucet.town.desk.fields import known_or_not
from poucet.town.desk.naming import new_key, next_number
from poucet.town.desk.sheets import Content
from poucet.town.desk.translating import english_of, with_english
from poucet.town.models import Organisation, Place
from poucet.town.names import Set
from poucet.town.things import Reference
from poucet.town.writing import Signature, withdraw

_TEXTS = (
    "name", "deed", "theme", "place_note", "before", "turning_point", "next_step", "failed", "lesson", "note",
    "confidence",
)  # fmt: skip
_PICTURE = ("file", "alt", "credit", "licence", "width", "height", "translations")
_VOICE = ("speaker", "role", "text", "language", "source", "example", "period", "translations")


def find(number: int) -> Pebble | None:
    found: Pebble | None = Pebble.every.select_related("source", "axis").filter(number=number).first()
    return found


def held(pebble: Pebble) -> Content:
    said: Content = {name: getattr(pebble, name) for name in (*_TEXTS, "state", "example")}
    return {
        **said,
        "state_mistake": False,
        "period": known_or_not(pebble.period),
        "source": str(pebble.source.number) if pebble.source else "",
        "axis": str(pebble.axis.number) if pebble.axis else "",
        "places": [str(place.number) for place in pebble.places.all()],
        "facets": [str(facet.number) for facet in pebble.facets.all()],
        "pillars": [pillar.tag for pillar in pebble.pillars.all()],
        **english_of(pebble, PebbleSheet.translated),
        **_held_tables(pebble),
    }


def _held_tables(pebble: Pebble) -> Content:
    return {
        "makers": [
            {"organisation": str(one.organisation.number) if one.organisation else "", "name": one.name}
            for one in pebble.makers.select_related("organisation")
        ],
        "effects": [
            {
                "indicator": str(one.indicator.number),
                "role": one.role,
                "facet": str(one.facet.number) if one.facet else "",
                "state": one.state,
                "grade": "" if one.grade is None else str(one.grade),
                "direction": one.direction,
                "note": one.note,
                "note_en": one.told_in("note", "en") or "",
            }
            for one in pebble.effects.select_related("indicator", "facet")
        ],
        "equivalences": [
            {
                "count_number": str(one.count_number),
                "quantity_number": str(one.quantity_number),
                "constant": str(one.constant.number),
                "note": one.note,
                "note_en": one.told_in("note", "en") or "",
            }
            for one in pebble.equivalences.select_related("constant")
        ],
    }


def publish(pebble: Pebble | None, sheet: PebbleSheet, signed: Signature) -> Reference:
    """Write the deed; a state that changes is an act of its own, unless a slip is mended."""
    said = sheet.cleaned_data
    number = pebble.number if pebble else next_number(Pebble)
    moves = pebble is not None and said["state"] != pebble.state and not said.get("state_mistake")
    written = write_pebble(
        key=pebble.key if pebble else new_key(Pebble, said["name"], number),
        number=number,
        period=said["period"],
        signed=signed,
        parts=_parts(pebble, sheet),
        state=pebble.state if pebble and moves else said["state"],
        axis=Axis.objects.filter(number=said["axis"] or 0).first(),
        source=Source.objects.filter(number=said["source"] or 0).first(),
        example=said["example"],
        translations=with_english(pebble, sheet.english),
        **{name: said[name] for name in _TEXTS},
    )
    if moves:
        move_pebble(written, state=said["state"], signed=signed)
    return written.reference


def _parts(pebble: Pebble | None, sheet: PebbleSheet) -> Parts:
    """What the sheet holds, and what it does not show, as it was."""
    said = sheet.cleaned_data
    pictures = [_kept(row, _PICTURE) for row in pebble.pictures.all()] if pebble else []
    voices = [_kept(row, _VOICE) for row in pebble.voices.select_related("source")] if pebble else []
    tags = {pillar.tag: pillar for pillar in reversed(Pillar.objects.filter(framework__withdrawn=False))}
    organisations = _numbered(Organisation, [row["organisation"] for row in sheet.cleaned_rows("makers")])
    return Parts(
        pillars=[tags[tag] for tag in said["pillars"]],
        places=list(Place.objects.filter(number__in=said["places"])),
        facets=list(Facet.objects.filter(number__in=said["facets"])),
        makers=[
            {"organisation": organisations.get(row["organisation"]), "name": row["name"]}
            for row in sheet.cleaned_rows("makers")
        ],
        effects=_effects(sheet),
        equivalences=_equivalences(sheet),
        pictures=pictures,
        voices=voices,
    )


def _effects(sheet: PebbleSheet) -> list[dict[str, Any]]:
    rows = sheet.cleaned_rows("effects")
    indicators = _numbered(Indicator, [row["indicator"] for row in rows])
    facets = _numbered(Facet, [row["facet"] for row in rows])
    return [
        {
            **{name: row[name] for name in ("role", "state", "grade", "direction", "note")},
            "indicator": indicators[row["indicator"]],
            "facet": facets.get(row["facet"]),
            "translations": _english(row),
        }
        for row in rows
    ]


def _equivalences(sheet: PebbleSheet) -> list[dict[str, Any]]:
    rows = sheet.cleaned_rows("equivalences")
    constants = _numbered(Constant, [row["constant"] for row in rows])
    return [
        {
            **{name: row[name] for name in ("count_number", "quantity_number", "note")},
            "constant": constants[row["constant"]],
            "translations": _english(row),
        }
        for row in rows
    ]


def _english(row: dict[str, Any]) -> dict[str, Any]:
    return {"en": {"note": row["note_en"]}} if row["note_en"] else {}


def _kept(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names if hasattr(row, name)}


def _numbered(model: Any, numbers: list[int | None]) -> dict[int | None, Any]:
    return {one.number: one for one in model.objects.filter(number__in=[one for one in numbers if one])}


def resting_on_a_figure(number: int) -> list[Set]:
    """The deeds that tell a figure as a count, or count with it."""
    rows = Equivalence.objects.filter(count_number=number) | Equivalence.objects.filter(
        quantity_number=number
    )
    return [Set("figure.pebbles", "pebble", Pebble.objects.filter(pk__in=rows.values("pebble")))]


def resting_on_a_source(number: int) -> list[Set]:
    voices = Voice.objects.filter(source__number=number)
    return [
        Set("source.pebbles", "pebble", Pebble.objects.filter(source__number=number)),
        Set("source.voices", "pebble", Pebble.objects.filter(pk__in=voices.values("pebble"))),
    ]


PEBBLE_EDITOR = Editor(
    kind="pebble",
    label=_("Write a pebble"),
    help=_("A small visible deed: planned, under way, laid, measured or let go."),
    sheet=PebbleSheet,
    find=find,
    held=held,
    publish=publish,
    withdraw=lambda pebble, signed, reason: withdraw(pebble, signed=signed, reason=reason),
    order=10,
)
