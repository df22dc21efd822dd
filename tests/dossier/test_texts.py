"""Texts in the dossier: what comes back, what is refused, what a load never brings back."""

from __future__ import annotations

from pathlib import Path

import pytest

from poucet.contribute.drafting.models import Suggestion, Text
from poucet.contribute.drafting.operations import accept
from poucet.dossier.dumping import dump, written_anew
from poucet.dossier.faults import FaultyDossier
from poucet.dossier.folder import write_folder
from poucet.dossier.loading import load
from poucet.dossier.models import KeptFile
from poucet.town.models import RegisterEntry
from poucet.town.writing import withdraw
from tests.factories import SIGNED

pytestmark = pytest.mark.django_db
GARDEN = "texts/reglement-du-jardin.yaml"


def test_text_comes_back_with_its_versions_and_to_the_byte(folder: Path) -> None:
    load(folder, signed=SIGNED)
    text = Text.objects.get()
    assert [dict(row.paragraphs)[2][-8:-1] for row in text.versions.all()] == ["r un an", "eux ans"]
    assert [(row.state, row.version) for row in Suggestion.objects.all()] == [
        ("accepted", 2),
        ("waiting", None),
    ]
    assert dump()[GARDEN] == (folder / GARDEN).read_bytes()
    lines = RegisterEntry.objects.count()
    load(folder, signed=SIGNED)
    assert RegisterEntry.objects.count() == lines


def test_text_travels_as_the_house_writes_it(folder: Path) -> None:
    load(folder, signed=SIGNED)
    waiting = Suggestion.objects.get(number=2)
    accept(waiting, over=2, wording="Une parcelle\nest gardée.", reason="Oui.", signed=SIGNED)
    KeptFile.objects.all().delete()
    anew = written_anew()
    write_folder(folder, anew)
    assert load(folder, signed=SIGNED).acts == 0
    assert written_anew() == anew
    assert Text.objects.get().numbers == [1, 2, 3]


def test_withdrawn_suggestion_and_text_do_not_come_back(folder: Path) -> None:
    load(folder, signed=SIGNED)
    withdraw(Suggestion.objects.get(number=2), signed=SIGNED)
    assert "école" not in dump()[GARDEN].decode()
    load(folder, signed=SIGNED)
    assert not Suggestion.objects.filter(number=2).exists()
    withdraw(Text.objects.get(), signed=SIGNED)
    load(folder, signed=SIGNED)
    assert not Text.objects.exists()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (
            "number: 2\n        text: Chaque parcelle est confiée pour un an.",
            "number: 1\n        text: Bis.",
            "text.paragraph_twice",
        ),
        ("text: Chaque parcelle est confiée pour un an.", 'text: "Un.\\n\\nDeux."', "text.blank_line"),
        (
            "  - number: 2\n    date: 2026-03-12",
            "  - number: 1\n    date: 2026-03-12",
            "suggestion.number_twice",
        ),
        ("    state: waiting", "    state: refused", "suggestion.answer_missing"),
        ("    version: 2", "    version: 3", "suggestion.version_missing"),
    ],
)
def test_fault_of_texts_is_told(change, faults, before: str, after: str, code: str) -> None:
    change(GARDEN, before, after)
    assert [fault[3] for fault in faults()] == [code]


def test_suggestion_never_moves_to_another_text(folder: Path) -> None:
    load(folder, signed=SIGNED)
    said = (folder / GARDEN).read_text(encoding="utf-8")
    other = said.replace("number: 1\ntitle: Règlement", "number: 2\ntitle: Autre règlement", 1)
    (folder / "texts/autre.yaml").write_text(other, encoding="utf-8")
    (folder / GARDEN).write_text(said.partition("suggestions:")[0], encoding="utf-8")
    with pytest.raises(FaultyDossier) as raised:
        load(folder, signed=SIGNED)
    assert {fault.code for fault in raised.value.faults} == {"thing.number_taken"}
