"""Somebody at the desk, and what they type."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from poucet.town.desk.editors import editor_of
from poucet.town.desk.models import Draft
from poucet.town.desk.operations import open_draft
from poucet.town.desk.sheets import written
from poucet.town.people.models import Person
from poucet.town.people.roles import Role
from tests.factories import SIGNED, a_person, a_source, an_indicator


def an_agent(**given: Any) -> Person:
    return a_person(Role.AGENT, **given)


def typed(kind: str, **said: Any) -> dict[str, Any]:
    """What a clerk types for a sound thing of a kind; what the test is about comes in `said`."""
    return {**SOUND[kind](said), **said}


def _a_source(said: dict[str, Any]) -> str:
    return "" if "source" in said else str(a_source().number)


SOUND = {
    "pebble": lambda said: {
        "name": "Le toit de la halle",
        "deed": "Quarante panneaux, un samedi.",
        "state": "laid",
        "period": "2024-03",
        "theme": "energie",
        "source": _a_source(said),
        "confidence": "high",
    },
    "observation": lambda said: {
        "indicator": "" if "indicator" in said else str(an_indicator().number),
        "saying": "value",
        "value": "32 000",
        "period": "2024",
        "source": _a_source(said),
        "status": "measured",
        "confidence": "high",
    },
    "source": lambda said: {"name": "Bulletin municipal n° 48", "year": "2024"},
    "facet": lambda said: {"name": "Le soleil sur nos toits", "direction": "reach"},
    "story": lambda said: {
        "name": "La cour",
        "deed": "On l’a ouverte.",
        "period": "inconnue",
        "author": "une voisine",
        "language": "fr",
    },
    "meeting": lambda said: {
        "name": "Quels arbres sur la place ?",
        "purpose": "Choisir ensemble.",
        "starts_at": "2026-10-06T18:30",
        "ends_at": "2026-10-06T20:30",
        "state": "announced",
    },
}


def as_sent(said: dict[str, Any]) -> dict[str, Any]:
    """A sheet as a browser sends it: the rows of its tables flattened."""
    sent: dict[str, Any] = {}
    for name, value in said.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            sent[f"{name}-count"] = str(len(value))
            for place, row in enumerate(value):
                sent |= {f"{name}-{place}-{field}": text for field, text in row.items()}
        elif value is True:
            sent[name] = "on"
        elif value is not False:
            sent[name] = value
    return sent


def a_draft(author: Person, kind: str = "pebble", **said: Any) -> Draft:
    """A draft of a new thing, sound unless `said` breaks it."""
    editor, posted = editor_of(kind), QueryDict(mutable=True)
    for name, value in as_sent(typed(kind, **said)).items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    return open_draft(editor, author, at=SIGNED.at, content=written(editor.sheet, posted))


def a_revision(author: Person, thing: Any, **said: Any) -> Draft:
    """A draft of what a thing says now, with some fields typed anew."""
    draft = open_draft(editor_of(thing.kind), author, thing=thing, at=SIGNED.at)
    draft.content |= said
    draft.save(update_fields=["content"])
    return draft
