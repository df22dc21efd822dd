"""The schemas that editors read: well formed, and published under their names."""

from __future__ import annotations

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from poucet.dossier.layout import CHAPTERS, Chapter
from poucet.dossier.validation import schema_of
from poucet.dossier.views import PUBLISHED


@pytest.mark.parametrize("name", sorted(PUBLISHED - {"observations"}))
def test_schema_is_well_formed(name: str) -> None:
    Draft202012Validator.check_schema(schema_of(name))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.schema)
def test_schema_of_every_file_is_published(chapter: Chapter, client: Client) -> None:
    answer = client.get(f"/schemas/{chapter.schema}.schema.json")
    assert answer.status_code == 200
    assert answer.json() == schema_of(chapter.schema)


@pytest.mark.django_db  # the page of the refusal shows the commune
def test_no_other_file_is_published(client: Client) -> None:
    assert client.get("/schemas/secret.schema.json").status_code == 404
