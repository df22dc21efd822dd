"""What the files admit, both databases keep: lengths and digits are checked before anything is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from poucet.contribute.agreements.models import Agreement, Commitment, LedgerLine, SideSignature
from poucet.contribute.comments.models import Comment, Wording
from poucet.contribute.drafting.models import Suggestion, Text
from poucet.contribute.meetings.models import Access, AgendaItem, Meeting
from poucet.contribute.models import Call, Charter, Phase, Proposal, Reply
from poucet.contribute.sharing.models import Posting
from poucet.dossier.dumping import written_anew
from poucet.dossier.loading import load
from poucet.dossier.records import (
    agreements,
    claims,
    comments,
    drafting,
    ideas,
    measure,
    meetings,
    pebble,
    sharing,
    star,
    town,
)
from poucet.dossier.table import AMOUNT
from poucet.dossier.validation import schema_of
from poucet.dossier.yaml_reading import is_exact
from poucet.measure.models import Conflict, Constant, Indicator, Source
from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.pebble.models import Pebble, Picture, Voice
from poucet.star.models import Axis, Facet, Framework, Pillar, Star
from poucet.town.models import Commune, Organisation, Place
from tests.factories import SIGNED

Change = Callable[[str, str, str], None]


def items(name: str, *steps: str) -> dict[str, Any]:
    schema: Any = schema_of(name)
    for step in steps:
        schema = schema["items"] if step == "*" else schema["properties"][step]
    properties: dict[str, Any] = schema["properties"]
    return properties


# The table of names of each record, its model, and where its fields stand in the published schema.
RECORDS = [
    (town._COMMUNE, Commune, items("commune")),
    (town._ORGANISATION, Organisation, items("organisations", "*")),
    (town._PLACE, Place, items("places", "*")),
    (measure._SOURCE, Source, items("sources", "*")),
    (measure._INDICATOR, Indicator, items("indicators", "*")),
    (measure._CONSTANT, Constant, items("constants", "*")),
    (measure._CONFLICT, Conflict, items("conflicts", "*")),
    (star._FRAMEWORK, Framework, items("framework", "frameworks", "*")),
    (star._PILLAR, Pillar, items("framework", "frameworks", "*", "pillars", "*")),
    (star._STAR, Star, items("star")),
    (star._FACET, Facet, items("star", "facets", "*")),
    (star._AXIS, Axis, items("star", "axes", "*")),
    (pebble._PEBBLE, Pebble, items("pebble")),
    (pebble._PICTURE, Picture, items("pebble", "pictures", "*")),
    (pebble._VOICE, Voice, items("pebble", "voices", "*")),
    (claims._MODEL, ScenarioModel, items("model")),
    (claims._CLAIM, Claim, items("claim")),
    (agreements._AGREEMENT, Agreement, items("agreement")),
    (agreements._COMMITMENT, Commitment, items("agreement", "town", "*")),
    (agreements._LINE, LedgerLine, items("agreement", "ledger", "*")),
    (agreements._SIGNATURE, SideSignature, items("agreement", "signed", "*", "by", "*")),
    (claims._WORDS, Claim, items("claim", "words")),
    (ideas._CALL, Call, items("call")),
    (ideas._RULES, Charter, items("call", "rules")),
    (ideas._PHASE, Phase, items("call", "phases", "*")),
    (ideas._PROPOSAL, Proposal, items("proposal")),
    (ideas._REPLY, Reply, items("proposal", "replies", "*")),
    (comments._COMMENT, Comment, items("proposal", "comments", "*")),
    (comments._WORDING, Wording, items("proposal", "comments", "*", "before", "*")),
    (meetings._MEETING, Meeting, items("meeting")),
    (sharing._POSTING, Posting, items("posting")),
    (drafting._TEXT, Text, items("text")),
    (drafting._SUGGESTION, Suggestion, items("text", "suggestions", "*")),
    (meetings._ACCESS, Access, items("meeting", "access", "*")),
    (meetings._AGENDA, AgendaItem, items("meeting", "agenda", "*")),
]


@pytest.mark.parametrize(
    ("names", "model", "properties"), RECORDS, ids=[record[1].__name__ for record in RECORDS]
)
def test_no_text_is_admitted_that_a_column_cannot_hold(
    names: dict[str, str], model: type[models.Model], properties: dict[str, Any]
) -> None:
    for name, attribute in names.items():
        field: Any = model._meta.get_field(attribute)
        free = isinstance(field, models.CharField) and not field.choices and "type" in properties[name]
        if free and "pattern" not in properties[name]:
            assert properties[name].get("maxLength") == field.max_length, f"{model.__name__}.{attribute}"


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.from_regex(AMOUNT, fullmatch=True).filter(is_exact))
def test_amount_comes_back_as_it_was_written(text: str, folder: Path) -> None:
    header = (folder / "observations.csv").read_text(encoding="utf-8").partition("\n")[0]
    row = f"1,production-solaire,2025,{text},,,,,kWh/an,estimated,medium,bulletin,,,exemple"
    (folder / "observations.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    load(folder, signed=SIGNED)
    assert load(folder, signed=SIGNED).acts == 0
    (cell,) = (line.split(",")[3] for line in written_anew()["observations.csv"].decode().splitlines()[1:])
    assert float(cell) == float(text)
    assert cell.replace("-", "").replace(".", "").strip("0") == text.replace("-", "").replace(".", "").strip(
        "0"
    )


@pytest.mark.parametrize(
    ("path", "before", "after", "code"),
    [
        ("observations.csv", ",12000,", ",1234567890123456,", "number.malformed"),
        ("observations.csv", ",12000,", ",123456789012345.1234,", "number.too_precise"),
        ("constants.yaml", "value: 2500", "value: 2500.1234567890123", "number.too_precise"),
        ("constants.yaml", "value: 2500", f"value: {'9' * 5000}", "number.too_precise"),
        ("sources.yaml", "title: Bulletin", f"title: {'B' * 300}", "field.maxLength"),
        ("places.yaml", "name: École", f"name: {'É' * 250}", "field.maxLength"),
    ],
)
def test_what_would_not_be_kept_is_refused(
    path: str, before: str, after: str, code: str, change: Change, faults: Callable[[], list[Any]]
) -> None:
    change(path, before, after)
    assert code in [fault[3] for fault in faults() if fault[0] == path]


def test_file_of_a_pebble_is_named_as_its_address(folder: Path, faults: Callable[[], list[Any]]) -> None:
    old = folder / "pebbles/le-toit-de-l-ecole.yaml"
    old.rename(folder / "pebbles/Le toit é.yaml")
    assert ("pebbles/Le toit é.yaml", 0, "", "file.badly_named") in faults()


PEBBLE = "pebbles/le-toit-de-l-ecole.yaml"
LEANING = "- indicator: production-solaire\n    role: effect\n    facet: soleil\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state",
    [
        "state: ordinal\n    grade: 2",
        "state: sign_only\n    direction: up",
        "state: unknown",
        "state: no_effect",
        "state: not_applicable",
        "state: not_assessed",
    ],
)
def test_every_state_of_an_effect_comes_back(state: str, folder: Path, change: Change) -> None:
    change(PEBBLE, LEANING, f"{LEANING}    {state}\n    note: exemple\n")
    (folder / "observations.csv").unlink()
    load(folder, signed=SIGNED)
    assert f"    {state}\n" in written_anew()[PEBBLE].decode()


def test_effect_that_figures_tell_has_no_other_state(change: Change, faults: Callable[[], list[Any]]) -> None:
    change(PEBBLE, LEANING, f"{LEANING}    state: no_effect\n    note: exemple\n")
    assert [(fault[0], fault[3]) for fault in faults()] == [(PEBBLE, "effect.has_figures")]
