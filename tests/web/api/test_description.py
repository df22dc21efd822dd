"""The description is valid, is the one that is kept, and every answer of the demonstration keeps to it."""

import json
from collections.abc import Iterator
from importlib import resources as files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from poucet.dossier.loading import load
from poucet.town.api.resources import resources
from poucet.web.api.description import as_text
from poucet.web.api.v1 import DESCRIPTION
from poucet.web.demonstration import add_examples
from tests.factories import SIGNED, a_pebble
from tests.web.api.asking import asked

HERE = Path(__file__).parent
# Published by the OpenAPI Initiative (https://spec.openapis.org/oas/3.1/schema/2022-10-07), Apache-2.0.
OFFICIAL = HERE / "openapi-3.1.schema.json"
KEPT = HERE.parents[2] / "docs" / "api" / "openapi.json"
AT = "urn:poucet:openapi"


def test_description_is_openapi_3_1():
    schema = json.loads(OFFICIAL.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(DESCRIPTION)) == []
    assert DESCRIPTION["openapi"].startswith("3.1")


def test_every_schema_of_the_description_is_json_schema():
    for schema in DESCRIPTION["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_description_is_the_one_that_is_kept():
    assert KEPT.read_text(encoding="utf-8") == as_text(DESCRIPTION)


def test_every_field_of_the_description_says_what_it_means():
    silent = [
        f"{name}.{field}"
        for name, schema in DESCRIPTION["components"]["schemas"].items()
        for field, said in schema["properties"].items()
        if not said.get("description") and name != "Problem"
    ]
    assert silent == []


def test_no_field_of_a_thing_may_be_null_or_missing():
    for name, schema in DESCRIPTION["components"]["schemas"].items():
        if name == "Problem":
            continue
        assert set(schema["required"]) == set(schema["properties"]), name
        assert '"null"' not in json.dumps(schema) or name.endswith("Page"), name


def answers(client, path: str) -> Iterator[Any]:
    """Give every leaf of a list."""
    following = f"/api/v1/{path}?limit=100"
    while following:
        said = client.get(following).json()
        yield said
        following = (said["next"] or "").removeprefix("http://testserver")


@pytest.mark.django_db
def test_every_answer_of_the_demonstration_keeps_to_the_description(client):
    with files.as_file(files.files("poucet.dossier") / "communes" / "loos-en-gohelle") as folder:
        load(folder, signed=SIGNED)
    add_examples(signed=SIGNED)
    known = Registry().with_resource(AT, DRAFT202012.create_resource(DESCRIPTION))
    counted = 0
    for resource in resources():
        at = f"{AT}#/paths/~1api~1v1~1{resource.path}/get/responses/200/content/application~1json/schema"
        validator = Draft202012Validator({"$ref": at}, registry=known)
        for said in answers(client, resource.path):
            assert [error.message for error in validator.iter_errors(said)] == [], resource.path
            counted += len(said["items"])
    for single in ("commune", "star", "pebbles/21/thread"):
        path = single.replace("/21/", "/{number}/").replace("/", "~1")
        at = f"{AT}#/paths/~1api~1v1~1{path}/get/responses/200/content/application~1json/schema"
        assert (
            list(Draft202012Validator({"$ref": at}, registry=known).iter_errors(asked(client, single))) == []
        )
    assert counted > 900


@pytest.mark.django_db
def test_refusal_keeps_to_the_description(client):
    a_pebble()
    validator = Draft202012Validator(DESCRIPTION["components"]["schemas"]["Problem"])
    for address in ("pebbles?x=1", "pebbles?limit=x", "pebbles/999999", "nowhere"):
        assert list(validator.iter_errors(client.get(f"/api/v1/{address}").json())) == []


@pytest.mark.django_db
def test_guide_names_every_address_of_the_description(client):
    for language in ("fr", "en"):
        page = client.get("/api", {"lang": language}).content.decode()
        assert [path for path in DESCRIPTION["paths"] if path not in page] == []
