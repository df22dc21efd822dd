"""The published dictionary of what each level stores says everything, and nothing that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps

from poucet.town.people.dictionary import OF_NOBODY, STORED
from poucet.town.people.models import Person

ROOMS = ("people", "residence", "identity", "account", "usersessions", "mfa")
GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "niveaux.md"


def columns() -> dict[str, set[str]]:
    found = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {
        f"{model._meta.app_label}.{model.__name__}": {field.name for field in model._meta.concrete_fields}
        for model in found
    }


def test_nothing_is_stored_that_no_level_lists():
    listed = {table: set(names) for level in STORED.values() for table, names in level.items()}
    kept = {table: names for table, names in columns().items() if table not in OF_NOBODY}
    assert listed == kept


def test_no_room_keeps_an_address_or_a_birth():
    told = {field.name for model in apps.get_models() for field in model._meta.concrete_fields}
    assert told.isdisjoint({"birthdate", "birth_date", "birthplace", "birth_name", "gender", "sex", "street"})


@pytest.mark.parametrize("level", Person.Level)
def test_guide_publishes_every_column(level):
    text = GUIDE.read_text()
    for table, names in STORED[level].items():
        row = next(line for line in text.splitlines() if line.startswith(f"| {level.value} | `{table}`"))
        assert {name.strip("` ") for name in row.split("|")[3].split(",")} == set(names)
